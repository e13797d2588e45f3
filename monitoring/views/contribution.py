"""What partners ask of and offer each other."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from druten import clock
from monitoring import contribution_guards, contribution_lists, contribution_making, progress
from monitoring.forms.contribution import AnswerForm, AskForm, OfferForm, _Wish
from monitoring.models import Contribution
from monitoring.views import at_overview, saving


@login_required
@require_GET
def contributions(request: HttpRequest) -> HttpResponse:
    """Asked of us, asked by us, offered: over all covenants of this person."""
    state = request.GET.get("stand", "")
    lists = contribution_lists.of(request.user, request.access, state)  # type: ignore[arg-type, attr-defined]
    context = {"lists": lists, "state": state, "states": Contribution.State.choices}
    return render(request, "monitoring/contribution/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: read it, answer it, send it, or take it back."""
    rows = Contribution.objects.visible_to(request.user)
    if request.method == "POST":
        rows = Contribution.objects.editable_by(request.user)
    contribution = get_object_or_404(rows.select_related(*contribution_lists.RELATED), pk=pk)
    form = AnswerForm(request.POST if "deed" in request.POST else None)
    for deed in ("send", "withdraw"):
        if deed in request.POST:
            return _do(request, contribution, deed) or redirect("monitoring:contributions")
    if request.method == "POST" and "deed" not in request.POST:
        form = AnswerForm({})
    if request.method == "POST" and form.is_valid():
        done = _do(request, contribution, form.cleaned_data["deed"], form.cleaned_data["message"])
        return done or redirect("monitoring:contributions")
    access = request.access  # type: ignore[attr-defined]
    context = {
        "contribution": contribution,
        "form": form,
        "may_answer": contribution.state not in ("concept", "withdrawn")
        and contribution_guards.may_answer(contribution, access),
        "owns": contribution_guards.owns(contribution, request.user),
        "instead": contribution_guards.who_answers_instead(contribution),
        "passes_on": bool(contribution_guards.answering_partners(contribution)),
    }
    return render(request, "monitoring/contribution/answer.html", context)


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


def _make(request: HttpRequest, assignment: Assignment, form: _Wish, fixed: dict, template: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        send = "nu" in request.POST
        try:
            contribution_making.make(assignment, by=request.user, send=send, **fixed, **form.cleaned_data)  # type: ignore[arg-type]
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Verstuurd." if send else "Bewaard. Het gaat mee als u het overzicht indient.")
            return redirect(assignment)
    return at_overview.show_form(request, template, assignment, form, **fixed)


def _do(request: HttpRequest, contribution: Contribution, deed: str, message: str = "") -> HttpResponse | None:
    try:
        contribution.perform(deed, by=request.user, message=message)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
        return redirect("monitoring:contribution_answer", contribution.pk)
    messages.success(request, "Bewaard. De andere partner krijgt bericht.")
    return None
