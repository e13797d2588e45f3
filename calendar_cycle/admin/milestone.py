"""Cycles and steps, to read: a stored date moves with a reason, by a deed of its own."""

from typing import ClassVar

from django.contrib import admin

from agreements.admin.base import WorkingGroupAdmin, WorkingGroupInline
from calendar_cycle.models import Cycle, Milestone, MilestoneEvent
from druten.accounts.columns import yes_or_no


class MilestoneInline(WorkingGroupInline):
    model = Milestone
    fields = ("kind", "subject_year", "opens_on", "before", "done_at")
    readonly_fields = fields
    show_change_link = True


@admin.register(Cycle)
class CycleAdmin(WorkingGroupAdmin):
    changes: ClassVar[bool] = False
    list_display = ("covenant", "year")
    list_filter = ("year",)
    inlines = (MilestoneInline,)


class MilestoneEventInline(WorkingGroupInline):
    model = MilestoneEvent
    fields = ("at", "kind", yes_or_no("refused", "geweigerd"), "actor", "message")
    readonly_fields = fields


@admin.register(Milestone)
class MilestoneAdmin(WorkingGroupAdmin):
    covenant_path: ClassVar[str] = "cycle__covenant"
    changes: ClassVar[bool] = False
    list_display = ("kind", "subject_year", "opens_on", "before", "done_at", "cycle")
    list_filter = ("kind", "subject_year")
    list_select_related = ("cycle__covenant",)
    date_hierarchy = "before"
    inlines = (MilestoneEventInline,)
