"""What the pages of every kind of assignment share: finding it, saving in it, two people on one form."""

from collections.abc import Callable
from typing import Any

from concurrency.exceptions import RecordModifiedError
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from calendar_cycle import workflow
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment
from calendar_cycle.models.assignment import AssignmentQuerySet
from calendar_cycle.workflow import NotAllowed

CHANGED_MEANWHILE = (
    "{who} heeft dit intussen veranderd. Uw tekst staat hieronder en is nog niet bewaard."
    " Vergelijk die met wat nu bewaard is, en bewaar daarna opnieuw."
)


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


def tell_of_the_other(form: Any, assignment: Assignment) -> None:
    """Someone else saved in between: the form says who, keeps what was typed, and takes the present version,
    so that saving again is a choice."""
    assignment.refresh_from_db(fields=["edited_at", "edited_by"])
    form.add_error(None, CHANGED_MEANWHILE.format(who=assignment.edited_by or "Een collega"))
    if hasattr(form, "take_present_version"):
        form.take_present_version()


def refused(request: HttpRequest, assignment: Assignment) -> HttpResponse | None:
    """Back to its page with the reason, when nothing may be saved now; else None."""
    reason = workflow.why_no_editing(assignment, request.user)  # type: ignore[arg-type]
    if not reason:
        return None
    messages.error(request, reason)
    return redirect(assignment)


def save(
    request: HttpRequest, assignment: Assignment, form: Any, store: Callable[[Assignment], None]
) -> tuple[bool, HttpResponse | None]:
    """Saves through the door. Gives (saved, answer): the answer is a redirect after a refusal.

    When a colleague was first, the form says so and is shown again.
    """
    try:
        with workflow.editing(assignment, by=request.user) as locked:  # type: ignore[arg-type]
            store(locked)
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
        return False, redirect(assignment)
    except RecordModifiedError:
        tell_of_the_other(form, assignment)
        return False, None
    return True, None
