"""The deeds of the working group on a step (domain.md §4, "done when")."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from calendar_cycle.models import Milestone
from calendar_cycle.workflow import NotAllowed
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db
NOW = moment(2026, 11, 15)
KINDS = {"decide": "accents", "conclude": "alignment", "publish": "bundle", "send": "results_request"}


@pytest.fixture(autouse=True)
def _in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def given(world: World, deed: str) -> dict[str, Any]:
    """What goes with each deed."""
    meeting = factories.MeetingFactory(covenant=world.covenant, report="Besproken.")
    if deed == "decide":
        return {"decision": factories.DecisionFactory(meeting=meeting)}
    return {"meeting": meeting} if deed == "conclude" else {}


@pytest.mark.parametrize("deed", KINDS)
def test_it_is_done_once_with_its_event(world: World, deed: str) -> None:
    step = world.milestone(KINDS[deed])
    step.perform(deed, by=world.secretary, message="Klaar.", **given(world, deed))
    stored = Milestone.objects.get(pk=step.pk)
    assert (stored.done_at, stored.done_by, step.done_at) == (NOW, world.secretary, NOW)
    event = step.events.get()
    assert (event.kind, event.refused, event.actor, event.message) == (deed, False, world.secretary, "Klaar.")
    with pytest.raises(NotAllowed, match="al gedaan, op 15 november 2026"):
        step.perform(deed, by=world.secretary, **given(world, deed))


@pytest.mark.parametrize("deed", KINDS)
@pytest.mark.parametrize("kind", [*KINDS.values(), "overview", "results"])
def test_a_deed_belongs_to_its_own_kind(world: World, deed: str, kind: str) -> None:
    step = world.milestone(kind)
    if KINDS[deed] == kind:
        step.perform(deed, by=world.secretary, **given(world, deed))
    else:
        with pytest.raises(NotAllowed, match="hoort niet bij deze mijlpaal"):
            step.perform(deed, by=world.secretary, **given(world, deed))
    assert (Milestone.objects.get(pk=step.pk).done_at is not None) is (KINDS[deed] == kind)


@pytest.mark.parametrize("deed", KINDS)
@pytest.mark.parametrize("role", ["submitter", "editor", "reader", "municipality_submitter", "board", "administrator"])
def test_only_the_working_group_does_it(world: World, deed: str, role: str) -> None:
    step = world.milestone(KINDS[deed])
    with pytest.raises(NotAllowed, match="alleen een lid van de werkgroep"):
        step.perform(deed, by=getattr(world, role), **given(world, deed))
    event = step.events.get()
    assert (event.kind, event.refused) == (deed, True)
    assert Milestone.objects.get(pk=step.pk).done_at is None


def test_the_working_group_of_another_municipality_does_nothing(world: World, elsewhere: World) -> None:
    with pytest.raises(NotAllowed, match="alleen een lid van de werkgroep"):
        world.milestone("bundle").perform("publish", by=elsewhere.secretary)


@pytest.mark.parametrize("deed", KINDS)
@pytest.mark.parametrize("state", ["draft", "closed"])
def test_nothing_in_a_covenant_that_is_not_open(world: World, deed: str, state: str) -> None:
    step = world.milestone(KINDS[deed])
    world.covenant.state = state
    world.covenant.save()
    with pytest.raises(NotAllowed, match="niet open"):
        Milestone.objects.get(pk=step.pk).perform(deed, by=world.secretary, **given(world, deed))


def test_nothing_before_it_has_opened(world: World) -> None:
    with (
        time_machine.travel(moment(2026, 10, 31, 23, 59), tick=False),
        pytest.raises(NotAllowed, match="vanaf 1 november 2026"),
    ):
        world.milestone("bundle").perform("publish", by=world.secretary)


def test_a_soft_date_blocks_nothing(world: World) -> None:
    step = world.milestone("accents")  # before 1 April
    step.perform("decide", by=world.secretary, **given(world, "decide"))
    assert step.done_at == NOW


def test_the_accents_need_a_decision(world: World) -> None:
    with pytest.raises(NotAllowed, match="Leg het besluit van het bestuur vast"):
        world.milestone("accents").perform("decide", by=world.secretary)


@pytest.mark.parametrize("report", ["", "  \n"])
def test_the_alignment_needs_a_report(world: World, report: str) -> None:
    meeting = factories.MeetingFactory(covenant=world.covenant, report=report)
    with pytest.raises(NotAllowed, match="kort verslag"):
        world.milestone("alignment").perform("conclude", by=world.secretary, meeting=meeting)


@pytest.mark.parametrize("deed", ["decide", "conclude"])
def test_a_meeting_of_another_municipality_is_refused(world: World, elsewhere: World, deed: str) -> None:
    step = world.milestone(KINDS[deed])
    with pytest.raises(NotAllowed, match="andere prestatieafspraken"):
        step.perform(deed, by=world.secretary, **given(elsewhere, deed))
    assert Milestone.objects.get(pk=step.pk).done_at is None
