"""Django's own admin, for the working group and the administrator, in our words."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest


class WorkingGroupAdminSite(AdminSite):
    """Open to who is in a working group now, and to administrators; `is_staff` plays no part."""

    site_title = "Prestatieafspraken"
    site_header = "Prestatieafspraken: werkgroep"
    index_title = "Werkpagina"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_active and (user.is_superuser or request.access.is_in_a_working_group)  # type: ignore[attr-defined]


class WorkingGroupAdminConfig(AdminConfig):
    default_site = "agreements.admin_site.WorkingGroupAdminSite"
