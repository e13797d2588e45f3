"""The covenant itself. Its state is set by loading and by decisions, not here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from agreements.admin.base import WorkingGroupHistoryAdmin
from agreements.models import Covenant
from agreements.models.covenant import in_use_since


@admin.register(Covenant)
class CovenantAdmin(WorkingGroupHistoryAdmin):
    covenant_path = "pk"
    list_display = ("title", "municipality", "start_year", "end_year", "state")
    fields = ("title", "slug", "municipality", "start_year", "end_year", "state", "signed_on", "in_use_from")
    readonly_fields = ("slug", "municipality", "start_year", "end_year", "state", "signed_on")

    def save_model(self, request: HttpRequest, obj: Covenant, form: Any, change: bool) -> None:
        """An emptied day means "from the start", or from the signing when that came later."""
        obj.in_use_from = in_use_since(obj.start_year, obj.signed_on, obj.in_use_from)
        super().save_model(request, obj, form, change)
