"""An offer at an agreement gets a place at an activity of the trekker that answered it (domain.md §3)."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from agreements.access import Access
from calendar_cycle.workflow import NotAllowed
from monitoring import contribution_guards as guards
from monitoring.models import Activity, Contribution
from monitoring.models.overview import ActivityQuerySet

if TYPE_CHECKING:
    from druten.accounts.models import User

AT_NONE = "Bij geen activiteit"
NOT_YOURS = "Kies een activiteit uit uw eigen overzicht van {year}. Deze staat daar niet, of gaat niet meer door."


def choices(contribution: Contribution, by: "User") -> ActivityQuerySet:
    """The activities at which `by` may put it: those of the year of the offer that go on, of the partners that answer
    it and for which `by` fills in. Those that serve the agreement come first, marked `serves_it`."""
    covenant, access = contribution.overview.covenant, Access.of(by)
    mine = [row for row in guards.answering_partners(contribution) if access.may_edit(covenant, row)]
    links = Activity.agreements.through.objects
    serves = links.filter(activity=OuterRef("pk"), agreement=contribution.agreement_id)
    rows = Activity.objects.going_on().filter(
        covenant=covenant,
        overview__assignment__partner__in=mine,
        overview__assignment__milestone__subject_year=contribution.overview.year,
    )
    return rows.annotate(serves_it=Exists(serves)).order_by("-serves_it", "pk")


def put(contribution: Contribution, activity: Activity | None, *, by: "User") -> None:
    """Puts it there, within the door of the contribution; None takes it away again.

    Raises:
        NotAllowed: when it is no activity of `choices`.
    """
    if activity is not None and not choices(contribution, by).filter(pk=activity.pk).exists():
        raise NotAllowed(NOT_YOURS.format(year=contribution.overview.year))
    contribution.tied_to = activity
