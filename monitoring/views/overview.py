"""The overview of one partner: the task list for its own people, the hand-in for everybody else."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Submission
from monitoring import also_yours, contribution_offers, overview_page
from monitoring.views import at_overview


@login_required
@require_GET
def choose(request: HttpRequest, covenant: str) -> HttpResponse:
    """To our own latest open overview, else a list of years and partners."""
    row = request.access.covenant_or_404(covenant)  # type: ignore[attr-defined]
    rows = Assignment.objects.visible_to(request.user).filter(
        milestone__cycle__covenant=row, milestone__kind=MilestoneKind.OVERVIEW
    )
    assignments = rows.with_everything().order_by("-milestone__subject_year", "pk")
    mine = request.access.own_partners(row)  # type: ignore[attr-defined]
    own = [it for it in assignments if it.partner_id in mine and it.milestone.has_opened()]
    if own and "alle" not in request.GET:
        return redirect(own[0])
    return render(request, "monitoring/overview/choose.html", {"covenant": row, "assignments": list(assignments)})


@login_required
@require_GET
def overview(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    rows = Assignment.objects.visible_to(request.user)
    assignment, others = at_overview.find_with_others(request, rows, covenant, year, partner)
    access = request.access  # type: ignore[attr-defined]
    if assignment.partner_id not in access.own_partners(assignment.covenant):
        return _as_handed_in(request, assignment)
    page = overview_page.Page(assignment, request.user, access)  # type: ignore[arg-type]
    context = {"page": page, "assignment": assignment, "covenant": assignment.covenant, "year": year}
    context["others"] = also_yours.links(assignment, others, "monitoring:overview")
    return render(request, "monitoring/overview/overview.html", context)


def _as_handed_in(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """What others may read: the latest hand-in, or only how far this partner is."""
    rows = Submission.objects.visible_to(request.user).filter(assignment=assignment)
    submission = rows.latest_of_each().first()
    context = {
        "assignment": assignment,
        "covenant": assignment.covenant,
        "partner": assignment.partner,
        "year": assignment.milestone.subject_year,
        "submission": submission,
        "read": overview_page.reading(assignment, submission.content) if submission else None,
        "offers": contribution_offers.from_here(assignment, request.user) if submission else None,  # type: ignore[arg-type]
        "sees_story": request.access.sees_as_working_group(assignment.covenant),  # type: ignore[attr-defined]
    }
    return render(request, "monitoring/overview/read.html", context)
