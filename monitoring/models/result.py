"""What came of an activity or an agreement in a year."""

from typing import TYPE_CHECKING, ClassVar

from concurrency.fields import AutoIncVersionField
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from agreements import reach
from agreements.models import Agreement
from calendar_cycle.models import Assignment
from monitoring.models.overview import Activity

if TYPE_CHECKING:
    from agreements.access import Person


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: "Person") -> "ResultQuerySet":
        """The own partner's. Everybody else reads submissions."""
        return self._reached(user)

    def editable_by(self, user: "Person") -> "ResultQuerySet":
        return self._reached(user, edits=True)

    @reach.read_once
    def _reached(self, user: "Person", *, edits: bool = False) -> "ResultQuerySet":
        covenant = "assignment__milestone__cycle__covenant"
        mine = reach.works_for(user, "assignment__partner", covenant, edits=edits)
        return self.filter(reach.in_sight(user, covenant), mine)


class Result(models.Model):
    """One row of a partner's results. Without a state it is still to be filled in."""

    class State(models.TextChoices):
        NOT_STARTED = "not_started", "nog niet begonnen"
        ON_TRACK = "on_track", "op schema"
        DELAYED = "delayed", "vertraagd"
        DONE = "done", "klaar"
        DROPPED = "dropped", "gaat niet door"

    # The shape that goes with a state, as components/state.html draws it; of one that is not here an open circle.
    MARKS: ClassVar[dict[str, str]] = {
        State.ON_TRACK: "good",
        State.DONE: "good",
        State.DELAYED: "warn",
        State.DROPPED: "bad",
    }

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="results", verbose_name="opdracht"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="results", verbose_name="activiteit"
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="results", verbose_name="afspraak"
    )
    state = models.CharField("stand", max_length=12, choices=State, blank=True)
    realised_quantity = models.DecimalField("gehaald aantal", max_digits=12, decimal_places=2, null=True, blank=True)
    text = models.TextField("wat is er gedaan?", blank=True)
    adjustment = models.TextField("wat gaat er nu anders?", blank=True)
    version = AutoIncVersionField(verbose_name="versie")

    history = HistoricalRecords(excluded_fields=["version"])
    objects: ClassVar[ResultQuerySet] = ResultQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "resultaat"
        verbose_name_plural = "resultaten"
        ordering = ("assignment", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(activity__isnull=False, agreement=None) | Q(activity=None, agreement__isnull=False),
                name="result_of_an_activity_or_an_agreement",
            ),
            models.UniqueConstraint(
                fields=("assignment", "activity"), condition=Q(activity__isnull=False), name="result_once_per_activity"
            ),
            models.UniqueConstraint(
                fields=("assignment", "agreement"),
                condition=Q(agreement__isnull=False),
                name="result_once_per_agreement",
            ),
        )

    def __str__(self) -> str:
        return f"{self.activity or self.agreement}"

    @property
    def is_touched(self) -> bool:
        """True once someone filled in anything."""
        return bool(self.state or self.text or self.adjustment) or self.realised_quantity is not None
