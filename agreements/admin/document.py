"""The chapters of the signed document, to read and to correct in wording."""

from django.contrib import admin

from agreements.admin.base import WorkingGroupAdmin, WorkingGroupHistoryAdmin, WorkingGroupInline
from agreements.models import Ambition, Effort, Principle, Term, Theme, Topic, Village

OF_COVENANT = (("covenant", admin.RelatedOnlyFieldListFilter),)


class AmbitionInline(WorkingGroupInline):
    model = Ambition


class EffortInline(WorkingGroupInline):
    model = Effort


@admin.register(Theme)
class ThemeAdmin(WorkingGroupAdmin):
    list_display = ("number", "title", "covenant")
    list_display_links = ("title",)
    list_filter = OF_COVENANT
    readonly_fields = ("covenant", "number")


@admin.register(Topic)
class TopicAdmin(WorkingGroupAdmin):
    list_display = ("number", "title", "theme", "covenant")
    list_display_links = ("title",)
    list_filter = OF_COVENANT
    list_select_related = ("theme", "covenant")
    readonly_fields = ("covenant", "theme", "number", "position")
    inlines = (AmbitionInline, EffortInline)


@admin.register(Village)
class VillageAdmin(WorkingGroupAdmin):
    list_display = ("name", "covenant")
    list_filter = OF_COVENANT
    readonly_fields = ("covenant",)


@admin.register(Principle)
class PrincipleAdmin(WorkingGroupHistoryAdmin):
    list_display = ("title", "covenant")
    list_filter = OF_COVENANT
    readonly_fields = ("covenant", "position")


@admin.register(Term)
class TermAdmin(WorkingGroupAdmin):
    list_display = ("term", "covenant")
    list_filter = OF_COVENANT
    readonly_fields = ("covenant",)
