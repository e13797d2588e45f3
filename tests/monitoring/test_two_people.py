"""Two people on one form: the second hears who was first, keeps the own words, and chooses (experience.md)."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from calendar_cycle.models import Answer, Assignment, Question
from monitoring.models import Indicator, Measurement
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

PATHS = {
    "overview": "/druten-2025-2028/overzichten/2027/woonstichting-druten/vragen/",
    "results": "/druten-2025-2028/resultaten/2025/woonstichting-druten/vragen/",
}
FIGURES = "/druten-2025-2028/resultaten/2025/woonstichting-druten/cijfers/"
DAYS = {"overview": moment(2026, 5, 1), "results": moment(2026, 1, 15)}


@pytest.fixture(params=["overview", "results"])
def kind(request: Any) -> Iterator[str]:
    with time_machine.travel(DAYS[request.param], tick=False):
        yield request.param


@pytest.fixture
def assignment(world: World, kind: str) -> Assignment:
    return world.assignment(milestone=world.milestone(kind))


@pytest.fixture
def one(world: World) -> Client:
    """The first to save."""
    client = Client()
    client.force_login(world.submitter)
    return client


@pytest.fixture
def other(world: World) -> Client:
    """Opened the page at the same time, and saves later."""
    client = Client()
    client.force_login(world.editor)
    return client


def filled_in(client: Client, path: str) -> dict[str, str]:
    """The fields of the form as this reader sees them."""
    form = client.get(path).context["form"]
    return {field.html_name: field.value() or "" for field in form}


@pytest.fixture
def questions(assignment: Assignment) -> list[Question]:
    return factories.QuestionFactory.create_batch(2, milestone=assignment.milestone)


@pytest.mark.parametrize("earlier", ["", "Wat er stond"])
def test_the_second_to_answer_a_question_chooses(
    kind: str, assignment: Assignment, questions: list[Question], one: Client, other: Client, earlier: str
) -> None:
    name, path = f"question_{questions[0].pk}", PATHS[kind]
    if earlier:
        Answer.objects.create(assignment=assignment, question=questions[0], text=earlier)
    first, second = filled_in(one, path), filled_in(other, path)
    assert one.post(path, first | {name: "Van de een"}).status_code == 302
    answer = other.post(path, second | {name: "Van de ander"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Persoon" in page
    assert "heeft dit intussen veranderd" in page
    assert "schreef: “Van de een”" in page
    assert "Van de ander" in page
    assert Answer.objects.get().text == "Van de een"
    chosen = {field.html_name: field.value() or "" for field in answer.context["form"]}
    assert other.post(path, chosen).status_code == 302
    assert Answer.objects.get().text == "Van de ander"


def test_two_people_on_two_questions_do_not_hinder_each_other_when_nothing_is_lost(
    kind: str, assignment: Assignment, questions: list[Question], one: Client, other: Client
) -> None:
    path = PATHS[kind]
    first = filled_in(one, path)
    one.post(path, first | {f"question_{questions[0].pk}": "Van de een"})
    second = filled_in(other, path)
    assert other.post(path, second | {f"question_{questions[1].pk}": "Van de ander"}).status_code == 302
    assert sorted(Answer.objects.values_list("text", flat=True)) == ["Van de ander", "Van de een"]


def test_an_answer_given_meanwhile_stays_beside_ours(
    kind: str, assignment: Assignment, questions: list[Question], one: Client, other: Client
) -> None:
    path = PATHS[kind]
    first, second = filled_in(one, path), filled_in(other, path)
    one.post(path, first | {f"question_{questions[0].pk}": "Van de een"})
    answer = other.post(path, second | {f"question_{questions[1].pk}": "Van de ander"})
    assert answer.status_code == 302
    assert sorted(Answer.objects.values_list("text", flat=True)) == ["Van de ander", "Van de een"]
    told = [str(message) for message in other.get(path).context["messages"]]
    assert any("veranderde intussen ook" in sentence and "Dat is overgenomen." in sentence for sentence in told)


@pytest.fixture
def indicator(world: World) -> Indicator:
    with time_machine.travel(DAYS["results"], tick=False):
        assignment = world.assignment(milestone=world.milestone("results"))
    agreement = factories.AgreementFactory(covenant=assignment.covenant, led_by=[world.corporation])
    about = {"kind": "count", "over_partners": "sum", "over_years": "sum", "unit": "woningen"}
    return Indicator.objects.create(
        covenant=world.covenant, key="huizen", name="Huizen", topic=agreement.topic, **about
    )


@pytest.mark.parametrize(("before", "first_says"), [(None, "12"), ("10", "12"), ("10", "")])
def test_the_second_to_give_a_figure_chooses(
    world: World, indicator: Indicator, one: Client, other: Client, before: str | None, first_says: str
) -> None:
    name = f"value_{indicator.pk}"
    with time_machine.travel(DAYS["results"], tick=False):
        if before:
            assignment = world.assignment_of(world.corporation, "results")
            assignment.measurements.create(
                indicator=indicator, partner=world.corporation, year=2025, value=before, source="Jaarverslag"
            )
        one.force_login(world.submitter)
        other.force_login(world.editor)
        first, second = filled_in(one, FIGURES), filled_in(other, FIGURES)
        assert one.post(FIGURES, first | {name: first_says}).status_code == 302
        answer = other.post(FIGURES, second | {name: "15"})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert ("schreef: “12”" if first_says else "maakte dit leeg") in page
        assert 'value="15"' in page
        assert [row.value for row in Measurement.objects.all()] == ([12] if first_says else [])
        chosen = {field.html_name: field.value() or "" for field in answer.context["form"]}
        assert other.post(FIGURES, chosen).status_code == 302
        assert [row.value for row in Measurement.objects.all()] == [15]
