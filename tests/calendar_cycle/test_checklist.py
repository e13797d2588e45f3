"""The steps of a milestone: most tick themselves, some are ticked by hand with a name behind them."""

from collections.abc import Iterator

import pytest
import time_machine

from calendar_cycle import checklist
from calendar_cycle.checklist import TABLE, Fact
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Milestone
from calendar_cycle.workflow import NotAllowed
from tests.world import World, moment

pytestmark = pytest.mark.django_db
NOW = moment(2026, 3, 20)


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def done(milestone: Milestone) -> list[str]:
    return [row.item.key for row in checklist.of(milestone, {}, milestone.ticks.select_related("by")) if row.done]


def test_every_kind_of_step_has_a_checklist_with_keys_of_its_own() -> None:
    assert set(TABLE) == set(MilestoneKind)
    assert all(len({item.key for item in items}) == len(items) for items in TABLE.values())


def test_of_the_accents_these_are_ticked_by_hand() -> None:
    by_hand = [item.key for item in TABLE[MilestoneKind.ACCENTS] if item.fact == Fact.HAND]
    assert by_hand == ["market", "talked", "theme", "village"]


def test_a_tick_has_a_name_and_a_day_behind_it(world: World) -> None:
    step = world.milestone("accents")
    checklist.tick(step, "market", by=world.secretary)
    checklist.tick(step, "market", by=world.second_secretary)
    row = next(row for row in checklist.of(step, {}, step.ticks.all()) if row.item.key == "market")
    assert (row.done, row.by, row.on) == (True, str(world.secretary), NOW.date())


def test_whoever_is_in_the_working_group_takes_it_back(world: World) -> None:
    step = world.milestone("accents")
    checklist.tick(step, "market", by=world.secretary)
    checklist.untick(step, "market", by=world.second_secretary)
    assert done(step) == []
    events = [(row.kind, row.actor, row.message) for row in step.events.all()]
    assert events == [
        ("tick", world.secretary, "Marktinformatie verzamelen"),
        ("untick", world.second_secretary, "Marktinformatie verzamelen"),
    ]


@pytest.mark.parametrize("step_key", ["decided", "prepared", "results"])
def test_what_ticks_itself_is_not_ticked_by_hand(world: World, step_key: str) -> None:
    step = world.milestone("accents")
    with pytest.raises(NotAllowed, match="gebeurt vanzelf"):
        checklist.tick(step, step_key, by=world.secretary)
    assert done(step) == []
    assert step.events.get().refused


def test_a_step_of_another_milestone_is_refused(world: World) -> None:
    with pytest.raises(NotAllowed, match="hoort niet bij deze mijlpaal"):
        checklist.tick(world.milestone("alignment"), "market", by=world.secretary)


@pytest.mark.parametrize("role", ["submitter", "board", "administrator"])
def test_only_the_working_group_ticks(world: World, role: str) -> None:
    step = world.milestone("accents")
    checklist.tick(step, "market", by=world.secretary)
    for deed, key in ((checklist.tick, "talked"), (checklist.untick, "market")):
        with pytest.raises(NotAllowed, match="alleen een lid van de werkgroep"):
            deed(step, key, by=getattr(world, role))
    assert done(step) == ["market"]


def test_ticks_never_finish_a_milestone(world: World) -> None:
    step = world.milestone("accents")
    for key in ("market", "talked", "theme", "village"):
        checklist.tick(step, key, by=world.secretary)
    assert Milestone.objects.get(pk=step.pk).done_at is None


def test_what_does_not_apply_is_left_out(world: World) -> None:
    step = world.milestone("accents")
    keys = [row.item.key for row in checklist.of(step, {Fact.CONCLUDED: False}, [])]
    assert keys == ["market", "talked", "theme", "village", "decided"]
