"""How far each partner is, to read: deeds go through the door, on the work page."""

from typing import ClassVar

from django.contrib import admin

from agreements.admin.base import WorkingGroupAdmin, WorkingGroupInline
from calendar_cycle.models import Assignment, AssignmentEvent, Extension
from druten.accounts.columns import yes_or_no

REFUSED = yes_or_no("refused", "geweigerd")


class EventInline(WorkingGroupInline):
    model = AssignmentEvent
    fields = ("at", "kind", REFUSED, "actor", yes_or_no("on_behalf", "namens de partner"), "told")
    readonly_fields = fields

    @admin.display(description="bericht")
    def told(self, row: AssignmentEvent) -> str:
        return row.told_to_others


class ExtensionInline(WorkingGroupInline):
    model = Extension
    fields = ("asked_at", "wished_before", "reason", "state", "before", "decided_at", "decision_reason")
    readonly_fields = fields


@admin.register(Assignment)
class AssignmentAdmin(WorkingGroupAdmin):
    """A draft is not the working group's: only the state is shown."""

    covenant_path: ClassVar[str] = "milestone__cycle__covenant"
    changes: ClassVar[bool] = False
    list_display = ("partner", "milestone", "state", "answer_before")
    list_filter = ("state", "milestone__kind", "milestone__subject_year")
    list_select_related = ("partner", "milestone__cycle__covenant")
    fields = ("milestone", "partner", "state", "answer_before")
    inlines = (ExtensionInline, EventInline)


@admin.register(Extension)
class ExtensionAdmin(WorkingGroupAdmin):
    covenant_path: ClassVar[str] = "assignment__milestone__cycle__covenant"
    changes: ClassVar[bool] = False
    list_display = ("assignment", "wished_before", "state", "before", "decided_at")
    list_filter = ("state",)
    list_select_related = ("assignment__partner", "assignment__milestone")
