"""The small parts of an overview: this year nothing because …, nothing to report, the questions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from agreements.models import Agreement
from calendar_cycle import last_year
from calendar_cycle import questions as asked_questions
from calendar_cycle.models import Assignment
from monitoring import overviews
from monitoring.forms.overview import NoActivityForm, NothingForm
from monitoring.forms.questions import QuestionsForm
from monitoring.models import NoActivity, Overview
from monitoring.views import at_assignment, at_overview


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def no_activity(request: HttpRequest, covenant: str, year: int, partner: str, code: str) -> HttpResponse:
    """Why we do nothing this year for an agreement that we lead; or take that back."""
    assignment = at_overview.editable(request, covenant, year, partner)
    agreement = get_object_or_404(
        Agreement.objects.visible_to(request.user).led_by(assignment.partner), covenant=assignment.covenant, code=code
    )
    if answer := at_assignment.refused(request, assignment):
        return answer
    stored = NoActivity.objects.filter(overview__assignment=assignment, agreement=agreement).first()
    form = NoActivityForm(request.POST or None, instance=stored or NoActivity(agreement=agreement))
    if request.method == "POST" and "terugnemen" in request.POST:
        return _take_back(request, assignment, form, stored)
    if request.method == "POST" and form.is_valid():
        saved, answer = at_assignment.save(request, assignment, form, lambda it: form.store(overviews.of(it)))
        if answer or saved:
            return answer or _saved(request, assignment, f"Bewaard: waarom u dit jaar niets doet bij {code}.")
    return at_overview.show_form(
        request, "monitoring/overview/no_activity.html", assignment, form, agreement=agreement, stored=stored
    )


def _take_back(
    request: HttpRequest, assignment: Assignment, form: NoActivityForm, stored: NoActivity | None
) -> HttpResponse:
    if stored is None:
        return redirect(assignment)
    _, answer = at_assignment.save(request, assignment, form, lambda _: stored.delete() and None)  # type: ignore[func-returns-value]
    return answer or _saved(request, assignment, f"Teruggenomen bij {stored.agreement.code}.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nothing(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """Why there is nothing to report at all."""
    assignment = at_overview.editable(request, covenant, year, partner)
    if answer := at_assignment.refused(request, assignment):
        return answer
    stored = Overview.objects.editable_by(request.user).filter(assignment=assignment).first()
    form = NothingForm(request.POST or None, instance=stored or Overview(assignment=assignment))
    if request.method == "POST" and form.is_valid():
        saved, answer = at_assignment.save(request, assignment, form, lambda it: form.store(overviews.of(it)))
        if answer or saved:
            return answer or _saved(request, assignment, "Bewaard.")
    return at_overview.show_form(request, "monitoring/overview/nothing.html", assignment, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """All questions for our kind of partner, on one page."""
    assignment = at_overview.editable(request, covenant, year, partner)
    if answer := at_assignment.refused(request, assignment):
        return answer
    last_year.make_ready(assignment.milestone)
    form = QuestionsForm(request.POST or None, assignment=assignment, asked=asked_questions.of(assignment))
    if request.method == "POST" and form.is_valid():
        saved, answer = at_assignment.save(request, assignment, form, lambda _: form.store())
        if answer or saved:
            return answer or _saved(request, assignment, "Uw antwoorden zijn bewaard.")
    return at_overview.show_form(request, "monitoring/overview/questions.html", assignment, form)


def _saved(request: HttpRequest, assignment: Assignment, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(assignment)
