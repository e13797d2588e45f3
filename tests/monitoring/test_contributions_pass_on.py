"""What was asked of, offered to or promised by a party that left goes over to who came in its place."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.access import Access
from agreements.models import Party
from calendar_cycle.workflow import NotAllowed
from monitoring import (
    contribution_guards,
    contribution_lists,
    contribution_making,
    contribution_news,
    contributions,
    results,
    tasks,
)
from monitoring.models import Contribution
from tests import factories
from tests.told import told
from tests.world import World, moment

pytestmark = pytest.mark.django_db
LEFT = date(2026, 5, 10)


@pytest.fixture(autouse=True)
def _in_may() -> Iterator[None]:
    with time_machine.travel(moment(2026, 5, 10), tick=False):
        yield


def passes(world: World, name: str, into: str | None) -> None:
    """A party leaves; another comes in its place, or nobody."""
    heir = into and Party.objects.get(covenant=world.covenant, partner=getattr(world, into))
    rows = Party.objects.filter(covenant=world.covenant, partner=getattr(world, name))
    rows.update(left_on=LEFT, succeeded_by=heir)


@pytest.fixture
def concept(world: World) -> Contribution:
    """The corporation asks the tenants."""
    activity = factories.ActivityFactory(overview=world.assignment(state="in_progress").overview)
    return factories.ContributionFactory(activity=activity, partner=world.tenants, text="Wie legt het uit?")


@pytest.fixture
def sent(world: World, concept: Contribution) -> Contribution:
    concept.perform("send", by=world.editor)
    return concept


@pytest.fixture
def offered(world: World, concept: Contribution) -> Contribution:
    """By the corporation, at an agreement that the tenants lead."""
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.tenants])
    row = factories.ContributionFactory(
        activity=None, overview=concept.overview, agreement=agreement, partner=world.corporation, origin="offered"
    )
    row.perform("send", by=world.editor)
    return row


# Answering


@pytest.mark.parametrize("which", ["sent", "offered"])
def test_who_came_in_its_place_finds_it_and_answers(
    world: World, client: Client, which: str, request: pytest.FixtureRequest
) -> None:
    row = request.getfixturevalue(which)
    passes(world, "tenants", into="other")
    assert contribution_guards.answering_partners(row) == [world.other]
    client.force_login(world.other_submitter)
    assert f'href="/hulpvragen/{row.pk}/"' in client.get("/hulpvragen/").content.decode()
    assert any("beantwoorden" in task.title for task in tasks.desk(Access.of(world.other_submitter)).tasks)
    client.post(f"/hulpvragen/{row.pk}/", {"deed": "promise", "version": row.version})
    row.refresh_from_db()
    assert row.state == "promised"


def test_who_has_left_answers_no_more_and_is_not_reminded(world: World, sent: Contribution) -> None:
    passes(world, "tenants", into="other")
    with pytest.raises(NotAllowed, match=str(world.other)):
        sent.perform("promise", by=world.tenants_submitter)
    step = world.milestone("alignment")
    assert list(contribution_news._unanswered(step)) == [world.other]
    desk = tasks.desk(Access.of(world.tenants_submitter))
    assert not any("beantwoorden" in task.title for task in desk.tasks)


def test_without_a_successor_nobody_answers(world: World, sent: Contribution) -> None:
    passes(world, "tenants", into=None)
    assert contribution_guards.answering_partners(sent) == []
    with pytest.raises(NotAllowed, match="Antwoorden kan alleen"):
        sent.perform("promise", by=world.tenants_submitter)


def test_before_that_day_it_is_still_its_own(world: World, sent: Contribution) -> None:
    passes(world, "tenants", into="other")
    Party.objects.filter(partner=world.tenants).update(left_on=date(2026, 5, 11))
    assert contribution_guards.answering_partners(sent) == [world.tenants]
    assert not Contribution.objects.editable_by(world.other_submitter).exists()


def test_a_row_of_successors_is_followed_to_the_end(world: World, sent: Contribution) -> None:
    passes(world, "tenants", into="other")
    passes(world, "other", into="municipality")
    assert contribution_guards.answering_partners(sent) == [world.municipality]
    assert Contribution.objects.editable_by(world.municipality_submitter).get() == sent


def test_the_page_says_who_answers_now(world: World, client: Client, sent: Contribution) -> None:
    passes(world, "tenants", into="other")
    client.force_login(world.editor)
    page = client.get(f"/hulpvragen/{sent.pk}/").content.decode()
    assert f"{world.tenants} doet sinds 10 mei 2026 niet meer mee. {world.other} kwam in de plaats" in page


# Asking


def test_who_came_in_the_place_of_the_asker_hears_the_answer_and_may_take_it_back(
    world: World, client: Client, sent: Contribution
) -> None:
    passes(world, "corporation", into="other")
    sent.perform("promise", by=world.tenants_submitter)
    assert told("contribution_answered") == {world.other_submitter.email}
    client.force_login(world.other_submitter)
    assert "intrekken" in client.get(f"/hulpvragen/{sent.pk}/").content.decode()
    found = contribution_lists.of(world.other_submitter, Access.of(world.other_submitter))
    assert ([line.contribution for line in found.asked], found.to_us) == ([sent], [])
    sent.perform("withdraw", by=world.other_submitter)
    assert sent.state == "withdrawn"


def test_a_concept_of_who_left_is_read_by_nobody_else(world: World, concept: Contribution) -> None:
    passes(world, "corporation", into="other")
    assert not Contribution.objects.visible_to(world.other_submitter).exists()


def test_whether_it_was_kept_is_said_in_the_results_of_who_came_in_its_place(world: World, sent: Contribution) -> None:
    sent.perform("promise", by=world.tenants_submitter)
    passes(world, "corporation", into="other")
    world.milestone("bundle")
    step = world.milestone("results", year=2028, subject_year=2027, opens_on=date(2027, 12, 1), before=date(2028, 3, 1))
    share = world.assignment(world.other, step, state="in_progress")
    assert list(results.promised_to(share)) == [sent]
    with time_machine.travel(moment(2028, 1, 10), tick=False):
        sent.perform("judge_kept", by=world.other_submitter, kept="yes")
    assert sent.kept == "yes"


# Sending to who has left


@pytest.mark.parametrize(
    ("into", "instead"), [("other", "Vraag het aan {other}."), (None, "Vraag het aan een andere partner.")]
)
def test_nothing_is_sent_to_who_has_left(world: World, concept: Contribution, into: str | None, instead: str) -> None:
    passes(world, "tenants", into=into)
    expected = f"{world.tenants} doet sinds 10 mei 2026 niet meer mee. {instead.format(other=world.other)}"
    with pytest.raises(NotAllowed) as refused:
        concept.perform("send", by=world.editor)
    assert refused.value.reason == expected
    with pytest.raises(NotAllowed) as refused:
        contribution_making.make(
            concept.overview.assignment,
            by=world.editor,
            send=True,
            activity=concept.activity,
            partner=world.tenants,
            origin="asked",
            text="Nog iets",
        )
    assert refused.value.reason == expected
    assert Contribution.objects.get().state == "concept"


def test_the_form_says_so_at_the_field(world: World, client: Client, concept: Contribution) -> None:
    passes(world, "tenants", into="other")
    client.force_login(world.editor)
    path = f"{concept.overview.assignment.get_absolute_url()}hulpvraag/{concept.activity.pk}/"
    assert f'{world.tenants} <span class="soft">(doet niet meer mee)</span>' in client.get(path).content.decode()
    answer = client.post(path, {"partner": world.tenants.pk, "text": "Help", "nu": "1"})
    assert answer.context["form"].errors["partner"] == [
        f"{world.tenants} doet sinds 10 mei 2026 niet meer mee. Vraag het aan {world.other}."
    ]
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize(("into", "state"), [("other", "sent"), (None, "concept")])
def test_a_concept_goes_along_with_the_hand_in_to_who_came_in_its_place(
    world: World, concept: Contribution, into: str | None, state: str
) -> None:
    passes(world, "tenants", into=into)
    contributions.send_concepts(concept.overview)
    concept.refresh_from_db()
    assert concept.state == state
    assert told("contribution_sent") == ({world.other_submitter.email} if into else set())


def test_the_list_takes_as_few_queries_with_many_as_with_one(world: World, sent: Contribution) -> None:
    passes(world, "tenants", into="other")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            contribution_lists.of(world.other_submitter, Access.of(world.other_submitter))
        return len(captured)

    one = queries()
    Contribution.objects.bulk_create(
        Contribution(
            overview=sent.overview,
            activity=sent.activity,
            partner=world.tenants,
            origin="asked",
            text="Meer",
            state="sent",
        )
        for _ in range(5)
    )
    assert queries() == one
