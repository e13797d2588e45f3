"""A deadline to the microsecond, on the clock of Amsterdam wherever the server stands."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from calendar_cycle import calendar
from calendar_cycle.workflow import NotAllowed
from tests.world import AMSTERDAM, World, moment

JULY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("at", "passed"),
    [
        (moment(2026, 6, 30, 23, 59, 59, 999999), False),
        (moment(2026, 7, 1, 0, 0), True),
        (datetime(2026, 6, 30, 21, 59, 59, 999999, tzinfo=UTC), False),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), True),
        (datetime(2026, 6, 30, 18, 0, tzinfo=ZoneInfo("America/New_York")), True),
        (datetime(2026, 6, 30, 17, 59, tzinfo=ZoneInfo("America/New_York")), False),
    ],
)
def test_it_passes_at_midnight_in_amsterdam(at: datetime, passed: bool) -> None:
    assert calendar.deadline_passed(JULY, at) is passed


def test_before_1_march_in_a_leap_year_takes_in_29_february() -> None:
    assert not calendar.deadline_passed(date(2028, 3, 1), moment(2028, 2, 29, 23, 59, 59, 999999))
    assert calendar.deadline_passed(date(2028, 3, 1), moment(2028, 3, 1))


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_occurs_twice_is_still_the_same_day(fold: int) -> None:
    twice = datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=AMSTERDAM)
    assert not calendar.deadline_passed(date(2026, 10, 26), twice)
    assert calendar.deadline_passed(date(2026, 10, 25), twice)


@pytest.mark.parametrize(
    ("granted", "answer_before", "own"),
    [
        ([], None, JULY),
        ([date(2026, 7, 8)], None, date(2026, 7, 8)),
        ([date(2026, 7, 8)], date(2026, 7, 20), date(2026, 7, 20)),
        ([date(2026, 7, 8)], date(2026, 6, 20), date(2026, 7, 8)),
        ([date(2026, 6, 1)], date(2026, 6, 20), JULY),
    ],
)
def test_the_own_deadline_is_the_latest_of_the_three(
    granted: list[date], answer_before: date | None, own: date
) -> None:
    assert calendar.own_deadline(JULY, granted, answer_before) == own


@pytest.mark.django_db
def test_a_changed_milestone_moves_the_own_deadline_with_extension_and_return_day(world: World) -> None:
    assignment = world.plain(state="in_progress", answer_before=date(2026, 7, 3))
    assignment.extensions.create(
        asked_by=world.editor, wished_before=date(2026, 7, 8), reason="x", state="granted", before=date(2026, 7, 8)
    )
    assert assignment.own_deadline == date(2026, 7, 8)
    assignment.milestone.before = date(2026, 7, 15)
    assignment.milestone.save()
    with time_machine.travel(moment(2026, 7, 14, 23, 59, 59, 999999), tick=False):
        assignment.perform("submit", by=world.submitter)
    with (
        time_machine.travel(moment(2026, 7, 15), tick=False),
        pytest.raises(NotAllowed, match="vóór 15 juli 2026"),
    ):
        assignment.perform("withdraw", by=world.submitter)


@pytest.mark.django_db
def test_the_server_in_new_york_holds_the_deadline_of_amsterdam(world: World) -> None:
    assignment = world.plain(state="in_progress")
    with (
        time_machine.travel(datetime(2026, 6, 30, 18, 0, tzinfo=ZoneInfo("America/New_York")), tick=False),
        pytest.raises(NotAllowed, match="vóór 1 juli 2026"),
    ):
        assignment.perform("submit", by=world.submitter)
    with time_machine.travel(datetime(2026, 6, 30, 17, 59, tzinfo=ZoneInfo("America/New_York")), tick=False):
        assignment.perform("submit", by=world.submitter)
