"""What the pages of an overview and of results share: finding it by its address."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment
from calendar_cycle.models.assignment import AssignmentQuerySet
from monitoring import also_yours


def here(kind: str, covenant: str, year: int, partner: str, *, along: str = "") -> dict[str, Any]:
    """What holds for the assignment at this address, of rows that reach it along a path."""
    # Evaluation input is not about one year: the year in its address is the one in which it is asked.
    named = "cycle__year" if kind == MilestoneKind.EVALUATION_INPUT else "subject_year"
    return {
        f"{along}milestone__kind": kind,
        f"{along}milestone__cycle__covenant__slug": covenant,
        f"{along}milestone__{named}": year,
        f"{along}partner__slug": partner,
    }


def find(rows: AssignmentQuerySet, kind: str, covenant: str, year: int, partner: str) -> Assignment:
    """The assignment of this kind at this address, or 404."""
    return get_object_or_404(rows, **here(kind, covenant, year, partner))


def find_with_others(
    request: HttpRequest, rows: AssignmentQuerySet, kind: str, covenant: str, year: int, partner: str
) -> tuple[Assignment, list[Assignment]]:
    """The same, with those of this kind and year of one's other partners."""
    return also_yours.find(rows, here(kind, covenant, year, partner), request.access)  # type: ignore[attr-defined]
