"""A stored date that moves, with a reason and two signatures (domain.md §3, `MilestoneMove`)."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agreements.models import Covenant, Partner
from calendar_cycle.models.milestone import Milestone
from druten import clock
from druten.dutch import long_date

if TYPE_CHECKING:
    from agreements.access import Person
    from druten.accounts.models import User


class MilestoneMoveQuerySet(models.QuerySet["MilestoneMove"]):
    def visible_to(self, user: "Person") -> "MilestoneMoveQuerySet":
        """Old and new dates are seen by all of the covenant, once they hold; a proposal by who runs it."""
        seen = Q(milestone__cycle__covenant__in=Covenant.objects.visible_to(user), state="done")
        return self.filter(seen | Q(milestone__cycle__covenant__in=Covenant.objects.editable_by(user)))

    def editable_by(self, user: "Person") -> "MilestoneMoveQuerySet":
        return self.filter(milestone__cycle__covenant__in=Covenant.objects.editable_by(user))

    def proposed(self) -> "MilestoneMoveQuerySet":
        return self.filter(state=MilestoneMove.State.PROPOSED)

    def done(self) -> "MilestoneMoveQuerySet":
        return self.filter(state=MilestoneMove.State.DONE)


class MilestoneMove(models.Model):
    """Proposed by one member of the working group, confirmed by one of another partner."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "voorgesteld"
        DONE = "done", "verplaatst"
        WITHDRAWN = "withdrawn", "ingetrokken"

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="moves", verbose_name="mijlpaal")
    old_opens_on = models.DateField("opende")
    old_before = models.DateField("was vóór")
    new_opens_on = models.DateField("opent nu")
    new_before = models.DateField("nu vóór")
    reason = models.TextField("reden")
    # The sentences that were confirmed in so many words: across the next step, or within 14 days.
    warnings = models.JSONField("bevestigde waarschuwingen", default=list, blank=True)
    state = models.CharField("stand", max_length=10, choices=State, default=State.PROPOSED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="voorgesteld door",
    )
    # For whom he worked when proposing: who leaves afterwards does not become a stranger to the colleagues.
    partners = models.ManyToManyField(Partner, related_name="+", blank=True, verbose_name="voorgesteld namens")
    at = models.DateTimeField("voorgesteld op", default=clock.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bevestigd door",
    )
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)

    objects: ClassVar[MilestoneMoveQuerySet] = MilestoneMoveQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "verplaatste datum"
        verbose_name_plural = "verplaatste datums"
        ordering = ("milestone", "at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("milestone",), condition=Q(state="proposed"), name="move_one_proposed"),
            models.CheckConstraint(condition=Q(new_opens_on__lt=F("new_before")), name="move_opens_before_it_ends"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(confirmed_at__isnull=False), name="move_done_is_confirmed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.milestone}: {self.old_before:%d-%m-%Y} naar {self.new_before:%d-%m-%Y}"

    @property
    def change(self) -> str:
        """ "vóór 1 juli 2026 wordt vóór 15 juli 2026"; with the opening where that moves too."""
        moved = []
        if self.new_opens_on != self.old_opens_on:
            moved.append(f"open op {long_date(self.old_opens_on)} wordt {long_date(self.new_opens_on)}")
        if self.new_before != self.old_before:
            moved.append(f"vóór {long_date(self.old_before)} wordt vóór {long_date(self.new_before)}")
        return "; ".join(moved)

    def perform(self, name: str, *, by: "User", confirmed_warnings: Collection[str] = (), **_: Any) -> None:
        """The one door: "confirm", by a second person of another partner, or "withdraw".

        Raises:
            NotAllowed: with a Dutch sentence; the refusal is an event of the milestone.
        """
        from calendar_cycle import moves

        moves.perform(self, name, by=by, confirmed_warnings=confirmed_warnings)
