"""How the pages of one overview fetch it and show a form."""

from typing import Any

from django import forms
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, AssignmentEvent
from calendar_cycle.models.assignment import AssignmentQuerySet
from monitoring import attachments, drafts, remarks
from monitoring.models import Activity, Contribution
from monitoring.views import at_assignment


def find(rows: AssignmentQuerySet, covenant: str, year: int, partner: str) -> Assignment:
    """The overview assignment at this address, or 404."""
    return at_assignment.find(_whole(rows), MilestoneKind.OVERVIEW, covenant, year, partner)


def find_with_others(
    request: HttpRequest, rows: AssignmentQuerySet, covenant: str, year: int, partner: str
) -> tuple[Assignment, list[Assignment]]:
    """The same, with the overviews of this year of one's other partners."""
    return at_assignment.find_with_others(request, _whole(rows), MilestoneKind.OVERVIEW, covenant, year, partner)


def _whole(rows: AssignmentQuerySet) -> AssignmentQuerySet:
    approval = ("own_approval__ready_by", "own_approval__taken_back_by")
    return rows.with_everything().for_its_own_page().select_related("overview", "edited_by", *approval)


def editable_activity(request: HttpRequest, covenant: str, year: int, partner: str, pk: int) -> Activity:
    """An activity that goes on, with its assignment, for who may fill it in; or 404. `takes_up_pk`: of the request
    or the offer that it comes from."""
    takes_up = Contribution.objects.filter(taken_up_as=OuterRef("pk")).order_by("-pk")
    rows = Activity.objects.editable_by(request.user).going_on()
    asked = AssignmentEvent.objects.filter(
        assignment=OuterRef("overview__assignment"), kind__in=("return_for_changes", "reopen"), refused=False
    )
    rows = rows.annotate(
        takes_up_pk=Subquery(takes_up.values("pk")[:1]),
        attached=attachments.listed("activity"),
        message=Subquery(asked.order_by("-at", "-pk").values("message")[:1]),
    )
    rows = (
        remarks.counted(rows, request.user)
        .select_related("covenant")
        .select_related("overview__assignment__partner", "overview__assignment__milestone__cycle__covenant")
    )
    rows = rows.prefetch_related("overview__assignment__extensions")
    here = at_assignment.here(MilestoneKind.OVERVIEW, covenant, year, partner, along="overview__assignment__")
    found = get_object_or_404(rows, pk=pk, **here)
    # What the working group asked when it gave the overview back, as `for_its_own_page` reads it.
    found.overview.assignment.message = found.message  # type: ignore[attr-defined]
    return found


def editable(request: HttpRequest, covenant: str, year: int, partner: str) -> Assignment:
    """The same, for who may fill it in."""
    return find(Assignment.objects.editable_by(request.user), covenant, year, partner)


def readable(request: HttpRequest, covenant: str, year: int, partner: str) -> Assignment:
    """The same, for everybody of the own partner."""
    return find(Assignment.objects.readable_by(request.user), covenant, year, partner)


# The steps a form can be opened from, as an address names them (`?stap=`).
_FROM = {
    "afspraken": "overview_agreements",
    "activiteiten": "overview_activities",
    "hulp": "overview_help",
    "overzicht": "overview",
    "controleren": "overview_check",
}


def step(request: HttpRequest, assignment: Assignment, part_of: str) -> str:
    """The address of the step that a form was opened from: there one goes on after saving, and back without.

    Args:
        part_of: the step it belongs to, for who came another way.
    """
    return drafts.page(assignment, _FROM[_step_name(request, part_of)])


def at_agreement(step: str, code: str) -> str:
    """In the list of our agreements the place of one, where one goes on; any other step as it is."""
    return f"{step}#afspraak-{code}" if step.endswith("/afspraken/") else step


def one_more(request: HttpRequest, assignment: Assignment, part_of: str) -> str:
    """The address of an empty page for the next activity, that knows the same step."""
    return f"{drafts.page(assignment, 'activity_add')}?stap={_step_name(request, part_of)}&nog=1"


def _step_name(request: HttpRequest, part_of: str) -> str:
    """As a form carries it, or the link to that form; what is no step is as if it was left out."""
    name = request.POST.get("stap") or request.GET.get("stap", "")
    return name if name in _FROM else part_of


def show_form(
    request: HttpRequest,
    template: str,
    assignment: Assignment,
    form: forms.BaseForm,
    part_of: str = "overzicht",
    **more: Any,
) -> HttpResponse:
    """One page with one form, that leads back to the step it was opened from, else to `part_of`; what the working
    group asked stays in sight."""
    context = {"assignment": assignment, "form": form, "year": assignment.milestone.subject_year, **more}
    context |= {"step": step(request, assignment, part_of), "step_name": _step_name(request, part_of)}
    return render(request, template, {**context, "covenant": assignment.covenant, "partner": assignment.partner})
