"""What one partner brings in for the half-way evaluation: questions, a check, the hand-in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendar_cycle import last_year, workflow
from calendar_cycle import questions as asking
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Submission
from calendar_cycle.models.assignment import AssignmentQuerySet
from calendar_cycle.workflow import NotAllowed
from monitoring import evaluation_input_page
from monitoring.forms.questions import QuestionsForm
from monitoring.views import at_assignment, saving

PAGES = "monitoring/evaluation_input/"
KIND = MilestoneKind.EVALUATION_INPUT


@login_required
@require_safe
def choose(request: HttpRequest, covenant: str) -> HttpResponse:
    """To our own when there is just one and it has opened, else a list of the partners."""
    place = request.access.covenant_or_404(covenant)  # type: ignore[attr-defined]
    rows = Assignment.objects.visible_to(request.user).filter(milestone__cycle__covenant=place, milestone__kind=KIND)
    assignments = list(rows.with_everything().order_by("-milestone__before", "pk"))
    mine = request.access.own_partners(place)  # type: ignore[attr-defined]
    own = [row for row in assignments if row.partner_id in mine and row.milestone.has_opened()]
    if len(own) == 1 and "alle" not in request.GET:
        return redirect(own[0])
    return render(request, f"{PAGES}choose.html", {"covenant": place, "assignments": assignments})


@login_required
@require_safe
def show(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """Of the own partner the task list; of another what it handed in, once it may be read."""
    rows = Assignment.objects.visible_to(request.user).for_its_own_page()
    assignment = _find(rows, covenant, year, partner)
    access = request.access  # type: ignore[attr-defined]
    if assignment.partner_id not in access.own_partners(assignment.covenant):
        return _of_another(request, assignment)
    page = evaluation_input_page.build(
        assignment,
        request.user,  # type: ignore[arg-type]
        access,
        _page(assignment, "questions"),
    )
    return render(request, f"{PAGES}show.html", _context(assignment, page=page))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """All questions for our kind of partner, on one page."""
    assignment = _editable(request, covenant, year, partner)
    if answer := saving.refused(request, assignment):
        return answer
    last_year.make_ready(assignment.milestone)
    form = QuestionsForm(saving.typed(request), assignment=assignment, asked=asking.of(assignment))
    answer = saving.saved(request, assignment, form, lambda _: form.store(), said="Uw antwoorden zijn bewaard.")
    return answer or render(request, f"{PAGES}questions.html", _context(assignment, form=form))


@login_required
@require_safe
def check(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """The answers as others will read them."""
    assignment = _readable(request, covenant, year, partner)
    asked = asking.asked(assignment)
    missing = asking.missing_in(asked, _page(assignment, "questions"))
    # What is missing stands in a list of its own.
    why_not = workflow.refusal_to_submit(assignment, [], by=request.user)  # type: ignore[arg-type]
    context = _context(assignment, answers=asking.frozen(asked), missing=missing, why_not=why_not)
    return render(request, f"{PAGES}check.html", context)


@login_required
@require_POST
def submit(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    assignment = _editable(request, covenant, year, partner)
    return _do(request, assignment, "submit") or redirect(_page(assignment, "handed_in"))


@login_required
@require_POST
def withdraw(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    done = "De inzending is ingetrokken. U kunt uw antwoorden weer aanpassen. Dien ze daarna opnieuw in."
    assignment = _editable(request, covenant, year, partner)
    return _do(request, assignment, "withdraw", done) or redirect(assignment)


@login_required
@require_POST
def confirm(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    done = "U heeft bevestigd wat de werkgroep voor u indiende."
    assignment = _editable(request, covenant, year, partner)
    return _do(request, assignment, "confirm", done) or redirect(assignment)


@login_required
@require_safe
def handed_in(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """What happens next."""
    assignment = _readable(request, covenant, year, partner)
    latest = assignment.latest_submission
    if latest is None:
        return redirect(assignment)
    return render(request, f"{PAGES}handed_in.html", _context(assignment, submission=latest))


def _find(rows: AssignmentQuerySet, covenant: str, year: int, partner: str) -> Assignment:
    rows = rows.with_everything().select_related("edited_by")
    return at_assignment.find(rows, KIND, covenant, year, partner)


def _readable(request: HttpRequest, covenant: str, year: int, partner: str) -> Assignment:
    return _find(Assignment.objects.readable_by(request.user), covenant, year, partner)


def _editable(request: HttpRequest, covenant: str, year: int, partner: str) -> Assignment:
    return _find(Assignment.objects.editable_by(request.user), covenant, year, partner)


def _context(assignment: Assignment, **more: Any) -> dict[str, Any]:
    about = {"covenant": assignment.covenant, "partner": assignment.partner}
    return {"assignment": assignment, "year": assignment.milestone.year_in_address, **about, **more}


def _page(assignment: Assignment, name: str) -> str:
    place = [assignment.covenant.slug, assignment.milestone.year_in_address, assignment.partner.slug]
    return reverse(f"monitoring:evaluation_input_{name}", args=place)


def _of_another(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    rows = Submission.objects.visible_to(request.user).filter(assignment=assignment)
    latest = rows.latest_of_each().first()
    sees_story = request.access.sees_as_working_group(assignment.covenant)  # type: ignore[attr-defined]
    context = _context(
        assignment, submission=latest, answers=latest.content.get("answers") if latest else [], sees_story=sees_story
    )
    return render(request, f"{PAGES}of_another.html", context)


def _do(request: HttpRequest, assignment: Assignment, deed: str, done: str = "") -> HttpResponse | None:
    """Does a deed; gives the way back after a refusal, else None."""
    try:
        assignment.perform(deed, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
        return redirect(assignment)
    if done:
        messages.success(request, done)
    return None
