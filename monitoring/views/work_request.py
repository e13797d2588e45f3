"""The uitvraag: the working group asks every party for its results."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from calendar_cycle import milestones
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.workflow import NotAllowed
from monitoring import board, question_page
from monitoring.forms.work import NothingMore
from monitoring.views.work_door import milestone_or_404, render_work, step_context, working_group_view


@working_group_view
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = milestone_or_404(request, pk, MilestoneKind.RESULTS_REQUEST)
    results = board.results_of(milestone)
    context = {
        **step_context(milestone, NothingMore(), wrong=False),
        "results": results,
        "questions": question_page.coming(results) if results else [],
        "refusal": milestones.refusal(milestone, "send", by=request.user),  # type: ignore[arg-type]
    }
    return render_work(request, "admin/work_request.html", context)


@working_group_view
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = milestone_or_404(request, pk, MilestoneKind.RESULTS_REQUEST)
    try:
        board.send_request(milestone, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "De uitvraag is verstuurd. Alle partijen krijgen bericht per mail.")
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    return redirect("work:request", milestone.pk)
