"""The covenant itself. Its state is set by loading and by decisions, not here."""

from django.contrib import admin

from agreements.admin.base import WorkingGroupHistoryAdmin
from agreements.models import Covenant


@admin.register(Covenant)
class CovenantAdmin(WorkingGroupHistoryAdmin):
    covenant_path = "pk"
    list_display = ("title", "municipality", "start_year", "end_year", "state")
    fields = ("title", "slug", "municipality", "start_year", "end_year", "state", "signed_on", "in_use_from")
    readonly_fields = ("slug", "municipality", "start_year", "end_year", "state", "signed_on")
