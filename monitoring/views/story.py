"""The story of one partner's share of a step, on a small page of its own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calendar_cycle.models import Assignment
from monitoring import stories
from monitoring.views import at_assignment


@login_required
@require_safe
def story(request: HttpRequest, covenant: str, year: int, partner: str, kind: str) -> HttpResponse:
    """For the own partner and the working group; for others it is not there."""
    rows = Assignment.objects.story_visible_to(request.user).select_related("partner", "milestone__cycle__covenant")
    assignment = at_assignment.find(rows, kind, covenant, year, partner)
    context = {
        "assignment": assignment,
        "covenant": assignment.covenant,
        "story": stories.of(assignment, request.access),  # type: ignore[attr-defined]
    }
    return render(request, "monitoring/story.html", context)
