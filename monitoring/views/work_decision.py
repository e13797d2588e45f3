"""The half-way evaluation and the closing: advice of the working group, decision of the board."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from calendar_cycle import milestones
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Milestone
from calendar_cycle.workflow import NotAllowed
from monitoring import board
from monitoring.forms.work import Advise, Decide
from monitoring.views.work_door import milestone_or_404, render_work, step_context, working_group_view


@working_group_view
@require_http_methods(["GET", "POST"])
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = milestone_or_404(request, pk, MilestoneKind.EVALUATION)
    return _decide(request, milestone, "work_evaluation", "Het besluit is vastgelegd. De tussenevaluatie is klaar.")


@working_group_view
@require_POST
def advise(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = milestone_or_404(request, pk, MilestoneKind.EVALUATION)
    form = Advise(request.POST)
    if form.is_valid():
        try:
            milestone.perform("advise", by=request.user, message=form.cleaned_data["message"])  # type: ignore[arg-type]
            messages.success(request, "Het advies is verstuurd. U kunt nu het besluit van het bestuur vastleggen.")
            return redirect("work:evaluation", milestone.pk)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    return _page(request, milestone, "work_evaluation", Decide(), advice=form)


@working_group_view
@require_http_methods(["GET", "POST"])
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = milestone_or_404(request, pk, MilestoneKind.CLOSING)
    done = "Het besluit is vastgelegd. Deze prestatieafspraken zijn afgesloten: alles blijft te lezen."
    return _decide(request, milestone, "work_closing", done)


def _decide(request: HttpRequest, milestone: Milestone, page: str, done: str) -> HttpResponse:
    form = Decide(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            board.decide_on(milestone, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, done)
            return redirect(f"work:{page.removeprefix('work_')}", milestone.pk)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    return _page(request, milestone, page, form)


def _page(
    request: HttpRequest, milestone: Milestone, page: str, form: Decide, advice: Advise | None = None
) -> HttpResponse:
    wrong: Any = advice if advice is not None and advice.errors else form if form.errors else None
    context = {
        **step_context(milestone, form, wrong=False),
        "wrong": wrong,
        "errors": wrong is not None,
        "advice_form": advice or Advise(),
        "advices": list(milestone.events.filter(kind="advise", refused=False).select_related("actor").order_by("-at")),  # type: ignore[attr-defined]
        "no_advice": milestones.refusal(milestone, "advise", by=request.user),  # type: ignore[arg-type]
        "refusal": milestones.refusal(milestone, "decide", by=request.user),  # type: ignore[arg-type]
    }
    return render_work(request, f"admin/{page}.html", context)
