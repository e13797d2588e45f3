"""A later deadline for one partner, asked and decided."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.models import Covenant
from druten import clock

if TYPE_CHECKING:
    from agreements.access import Person
    from druten.accounts.models import User


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def editable_by(self, user: "Person") -> "ExtensionQuerySet":
        """Those of the covenants that this user runs; the door says whether he may decide."""
        return self.filter(assignment__milestone__cycle__covenant__in=Covenant.objects.editable_by(user))

    def open(self) -> "ExtensionQuerySet":
        return self.filter(state=Extension.State.ASKED)


class Extension(models.Model):
    """A request for a later deadline. `before` is the first day that is too late, once granted."""

    class State(models.TextChoices):
        ASKED = "asked", "gevraagd"
        GRANTED = "granted", "verleend"
        DECLINED = "declined", "afgewezen"

    assignment = models.ForeignKey(
        "calendar_cycle.Assignment", on_delete=models.CASCADE, related_name="extensions", verbose_name="opdracht"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="gevraagd door"
    )
    asked_at = models.DateTimeField("gevraagd op", default=clock.now)
    wished_before = models.DateField("gewenst vóór")
    reason = models.TextField("reden")
    state = models.CharField("stand", max_length=10, choices=State, default=State.ASKED)
    before = models.DateField("nieuwe termijn: vóór", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="besloten door",
    )
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)
    decision_reason = models.TextField("toelichting op het besluit", blank=True)

    objects: ClassVar[ExtensionQuerySet] = ExtensionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "uitstel"
        verbose_name_plural = "uitstel"
        ordering = ("assignment", "asked_at")
        constraints = (
            models.UniqueConstraint(fields=("assignment",), condition=Q(state="asked"), name="extension_one_open"),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(before__isnull=False), name="extension_granted_has_a_date"
            ),
        )

    def __str__(self) -> str:
        return f"{self.assignment}: {self.get_state_display()}"

    def perform(self, name: str, *, by: "User", message: str = "", before: date | None = None, **_: Any) -> None:
        """The one door: "grant" (with the first day that is too late) or "decline" (with a reason).

        Raises:
            NotAllowed: with a Dutch sentence; the refusal is an event of the assignment.
        """
        from calendar_cycle import extensions

        extensions.decide(self, name, by=by, message=message, before=before)
