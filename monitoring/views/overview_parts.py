"""The small parts of an overview: this year nothing because …, nothing to report, the questions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from agreements.models import Agreement
from calendar_cycle import last_year
from calendar_cycle import questions as asked_questions
from calendar_cycle.content import Missing
from calendar_cycle.models import Assignment
from monitoring import drafts, overviews, results
from monitoring.forms.overview import NoActivityForm, NothingForm
from monitoring.forms.questions import QuestionsForm
from monitoring.models import NoActivity, Overview
from monitoring.views import at_overview, saving


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def no_activity(request: HttpRequest, covenant: str, year: int, partner: str, code: str) -> HttpResponse:
    """Why we do nothing this year for an agreement that we lead; or take that back."""
    assignment = at_overview.editable(request, covenant, year, partner)
    agreement = get_object_or_404(
        Agreement.objects.visible_to(request.user).led_by(*results.own_and_former(assignment)),
        covenant=assignment.covenant,
        code=code,
    )
    if answer := saving.refused(request, assignment):
        return answer
    stored = NoActivity.objects.filter(overview__assignment=assignment, agreement=agreement).first()
    form = NoActivityForm(saving.typed(request), instance=stored or NoActivity(agreement=agreement))
    if request.method == "POST" and "terugnemen" in request.POST:
        return _take_back(request, assignment, form, stored)
    said = f"Bewaard: waarom u in {year} niets doet bij {code}."
    answer = saving.saved(
        request, assignment, form, lambda it: form.store(overviews.of(it)), said=said, to=_at(assignment, agreement)
    )
    return answer or at_overview.show_form(
        request,
        "monitoring/overview/no_activity.html",
        assignment,
        form,
        "afspraken",
        agreement=agreement,
        stored=stored,
    )


def _take_back(
    request: HttpRequest, assignment: Assignment, form: NoActivityForm, stored: NoActivity | None
) -> HttpResponse:
    if stored is None:
        return redirect(_at(assignment, form.instance.agreement))
    _, answer = saving.save(request, assignment, form, lambda _: stored.delete() and None)  # type: ignore[func-returns-value]
    if answer is None:
        messages.success(request, f"Teruggenomen bij {stored.agreement.code}.")
    return answer or redirect(_at(assignment, stored.agreement))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nothing(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """Why there is nothing to report at all."""
    assignment = at_overview.editable(request, covenant, year, partner)
    if answer := saving.refused(request, assignment):
        return answer
    stored = Overview.objects.editable_by(request.user).filter(assignment=assignment).first()
    form = NothingForm(saving.typed(request), instance=stored or Overview(assignment=assignment))
    step = at_overview.step(request, assignment, "activiteiten")
    answer = saving.saved(request, assignment, form, lambda it: form.store(overviews.of(it)), said="Bewaard.", to=step)
    return answer or at_overview.show_form(
        request, "monitoring/overview/nothing.html", assignment, form, "activiteiten"
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """All questions for our kind of partner, on one page."""
    assignment = at_overview.editable(request, covenant, year, partner)
    if answer := saving.refused(request, assignment):
        return answer
    last_year.make_ready(assignment.milestone)
    form = QuestionsForm(saving.typed(request), assignment=assignment, asked=asked_questions.of(assignment))
    answer = saving.saved(
        request,
        assignment,
        form,
        lambda _: form.store(),
        said="Uw antwoorden zijn bewaard.",
        to=lambda: assignment if _missing(assignment) else drafts.page(assignment, "overview_check"),
    )
    if answer:
        return answer
    missing = _missing(assignment)
    return at_overview.show_form(request, "monitoring/overview/questions.html", assignment, form, missing=missing)


def _missing(assignment: Assignment) -> list[Missing]:
    """What still forbids the hand-in; with nothing of that left, who answered the questions goes on to the check."""
    here = drafts.page(assignment, "overview_questions")
    asked = asked_questions.asked(assignment)
    return [*drafts.missing(drafts.briefly(assignment)), *asked_questions.missing_in(asked, here)]


def _at(assignment: Assignment, agreement: Agreement) -> str:
    return at_overview.at_agreement(drafts.page(assignment, "overview_agreements"), agreement.code)
