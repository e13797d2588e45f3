"""What belongs to a milestone besides its dates: hand-ticked steps, and what was sent round."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from agreements import reach
from agreements.models import Covenant
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models.milestone import Milestone
from druten import clock

if TYPE_CHECKING:
    from agreements.access import Person


class StepTick(models.Model):
    """A step of the checklist that was ticked by hand, with the name behind it."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="ticks", verbose_name="mijlpaal")
    step = models.CharField("stap", max_length=30)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", default=clock.now)

    class Meta:
        verbose_name = "afgevinkte stap"
        verbose_name_plural = "afgevinkte stappen"
        ordering = ("milestone", "at")
        constraints = (models.UniqueConstraint(fields=("milestone", "step"), name="tick_once_a_step"),)

    def __str__(self) -> str:
        return f"{self.milestone}: {self.step}"


class DistributionQuerySet(models.QuerySet["Distribution"]):
    def visible_to(self, user: "Person") -> "DistributionQuerySet":
        """What was sent to all parties is read by them and the working group; by the board from publication."""
        rows = self.filter(milestone__cycle__covenant__in=Covenant.objects.visible_to(user))
        if not user.is_authenticated or user.is_superuser:
            return rows
        covenant = "milestone__cycle__covenant"
        takes_part = reach.in_working_group(user, covenant) | reach.as_party(user, covenant)
        published = Milestone.objects.filter(
            kind=MilestoneKind.BUNDLE,
            done_at__isnull=False,
            cycle__covenant=OuterRef(covenant),
            subject_year=OuterRef("milestone__subject_year"),
        )
        return rows.filter(takes_part | Exists(published))


class Distribution(models.Model):
    """What came in, sent round to all parties as one document (domain.md §4)."""

    milestone = models.ForeignKey(
        Milestone, on_delete=models.CASCADE, related_name="distributions", verbose_name="mijlpaal"
    )
    number = models.PositiveSmallIntegerField("nummer")
    pdf = models.BinaryField("document")
    late = models.JSONField("nog niet ontvangen", default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", default=clock.now)

    objects: ClassVar[DistributionQuerySet] = DistributionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "rondzending"
        verbose_name_plural = "rondzendingen"
        ordering = ("milestone", "number")
        constraints = (models.UniqueConstraint(fields=("milestone", "number"), name="distribution_number_once"),)

    def __str__(self) -> str:
        return f"{self.milestone} ({self.number})"
