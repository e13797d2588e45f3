"""When each step of the year is: plain functions of dates; no database, no clock.

Source: the agreements of Druten, §6.2; the table of domain.md §4.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from calendar_cycle.kinds import MilestoneKind
from druten.clock import AMSTERDAM


@dataclass(frozen=True, order=True)
class PlannedMilestone:
    """A step as the signed years bring it about, before anyone moved it."""

    cycle_year: int
    before: date
    kind: MilestoneKind
    opens_on: date
    subject_year: int | None


def deadline_passed(before: date, at: datetime) -> bool:
    """True from midnight (Europe/Amsterdam) at the start of `before`."""
    return timezone.localdate(at, AMSTERDAM) >= before


def own_deadline(before: date, granted: Iterable[date], answer_before: date | None) -> date:
    """The first day that is too late for one partner: the latest of the step's own day, what was
    granted, and the day before which to answer."""
    return max([before, *granted, *([answer_before] if answer_before else [])])


def milestones(start_year: int, end_year: int) -> list[PlannedMilestone]:
    """All steps of a covenant that covers `start_year` up to and including `end_year`, by date."""
    years = range(start_year, end_year + 1)
    steps = [step for year in years for step in _about_planning(year, end_year)]
    steps += [step for year in years for step in _about_results(year)]
    if len(years) >= 3:
        steps += _evaluation(start_year + len(years) // 2)
    return sorted([*steps, _closing(end_year + 1)])


def _about_planning(year: int, end_year: int) -> list[PlannedMilestone]:
    """What is done in `year` for the next. In the last year only the accents: they look back, and
    ahead to the next agreements."""
    subject = year + 1
    accents = PlannedMilestone(year, date(year, 4, 1), MilestoneKind.ACCENTS, date(year, 1, 1), subject)
    if year == end_year:
        return [accents]
    return [
        accents,
        PlannedMilestone(year, date(year, 7, 1), MilestoneKind.OVERVIEW, date(year, 4, 1), subject),
        PlannedMilestone(year, date(year, 9, 1), MilestoneKind.ALIGNMENT, date(year, 8, 1), subject),
        PlannedMilestone(year, date(year, 12, 1), MilestoneKind.BUNDLE, date(year, 11, 1), subject),
    ]


def _about_results(year: int) -> list[PlannedMilestone]:
    """The request for the results of `year` in its December, and the results before 1 March."""
    following = year + 1
    return [
        PlannedMilestone(year, date(following, 1, 1), MilestoneKind.RESULTS_REQUEST, date(year, 12, 1), year),
        PlannedMilestone(following, date(following, 3, 1), MilestoneKind.RESULTS, date(year, 12, 1), year),
    ]


def _evaluation(year: int) -> list[PlannedMilestone]:
    """Half-way, for covenants of three years and more."""
    return [
        PlannedMilestone(year, date(year, 5, 1), MilestoneKind.EVALUATION_INPUT, date(year, 3, 1), None),
        PlannedMilestone(year, date(year, 7, 1), MilestoneKind.EVALUATION, date(year, 1, 1), None),
    ]


def _closing(year: int) -> PlannedMilestone:
    return PlannedMilestone(year, date(year, 4, 1), MilestoneKind.CLOSING, date(year, 1, 1), None)
