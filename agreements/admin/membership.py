"""Who may do what; only for administrators."""

from django.contrib import admin

from agreements.admin.base import WorkingGroupAdmin
from agreements.models import CovenantRole, Membership
from druten.accounts.asking import AsksBeforeChanging


@admin.register(Membership)
class MembershipAdmin(AsksBeforeChanging, WorkingGroupAdmin):
    administrators_only = True
    adds = True
    deletes = True
    list_display = ("user", "partner", "role", "covenant", "starts_on", "ends_on")
    list_filter = ("partner", "role")
    list_select_related = ("user", "partner", "covenant")
    search_fields = ("user__email", "user__name")


@admin.register(CovenantRole)
class CovenantRoleAdmin(AsksBeforeChanging, WorkingGroupAdmin):
    administrators_only = True
    adds = True
    deletes = True
    list_display = ("user", "covenant", "role", "starts_on", "ends_on")
    list_filter = ("covenant", "role")
    list_select_related = ("user", "covenant")
    search_fields = ("user__email", "user__name")
