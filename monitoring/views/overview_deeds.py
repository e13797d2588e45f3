"""Check, hand in, take back and confirm."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from calendar_cycle import questions, workflow
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from monitoring import also_yours, drafts, overview_page
from monitoring.views import at_overview


@login_required
@require_GET
def check(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """Everything as others will read it."""
    rows = Assignment.objects.readable_by(request.user)
    assignment, others = at_overview.find_with_others(request, rows, covenant, year, partner)
    draft, asked = drafts.of(assignment), questions.asked(assignment)
    missing = [*drafts.missing(draft), *questions.missing_in(asked)]
    context = {
        "assignment": assignment,
        "covenant": assignment.covenant,
        "partner": assignment.partner,
        "year": year,
        "read": overview_page.reading(assignment, {**drafts.freeze(draft), "answers": questions.frozen(asked)}),
        "missing": missing,
        "others": also_yours.links(assignment, others, "monitoring:overview_check"),
        "numbers": {},  # a link to what was said, without how much that is
        "may_change": not workflow.why_no_editing(assignment, request.user),  # type: ignore[arg-type]
        "why_not": workflow.refusal_to_submit(assignment, missing, by=request.user),  # type: ignore[arg-type]
    }
    return render(request, "monitoring/overview/check.html", context)


@login_required
@require_POST
def submit(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    assignment = at_overview.editable(request, covenant, year, partner)
    try:
        assignment.perform("submit", by=request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
        return redirect(assignment)
    return redirect(drafts.page(assignment, "overview_handed_in"))


@login_required
@require_POST
def withdraw(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    assignment = at_overview.editable(request, covenant, year, partner)
    return _do(request, assignment, "withdraw", "De inzending is ingetrokken. U kunt het overzicht weer aanpassen.")


@login_required
@require_POST
def confirm(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    assignment = at_overview.editable(request, covenant, year, partner)
    return _do(request, assignment, "confirm", "U heeft bevestigd wat de werkgroep voor u indiende.")


@login_required
@require_GET
def handed_in(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """What happens next."""
    assignment = at_overview.readable(request, covenant, year, partner)
    latest = assignment.latest_submission
    if latest is None:
        return redirect(assignment)
    context = {"assignment": assignment, "covenant": assignment.covenant, "year": year, "submission": latest}
    return render(request, "monitoring/overview/handed_in.html", context)


def _do(request: HttpRequest, assignment: Assignment, deed: str, done: str) -> HttpResponse:
    try:
        assignment.perform(deed, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, done)
    return redirect(assignment)
