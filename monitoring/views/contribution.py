"""What partners ask of and offer each other: the lists, and asking and offering something new."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from calendar_cycle import workflow
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from druten import clock
from monitoring import contribution_lists, contribution_making, contribution_offers, progress
from monitoring.contribution_lists import ASKS_SOMETHING, Chosen
from monitoring.forms.contribution import AskForm, OfferAtForm, OfferForm
from monitoring.models import Activity, Contribution
from monitoring.views import at_overview, saving

PART_OF = "hulp"


@login_required
@require_GET
def contributions(request: HttpRequest) -> HttpResponse:
    """Asked of us, asked by us, offered: over all covenants of this person."""
    chosen = Chosen.read(*(request.GET.get(name, "") for name in ("stand", "partner", "jaar")))
    access = request.access  # type: ignore[attr-defined]
    context = {
        "lists": contribution_lists.of(request.user, access, chosen),  # type: ignore[arg-type]
        "chosen": chosen,
        "states": [(ASKS_SOMETHING, "vraagt iets van u"), *Contribution.State.choices],
        "coming": contribution_lists.what_comes(access),
    }
    return render(request, "monitoring/contribution/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, covenant: str, year: int, partner: str, activity_pk: int) -> HttpResponse:
    """What we need from another partner for one of our activities."""
    activity = at_overview.editable_activity(request, covenant, year, partner, activity_pk)
    assignment = activity.overview.assignment
    form = AskForm(saving.typed(request), assignment=assignment)
    fixed = {"activity": activity, "origin": Contribution.Origin.ASKED}
    return _make(request, assignment, form, fixed, "monitoring/contribution/ask.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """What we offer to do for an agreement that another leads."""
    assignment = at_overview.editable(request, covenant, year, partner)
    due = progress.due_in(assignment.covenant, year, clock.today())
    chosen = [row.agreement for row in due if row.agreement.code == request.GET.get("afspraak")]
    initial = {"agreement": chosen[0]} if chosen else {}
    form = OfferForm(saving.typed(request), initial=initial, assignment=assignment, due=due)
    fixed = {"partner": assignment.partner, "origin": Contribution.Origin.OFFERED}
    return _make(request, assignment, form, fixed, "monitoring/contribution/offer.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer_at(request: HttpRequest, covenant: str, year: int, partner: str, activity_pk: int) -> HttpResponse:
    """What we offer to do in an activity of another, that we may read."""
    assignment = at_overview.editable(request, covenant, year, partner)
    rows = Activity.objects.filter(pk__in=contribution_offers.readable(assignment, request.user))
    activity = get_object_or_404(rows.select_related("overview__assignment__partner"), pk=activity_pk)
    form = OfferAtForm(saving.typed(request))
    fixed = {"partner": assignment.partner, "origin": Contribution.Origin.OFFERED, "activity": activity}
    return _make(request, assignment, form, fixed, "monitoring/contribution/offer_at.html")


def _make(request: HttpRequest, assignment: Assignment, form: Any, fixed: dict, template: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        send = "nu" in request.POST
        try:
            given = {**fixed, **form.cleaned_data}
            contribution_making.make(assignment, by=request.user, send=send, **given)  # type: ignore[arg-type]
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _said(send=send))
            return redirect(at_overview.step(request, assignment, PART_OF))
    may_keep = not workflow.why_no_editing(assignment, request.user)  # type: ignore[arg-type]
    return at_overview.show_form(request, template, assignment, form, PART_OF, may_keep=may_keep, **fixed)


def _said(*, send: bool) -> str:
    if send:
        return "Verstuurd. De andere partner krijgt bericht."
    return "Bewaard. Het gaat mee als u het overzicht indient; eerder versturen kan ook, onder Hulpvragen."
