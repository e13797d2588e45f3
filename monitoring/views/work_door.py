"""What every page of the working group shares: who comes in, and what stands around it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from calendar_cycle.models import Milestone

View = Callable[..., HttpResponse]


def working_group_view(view: View) -> View:
    """A page of the admin site: who is not logged in is sent to log in, who has no role gets 403."""
    inside = admin.site.admin_view(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not admin.site.has_permission(request):
            raise PermissionDenied
        return inside(request, *args, **kwargs)

    return guarded


def render_work(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The template within the admin's surroundings."""
    return render(request, template, {**admin.site.each_context(request), **context})


def milestone_or_404(request: HttpRequest, pk: int, *kinds: str) -> Milestone:
    """A step of one of these kinds, of a covenant that the user runs."""
    rows = Milestone.objects.editable_by(request.user)
    rows = rows.select_related("cycle__covenant", "decision__meeting", "meeting", "done_by")
    return get_object_or_404(rows, pk=pk, kind__in=kinds)


def step_context(milestone: Milestone, form: BaseForm, wrong: bool) -> dict[str, Any]:
    """What every page of a step shows."""
    return {
        "title": str(milestone),
        "covenant": milestone.covenant,
        "milestone": milestone,
        "form": form,
        "wrong": form if wrong else None,
        "errors": wrong,
    }
