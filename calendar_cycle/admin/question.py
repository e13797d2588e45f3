"""The questions: standard ones for the years to come, and those of one step until it opens."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from agreements.admin.base import WorkingGroupAdmin
from agreements.admin.versioned import VersionedForm
from calendar_cycle import asking
from calendar_cycle.models import Question, StandardQuestion
from druten.accounts.columns import yes_or_no

REQUIRED = yes_or_no("required", "verplicht")


@admin.register(StandardQuestion)
class StandardQuestionAdmin(WorkingGroupAdmin):
    adds: ClassVar[bool] = True
    list_display = ("text", "milestone_kind", "partner_kind", REQUIRED, "position", "covenant")
    list_filter = ("milestone_kind", "partner_kind")
    list_select_related = ("covenant",)


class QuestionForm(VersionedForm):
    """It has no history: the events of its step say who changed it."""

    def changed_by(self, present: Question) -> Any:
        return asking.last_changed_by(present)


@admin.register(Question)
class QuestionAdmin(WorkingGroupAdmin):
    """Fixed once its step has opened (domain.md §3): what is asked does not change under who answers."""

    form = QuestionForm
    covenant_path: ClassVar[str] = "milestone__cycle__covenant"
    list_display = ("text", "milestone", "partner_kind", REQUIRED, "position")
    list_filter = ("milestone__kind", "partner_kind")
    list_select_related = ("milestone__cycle__covenant",)
    readonly_fields = ("milestone", "replaces", "position")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return super().has_change_permission(request, obj) and not asking.why_fixed(obj.milestone, request.user)  # type: ignore[arg-type]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Once fixed, what is only read says "ja" or "nee"."""
        fixed = not self.has_change_permission(request, obj)
        return [REQUIRED if fixed and name == "required" else name for name in super().get_fields(request, obj)]

    def save_model(self, request: HttpRequest, obj: Question, form: Any, change: bool) -> None:
        """Through the same door as the page of the questions."""
        asking.change(obj, by=request.user)  # type: ignore[arg-type]
