"""What belongs to a milestone besides its dates: hand-ticked steps, and what was sent round."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from agreements.models import Covenant
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
        """What was sent to all parties is read by all of the covenant."""
        return self.filter(milestone__cycle__covenant__in=Covenant.objects.visible_to(user))


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
