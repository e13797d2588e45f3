"""Handing in, and the deadline to the microsecond."""

import pytest
import time_machine

from calendar_cycle.workflow import NotAllowed
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def test_it_is_accepted_in_the_last_microsecond_of_30_june(world: World) -> None:
    assignment = world.plain(state="in_progress")
    with time_machine.travel(moment(2026, 6, 30, 23, 59, 59, 999999), tick=False):
        assignment.perform("submit", by=world.submitter)
    assert assignment.state == "submitted"


def test_it_is_refused_from_midnight_on_1_july(world: World) -> None:
    assignment = world.plain(state="in_progress")
    with (
        time_machine.travel(moment(2026, 7, 1, 0, 0), tick=False),
        pytest.raises(NotAllowed, match="vóór 1 juli 2026"),
    ):
        assignment.perform("submit", by=world.submitter)
    event = assignment.events.get()
    assert (event.kind, event.refused, event.actor) == ("submit", True, world.submitter)
