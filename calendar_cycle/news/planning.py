"""The mails of a year as a table: for who wants to know beforehand. Nobody is told by it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from calendar_cycle.models import Milestone
from calendar_cycle.news.table import LINES, TO_IN_WORDS, EachMonday, Line
from druten.dutch import long_date

# What each line says, for a reader of the table.
SAYS = {
    "opens": "{step} staat open: vóór {before}",
    "own_step_opens": "{step} is aan de werkgroep: vóór {before}",
    "reminder": "Herinnering {step}: {left}",
    "late": "Te laat: {step} was vóór {before}",
    "late_list": "Wie te laat is: {step}",
    "monday": "Wie waar is",
    "budgets": "Begrotingen worden nu vastgesteld: {step} vóór {before}",
    "board_accents": "Besluit over {step}: vóór {before}",
    "board_evaluation": "Tussenevaluatie: besluit in mei of juni",
    "to_answer": "Hulpvragen en aanbod beantwoorden: gesprek vóór {before}",
}


@dataclass(frozen=True, order=True)
class Planned:
    """One mail of the plan: the day, to whom, what it says."""

    day: date
    to: str
    says: str


def of_year(milestones: Iterable[Milestone], year: int) -> list[Planned]:
    """What goes out in `year` when nobody hands in and nothing moves, by day; each Monday once."""
    found = {row for milestone in milestones for row in of_step(milestone) if row.day.year == year}
    return sorted(found)


def of_step(milestone: Milestone) -> Iterator[Planned]:
    """All that time brings about at one step, on its present dates."""
    for line in LINES:
        if milestone.kind not in line.at:
            continue
        for day in line.when.days(milestone.opens_on, milestone.before):
            yield Planned(day, TO_IN_WORDS[line.to], _says(line, milestone, day))


def _says(line: Line, milestone: Milestone, day: date) -> str:
    if isinstance(line.when, EachMonday):
        return SAYS[line.kind]
    days = (milestone.before - day).days
    left = "vandaag is de laatste dag" if days == 1 else f"nog {days} dagen"
    return SAYS[line.kind].format(step=milestone, before=long_date(milestone.before), left=left)
