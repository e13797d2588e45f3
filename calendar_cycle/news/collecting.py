"""All the news of a day: the lines of the table, each with whom it reaches."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from agreements.models import Covenant
from calendar_cycle.kinds import OF_PARTIES
from calendar_cycle.models import Assignment, Milestone
from calendar_cycle.news import reading, words
from calendar_cycle.news.moments import Window, reached
from calendar_cycle.news.reach import Reach
from calendar_cycle.news.table import LINES, MONDAY, REMINDERS, THE_DAY_AFTER, DaysBefore, Line, OnDay, To
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


def openings(milestones: list[Milestone], day: date) -> list[News]:
    """Of steps that were just opened: to every party what is asked, to the working group its own. Who joins later
    hears it then (`of_time`)."""
    reach = Reach({row.covenant for row in milestones})
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


def of_time(window: Window) -> list[News]:
    """What the days of the window bring besides openings."""
    behind = list(reading.behind(window))
    candidates = [(line, row) for line in LINES for row in _steps_of(line, window)]
    joined = reading.to_announce(window.until)
    reach = Reach({row.covenant for row in [*behind, *joined]} | {row.covenant for _, row in candidates})
    news = [*_opened(joined, reach), *_to_parties(behind, window, reach), *_late_lists(behind, window, reach)]
    for line, row in candidates:
        news += _of_step(line, row, window, reach)
    return [*news, *_mondays(window)]


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


def _late_lists(behind: list[Assignment], window: Window, reach: Reach) -> Iterator[News]:
    """One list a step: the partners that are late since the window, or the step of the working group itself."""
    late: dict[Milestone, list[Assignment]] = defaultdict(list)
    for row in behind:
        if window.holds(row.own_deadline):
            late[row.milestone].append(row)
    for milestone, rows in late.items():
        partners = [row.partner for row in rows]
        item = words.late_list(milestone, max(row.own_deadline for row in rows), partners)
        yield item, reach.working_group(milestone.covenant)
    own = reading.ended(window)
    reach = Reach({row.covenant for row in own})
    for milestone in own:
        yield words.late_list(milestone, milestone.before, []), reach.working_group(milestone.covenant)


def _mondays(window: Window) -> Iterator[News]:
    """To each working group that looks after something: who is where."""
    monday = window.newest(day for day in window.days if day.weekday() == MONDAY)
    if monday is None:
        return
    found: dict[Covenant, list[Milestone]] = defaultdict(list)
    rows = reading.unfinished(window.until)
    for row in rows:
        found[row.covenant].append(row)
    shares: dict[int, list[Assignment]] = defaultdict(list)
    for share in Assignment.objects.filter(milestone__in=rows).with_everything().order_by("pk"):
        shares[share.milestone_id].append(share)
    reach = Reach(found)
    for covenant, milestones in found.items():
        item = words.monday(covenant, monday, [(row, shares[row.pk]) for row in milestones], window.until)
        yield item, reach.working_group(covenant)
