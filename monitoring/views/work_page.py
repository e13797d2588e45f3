"""The page on which the working group begins: per step every partner's state and the next deed."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from calendar_cycle import checklist
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.workflow import NotAllowed
from monitoring import work, work_warnings
from monitoring.views.work_door import milestone_or_404, render_work, working_group_view


@working_group_view
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    context = {
        "title": "Werkpagina",
        "desks": work.desks(request.user, request.access),  # type: ignore[attr-defined, arg-type]
        "warnings": work_warnings.for_administrators() if request.user.is_superuser else [],  # type: ignore[union-attr]
        "app_list": admin.site.get_app_list(request),
    }
    return render_work(request, "admin/work.html", context)


@working_group_view
@require_POST
def tick(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Ticks a step of a checklist, or takes the tick back."""
    milestone = milestone_or_404(request, pk, *MilestoneKind)
    deed = checklist.tick if "afvinken" in request.POST else checklist.untick
    try:
        deed(milestone, step, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    return redirect(f"{reverse('work:page')}#stap-{milestone.pk}")
