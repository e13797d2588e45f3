"""What is said of an activity, a result or an agreement: reading, saying, answering, closing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agreements.models import Agreement
from calendar_cycle.workflow import NotAllowed
from monitoring import remarks
from monitoring.forms.remark import RemarkForm, ReplyForm
from monitoring.models import Activity, Remark
from monitoring.remarks import Thing

PAGES = "monitoring/remark/"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_agreement(request: HttpRequest, covenant: str, code: str) -> HttpResponse:
    rows = Agreement.objects.visible_to(request.user).select_related("covenant")
    return _at(request, get_object_or_404(rows, covenant__slug=covenant, code=code))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_activity(request: HttpRequest, covenant: str, pk: int) -> HttpResponse:
    rows = remarks.activities(request.user).select_related(
        "covenant", "overview__assignment__partner", "overview__assignment__milestone__cycle__covenant"
    )
    return _at(request, get_object_or_404(rows, covenant__slug=covenant, pk=pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_result(request: HttpRequest, covenant: str, pk: int) -> HttpResponse:
    rows = remarks.results(request.user).select_related(
        "activity", "agreement", "assignment__partner", "assignment__milestone__cycle__covenant"
    )
    return _at(request, get_object_or_404(rows, assignment__milestone__cycle__covenant__slug=covenant, pk=pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: HttpRequest, covenant: str, pk: int) -> HttpResponse:
    """One of them with its answers, and room for one more."""
    found = _found(request, covenant, pk)
    form = ReplyForm(*((request.POST,) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            remarks.reply(found, form.cleaned_data["text"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Uw antwoord staat erbij.")
            return redirect(found)
    remarks.have_read([found], by=request.user)  # type: ignore[arg-type]
    context = {
        "covenant": found.covenant,
        "remark": found,
        "form": form,
        "why_not": remarks.CLOSED if found.closed_at else remarks.why_not(found.covenant, request.user),  # type: ignore[arg-type]
        "may_close": not found.closed_at and remarks.may_close(found, request.user),  # type: ignore[arg-type]
        "name": remarks.name_of(found.thing),
        "all_of_it": remarks.address_of(found.thing),
    }
    return render(request, f"{PAGES}remark.html", context)


@login_required
@require_POST
def close(request: HttpRequest, covenant: str, pk: int) -> HttpResponse:
    found = _found(request, covenant, pk)
    try:
        remarks.close(found, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
        return redirect(found)
    messages.success(request, "De opmerking is gesloten. Zij blijft te lezen.")
    return redirect(remarks.address_of(found.thing))


def _at(request: HttpRequest, thing: Thing) -> HttpResponse:
    """All that this person may read of what was said, and room to say something."""
    covenant, user = remarks.covenant_of(thing), request.user
    why_not = remarks.why_not(covenant, user)  # type: ignore[arg-type]
    partner = remarks.speaks_for(thing, covenant, user)  # type: ignore[arg-type]
    form = RemarkForm(*((request.POST,) if request.method == "POST" else ()), choices=remarks.choices(partner))
    if form.is_valid():
        try:
            remarks.make(thing, form.cleaned_data["text"], form.cleaned_data["visibility"], by=user)  # type: ignore[arg-type]
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Uw opmerking staat erbij.")
            return redirect(remarks.address_of(thing))
    rows = list(remarks.on(thing, user).knowing_unread(user).with_everything())
    remarks.have_read(rows, by=user)  # type: ignore[arg-type]
    context = {
        "covenant": covenant,
        "thing": thing,
        "name": remarks.name_of(thing),
        "back": _read_at(thing),
        "open_ones": [row for row in rows if not row.closed_at],
        "closed_ones": [row for row in rows if row.closed_at],
        "form": form,
        "partner": partner,
        "why_not": why_not,
    }
    return render(request, f"{PAGES}remarks.html", context)


def _read_at(thing: Thing) -> str:
    """The page on which a thing is read."""
    if isinstance(thing, Agreement):
        return reverse("monitoring:agreement", args=[thing.covenant.slug, thing.code])
    assignment = thing.overview.assignment if isinstance(thing, Activity) else thing.assignment
    return assignment.get_absolute_url()


def _found(request: HttpRequest, covenant: str, pk: int) -> Remark:
    rows = Remark.objects.visible_to(request.user).knowing_unread(request.user).with_everything()
    return get_object_or_404(rows, covenant__slug=covenant, pk=pk)
