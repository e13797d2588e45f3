"""Which shares there are for whom, and what is read along with them."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from agreements import reach
from agreements.models import Party
from calendar_cycle.models.submission import Submission

if TYPE_CHECKING:
    from agreements.access import Person
    from calendar_cycle.models.assignment import Assignment  # noqa: F401 (of which the type below is)

_COVENANT = "milestone__cycle__covenant"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    @reach.read_once
    def visible_to(self, user: "Person") -> "AssignmentQuerySet":
        """All of the covenants that this user may see: how far each partner is, is no secret."""
        return self.filter(reach.in_sight(user, _COVENANT))

    def readable_by(self, user: "Person") -> "AssignmentQuerySet":
        """Those of the partners for which this user works, drafts included."""
        return self.visible_to(user).filter(reach.works_for(user, "partner", _COVENANT))

    @reach.read_once
    def editable_by(self, user: "Person") -> "AssignmentQuerySet":
        """Those that this user may fill in for the own partner; state and date are the door's."""
        return self.visible_to(user).filter(reach.works_for(user, "partner", _COVENANT, edits=True))

    def reviewable_by(self, user: "Person") -> "AssignmentQuerySet":
        """Those of the covenants in which this user is in the working group; four eyes are the door's."""
        if user.is_superuser:
            return self
        return self.filter(reach.in_working_group(user, _COVENANT))

    def story_visible_to(self, user: "Person") -> "AssignmentQuerySet":
        """Those of which this user may read what happened: as own partner, or as working group."""
        own = Q(pk__in=self.model.objects.readable_by(user).values("pk"))
        return self.filter(own | Q(pk__in=self.model.objects.reviewable_by(user).values("pk")))

    def of_who_joined(self, day: date) -> "AssignmentQuerySet":
        """Without those of a party that joins after `day`, and those of a step that was over when it joined."""
        parties = _party_of_share()
        later = Q(joined_on__gt=day) | Q(joined_on__gte=OuterRef("milestone__before"))
        return self.exclude(Exists(parties.filter(later)))

    def of_who_takes_part(self, day: date) -> "AssignmentQuerySet":
        """The same, and without those of a party that has left by `day`: of the rest something is asked."""
        return self.of_who_joined(day).exclude(Exists(_party_of_share().filter(left_on__lte=day)))

    def with_everything(self) -> "AssignmentQuerySet":
        """With what its own deadline and its page need, in a fixed number of queries."""
        return self.select_related("partner", "milestone__cycle__covenant").prefetch_related("extensions")

    def for_its_own_page(self) -> "AssignmentQuerySet":
        """With `message`: what the working group wrote when it last gave it back or opened it again; and
        `is_unconfirmed`: it was handed in on behalf of the partner, who did not say yes to that yet; and
        `is_taken_over`: what stands is from before taking into use."""
        from calendar_cycle.models.assignment_event import AssignmentEvent

        asking = AssignmentEvent.objects.filter(
            assignment=OuterRef("pk"), kind__in=("return_for_changes", "reopen"), refused=False
        )
        return self.annotate(
            message=Subquery(asking.order_by("-at", "-pk").values("message")[:1]),
            is_unconfirmed=Exists(Submission.objects.unconfirmed().filter(assignment=OuterRef("pk"))),
            is_taken_over=Exists(Submission.objects.taken_over().filter(assignment=OuterRef("pk"))),
        )


def _party_of_share() -> models.QuerySet[Party]:
    """The party of an outer share."""
    return Party.objects.filter(covenant=OuterRef(_COVENANT), partner=OuterRef("partner"))
