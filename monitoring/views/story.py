"""The story of one overview or of one partner's results, on a small page of its own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from calendar_cycle.models import Assignment
from monitoring import stories


@login_required
@require_safe
def story(request: HttpRequest, covenant: str, year: int, partner: str, kind: str) -> HttpResponse:
    """For the own partner and the working group; for others it is not there."""
    assignment = get_object_or_404(
        Assignment.objects.story_visible_to(request.user).select_related("partner", "milestone__cycle__covenant"),
        milestone__kind=kind,
        milestone__cycle__covenant__slug=covenant,
        milestone__subject_year=year,
        partner__slug=partner,
    )
    context = {
        "assignment": assignment,
        "covenant": assignment.covenant,
        "story": stories.of(assignment, request.access),  # type: ignore[attr-defined]
    }
    return render(request, "monitoring/story.html", context)
