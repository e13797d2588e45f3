"""The questions: standard ones for the years to come, and those of one step until it opens."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from agreements.admin.base import WorkingGroupAdmin
from calendar_cycle.models import Question, StandardQuestion
from druten.accounts.columns import yes_or_no

REQUIRED = yes_or_no("required", "verplicht")


@admin.register(StandardQuestion)
class StandardQuestionAdmin(WorkingGroupAdmin):
    adds: ClassVar[bool] = True
    list_display = ("text", "milestone_kind", "partner_kind", REQUIRED, "position", "covenant")
    list_filter = ("milestone_kind", "partner_kind")
    list_select_related = ("covenant",)


@admin.register(Question)
class QuestionAdmin(WorkingGroupAdmin):
    """Fixed once its step has opened (domain.md §3): what is asked does not change under who answers."""

    covenant_path: ClassVar[str] = "milestone__cycle__covenant"
    list_display = ("text", "milestone", "partner_kind", REQUIRED, "position")
    list_filter = ("milestone__kind", "partner_kind")
    list_select_related = ("milestone__cycle__covenant",)
    readonly_fields = ("milestone", "replaces")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or not obj.milestone.has_opened())
