"""Attachments: adding, fetching, removing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agreements.access import Person
from calendar_cycle import workflow
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from monitoring import attachments
from monitoring.attachments import Thing
from monitoring.forms.attachment import AttachmentForm
from monitoring.models import Activity, Attachment, Measurement, Result

PAGES = "monitoring/attachment/"


@login_required
@require_safe
def fetch(request: HttpRequest, covenant: str, pk: int) -> HttpResponseBase:
    """The file itself, to be kept and never to be shown by the browser within this site."""
    rows = Attachment.objects.visible_to(request.user)
    found = get_object_or_404(rows, pk=pk, assignment__milestone__cycle__covenant__slug=covenant)
    try:
        content = found.file.open("rb")
    except OSError:
        return render(request, f"{PAGES}gone.html", {"attachment": found}, status=404)
    kind = attachments.content_type(found)
    answer = FileResponse(content, as_attachment=True, filename=found.name, content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, covenant: str, on: str, pk: int) -> HttpResponse:
    """What is there already, and one more."""
    thing = get_object_or_404(_things(request.user, covenant, on), pk=pk)
    assignment = attachments.assignment_of(thing)
    if refused := workflow.why_no_editing(assignment, request.user):  # type: ignore[arg-type]
        messages.error(request, refused)
        return redirect(assignment)
    form = AttachmentForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid() and _added(request, form, thing):
        messages.success(request, f"“{form.name}” is toegevoegd als bijlage.")
        return redirect(_page_of(thing))
    return render(request, f"{PAGES}attach.html", _context(thing, form=form, on=on))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, covenant: str, pk: int) -> HttpResponse:
    """Asks first; then it is gone."""
    rows = Attachment.objects.editable_by(request.user).select_related(
        "assignment__partner",
        "assignment__milestone__cycle__covenant",
        "activity__overview__assignment__partner",
        "activity__overview__assignment__milestone__cycle__covenant",
        "result__assignment__partner",
        "measurement__indicator",
    )
    found = get_object_or_404(rows, pk=pk, assignment__milestone__cycle__covenant__slug=covenant)
    thing = found.activity or found.result or found.measurement
    if thing is None:
        raise Http404("it is on nothing any more")
    if refused := workflow.why_no_editing(found.assignment, request.user):  # type: ignore[arg-type]
        messages.error(request, refused)
        return redirect(found.assignment)
    if request.method == "POST":
        try:
            attachments.remove(found, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as refusal:
            messages.error(request, refusal.reason)
            return redirect(found.assignment)
        messages.success(request, f"“{found.name}” is weggehaald.")
        return redirect(_page_of(thing))
    return render(request, f"{PAGES}remove.html", _context(thing, attachment=found))


def _things(user: Person, covenant: str, on: str) -> QuerySet[Any]:
    """The things of one sort that this person may change, in one covenant."""
    if on == "activiteit":
        return Activity.objects.editable_by(user).going_on().filter(covenant__slug=covenant)
    rows: dict[str, Any] = {"resultaat": Result.objects, "cijfer": Measurement.objects}
    if on not in rows:
        raise Http404("no such sort of thing")
    own = Assignment.objects.editable_by(user).filter(milestone__cycle__covenant__slug=covenant)
    return rows[on].editable_by(user).filter(assignment__in=own)


def _added(request: HttpRequest, form: AttachmentForm, thing: Thing) -> bool:
    try:
        attachments.add(thing, form.checked, form.name, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        form.add_error("file", refusal.reason)
        return False
    return True


def _page_of(thing: Thing) -> str:
    """Where a thing is filled in."""
    assignment = attachments.assignment_of(thing)
    place = [assignment.covenant.slug, assignment.milestone.subject_year, assignment.partner.slug]
    if isinstance(thing, Measurement):
        return reverse("monitoring:results_figures", args=place)
    name = "activity_edit" if isinstance(thing, Activity) else "results_row"
    return reverse(f"monitoring:{name}", args=[*place, thing.pk])


def _context(thing: Thing, **more: Any) -> dict[str, Any]:
    assignment = attachments.assignment_of(thing)
    return {
        "thing": thing,
        "assignment": assignment,
        "covenant": assignment.covenant,
        "back": _page_of(thing),
        **more,
    }
