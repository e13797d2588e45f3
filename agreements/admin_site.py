"""Django's own admin, for the working group and the administrator, in our words."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.http import url_has_allowed_host_and_scheme


class WorkingGroupAdminSite(AdminSite):
    """Open to who is in a working group now, and to administrators; `is_staff` plays no part."""

    site_title = "Prestatieafspraken"
    site_header = "Prestatieafspraken: werkgroep"
    index_title = "Werkpagina"
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Without Django's `r/<type>/<id>/`: it tells the address of any row, also of what one may not see."""
        return [route for route in super().get_urls() if getattr(route, "name", "") != "view_on_site"]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one page to log in; who is logged in and has no role here hears so, for logging in again
        would bring him here again."""
        from django.contrib.auth.views import redirect_to_login  # models are not loaded yet when this module is

        wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
        if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
            wanted = reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(wanted)
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect(wanted)

    def logout(  # type: ignore[override]  # the one of the house redirects
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The same as everywhere: a question, and then out."""
        from allauth.account.views import logout  # as above

        return logout(request)

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_active and (user.is_superuser or request.access.is_in_a_working_group)  # type: ignore[attr-defined]


class WorkingGroupAdminConfig(AdminConfig):
    default_site = "agreements.admin_site.WorkingGroupAdminSite"
