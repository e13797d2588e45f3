"""Meetings and what was decided there."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from agreements.models.covenant import Covenant
from agreements.models.document import OfCovenantQuerySet
from druten import clock
from druten.dutch import long_date

if TYPE_CHECKING:
    from agreements.access import Person

IN_AN_AGENDA = ("kind", "held_on", "place")


def why_no_meeting_on(covenant: Covenant, day: date) -> str:
    """Why this can not be a day of a meeting, as one Dutch sentence; empty when it can."""
    first, last = date(covenant.start_year - 1, 1, 1), date(covenant.end_year + 1, 12, 31)
    if first <= day <= last:
        return ""
    return f"Kies een dag tussen {long_date(first)} en {long_date(last)}: daarbuiten is dit overleg niet geweest."


class Meeting(models.Model):
    """A meeting of the board, the working group, a theme meeting, or the overlegtafel Leefbaarheid."""

    class Kind(models.TextChoices):
        BOARD = "board", "bestuurlijk overleg"
        WORKING_GROUP = "working_group", "werkgroep"
        THEME = "theme", "themabijeenkomst"
        LIVEABILITY = "liveability", "overlegtafel Leefbaarheid"

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="meetings", verbose_name="prestatieafspraken"
    )
    kind = models.CharField("soort", max_length=15, choices=Kind)
    held_on = models.DateField("datum")
    place = models.CharField("plaats", max_length=150, blank=True)
    agenda = models.TextField("agenda", blank=True)
    report = models.TextField("verslag", blank=True)
    # For who has it in an agenda: how often its day, kind or place was changed, and when last.
    times_changed = models.PositiveSmallIntegerField("keren veranderd", default=0, editable=False)
    changed_at = models.DateTimeField("veranderd op", default=clock.now, editable=False)

    objects: ClassVar[OfCovenantQuerySet] = OfCovenantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "overleg"
        verbose_name_plural = "overleggen"
        ordering = ("covenant", "-held_on")

    def clean(self) -> None:
        """A day long before or after the covenant is a slip of the pen."""
        if self.covenant_id and self.held_on:
            refused = why_no_meeting_on(self.covenant, self.held_on)
            if refused:
                raise ValidationError({"held_on": refused})

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on:%d-%m-%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Counts a change of what stands in people's agendas."""
        stored = Meeting.objects.filter(pk=self.pk).values(*IN_AN_AGENDA).first() if self.pk else None
        if stored and any(getattr(self, name) != value for name, value in stored.items()):
            self.times_changed += 1
            self.changed_at = clock.now()
        super().save(*args, **kwargs)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: "Person") -> "DecisionQuerySet":
        """Working group and board always; the parties from the day of the meeting on (domain.md §5)."""
        from agreements import reach

        rows = self.filter(reach.in_sight(user, "meeting__covenant"))
        if user.is_superuser:
            return rows
        prepares_or_decides = reach.in_working_group(user, "meeting__covenant") | reach.in_board(
            user, "meeting__covenant"
        )
        return rows.filter(Q(meeting__held_on__lte=clock.today()) | prepares_or_decides)


class Decision(models.Model):
    """A decision of a meeting. What it is about points to it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions", verbose_name="overleg")
    number = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("besluit")

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering = ("meeting", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "number"),
                name="decision_number_once",
                violation_error_message="Dit nummer is al van een ander besluit van dit overleg.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"
