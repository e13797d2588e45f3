"""Who may see and who may do a deed in what partners ask of and offer each other (domain.md §5)."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from agreements import reach
from agreements.models import Responsibility
from druten import clock
from monitoring.models.publication import Publication

if TYPE_CHECKING:
    from agreements.access import Person
    from monitoring.models.contribution import Contribution  # noqa: F401

_COVENANT = "overview__assignment__milestone__cycle__covenant"
_CONCEPT = "concept"


class ContributionQuerySet(models.QuerySet["Contribution"]):
    @reach.read_once
    def visible_to(self, user: "Person") -> "ContributionQuerySet":
        """A concept for its own partner only; from `sent` on the one asked, offering or offered to, and the working
        group; all other parties from the overview's `before` on; the board from publication (domain.md §5). Who came
        in the place of a party that left reads what was sent to it and by it."""
        rows = self.filter(reach.in_sight(user, _COVENANT))
        sent = ~Q(state=_CONCEPT)
        asking = reach.works_for(user, "overview__assignment__partner", _COVENANT)
        if user.is_superuser:
            return rows.filter(asking | sent)
        concerned = _works_for(user, "partner", _COVENANT) | _offered_to(user)
        concerned |= reach.took_over(user, "overview__assignment__partner", _COVENANT)
        working_group = reach.in_working_group(user, _COVENANT)
        day_has_come = Q(overview__assignment__milestone__before__lte=clock.today())
        party = day_has_come & reach.as_party(user, _COVENANT)
        published = Exists(
            Publication.objects.filter(
                covenant=OuterRef(_COVENANT),
                kind=Publication.Kind.OVERVIEW,
                subject_year=OuterRef("overview__assignment__milestone__subject_year"),
            )
        )
        board = Q(published) & reach.in_board(user, _COVENANT)
        return rows.filter(asking | (sent & (concerned | working_group | party | board)))

    def asked_or_offered_by(self, user: "Person") -> "ContributionQuerySet":
        """Those that the partners for which this user fills in ask or offer; or in whose place they came."""
        mine = _works_for(user, "overview__assignment__partner", _COVENANT, edits=True)
        return self.filter(reach.in_sight(user, _COVENANT), mine)

    @reach.read_once
    def editable_by(self, user: "Person") -> "ContributionQuerySet":
        """Those in which this user may do a deed for the asking, offering or answering partner."""
        own = reach.works_for(user, "overview__assignment__partner", _COVENANT, edits=True)
        answering = _works_for(user, "partner", _COVENANT, edits=True) | _offered_to(user, edits=True)
        answering |= reach.took_over(user, "overview__assignment__partner", _COVENANT, edits=True)
        sent = ~Q(state=_CONCEPT)
        return self.filter(reach.in_sight(user, _COVENANT), own | (sent & answering))


def _works_for(user: "Person", partner: str, covenant: str, *, edits: bool = False) -> Q:
    """Rows of the own partners, and of those in whose place they came."""
    return reach.works_for(user, partner, covenant, edits=edits) | reach.took_over(user, partner, covenant, edits=edits)


def _offered_to(user: "Person", *, edits: bool = False) -> Q:
    """Offers at an activity of a partner of this person, or at an agreement that such a partner leads."""
    owns = _works_for(user, "activity__overview__assignment__partner", "activity__covenant", edits=edits)
    leads = Responsibility.objects.filter(
        _works_for(user, "partner", "agreement__covenant", edits=edits),
        role=Responsibility.Role.TREKKER,
        agreement=OuterRef("agreement"),
    )
    return Q(origin="offered") & (owns | Q(Exists(leads)))
