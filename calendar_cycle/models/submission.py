"""What was handed in, frozen."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from agreements.models import Covenant, CovenantRole, Membership
from calendar_cycle.kinds import MilestoneKind
from druten import clock

if TYPE_CHECKING:
    from agreements.access import Person


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def standing(self) -> "SubmissionQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def latest_of_each(self) -> "SubmissionQuerySet":
        """Per assignment the highest number that was not withdrawn: the one that counts."""
        higher = Submission.objects.standing().filter(assignment=OuterRef("assignment"), number__gt=OuterRef("number"))
        return self.standing().filter(~Exists(higher))

    def counting(self) -> "SubmissionQuerySet":
        """Per assignment what a publication takes: the latest accepted, else the latest (domain.md §5)."""
        accepted_higher = Submission.objects.standing().filter(
            assignment=OuterRef("assignment"), accepted_at__isnull=False, number__gt=OuterRef("number")
        )
        any_accepted = Submission.objects.standing().filter(
            assignment=OuterRef("assignment"), accepted_at__isnull=False
        )
        accepted = Q(accepted_at__isnull=False) & ~Exists(accepted_higher)
        higher = Submission.objects.standing().filter(assignment=OuterRef("assignment"), number__gt=OuterRef("number"))
        return self.standing().filter(accepted | (~Exists(any_accepted) & ~Exists(higher)))

    def visible_to(self, user: "Person") -> "SubmissionQuerySet":
        """The hand-ins that this user may read (the table of domain.md §5).

        Own partner: all of its own, withdrawn ones too. Working group: the latest, and the one that
        a publication takes. Other parties: of an overview the latest from the milestone's `before` on, of
        results from acceptance or from that day. The board: results likewise; overviews and evaluation
        input reach it by publication.
        """
        if not user.is_authenticated:
            return self.none()
        rows = self.filter(assignment__milestone__cycle__covenant__in=Covenant.objects.visible_to(user))
        latest = Q(pk__in=Submission.objects.latest_of_each().values("pk"))
        counting = Q(pk__in=Submission.objects.counting().values("pk"))
        if user.is_superuser:
            return rows.filter(latest | counting)
        kind = "assignment__milestone__kind"
        day_has_come = Q(assignment__milestone__before__lte=clock.today())
        covenant = "assignment__milestone__cycle__covenant"
        own = Q(Membership.objects.of(user).reaching(covenant, "assignment__partner"))
        working_group = Q(**{f"{covenant}__in": Covenant.objects.with_role(user, CovenantRole.Role.WORKING_GROUP)})
        board = Q(**{f"{covenant}__in": Covenant.objects.with_role(user, CovenantRole.Role.BOARD)})
        party = Q(**{f"{covenant}__in": Covenant.objects.as_party(user)})
        overview = Q(**{kind: MilestoneKind.OVERVIEW}) & day_has_come & latest
        results = Q(**{kind: MilestoneKind.RESULTS}) & (
            (Q(accepted_at__isnull=False) & counting) | (day_has_come & latest)
        )
        others = Q(withdrawn_at=None)
        return rows.filter(
            own
            | (others & working_group & (latest | counting))
            | (others & party & (overview | results))
            | (others & board & results)
        )


class Submission(models.Model):
    """A hand-in as it was; only the marks of what happened to it are added later."""

    assignment = models.ForeignKey("calendar_cycle.Assignment", on_delete=models.PROTECT, related_name="submissions")
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
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField("geaccepteerd op", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
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
