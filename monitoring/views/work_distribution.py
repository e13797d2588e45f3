"""Sending round what came in: who is in, who is late, and the one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from calendar_cycle import milestones
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.workflow import NotAllowed
from monitoring import distributing
from monitoring.forms.work import SendRound
from monitoring.views.work_door import milestone_or_404, render_work, step_context, working_group_view


@working_group_view
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = milestone_or_404(request, pk, MilestoneKind.OVERVIEW)
    if request.method == "POST":
        form = SendRound(request.POST)
        form.full_clean()
        try:
            distributing.distribute(milestone, by=request.user, number=form.cleaned_data["number"])  # type: ignore[arg-type]
            messages.success(request, "Het document is rondgestuurd. Alle partijen krijgen bericht per mail.")
        except NotAllowed as refusal:
            messages.error(request, refusal.reason)
        return redirect("work:distribution", milestone.pk)
    preview = distributing.preview(milestone)
    context = {
        **step_context(milestone, SendRound(initial={"number": preview.number}), wrong=False),
        "title": f"Rondsturen wat binnenkwam: {milestone}",
        "preview": preview,
        "refusal": milestones.refusal(milestone, "distribute", by=request.user),  # type: ignore[arg-type]
    }
    return render_work(request, "admin/work_distribution.html", context)
