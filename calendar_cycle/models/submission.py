"""What was handed in, frozen."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from agreements import reach
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models.milestone import MilestoneEvent
from druten import clock

if TYPE_CHECKING:
    from agreements.access import Person


_COVENANT = "assignment__milestone__cycle__covenant"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def standing(self) -> "SubmissionQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def latest_of_each(self) -> "SubmissionQuerySet":
        """Per assignment the highest number that was not withdrawn: the one that counts."""
        return self.filter(_is_latest())

    def taken_over(self) -> "SubmissionQuerySet":
        """Per assignment the latest, when it is from before taking into use."""
        return self.latest_of_each().filter(taken_over=True)

    def unconfirmed(self) -> "SubmissionQuerySet":
        """Per assignment the latest, when it was handed in on behalf and its partner did not confirm it."""
        return self.latest_of_each().filter(on_behalf=True, confirmed_at=None)

    def counting(self) -> "SubmissionQuerySet":
        """Per assignment what a publication takes: the latest accepted, else the latest (domain.md §5)."""
        return self.filter(_counts())

    @reach.read_once
    def visible_to(self, user: "Person") -> "SubmissionQuerySet":
        """The hand-ins that this user may read (the table of domain.md §5).

        Own partner: all of its own, withdrawn ones too. Working group: the latest, and the one that
        a publication takes. Other parties: of an overview the latest from the milestone's `before` on, of
        results from acceptance or from that day. The board: results likewise; overviews reach it by
        publication. Evaluation input goes to other parties and the board with the working group's advice.
        """
        if not user.is_authenticated:
            return self.none()
        rows = self.filter(reach.in_sight(user, _COVENANT)).alias(is_latest=_is_latest(), counts=_counts())
        latest, counting = Q(is_latest=True), Q(counts=True)
        if user.is_superuser:
            return rows.filter(latest | counting)
        kind = "assignment__milestone__kind"
        day_has_come = Q(assignment__milestone__before__lte=clock.today())
        own = reach.works_for(user, "assignment__partner", _COVENANT)
        working_group = reach.in_working_group(user, _COVENANT)
        board = reach.in_board(user, _COVENANT)
        party = reach.as_party(user, _COVENANT)
        overview = Q(**{kind: MilestoneKind.OVERVIEW}) & day_has_come & latest
        results = Q(**{kind: MilestoneKind.RESULTS}) & (
            (Q(accepted_at__isnull=False) & counting) | (day_has_come & latest)
        )
        evaluation_input = Q(**{kind: MilestoneKind.EVALUATION_INPUT}) & latest & _was_advised_on()
        others = Q(withdrawn_at=None)
        return rows.filter(
            own
            | (others & working_group & (latest | counting))
            | (others & party & (overview | results | evaluation_input))
            | (others & board & (results | evaluation_input))
        )


def _was_advised_on() -> Q:
    """The working group sent its advice on the evaluation of that year."""
    advice = MilestoneEvent.objects.filter(
        kind="advise",
        refused=False,
        milestone__kind=MilestoneKind.EVALUATION,
        milestone__cycle=OuterRef("assignment__milestone__cycle"),
    )
    return Q(Exists(advice))


def _is_latest() -> Q:
    higher = Submission.objects.standing().filter(assignment=OuterRef("assignment"), number__gt=OuterRef("number"))
    return Q(withdrawn_at=None) & ~Q(Exists(higher))


def _counts() -> Q:
    higher = Submission.objects.standing().filter(assignment=OuterRef("assignment"), number__gt=OuterRef("number"))
    accepted = Submission.objects.standing().filter(assignment=OuterRef("assignment"), accepted_at__isnull=False)
    accepted_higher = accepted.filter(number__gt=OuterRef("number"))
    latest_accepted = Q(accepted_at__isnull=False) & ~Q(Exists(accepted_higher))
    latest_of_none_accepted = ~Q(Exists(accepted)) & ~Q(Exists(higher))
    return Q(withdrawn_at=None) & (latest_accepted | latest_of_none_accepted)


class Submission(models.Model):
    """A hand-in as it was; only the marks of what happened to it are added later."""

    assignment = models.ForeignKey(
        "calendar_cycle.Assignment", on_delete=models.PROTECT, related_name="submissions", verbose_name="opdracht"
    )
    number = models.PositiveSmallIntegerField("nummer")
    schema = models.PositiveSmallIntegerField("vorm", default=1)
    content = models.JSONField("inhoud")
    submitted_at = models.DateTimeField("ingediend op", default=clock.now)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="ingediend door"
    )
    on_behalf = models.BooleanField("namens de partner", default=False)
    taken_over = models.BooleanField("overgenomen van vóór ingebruikname", default=False)
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bevestigd door",
    )
    accepted_at = models.DateTimeField("geaccepteerd op", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="geaccepteerd door",
    )
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "inzending"
        verbose_name_plural = "inzendingen"
        ordering = ("assignment", "number")
        constraints = (models.UniqueConstraint(fields=("assignment", "number"), name="submission_number_once"),)

    def __str__(self) -> str:
        return f"{self.assignment} ({self.number})"
