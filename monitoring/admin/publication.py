"""What was published: to read only, for nothing may change it."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agreements.admin.base import WorkingGroupAdmin
from monitoring.models import Publication


@admin.register(Publication)
class PublicationAdmin(WorkingGroupAdmin):
    changes = False
    actions = None
    fields = ("covenant", "kind", "subject_year", "version", "published_at", "reason", "sha256", "page")
    readonly_fields = ("page",)
    list_display = ("covenant", "kind", "subject_year", "version", "published_at")
    list_filter = ("kind", "subject_year")
    list_select_related = ("covenant",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Without the document itself: a list of a hundred would weigh as much as a hundred PDFs."""
        return super().get_queryset(request).defer("pdf", "content")

    @admin.display(description="lezen")
    def page(self, row: Publication) -> SafeString:
        return format_html('<a href="{}">{}</a>', row.get_absolute_url(), row)
