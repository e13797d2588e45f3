"""Partners, their part in a covenant, and the words that stand for several of them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from agreements.admin.base import WorkingGroupAdmin, WorkingGroupHistoryAdmin
from agreements.models import Partner, PartnerGroup, Party
from druten.accounts.columns import yes_or_no

SIGNED = yes_or_no("signed", "heeft getekend")


@admin.register(Partner)
class PartnerAdmin(WorkingGroupAdmin):
    """A partner may be in covenants of others too: the working group reads, an administrator changes."""

    covenant_path = "parties__covenant"
    list_display = ("name", "short_name", "kind")
    search_fields = ("name", "short_name")
    readonly_fields = ("slug", "kind")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser  # type: ignore[union-attr]


@admin.register(Party)
class PartyAdmin(WorkingGroupHistoryAdmin):
    """Who joins or leaves is a deed of its own, on the work page: more follows from it than a date."""

    list_display = ("partner", "covenant", "code", SIGNED, "joined_on", "left_on")
    list_filter = (("covenant", admin.RelatedOnlyFieldListFilter), "signed")
    list_select_related = ("partner", "covenant")
    exclude = ("signed",)
    readonly_fields = ("covenant", "partner", "code", SIGNED, "joined_on", "left_on", "succeeded_by", "decision")


@admin.register(PartnerGroup)
class PartnerGroupAdmin(WorkingGroupAdmin):
    list_display = ("name", "covenant", "kind")
    list_filter = (("covenant", admin.RelatedOnlyFieldListFilter),)
    readonly_fields = ("covenant", "name", "kind")
