"""Check the results, hand them in, take them back, confirm them, and take along what was handed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from monitoring import results_reading
from monitoring.documents import results as document
from monitoring.results_page import address
from monitoring.results_reading import Words
from monitoring.views import at_results
from monitoring.views.at_results import PAGES


@login_required
@require_GET
def check(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """Everything as others will read it, with what is missing and what is asked."""
    page = at_results.page(request, covenant, year, partner).to_be_read()
    return at_results.show(request, "check.html", page)


@login_required
@require_POST
def submit(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    assignment = at_results.editable(request, covenant, year, partner)
    try:
        assignment.perform("submit", by=request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
        return redirect(address(assignment, "results_check"))
    return redirect(address(assignment, "results_handed_in"))


@login_required
@require_POST
def withdraw(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    said = "De inzending is ingetrokken. U kunt de resultaten weer aanpassen. Dien ze daarna opnieuw in."
    return _deed(request, at_results.editable(request, covenant, year, partner), "withdraw", said)


@login_required
@require_POST
def confirm(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    said = "U heeft bevestigd wat de werkgroep voor u indiende."
    return _deed(request, at_results.editable(request, covenant, year, partner), "confirm", said)


@login_required
@require_GET
def handed_in(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """What happens next."""
    assignment = at_results.readable(request, covenant, year, partner)
    latest = assignment.latest_submission
    if latest is None:
        return redirect(assignment)
    context = at_results.context_of(assignment) | {"submission": latest}
    return render(request, f"{PAGES}handed_in.html", context)


@login_required
@require_GET
def pdf(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """What was handed in last, for the own partner to keep."""
    assignment = at_results.readable(request, covenant, year, partner)
    latest = assignment.latest_submission
    if latest is None:
        raise Http404("nothing was handed in")
    read = results_reading.of(latest.content, Words.of(assignment.covenant))
    made = document.pdf(assignment, latest, read)
    name = f"resultaten-{year}-{assignment.partner.slug}.pdf"
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _deed(request: HttpRequest, assignment: Assignment, name: str, said: str) -> HttpResponse:
    try:
        assignment.perform(name, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, said)
    return redirect(assignment)
