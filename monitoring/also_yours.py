"""For who works for two partners, or in two municipalities: the same page of one's other one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from calendar_cycle.models import Assignment

if TYPE_CHECKING:
    from agreements.access import Access


@dataclass(frozen=True)
class Other:
    """Another share that is one's own: its name, and the same page of it."""

    name: str
    address: str


def of(assignment: Assignment, access: "Access", page: str) -> list[Other]:
    """The other shares of one's own that are about the same year, with their `page` (the name of an address).

    No query for who has only one; else one.
    """
    places = {(row.pk, partner.pk) for row in access.covenants for partner in access.partners_in(row)}
    if len(places) < 2:
        return []
    step = assignment.milestone
    rows = Assignment.objects.readable_by(access.user).filter(
        milestone__kind=step.kind, milestone__subject_year=step.subject_year
    )
    rows = rows.exclude(pk=assignment.pk).select_related("partner", "milestone__cycle__covenant")
    found = list(rows.order_by("milestone__cycle__covenant__title", "partner__name"))
    elsewhere = any(row.covenant.pk != assignment.covenant.pk for row in found)
    return [
        Other(
            f"{row.partner.name}, {row.covenant.title}" if elsewhere else row.partner.name,
            reverse(page, args=(row.covenant.slug, row.milestone.year_in_address, row.partner.slug)),
        )
        for row in found
    ]
