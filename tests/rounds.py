"""Rounds of the calendar on days of choice, as tests play them."""

from datetime import date, datetime, time, timedelta

import time_machine

from calendar_cycle import running
from calendar_cycle.models import Notice
from druten.clock import AMSTERDAM


def run(day: date, hour: int = 7) -> running.Said:
    """A round on this day at seven in the morning."""
    with time_machine.travel(datetime.combine(day, time(hour), AMSTERDAM), tick=False):
        said = running.run()
    assert said.faults.of == {}
    return said


def days(first: date, last: date) -> None:
    """A round each day."""
    for number in range((last - first).days + 1):
        run(first + timedelta(days=number))


def kinds() -> list[tuple[str, date]]:
    """What the submitter of the corporation was told, in order: kind and day."""
    rows = Notice.objects.filter(user__email="submitter@druten.example").order_by("pk")
    return [(row.kind, row.queued_at.astimezone(AMSTERDAM).date()) for row in rows]
