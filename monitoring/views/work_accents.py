"""The accents of a year: prepared by the working group, decided by the board."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from calendar_cycle import milestones
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Milestone
from calendar_cycle.workflow import NotAllowed
from monitoring import board
from monitoring.forms.work import AccentForm, Decide
from monitoring.models import Accent
from monitoring.views.work_door import milestone_or_404, render_work, step_context, working_group_view


@working_group_view
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, milestone_or_404(request, pk, MilestoneKind.ACCENTS), Decide(), wrong=False)


@working_group_view
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = milestone_or_404(request, pk, MilestoneKind.ACCENTS)
    form = Decide(request.POST)
    if not form.is_valid():
        return _page(request, milestone, form, wrong=True)
    try:
        none = "none" in request.POST
        board.decide(milestone, by=request.user, none=none, **form.cleaned_data)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, milestone, form, wrong=True)
    messages.success(request, "Het besluit van het bestuur is vastgelegd. Alle partijen kunnen de accenten nu lezen.")
    return redirect("work:accents", milestone.pk)


@working_group_view
def add(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = milestone_or_404(request, pk, MilestoneKind.ACCENTS)
    return _form(request, Accent(milestone=milestone), "Accent toevoegen")


@working_group_view
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, _accent(request, pk), "Accent veranderen")


@working_group_view
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    accent = _accent(request, pk)
    milestone = accent.milestone
    try:
        board.remove_accent(accent, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Het accent is weg.")
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    return redirect("work:accents", milestone.pk)


def _accent(request: HttpRequest, pk: int) -> Accent:
    rows = Accent.objects.editable_by(request.user).select_related("milestone__cycle__covenant")
    return get_object_or_404(rows, pk=pk)


def _form(request: HttpRequest, accent: Accent, title: str) -> HttpResponse:
    """The form of one accent; saved through the board's module."""
    milestone = accent.milestone
    form = AccentForm(request.POST or None, instance=accent, covenant=milestone.covenant)
    refused = board.why_no_accents(milestone, request.user)  # type: ignore[arg-type]
    if refused:
        messages.error(request, refused)
        return redirect("work:accents", milestone.pk)
    if request.method == "POST" and form.is_valid():
        board.save_accent(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Het accent is bewaard.")
        return redirect("work:accents", milestone.pk)
    context = {**step_context(milestone, form, bool(form.errors)), "title": title}
    return render_work(request, "admin/work_accent.html", context)


def _page(request: HttpRequest, milestone: Milestone, form: Decide, *, wrong: bool) -> HttpResponse:
    context = {
        **step_context(milestone, form, wrong),
        "accents": list(milestone.accents.select_related("topic", "agreement")),  # type: ignore[attr-defined]
        "may_change": not board.why_no_accents(milestone, request.user),  # type: ignore[arg-type]
        "refusal": milestones.refusal(milestone, "decide", by=request.user),  # type: ignore[arg-type]
    }
    return render_work(request, "admin/work_accents.html", context)
