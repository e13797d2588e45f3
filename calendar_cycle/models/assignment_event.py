"""What happened to one partner's share: deeds, and those that were refused."""

from django.conf import settings
from django.db import models

from calendar_cycle.models.assignment import Assignment
from druten import clock


class AssignmentEvent(models.Model):
    """A deed, or a refused one: who, when, with which words."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="events", verbose_name="opdracht")
    kind = models.CharField("wat", max_length=30)
    refused = models.BooleanField("geweigerd", default=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )
    on_behalf = models.BooleanField("namens de partner", default=False)
    at = models.DateTimeField("wanneer", default=clock.now)
    message = models.TextField("bericht", blank=True)

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"

    @property
    def told_to_others(self) -> str:
        """The message, without what it says of a draft: why a hand-in or a save of the partner was refused
        ("Dit ontbreekt: …") is for the own partner only (domain.md §5)."""
        about_the_draft = self.refused and self.kind in ("submit", "save") and not self.on_behalf
        return "" if about_the_draft else self.message
