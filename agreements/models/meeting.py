"""Meetings and what was decided there."""

from typing import ClassVar

from django.db import models

from agreements.models.covenant import Covenant
from agreements.models.document import OfCovenantQuerySet


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

    objects: ClassVar[OfCovenantQuerySet] = OfCovenantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "overleg"
        verbose_name_plural = "overleggen"
        ordering = ("covenant", "-held_on")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on:%d-%m-%Y}"


class Decision(models.Model):
    """A decision of a meeting. What it is about points to it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions", verbose_name="overleg")
    number = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("besluit")

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
