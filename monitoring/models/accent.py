"""What the board puts first for the coming year."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from agreements import reach
from agreements.models import Agreement, Covenant, Decision, Topic
from calendar_cycle.models import Milestone

if TYPE_CHECKING:
    from agreements.access import Person


_COVENANT = "milestone__cycle__covenant"


class AccentQuerySet(models.QuerySet["Accent"]):
    @reach.read_once
    def visible_to(self, user: "Person") -> "AccentQuerySet":
        """Working group and board always; the parties from the board's decision on."""
        rows = self.filter(reach.in_sight(user, _COVENANT))
        if not user.is_authenticated or user.is_superuser:
            return rows
        prepares_or_decides = reach.in_working_group(user, _COVENANT) | reach.in_board(user, _COVENANT)
        return rows.filter(Q(milestone__done_at__isnull=False) | prepares_or_decides)

    @reach.read_once
    def editable_by(self, user: "Person") -> "AccentQuerySet":
        """The working group prepares them."""
        return self.filter(milestone__cycle__covenant__in=Covenant.objects.editable_by(user))

    def decided(self, covenant: Covenant, year: int) -> "AccentQuerySet":
        """The accents that the board decided for `year`."""
        return self.filter(milestone__cycle__covenant=covenant, year=year, milestone__done_at__isnull=False)


class Accent(models.Model):
    """A point of the board for `year`, on a topic, on an agreement, or on neither."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="accents", verbose_name="mijlpaal")
    year = models.PositiveSmallIntegerField("jaar")
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="accents", verbose_name="onderwerp"
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="accents", verbose_name="afspraak"
    )
    title = models.CharField("titel", max_length=200)
    text = models.TextField("tekst", blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="accents", verbose_name="besluit"
    )

    history = HistoricalRecords()
    objects: ClassVar[AccentQuerySet] = AccentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "accent"
        verbose_name_plural = "accenten"
        ordering = ("milestone", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(topic=None) | Q(agreement=None), name="accent_on_a_topic_or_an_agreement_not_both"
            ),
        )

    def __str__(self) -> str:
        return self.title
