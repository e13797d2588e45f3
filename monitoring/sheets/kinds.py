"""Which sheet goes with which step."""

from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment
from druten.accounts.models import User
from monitoring.sheets.definition import Definition
from monitoring.sheets.of_overview import OverviewSheet
from monitoring.sheets.of_results import ResultsSheet


def sheet_of(assignment: Assignment, *, by: User) -> Definition:
    """The sheet of an overview or of results, as it is now for this person."""
    if assignment.milestone.kind == MilestoneKind.OVERVIEW:
        return OverviewSheet(assignment)
    return ResultsSheet(assignment, by=by)
