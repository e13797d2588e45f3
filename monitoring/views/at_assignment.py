"""What the pages of an overview and of results share: finding it by its address, and two people on one form."""

from typing import Any

from django.shortcuts import get_object_or_404

from calendar_cycle.models import Assignment
from calendar_cycle.models.assignment import AssignmentQuerySet

CHANGED_MEANWHILE = (
    "{who} heeft dit intussen veranderd. Uw tekst staat hieronder en is nog niet bewaard."
    " Vergelijk die met wat nu bewaard is, en bewaar daarna opnieuw."
)


def here(kind: str, covenant: str, year: int, partner: str, *, along: str = "") -> dict[str, Any]:
    """What holds for the assignment at this address, of rows that reach it along a path."""
    return {
        f"{along}milestone__kind": kind,
        f"{along}milestone__cycle__covenant__slug": covenant,
        f"{along}milestone__subject_year": year,
        f"{along}partner__slug": partner,
    }


def find(rows: AssignmentQuerySet, kind: str, covenant: str, year: int, partner: str) -> Assignment:
    """The assignment of this kind at this address, or 404."""
    return get_object_or_404(rows, **here(kind, covenant, year, partner))


def tell_of_the_other(form: Any, assignment: Assignment) -> None:
    """Someone else saved in between: the form says who, keeps what was typed, and takes the present version,
    so that saving again is a choice."""
    assignment.refresh_from_db(fields=["edited_at", "edited_by"])
    who = form.changed_by() if hasattr(form, "changed_by") else assignment.edited_by
    form.add_error(None, CHANGED_MEANWHILE.format(who=who or "Een collega"))
    if hasattr(form, "take_present_version"):
        form.take_present_version()
