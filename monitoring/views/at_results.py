"""How the pages of one partner's results fetch them, save in them, and say no."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from calendar_cycle import workflow
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment
from calendar_cycle.models.assignment import AssignmentQuerySet
from monitoring import also_yours
from monitoring import results as rules
from monitoring.results_page import Page, place_of
from monitoring.views import at_assignment, saving

PAGES = "monitoring/results/"


Found = tuple[Assignment, list[Assignment]]


def visible(request: HttpRequest, covenant: str, year: int, partner: str) -> Found:
    """The results at this address, for everybody who may know of them; and those of this year of one's other
    partners."""
    return _with_others(request, Assignment.objects.visible_to(request.user), covenant, year, partner)


def readable(request: HttpRequest, covenant: str, year: int, partner: str) -> Assignment:
    """The results at this address, for everybody of the own partner."""
    rows = _whole(Assignment.objects.readable_by(request.user))
    return at_assignment.find(rows, MilestoneKind.RESULTS, covenant, year, partner)


def _with_others(request: HttpRequest, rows: AssignmentQuerySet, covenant: str, year: int, partner: str) -> Found:
    return at_assignment.find_with_others(request, _whole(rows), MilestoneKind.RESULTS, covenant, year, partner)


def _whole(rows: AssignmentQuerySet) -> AssignmentQuerySet:
    return rows.with_everything().for_its_own_page().select_related("edited_by")


def editable(request: HttpRequest, covenant: str, year: int, partner: str) -> Assignment:
    """The same, for who may fill it in."""
    rows = Assignment.objects.editable_by(request.user).with_everything()
    return at_assignment.find(rows, MilestoneKind.RESULTS, covenant, year, partner)


def context_of(assignment: Assignment) -> dict:
    """What every page of results shows."""
    return {"assignment": assignment, "covenant": assignment.covenant, "year": rules.year_of(assignment)}


def page(request: HttpRequest, covenant: str, year: int, partner: str) -> Page:
    """What a page of these results shows, for everybody of the own partner."""
    rows = Assignment.objects.readable_by(request.user)
    assignment, others = _with_others(request, rows, covenant, year, partner)
    return Page(assignment, request.user, request.access, others)  # type: ignore[arg-type, attr-defined]


def show(request: HttpRequest, template: str, page: Page) -> HttpResponse:
    """One page of these results, with the same page of those of one's other partners."""
    name = request.resolver_match.view_name  # type: ignore[union-attr]
    shown = {"page": page, "others": also_yours.links(page.assignment, page.others, name)}
    return render(request, f"{PAGES}{template}", context_of(page.assignment) | shown)


def form_page(
    request: HttpRequest,
    assignment: Assignment,
    form: forms.BaseForm,
    save: Callable[[], None],
    template: str,
    context: dict,
    after: str = "monitoring:results",
    said: str = "Bewaard.",
    to: str | Callable[[], str] = "",
) -> HttpResponse:
    """Shows a form, or saves it through the door and goes on. Read-only when the door says so.

    Args:
        after: the name of the page to go on to; `to` is an address that goes before it, unless it is empty.
    """

    def onwards() -> str:
        return (to() if callable(to) else to) or reverse(after, args=place_of(assignment))

    if answer := saving.saved(request, assignment, form, lambda _: save(), said=said, to=onwards):
        return answer
    refused = workflow.why_no_editing(assignment, request.user)  # type: ignore[arg-type]
    if refused:
        for field in form.fields.values():
            field.disabled = True
    shown = context_of(assignment) | context | {"form": form, "read_only": refused}
    return render(request, f"{PAGES}{template}", shown)
