"""What was handed in, or the draft of it, as a document to take along."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from calendar_cycle import questions
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Submission
from druten import clock
from monitoring import drafts, overview_page
from monitoring.documents import hand_in
from monitoring.views import at_assignment, at_overview


@login_required
@require_safe
def overview(request: HttpRequest, covenant: str, year: int, partner: str, number: int | None = None) -> HttpResponse:
    """The latest hand-in that this reader may read, or the one of this number."""
    here = at_assignment.here(MilestoneKind.OVERVIEW, covenant, year, partner, along="assignment__")
    rows = Submission.objects.visible_to(request.user).filter(**here)
    rows = rows.select_related("assignment__partner", "assignment__milestone__cycle__covenant")
    if number is None:
        submission = rows.latest_of_each().first()
        if submission is None:
            raise Http404("nothing was handed in")
    else:
        submission = get_object_or_404(rows, number=number)
    lines = hand_in.handed_in_lines(submission)
    name = f"activiteitenoverzicht-{year}-{partner}-{submission.number}.pdf"
    return _overview(submission.assignment, submission.content, lines, name)


@login_required
@require_safe
def overview_draft(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """The draft as it is now, for the own partner only; "CONCEPT" stands on each page."""
    assignment: Assignment = at_overview.readable(request, covenant, year, partner)
    answers = questions.frozen(questions.asked(assignment))
    content = {**drafts.freeze(drafts.of(assignment)), "answers": answers}
    lines = hand_in.draft_lines(clock.today())
    return _overview(assignment, content, lines, f"concept-overzicht-{year}-{partner}.pdf", mark=hand_in.DRAFT)


def _overview(assignment: Assignment, content: dict, lines: list[str], name: str, mark: str = "") -> HttpResponse:
    document = hand_in.of_overview(
        content,
        overview_page.reading(assignment, content),
        covenant=assignment.covenant.title,
        partner=assignment.partner.name,
        year=assignment.milestone.subject_year or 0,
        lines=lines,
        mark=mark,
    )
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(hand_in.pdf(document), content_type="application/pdf", headers=headers)
