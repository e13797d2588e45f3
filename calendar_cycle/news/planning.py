"""The mails of a year as a table: for who wants to know beforehand. Nobody is told by it.

The plan says what comes when nobody does anything more, and of each mail when it does not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from agreements.models import Covenant
from calendar_cycle import last_year
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Milestone, Question
from calendar_cycle.news.table import (
    DEEDS,
    LINES,
    MONDAY,
    ONLY_OWN,
    TO_IN_WORDS,
    AtOpening,
    EachMonday,
    Line,
    OnDay,
    To,
)
from druten import clock
from druten.dutch import long_date

# What each line says, for a reader of the table; and what is told because nobody sent or fixed questions.
SAYS = {
    "opens": "{step} staat open: inleveren vóór {before}",
    "own_step_opens": "{step} is nu aan de werkgroep: klaar vóór {before}",
    "reminder": "Herinnering: {step}, {left}",
    "late": "Te laat: {step} moest er zijn vóór {before}",
    "late_list": "Wie te laat is met: {step}",
    "late_list_own": "Te laat: {step} is nog niet klaar",
    "monday": "Wie waar is",
    "budgets": "Begrotingen worden nu vastgesteld: {step} vóór {before}",
    "board_accents": "Besluit over {step}: vóór {before}",
    "board_evaluation": "Tussenevaluatie: besluit in mei of juni",
    "to_answer": "Hulpvragen en aanbod beantwoorden: gesprek vóór {before}",
    "old_questions": "{step} ging open met {which}",
}


class FallsAway(StrEnum):
    """When a mail of the plan does not come."""

    NEVER = "nooit"
    EARLIER = "nooit; komt eerder als de uitvraag eerder uitgaat"
    HANDED_IN = "voor wie heeft ingediend"
    ALL_HANDED_IN = "als iedereen heeft ingediend"
    DONE = "als deze stap klaar is"
    NOTHING_OPEN = "als er niets openstaat"
    NOTHING_ASKED = "als er niets te beantwoorden is"
    FIXED = "als de werkgroep de vragen vaststelt"
    SENT = "als de werkgroep de uitvraag verstuurt"


FALLS_AWAY = {
    "opens": FallsAway.NEVER,
    "own_step_opens": FallsAway.NEVER,
    "reminder": FallsAway.HANDED_IN,
    "late": FallsAway.HANDED_IN,
    "late_list": FallsAway.ALL_HANDED_IN,
    "late_list_own": FallsAway.DONE,
    "monday": FallsAway.NOTHING_OPEN,
    "budgets": FallsAway.DONE,
    "board_accents": FallsAway.DONE,
    "board_evaluation": FallsAway.NEVER,
    "to_answer": FallsAway.NOTHING_ASKED,
    "old_questions": FallsAway.FIXED,
}
# Of the results the uitvraag opens the form and settles the questions.
OF_RESULTS = {"opens": FallsAway.EARLIER, "old_questions": FallsAway.SENT}


@dataclass(frozen=True, order=True)
class Planned:
    """One mail of the plan: the day, of which covenant, to whom, what it says, and when it does not come."""

    day: date
    covenant: str
    to: str
    says: str
    falls_away: FallsAway
    kind: str = field(compare=False)


def of_year(milestones: Iterable[Milestone], year: int) -> list[Planned]:
    """What goes out in `year` when nobody does anything more and nothing moves, by day."""
    by_covenant: dict[Covenant, list[Milestone]] = defaultdict(list)
    for milestone in milestones:
        by_covenant[milestone.covenant].append(milestone)
    found = [row for steps in by_covenant.values() for row in _of_covenant(steps, year)]
    return sorted(row for row in found if row.day.year == year)


def _of_covenant(milestones: list[Milestone], year: int) -> Iterator[Planned]:
    for milestone in milestones:
        yield from of_step(milestone)
        yield from _old_questions(milestone)
    if milestones:
        yield from _mondays(milestones, year)


def of_step(milestone: Milestone) -> Iterator[Planned]:
    """What time brings about at one step on its own days; the Monday mail is one for all steps together."""
    for line in lines_for_all():
        if milestone.kind in line.at and not isinstance(line.when, EachMonday):
            for day in _days(line, milestone):
                yield _planned(line, milestone, day)


def lines_for_all() -> list[Line]:
    """Those that may be known beforehand: when a partner reminds its own people is nobody else's to read."""
    return [line for line in LINES if line.to not in ONLY_OWN]


def opening(milestone: Milestone) -> date:
    """The day on which it is told that a step is open, when nobody opens it before."""
    return max(milestone.opens_on, milestone.opens_at_latest)


def _days(line: Line, milestone: Milestone) -> Iterator[date]:
    """The days of a line on which there is something to tell: nothing is asked of who was not told that it opened."""
    opens, before = opening(milestone), milestone.before
    for day in line.when.days(opens, before):
        too_early = day <= opens and line.to in (To.PARTIES, To.BEHIND) and not isinstance(line.when, AtOpening)
        beside = isinstance(line.when, OnDay) and not opens <= day < before
        over = isinstance(line.when, AtOpening) and opens >= before
        if not (too_early or beside or over or _was_done(line, milestone, day)):
            yield day


def _was_done(line: Line, milestone: Milestone, day: date) -> bool:
    done = milestone.done_at
    return (
        done is not None
        and FALLS_AWAY[_key(line.kind, milestone)] == FallsAway.DONE
        and day > done.astimezone(clock.AMSTERDAM).date()
    )


def _old_questions(milestone: Milestone) -> Iterator[Planned]:
    """That it opened with other questions than the working group sent or fixed; not where there are none."""
    opens = opening(milestone)
    if not milestone.is_of_parties or opens >= milestone.before or last_year.are_sent(milestone):
        return
    wanted = last_year.of(milestone)
    if not wanted and not milestone.questions.exists():  # type: ignore[attr-defined]
        return
    which = "de vragen van vorig jaar" if any(isinstance(row, Question) for row in wanted) else "de standaardvragen"
    yield _made("old_questions", DEEDS["old_questions"].to, milestone, opens, which=which)


def _mondays(milestones: list[Milestone], year: int) -> Iterator[Planned]:
    """Every Monday from the first opening on: while nobody does anything, something stays open."""
    day = max(date(year, 1, 1), min(opening(row) for row in milestones))
    day += timedelta(days=(MONDAY - day.weekday()) % 7)
    while day.year == year:
        yield _made("monday", To.WORKING_GROUP, milestones[0], day)
        day += timedelta(weeks=1)


def _planned(line: Line, milestone: Milestone, day: date) -> Planned:
    days = (milestone.before - day).days
    left = "vandaag is de laatste dag" if days == 1 else f"nog {days} dagen"
    return _made(line.kind, line.to, milestone, day, left=left)


def _made(kind: str, to: To, milestone: Milestone, day: date, **words: str) -> Planned:
    key = _key(kind, milestone)
    about = {"step": str(milestone), "before": long_date(milestone.before), **words}
    return Planned(
        day, milestone.covenant.title, TO_IN_WORDS[to], SAYS[key].format(**about), _falls_away(key, milestone), kind
    )


def _key(kind: str, milestone: Milestone) -> str:
    """The words of the list of who is late are others when the working group itself is."""
    return "late_list_own" if kind == "late_list" and not milestone.is_of_parties else kind


def _falls_away(key: str, milestone: Milestone) -> FallsAway:
    of_results = OF_RESULTS.get(key) if milestone.kind == MilestoneKind.RESULTS else None
    return of_results or FALLS_AWAY[key]
