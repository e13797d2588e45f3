"""How far a partner's share is within that partner: its own date, its own board, ready to be handed in.

Nobody else sees any of it: not the working group, not other parties, not the board, not the administrator.
"""

from typing import TYPE_CHECKING, ClassVar

from concurrency.fields import AutoIncVersionField
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agreements import reach
from calendar_cycle.models.assignment import Assignment
from calendar_cycle.states import WITH_THE_PARTNER

if TYPE_CHECKING:
    from agreements.access import Person

_COVENANT = "assignment__milestone__cycle__covenant"


class OwnApprovalQuerySet(models.QuerySet["OwnApproval"]):
    def visible_to(self, user: "Person") -> "OwnApprovalQuerySet":
        """The own partner's, readers included; nobody else's, whatever their role."""
        return self._reached(user)

    def editable_by(self, user: "Person") -> "OwnApprovalQuerySet":
        return self._reached(user, edits=True)

    def _reached(self, user: "Person", *, edits: bool = False) -> "OwnApprovalQuerySet":
        mine = reach.works_for(user, "assignment__partner", _COVENANT, edits=edits)
        return self.filter(reach.in_sight(user, _COVENANT), mine)


class OwnApproval(models.Model):
    """What the people of one partner agree among themselves about one share. See `calendar_cycle.approval`."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.CASCADE, related_name="own_approval", verbose_name="opdracht"
    )
    own_before = models.DateField("eigen datum: vóór", null=True, blank=True)
    # The day on which the own date was chosen: news of before that day would be about another.
    own_before_since = models.DateField("eigen datum gekozen op", null=True, blank=True, editable=False)
    presented_on = models.DateField("voorgelegd aan bestuur op", null=True, blank=True)
    agreed_on = models.DateField("akkoord op", null=True, blank=True)
    text = models.TextField("toelichting", blank=True)
    ready_at = models.DateTimeField("klaargezet op", null=True, blank=True, editable=False)
    ready_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="klaargezet door",
    )
    # Who changed something after it was ready, and so took that back.
    taken_back_at = models.DateTimeField("teruggenomen op", null=True, blank=True, editable=False)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="teruggenomen door",
    )
    version = AutoIncVersionField(verbose_name="versie")

    objects: ClassVar[OwnApprovalQuerySet] = OwnApprovalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "akkoord binnen de partner"
        verbose_name_plural = "akkoord binnen de partner"
        constraints = (
            models.CheckConstraint(
                condition=Q(agreed_on=None) | Q(presented_on=None) | Q(agreed_on__gte=F("presented_on")),
                name="own_approval_agreed_after_presented",
            ),
        )

    def __str__(self) -> str:
        return str(self.assignment)

    @property
    def is_ready(self) -> bool:
        return self.ready_at is not None and self.assignment.state in WITH_THE_PARTNER
