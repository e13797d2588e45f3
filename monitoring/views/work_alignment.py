"""The talk of the summer: its date and report conclude the alignment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from calendar_cycle import milestones
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.workflow import NotAllowed
from monitoring import board
from monitoring.forms.work import Conclude
from monitoring.views.work_door import milestone_or_404, render_work, step_context, working_group_view


@working_group_view
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = milestone_or_404(request, pk, MilestoneKind.ALIGNMENT)
    form = Conclude(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            board.conclude(milestone, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, "Het gesprek en het verslag zijn vastgelegd. De afstemming is klaar.")
            return redirect("work:alignment", milestone.pk)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    context = {
        **step_context(milestone, form, bool(form.errors)),
        "refusal": milestones.refusal(milestone, "conclude", by=request.user),  # type: ignore[arg-type]
    }
    return render_work(request, "admin/work_alignment.html", context)
