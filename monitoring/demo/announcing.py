"""What opened in the years gone by was told then: the first round after the demo is of its own day only."""

from datetime import date

from agreements.models import Covenant
from calendar_cycle import last_year, running
from calendar_cycle.models import Milestone
from calendar_cycle.news import reading
from druten import clock


def note_what_opened_before_today(covenant: Covenant) -> int:
    """Notes of each step that opened before today's round on which day that was; the number of steps."""
    today = running.day_of_now()
    found = []
    for row in reading.unannounced(clock.day_before(today)):
        row.announced_on = _opened_on(row)
        if row.covenant == covenant and row.announced_on < today:
            found.append(row)
    Milestone.objects.bulk_update(found, ["announced_on"])
    return len(found)


def _opened_on(milestone: Milestone) -> date:
    """Of results the day on which the uitvraag was sent, when that was before 1 January."""
    opened = max(milestone.opens_on, milestone.opens_at_latest)
    request = last_year.request_of(milestone)
    if request is None or request.done_at is None:
        return opened
    return min(opened, request.done_at.astimezone(clock.AMSTERDAM).date())
