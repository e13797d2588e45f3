"""The page on which the working group begins: per step every partner's state and the next deed."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from monitoring import work
from monitoring.views.work_door import render_work, working_group_view


@working_group_view
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    context = {
        "title": "Werkpagina",
        "desks": work.desks(request.user, request.access),  # type: ignore[attr-defined, arg-type]
        "app_list": admin.site.get_app_list(request),
    }
    return render_work(request, "admin/work.html", context)
