"""The only place that asks what time it is. Time here is Amsterdam time.

A demo may play another day: with `DEMO_DATE` set (and `DEBUG`, or a demo made
with `--really`) the date is that day and the hours run on as they do today.
`at(moment)` fixes the time for a block: the demo writes its story with it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_fixed: ContextVar[datetime | None] = ContextVar("fixed_moment", default=None)


def now() -> datetime:
    """The present moment, aware, in Amsterdam time."""
    fixed = _fixed.get()
    if fixed is not None:
        return fixed
    moment = timezone.now().astimezone(AMSTERDAM)
    played = demo_date()
    if played is None:
        return moment
    return moment.replace(year=played.year, month=played.month, day=played.day)


def today() -> date:
    """The calendar day in Amsterdam."""
    return now().date()


def real() -> datetime:
    """The moment on the wall, whatever day is played: for queues, pauses and health."""
    return timezone.now()


def day_before(day: date) -> date:
    """The calendar day before it."""
    return day - timedelta(days=1)


def demo_date() -> date | None:
    """The day that the demo plays, or None when the real day holds."""
    return settings.DEMO_DATE if settings.DEMO_DATE_ALLOWED else None


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within the block `now()` is `moment` (aware). Blocks may nest."""
    token = _fixed.set(moment.astimezone(AMSTERDAM))
    try:
        yield
    finally:
        _fixed.reset(token)
