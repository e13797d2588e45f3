"""What every page of the working group shares: who comes in, and what stands around it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
