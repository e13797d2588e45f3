"""All the news of a day: the lines of the table, each with whom it reaches."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from agreements.models import Covenant
from calendar_cycle.kinds import OF_PARTIES
from calendar_cycle.models import Assignment, Milestone, OwnApproval
from calendar_cycle.news import own, reading, words
from calendar_cycle.news.moments import Window, Windows, reached
from calendar_cycle.news.reach import Reach
from calendar_cycle.news.table import (
    LINES,
    MONDAY,
    OWN_REMINDERS,
    REMINDERS,
    THE_DAY_AFTER,
    DaysBefore,
    Line,
    OnDay,
    To,
)
from calendar_cycle.news.telling import Item
from calendar_cycle.states import WITH_THE_PARTNER
from druten.accounts.models import User

News = tuple[Item, list[User]]
# Who still has something to answer is known to the app of the contributions: it says so here, once.
Asked = Callable[[list[Milestone], Reach, date], Iterable[News]]
_asked: list[Asked] = []


def register_asked(found: Asked) -> None:
    """Says who has a contribution to answer at a step; once, in `AppConfig.ready()`."""
    _asked.append(found)


def openings(milestones: list[Milestone], day: date, reach: Reach | None = None) -> list[News]:
    """Of steps that were just opened: to every party what is asked, to the working group its own. Who joins later
    hears it then (`OfTime`).

    Args:
        reach: the people of their covenants, when they were read already.
    """
    reach = reach or Reach({row.covenant for row in milestones})
    own = [row for row in milestones if row.kind not in OF_PARTIES]
    shares: Iterable[Assignment] = (
        Assignment.objects.filter(milestone__in=milestones, state__in=WITH_THE_PARTNER)
        .of_who_takes_part(day)
        .with_everything()
        .order_by("pk")
    )
    news = _opened(shares, reach)
    return news + [(words.own_step_opens(row), reach.working_group(row.covenant)) for row in own]


def _opened(shares: Iterable[Assignment], reach: Reach) -> list[News]:
    return [(words.opens(row), reach.partner(row.covenant, row.partner_id)) for row in shares]


@dataclass
class _Found:
    """What was read of one covenant."""

    behind: list[Assignment] = field(default_factory=list)
    own_dates: list[OwnApproval] = field(default_factory=list)
    joined: list[Assignment] = field(default_factory=list)
    steps: list[tuple[Line, Milestone]] = field(default_factory=list)
    ended: list[Milestone] = field(default_factory=list)
    unfinished: list[Milestone] = field(default_factory=list)


class OfTime:
    """What the days of the windows bring besides openings: read at once, made into news one covenant at a time.

    Going through it gives the covenants that may have news.
    """

    def __init__(self, windows: Windows) -> None:
        self._windows, widest = windows, windows.widest
        self._found: dict[Covenant, _Found] = defaultdict(_Found)
        for share in reading.behind(widest):
            self._found[share.covenant].behind.append(share)
        for approval in reading.own_dates(widest):
            self._found[approval.assignment.covenant].own_dates.append(approval)
        for share in reading.to_announce(widest.until):
            self._found[share.covenant].joined.append(share)
        for line in LINES:
            for row in _steps_of(line, widest):
                self._found[row.covenant].steps.append((line, row))
        for row in reading.ended(widest):
            self._found[row.covenant].ended.append(row)
        for row in reading.unfinished(widest.until) if _monday_of(widest) else ():
            self._found[row.covenant].unfinished.append(row)
        self._shares = _shares_of([row for found in self._found.values() for row in found.unfinished])
        self._reach = Reach(self._found)

    def __iter__(self) -> Iterator[Covenant]:
        return iter(self._found)

    def news(self, covenant: Covenant) -> list[News]:
        """The news of one covenant, in its own window."""
        found, window = self._found[covenant], self._windows.of(covenant.slug)
        news = [*_opened(found.joined, self._reach), *_to_parties(found.behind, window, self._reach)]
        news += _own_dates(found.own_dates, window, self._reach)
        news += _late_lists(found, window, self._reach)
        for line, row in found.steps:
            news += _of_step(line, row, window, self._reach)
        monday = _monday_of(window)
        if monday and found.unfinished:
            steps = [(row, self._shares[row.pk]) for row in found.unfinished]
            item = words.monday(covenant, monday, steps, window.until)
            news.append((item, self._reach.working_group(covenant)))
        return news


def _steps_of(line: Line, window: Window) -> list[Milestone]:
    """The steps at which a line of the working group, the board or who is asked may have news."""
    if isinstance(line.when, DaysBefore) and line.to in (To.BOARD, To.ASKED):
        return reading.with_dates(line.at, window, line.when.numbers)
    if isinstance(line.when, OnDay) and window.holds_day_of_year(line.when.month, line.when.day):
        return reading.open_on(line.at, window.until)
    return []


def _of_step(line: Line, row: Milestone, window: Window, reach: Reach) -> list[News]:
    day = reached(line.when, row.opens_on, row.before, window)
    if day is None:
        return []
    if line.to == To.ASKED:
        return [news for found in _asked for news in found([row], reach, day)]
    if line.to == To.WORKING_GROUP:
        return [(words.budgets(row, day), reach.working_group(row.covenant))]
    return [(words.board_ahead(line.kind, row), reach.board(row.covenant))]


def _to_parties(behind: list[Assignment], window: Window, reach: Reach) -> Iterator[News]:
    """Per share the newest of its reminders, or that it is late."""
    for row in behind:
        before, since = row.own_deadline, reading.known_since(row)
        people = reach.partner(row.covenant, row.partner_id)
        if reached(THE_DAY_AFTER, row.milestone.opens_on, before, window, since):
            yield words.late(row), people
        elif day := reached(REMINDERS, row.milestone.opens_on, before, window, since):
            yield words.reminder(row, day, window.until), people


def _own_dates(rows: list[OwnApproval], window: Window, reach: Reach) -> Iterator[News]:
    """To the people of one partner: how long it is until the date that they chose themselves."""
    for row in rows:
        share, before = row.assignment, row.own_before
        if before and (day := reached(OWN_REMINDERS, before, before, window, row.own_before_since)):
            yield (
                own.own_date(row, before, day, window.until),
                reach.own(To.OWN_PEOPLE, share.covenant, share.partner_id),
            )


def _late_lists(found: _Found, window: Window, reach: Reach) -> Iterator[News]:
    """One list a step: the partners that are late since the window, or the step of the working group itself."""
    late: dict[Milestone, list[Assignment]] = defaultdict(list)
    for row in found.behind:
        if window.holds(row.own_deadline):
            late[row.milestone].append(row)
    for milestone, rows in late.items():
        item = words.late_list(milestone, max(row.own_deadline for row in rows), rows)
        yield item, reach.working_group(milestone.covenant)
    for milestone in found.ended:
        if window.holds(milestone.before):
            yield words.late_list(milestone, milestone.before, []), reach.working_group(milestone.covenant)


def _monday_of(window: Window) -> date | None:
    """The newest Monday of the window: to each working group that looks after something, who is where."""
    return window.newest(day for day in window.days if day.weekday() == MONDAY)


def _shares_of(milestones: list[Milestone]) -> dict[int, list[Assignment]]:
    """The shares of these steps, by step; no query when there are none."""
    shares: dict[int, list[Assignment]] = defaultdict(list)
    if milestones:
        for share in Assignment.objects.filter(milestone__in=milestones).with_everything().order_by("pk"):
            shares[share.milestone_id].append(share)
    return shares
