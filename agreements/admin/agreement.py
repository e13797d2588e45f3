"""Agreements: corrections of wording keep history; what was agreed is ended by a decision, not rewritten."""

from django.contrib import admin
from import_export import fields, resources
from import_export.admin import ExportMixin

from agreements.admin.base import WorkingGroupHistoryAdmin, WorkingGroupInline
from agreements.admin.versioned import VersionedForm
from agreements.models import Agreement, Responsibility


class ResponsibilityInline(WorkingGroupInline):
    """Who leads and who takes part: made from the words of the cell, so only to read."""

    model = Responsibility
    fields = ("role", "partner", "binds", "note")


class AgreementResource(resources.ModelResource):
    """A row of the table as a spreadsheet row; formulas are shown as text."""

    topic = fields.Field("topic__number", column_name="onderwerp")
    theme = fields.Field("topic__theme__title", column_name="thema")

    class Meta:
        model = Agreement
        fields = (
            "code",
            "theme",
            "topic",
            "title",
            "text",
            "trekker",
            "betrokkenen",
            "uitvoering",
            "start_year",
            "end_year",
            "recurrence",
        )
        export_order = fields


@admin.register(Agreement)
class AgreementAdmin(ExportMixin, WorkingGroupHistoryAdmin):
    resource_classes = (AgreementResource,)
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
