"""Agreements: corrections of wording keep history; what was agreed is ended by a decision, not rewritten."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from import_export.admin import ExportMixin

from agreements.admin.base import WorkingGroupHistoryAdmin, WorkingGroupInline
from agreements.admin.versioned import VersionedForm
from agreements.models import Agreement, Responsibility
from agreements.resources import AgreementResource, ColumnsForm
from druten import clock
from druten.accounts.columns import yes_or_no


class ResponsibilityInline(WorkingGroupInline):
    """Who leads and who takes part: made from the words of the cell, so only to read."""

    model = Responsibility
    fields = ("role", "partner", yes_or_no("binds", "bindt"), "note")
    readonly_fields = fields


@admin.register(Agreement)
class AgreementAdmin(ExportMixin, WorkingGroupHistoryAdmin):
    resource_classes = (AgreementResource,)
    export_form_class = ColumnsForm
    list_display = ("code", "title", "trekker", "start_year", "end_year", "covenant")
    list_display_links = ("code", "title")
    list_filter = (
        ("covenant", admin.RelatedOnlyFieldListFilter),
        ("topic__theme", admin.RelatedOnlyFieldListFilter),
        "recurrence",
    )
    list_select_related = ("covenant", "topic")
    search_fields = ("code", "title", "text")
    ordering = ("covenant", "topic__position", "code")
    fields = (
        "covenant",
        "code",
        "topic",
        "title",
        "text",
        "note",
        ("trekker", "betrokkenen"),
        ("uitvoering", "start_year", "end_year", "recurrence"),
        "effort",
        "effort_note",
        "villages",
        "ambitions",
        "replaces",
        "closed_by",
        "version",
    )
    form = VersionedForm
    readonly_fields = ("covenant", "code", "topic", "trekker", "betrokkenen", "uitvoering", "start_year", "recurrence")
    inlines = (ResponsibilityInline,)

    def get_export_filename(self, request: HttpRequest, queryset: Any, file_format: Any) -> str:
        return f"afspraken-{clock.today()}.{file_format.get_extension()}"
