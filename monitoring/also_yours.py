"""For who works for two partners, or in two municipalities: the same page of one's other one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from calendar_cycle.models import Assignment
from calendar_cycle.models.assignment import AssignmentQuerySet

if TYPE_CHECKING:
    from agreements.access import Access


@dataclass(frozen=True)
class Other:
    """Another share that is one's own: its name, and the same page of it."""

    name: str
    address: str


def find(rows: AssignmentQuerySet, here: dict[str, Any], access: "Access") -> tuple[Assignment, list[Assignment]]:
    """The share at an address (`at_assignment.here`), and one's other shares of the same kind and year. One query.

    Raises:
        Http404: when there is none among `rows`.
    """
    places = {(row.pk, partner.pk) for row in access.covenants for partner in access.partners_in(row)}
    wanted = Q(**here)
    if len(places) > 1:
        alike = {name: value for name, value in here.items() if name.startswith("milestone__") and "cycle" not in name}
        mine = Assignment.objects.readable_by(access.user).filter(**alike)
        wanted |= Q(pk__in=mine.values("pk"))
    found = list(rows.filter(wanted).order_by("milestone__cycle__covenant__title", "partner__name"))
    covenant, partner = here["milestone__cycle__covenant__slug"], here["partner__slug"]
    chosen = [row for row in found if row.partner.slug == partner and row.covenant.slug == covenant]
    if not chosen:
        raise Http404("no such share")
    return chosen[0], [row for row in found if row.pk != chosen[0].pk]


def links(assignment: Assignment, others: list[Assignment], page: str) -> list[Other]:
    """The page of this name (of an address) of each of the others; with the covenant when that differs."""
    elsewhere = any(row.covenant.pk != assignment.covenant.pk for row in others)
    return [
        Other(
            f"{row.partner.name}, {row.covenant.title}" if elsewhere else row.partner.name,
            reverse(page, args=(row.covenant.slug, row.milestone.year_in_address, row.partner.slug)),
        )
        for row in others
    ]
