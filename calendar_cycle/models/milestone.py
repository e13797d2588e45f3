"""One calendar year of a covenant, and its steps."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agreements import reach
from agreements.models import Covenant, Decision, Meeting
from calendar_cycle.kinds import OF_PARTIES, MilestoneKind
from druten import clock

if TYPE_CHECKING:
    from agreements.access import Person
    from druten.accounts.models import User


class Cycle(models.Model):
    """One calendar year of a covenant."""

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="cycles", verbose_name="prestatieafspraken"
    )
    year = models.PositiveSmallIntegerField("jaar")

    class Meta:
        verbose_name = "jaarcyclus"
        verbose_name_plural = "jaarcycli"
        ordering = ("covenant", "year")
        constraints = (models.UniqueConstraint(fields=("covenant", "year"), name="cycle_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.covenant} {self.year}"


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def visible_to(self, user: "Person") -> "MilestoneQuerySet":
        """The steps of the covenants that this user may see: the calendar is everybody's."""
        return self.filter(reach.in_sight(user, "cycle__covenant"))

    def editable_by(self, user: "Person") -> "MilestoneQuerySet":
        """The steps of the covenants that this user runs."""
        return self.filter(cycle__covenant__in=Covenant.objects.editable_by(user))


class Milestone(models.Model):
    """One step of a cycle. `before` is the first day that is too late (Amsterdam)."""

    Kind = MilestoneKind
    # In the words of a partner; the working group, which took it into use, reads "vóór ingebruikname".
    BEFORE_USE = "van vóór dit systeem"

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="milestones", verbose_name="jaarcyclus")
    kind = models.CharField("soort", max_length=20, choices=MilestoneKind)
    subject_year = models.PositiveSmallIntegerField("gaat over", null=True, blank=True)
    opens_on = models.DateField("open vanaf")
    before = models.DateField("vóór")
    done_at = models.DateTimeField("gedaan op", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="afgerond door",
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones", verbose_name="besluit"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones", verbose_name="overleg"
    )

    # The day on which its people were told that it opened: once, also when the clock was not looked at for days.
    announced_on = models.DateField("aangekondigd op", null=True, blank=True)
    questions_edited_at = models.DateTimeField("vragen veranderd op", null=True, blank=True)
    questions_sent_at = models.DateTimeField("vragen vastgesteld op", null=True, blank=True)

    objects: ClassVar[MilestoneQuerySet] = MilestoneQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"
        ordering = ("cycle", "before", "kind")
        constraints = (
            models.UniqueConstraint(fields=("cycle", "kind"), name="milestone_kind_once_a_cycle"),
            models.CheckConstraint(condition=Q(opens_on__lt=F("before")), name="milestone_opens_before_it_ends"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject_year}" if self.subject_year else self.get_kind_display()

    @property
    def covenant(self) -> Covenant:
        return self.cycle.covenant

    @property
    def is_of_parties(self) -> bool:
        """True for the steps with a hard deadline, of which every party has its own share."""
        return self.kind in OF_PARTIES

    @property
    def year_in_address(self) -> int:
        """The year it is about; of what is not about one year the year in which it is done."""
        return self.subject_year or self.cycle.year

    @property
    def before_use(self) -> bool:
        """True when it ended before the covenant was taken into use: never late, never mailed."""
        return self.covenant.ends_before_use(self.before)

    @property
    def opens_at_latest(self) -> date:
        """When it opens whatever others do: of results 1 January after their year, wherever their end moved to."""
        if self.kind == MilestoneKind.RESULTS:
            return date((self.subject_year or self.before.year - 1) + 1, 1, 1)
        return self.opens_on

    @property
    def is_finished(self) -> bool:
        """True when it was concluded; of the steps of parties when every share is accepted or closed."""
        if self.done_at:
            return True
        states = {row.state for row in self.assignments.all()}  # type: ignore[attr-defined]
        return bool(states) and states <= {"accepted", "missed"}

    def has_opened(self, on: date | None = None) -> bool:
        """True from its opening; the results also from when the uitvraag was sent (domain.md §5)."""
        if not self.covenant.is_open:
            return False
        if self.kind == MilestoneKind.RESULTS:
            return self._results_opened(on or clock.today())
        return (on or clock.today()) >= self.opens_on

    def _results_opened(self, day: date) -> bool:
        if day >= self.opens_at_latest:
            return True
        return Milestone.objects.filter(
            cycle__covenant=self.covenant,
            kind=MilestoneKind.RESULTS_REQUEST,
            subject_year=self.subject_year,
            done_at__isnull=False,
        ).exists()

    def perform(self, name: str, *, by: "User", message: str = "", **given: Any) -> None:
        """The one door for deeds of the working group on this step; see `calendar_cycle.milestones`.

        Raises:
            NotAllowed: with a Dutch sentence; the refusal is an event too.
        """
        from calendar_cycle import milestones

        milestones.perform(self, name, by=by, message=message, **given)


class MilestoneEvent(models.Model):
    """A deed, or a refused one, on a milestone."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="events", verbose_name="mijlpaal")
    kind = models.CharField("wat", max_length=30)
    refused = models.BooleanField("geweigerd", default=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("wanneer", default=clock.now)
    message = models.TextField("bericht", blank=True)

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
