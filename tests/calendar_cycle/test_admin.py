"""The year in the admin: readable for who runs the covenant, changeable nowhere but at a question not yet asked."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from calendar_cycle.models import Assignment, Milestone, Question
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db
MODELS = ("cycle", "milestone", "standardquestion", "question", "assignment", "extension")


@pytest.mark.parametrize("model", MODELS)
def test_the_working_group_lists_it(world: World, client: Client, model: str) -> None:
    world.assignment()
    client.force_login(world.secretary)
    assert client.get(reverse(f"admin:calendar_cycle_{model}_changelist")).status_code == 200


def test_it_reads_only_its_own_covenant(world: World, elsewhere: World, client: Client) -> None:
    mine, other = world.assignment(), elsewhere.assignment()
    client.force_login(world.secretary)
    assert client.get(page(mine)).status_code == 200
    assert client.get(page(other)).status_code == 302
    assert other.partner.name not in client.get(reverse("admin:calendar_cycle_assignment_changelist")).content.decode()


@pytest.mark.parametrize("kind", ["assignment", "milestone"])
def test_nothing_is_changed_round_the_door(world: World, client: Client, kind: str) -> None:
    row = world.assignment()
    client.force_login(world.secretary)
    target = row if kind == "assignment" else row.milestone
    answer = client.post(page(target), {"state": "accepted", "before": "2027-01-01"})
    assert answer.status_code == 403
    assert Assignment.objects.get(pk=row.pk).state == "todo"
    assert str(Milestone.objects.get(pk=row.milestone_id).before) == "2026-07-01"


@pytest.mark.parametrize(
    ("at", "text"), [(moment(2026, 3, 31, 23, 59), "Waarom?"), (moment(2026, 4, 1), "Hoe?")], ids=["before", "opened"]
)
def test_a_question_is_fixed_once_its_step_has_opened(world: World, client: Client, at: object, text: str) -> None:
    question = factories.QuestionFactory(milestone=world.milestone(), text="Hoe?", position=1)
    with time_machine.travel(at, tick=False):
        client.force_login(world.secretary)
        client.post(page(question), typed(client, question) | {"text": "Waarom?"})
    assert Question.objects.get(pk=question.pk).text == text


@time_machine.travel(moment(2026, 3, 20), tick=False)
def test_the_second_to_change_a_question_hears_it(world: World, client: Client) -> None:
    question = factories.QuestionFactory(milestone=world.milestone(), text="Hoe?", position=1)
    client.force_login(world.secretary)
    seen_by_both = typed(client, question)
    client.post(page(question), seen_by_both | {"text": "Van de een?"})
    shown = client.post(page(question), seen_by_both | {"text": "Van de ander?"}).content.decode()
    assert f"{world.secretary} heeft dit intussen veranderd" in shown
    assert "Daar staat nu: “Van de een?”." in shown
    assert Question.objects.get(pk=question.pk).text == "Van de een?"


def typed(client: Client, question: Question) -> dict[str, str]:
    """What the form of a question holds, as its reader sees it; nothing once it is only read."""
    form = client.get(page(question)).context["adminform"].form
    return {"choices": "[]"} | {name: form[name].value() or "" for name in form.fields if name != "choices"}


def page(row: Assignment | Milestone | Question) -> str:
    return reverse(f"admin:calendar_cycle_{row._meta.model_name}_change", args=[row.pk])
