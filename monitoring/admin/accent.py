"""The accents, to read; they change on their own page until the board decides (`monitoring.board`)."""

from django.contrib import admin

from agreements.admin.base import WorkingGroupHistoryAdmin
from monitoring.models import Accent


@admin.register(Accent)
class AccentAdmin(WorkingGroupHistoryAdmin):
    covenant_path = "milestone__cycle__covenant"
    changes = False
    list_display = ("title", "year", "topic", "agreement", "milestone")
    list_filter = ("year",)
    list_select_related = ("topic", "agreement", "milestone__cycle__covenant")
    search_fields = ("title", "text")
