"""All that time brings about, on one day: what `run_calendar` does. Done twice, it changes nothing.

One transaction, and one at a time: an advisory lock on PostgreSQL; on SQLite the transaction itself is the lock.
Within it each covenant that has news has a savepoint of its own (`faults`); what is read, is read for all at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction

from agreements.models import Covenant
from calendar_cycle import taking_part
from calendar_cycle.faults import Faults
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import CalendarRun, Milestone, Notice
from calendar_cycle.news import collecting, post, reading, telling
from calendar_cycle.news.moments import Window, Windows
from calendar_cycle.news.reach import Reach
from druten import clock

LOCK = 20250101
# Before this hour nobody gets the mail of a day: the day is then still the one before, and what is told waits.
FIRST_HOUR = 7


class AlreadyRunning(Exception):
    """Another round is under way; this one is not needed."""


@dataclass
class Said:
    """What a round did, and in which covenants it went wrong."""

    day: date
    closing: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    mails: int = 0
    taken_up: int = 0
    faults: Faults = field(default_factory=Faults)


def day_of_now() -> date:
    """The day that is gone through: today, and before seven o'clock still yesterday."""
    now = clock.now()
    return now.date() if now.hour >= FIRST_HOUR else clock.day_before(now.date())


def run(day: date | None = None) -> Said:
    """Goes through all that time brought about since the last round, up to and including `day`.

    What goes wrong in one covenant stands in `faults`; the next round tries again what was missed there.

    Raises:
        AlreadyRunning: when another round is under way.
    """
    said = Said(day or day_of_now())
    with alone():
        windows = _windows(said.day)
        _start_closing(said)
        said.ended = [str(row) for row in taking_part.end_by_itself(said.day, said.faults.apart)]
        _open(said)
        at_night = day is None and said.day < clock.today()
        if at_night:
            _make_ready(clock.today(), said)
        _tell_what_time_brings(said, windows)
        said.taken_up = post.sweep()
        said.mails = 0 if at_night else telling.send_mail_of_the_day(said.day, said.faults.apart)
        behind = {row.slug: windows.of(row.slug).since.isoformat() for row in said.faults.of}
        CalendarRun.objects.create(day=said.day, finished_at=clock.real(), faults=behind)
    return said


def _windows(day: date) -> Windows:
    last = CalendarRun.latest_day()
    return Windows(Window.up_to(day, last.day if last else None), last.behind if last else {})


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


def _open(said: Said) -> None:
    """Announces what has opened; what was over before anyone looked is noted without a word."""
    found: dict[Covenant, list[Milestone]] = defaultdict(list)
    for milestone in reading.unannounced(said.day):
        found[milestone.covenant].append(milestone)
    reach = Reach(found) if found else None
    for covenant, milestones in found.items():
        with said.faults.apart(covenant):
            current = _announced(milestones, said.day)
            notices = telling.tell(collecting.openings(current, said.day, reach)) if current else []
            said.opened += [f"{row} ({covenant})" for row in current]
            said.notices += notices


def _announced(milestones: list[Milestone], day: date) -> list[Milestone]:
    """Notes that these have opened, and makes ready those that are not over yet; gives those."""
    for milestone in milestones:
        milestone.announced_on = day
        milestone.save(update_fields=["announced_on"])
    current = [row for row in milestones if row.before > day]
    for milestone in current:
        _prepare(milestone)
    return current


def _make_ready(today: date, said: Said) -> None:
    """Before the first hour forms are open by the clock while their news waits: what must be ready is made so here,
    and not by the first partner that looks."""
    for milestone in reading.unannounced(today):
        if milestone.before > today:
            with said.faults.apart(milestone.covenant):
                _prepare(milestone)


def _prepare(milestone: Milestone) -> None:
    for prepare in _before_opening:
        prepare(milestone)


def _tell_what_time_brings(said: Said, windows: Windows) -> None:
    found = collecting.OfTime(windows)
    for covenant in found:
        with said.faults.apart(covenant):
            said.notices += telling.tell(found.news(covenant))


def _start_closing(said: Said) -> None:
    """Covenants are in their last months from the opening of their closing (domain.md §3)."""
    begun = Milestone.objects.filter(kind=MilestoneKind.CLOSING, opens_on__lte=said.day)
    rows = Covenant.objects.filter(state=Covenant.State.RUNNING, cycles__milestones__in=begun).order_by("pk")
    for covenant in rows.distinct():
        with said.faults.apart(covenant):
            covenant.state = Covenant.State.CLOSING
            covenant.save()
            said.closing.append(covenant.title)
