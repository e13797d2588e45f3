"""One partner's overview as PDF: what was handed in, for who may read it; the draft, for its own people."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from calendar_cycle import questions
from calendar_cycle.models import Assignment, Submission
from druten import clock
from monitoring import drafts, overview_page
from monitoring.documents import hand_in as document
from monitoring.views import at_overview


@login_required
@require_safe
def handed_in(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """The latest hand-in that this person may read."""
    assignment = at_overview.find(Assignment.objects.visible_to(request.user), covenant, year, partner)
    rows = Submission.objects.visible_to(request.user).filter(assignment=assignment)
    submission = rows.latest_of_each().first()
    if submission is None:
        raise Http404("nothing to read yet")
    read = overview_page.reading(assignment, submission.content)
    return _pdf(document.of_submission(assignment, submission, read), f"overzicht-{year}-{partner}.pdf")


@login_required
@require_safe
def draft(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """What stands there now, to take along."""
    assignment = at_overview.readable(request, covenant, year, partner)
    content = {**drafts.freeze(drafts.of(assignment)), "answers": questions.freeze(assignment)}
    read = overview_page.reading(assignment, content)
    return _pdf(document.of_draft(assignment, read, clock.today()), f"concept-overzicht-{year}-{partner}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
