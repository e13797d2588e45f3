"""Moving a date: choose the day, see what it does to others, propose it, and a second person confirms."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from calendar_cycle import moves
from calendar_cycle.models import Milestone, MilestoneMove
from calendar_cycle.move_effects import effects
from calendar_cycle.workflow import NotAllowed
from monitoring import moving
from monitoring.forms.moves import Confirmations, MoveDates, ProposeMove
from monitoring.views.work_door import render_work, step_context, working_group_view

DONE = {
    "confirm": "De datum is verplaatst. Iedereen krijgt bericht, met de oude en de nieuwe datum.",
    "withdraw": "Het voorstel is ingetrokken. De datum blijft zoals hij was.",
}


@working_group_view
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All steps that can still move."""
    context = {"title": "Datums verplaatsen", "desks": moving.desks(request.user)}  # type: ignore[arg-type]
    return render_work(request, "admin/work_moves.html", context)


@working_group_view
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = _milestone(request, pk)
    form = MoveDates(request.GET if "before" in request.GET else None, milestone=milestone)
    if not form.is_valid():
        return _page(request, milestone, form)
    return _preview(request, milestone, form, ProposeMove(sentences=moves.warnings(milestone, form.dates)))


@working_group_view
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = _milestone(request, pk)
    dates = MoveDates(request.POST, milestone=milestone)
    if not dates.is_valid():
        return _page(request, milestone, dates)
    form = ProposeMove(request.POST, sentences=moves.warnings(milestone, dates.dates))
    if not form.is_valid():
        return _preview(request, milestone, dates, form)
    new = dates.dates
    try:
        moves.propose(milestone, by=request.user, opens_on=new.opens_on, before=new.before, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Het voorstel staat klaar. Iemand van een andere partner bevestigt het.")
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    return redirect("work:move", milestone.pk)


@working_group_view
@require_POST
def perform(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    rows = MilestoneMove.objects.editable_by(request.user).select_related("milestone__cycle__covenant", "by")
    move = get_object_or_404(rows, pk=pk)
    if deed not in DONE:
        raise Http404
    form = Confirmations(request.POST, sentences=moves.unconfirmed(move) if deed == "confirm" else [])
    if not form.is_valid():
        return _page(request, move.milestone, MoveDates(milestone=move.milestone), form)
    try:
        move.perform(deed, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, DONE[deed])
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    return redirect("work:move", move.milestone_id)


def _milestone(request: HttpRequest, pk: int) -> Milestone:
    rows = Milestone.objects.editable_by(request.user).select_related("cycle__covenant")
    return get_object_or_404(rows, pk=pk)


def _page(
    request: HttpRequest, milestone: Milestone, form: MoveDates, confirmations: Confirmations | None = None
) -> HttpResponse:
    """The proposal that waits, or the form for the dates; and what was moved before."""
    waiting = moving.open_proposal(milestone)
    proposal = moving.proposal(waiting, request.user) if waiting else None  # type: ignore[arg-type]
    context = {
        "proposal": proposal,
        "confirmations": confirmations or Confirmations(sentences=proposal.unconfirmed if proposal else []),
        "refusal": moves.why_no_moving(milestone, request.user),  # type: ignore[arg-type]
        "opening_is_fixed": moves.why_opening_is_fixed(milestone),
        "earlier": moving.earlier_moves(milestone),
    }
    return _render(request, "admin/work_move.html", milestone, form, confirmations or form, context)


def _preview(request: HttpRequest, milestone: Milestone, dates: MoveDates, form: ProposeMove) -> HttpResponse:
    """What the new dates do to others, before they are proposed."""
    context = {"new": dates.dates, "effects": effects(milestone, dates.dates)}
    return _render(request, "admin/work_move_preview.html", milestone, form, form, context)


def _render(
    request: HttpRequest, template: str, milestone: Milestone, form: BaseForm, wrong: BaseForm, more: dict[str, Any]
) -> HttpResponse:
    context = step_context(milestone, form, bool(wrong.errors))
    context |= {"title": f"Datum verplaatsen: {milestone}", "wrong": wrong if wrong.errors else None}
    return render_work(request, template, {**context, **more})
