"""Meetings with their decisions."""

from django.contrib import admin

from agreements.admin.base import WorkingGroupAdmin, WorkingGroupInline
from agreements.models import Decision, Meeting


class DecisionInline(WorkingGroupInline):
    model = Decision
    covenant_path = "meeting__covenant"
    changes = True


@admin.register(Meeting)
class MeetingAdmin(WorkingGroupAdmin):
    adds = True
    list_display = ("held_on", "kind", "covenant", "place")
    list_filter = ("kind", ("covenant", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("covenant",)
    inlines = (DecisionInline,)
