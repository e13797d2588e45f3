"""The joint overview before it is published: read it whole, approve it, publish it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Milestone
from calendar_cycle.workflow import NotAllowed
from druten.accounts.second_factor import asked_again
from monitoring import publishing
from monitoring.forms.work import Publish
from monitoring.views.work_door import milestone_or_404, render_work, step_context, working_group_view


@working_group_view
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = _milestone(request, pk)
    preview = _preview(milestone)
    return _page(request, milestone, preview, _form(preview), wrong=False)


@working_group_view
@require_POST
@asked_again
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = _milestone(request, pk)
    content_hash = request.POST.get("content_hash", "")
    try:
        publishing.approve(milestone.covenant, _year(milestone), by=request.user, content_hash=content_hash)  # type: ignore[arg-type]
        messages.success(request, "Uw akkoord is vastgelegd. Een lid van een andere partner kan nu publiceren.")
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    return redirect("work:publication", milestone.pk)


@working_group_view
@require_POST
@asked_again
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = _milestone(request, pk)
    preview = _preview(milestone)
    form = _form(preview, request)
    if not form.is_valid():
        return _page(request, milestone, preview, form, wrong=True)
    content_hash = request.POST.get("content_hash", "")
    try:
        publication = publishing.publish(
            milestone.covenant,
            _year(milestone),
            by=request.user,  # type: ignore[arg-type]
            content_hash=content_hash,
            **form.cleaned_data,
        )
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, milestone, preview, form, wrong=True)
    messages.success(request, f"Versie {publication.version} is gepubliceerd. Alle partijen krijgen bericht per mail.")
    return redirect("work:publication", milestone.pk)


def _milestone(request: HttpRequest, pk: int) -> Milestone:
    return milestone_or_404(request, pk, MilestoneKind.BUNDLE)


def _year(milestone: Milestone) -> int:
    return milestone.subject_year or 0


def _preview(milestone: Milestone) -> publishing.Preview:
    return publishing.preview(milestone.covenant, _year(milestone))


def _form(preview: publishing.Preview, request: HttpRequest | None = None) -> Publish:
    waiting = [(part.partner, f"{part.name} ({part.standing_in_words})") for part in preview.bundle.waiting_for]
    return Publish(request.POST if request else None, waiting=waiting, version=preview.version)


def _page(
    request: HttpRequest, milestone: Milestone, preview: publishing.Preview, form: Publish, *, wrong: bool
) -> HttpResponse:
    context = {
        **step_context(milestone, form, wrong),
        "title": f"Gezamenlijk overzicht {milestone.subject_year}: bekijken en publiceren",
        "preview": preview,
        "bundle": preview.bundle,
        "has_signed": any(row.user_id == request.user.pk for row in preview.approvals),  # type: ignore[attr-defined]
        "second_has_signed": publishing.has_second_signature(preview, milestone.covenant, request.user),  # type: ignore[arg-type]
    }
    return render_work(request, "admin/work_publication.html", context)
