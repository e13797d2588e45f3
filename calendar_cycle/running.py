"""All that time brings about, on one day: what `run_calendar` does. Done twice, it changes nothing.

One transaction, and one at a time: an advisory lock on PostgreSQL; on SQLite the transaction itself is the lock.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction

from agreements.models import Covenant
from calendar_cycle import taking_part
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import CalendarRun, Milestone, Notice
from calendar_cycle.news import collecting, post, reading, telling
from calendar_cycle.news.moments import Window
from druten import clock

LOCK = 20250101
# Before this hour nobody gets mail: the day is then still the one before.
FIRST_HOUR = 7


class AlreadyRunning(Exception):
    """Another round is under way; this one is not needed."""


@dataclass
class Said:
    """What a round did."""

    day: date
    closing: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    mails: int = 0
    taken_up: int = 0


def day_of_now() -> date:
    """The day that is gone through: today, and before seven o'clock still yesterday."""
    now = clock.now()
    return now.date() if now.hour >= FIRST_HOUR else clock.day_before(now.date())


def run(day: date | None = None) -> Said:
    """Goes through all that time brought about since the last round, up to and including `day`.

    Raises:
        AlreadyRunning: when another round is under way.
    """
    said = Said(day or day_of_now())
    with alone():
        window = Window.up_to(said.day, CalendarRun.last_day())
        said.closing = _start_closing(said.day)
        said.ended = [str(row) for row in taking_part.end_by_itself(said.day)]
        said.opened, said.notices = _open(said.day)
        said.notices += telling.tell(collecting.of_time(window))
        said.taken_up = post.sweep()
        said.mails = telling.send_mail_of_the_day(said.day)
        CalendarRun.objects.create(day=said.day, finished_at=clock.real())
    return said


@contextmanager
def alone() -> Iterator[None]:
    """A transaction in which no other round runs.

    Raises:
        AlreadyRunning: when there is one.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
                if not cursor.fetchone()[0]:
                    raise AlreadyRunning
        yield


# What opens


Before = Callable[[Milestone], None]
_before_opening: list[Before] = []


def before_opening(prepare: Before) -> None:
    """Says what must be ready when a step opens; once, in `AppConfig.ready()`."""
    _before_opening.append(prepare)


def _open(day: date) -> tuple[list[str], list[Notice]]:
    """Announces what has opened; what was over before anyone looked is noted without a word."""
    found = reading.unannounced(day)
    for milestone in found:
        milestone.announced_on = day
        milestone.save(update_fields=["announced_on"])
    current = [row for row in found if row.before > day]
    for milestone in current:
        for prepare in _before_opening:
            prepare(milestone)
    return [f"{row} ({row.covenant})" for row in current], telling.tell(
        collecting.openings(current, day) if current else []
    )


def _start_closing(day: date) -> list[str]:
    """Covenants are in their last months from the opening of their closing (domain.md §3)."""
    begun = Milestone.objects.filter(kind=MilestoneKind.CLOSING, opens_on__lte=day)
    rows = Covenant.objects.filter(state=Covenant.State.RUNNING, cycles__milestones__in=begun).order_by("pk")
    found = list(rows.distinct())
    for covenant in found:
        covenant.state = Covenant.State.CLOSING
        covenant.save()
    return [covenant.title for covenant in found]
