"""A remark on an activity, a result or an agreement, its answers, and who has read it."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from agreements import reach
from agreements.access import Access, remembered
from agreements.models import Agreement, Covenant, Partner, Responsibility
from druten import clock
from monitoring import handed_in
from monitoring.models.overview import Activity
from monitoring.models.result import Result

if TYPE_CHECKING:
    from agreements.access import Person

_OF_ACTIVITY = "activity__overview__assignment"
_OF_RESULT = "result__assignment"


class RemarkQuerySet(models.QuerySet["Remark"]):
    @reach.read_once
    def visible_to(self, user: "Person") -> "RemarkQuerySet":
        """Seen as the thing it is on, and as far as its author wished (domain.md §5).

        Of the own organisation only: the people of the author's partner. Of the working group: also those
        whose thing it is, and the working group. Of all: everybody who may read the thing.
        """
        if not user.is_authenticated:
            return self.none()
        return self._as_wished(user).filter(_on_agreement() | _on_activity(user) | _on_result(user))

    def visible_on(self, field: str, user: "Person") -> "RemarkQuerySet":
        """Of `visible_to` those on one sort of thing: `field` is "agreement", "activity" or "result".

        The same rule; what it does not ask of the other sorts saves a page most of the time of the question.
        """
        if not user.is_authenticated:
            return self.none()
        seen = {"agreement": lambda _: _on_agreement(), "activity": _on_activity, "result": _on_result}[field]
        with remembered(Access.of(user)):
            return self._as_wished(user).filter(seen(user), **{f"{field}__isnull": False})

    def _as_wished(self, user: "Person") -> "RemarkQuerySet":
        group = Q(pk__isnull=False) if user.is_superuser else reach.in_working_group(user, "covenant")
        wider = Q(visibility=Remark.Visibility.ALL) | Q(visibility=Remark.Visibility.WORKING_GROUP) & (
            owns(user) | group
        )
        wished = reach.works_for(user, "partner", "covenant") | wider
        return self.filter(reach.in_sight(user, "covenant")).filter(wished)

    @reach.read_once
    def concerning(self, user: "Person") -> "RemarkQuerySet":
        """Those that this person should read: of the own partner, on its things, or asked of the working group."""
        for_group = Q(visibility=Remark.Visibility.WORKING_GROUP) | Q(agreement__isnull=False)
        group = for_group & ~Q(visibility=Remark.Visibility.OWN_PARTNER) & reach.in_working_group(user, "covenant")
        return self.filter(reach.works_for(user, "partner", "covenant") | owns(user) | group)

    def unread_by(self, user: "Person") -> "RemarkQuerySet":
        """Those in which someone else did something after this person last looked."""
        looked = RemarkRead.objects.filter(user=user.pk, remark=OuterRef("pk"), at__gte=OuterRef("moved_at"))
        return self.exclude(moved_by=user.pk).filter(~Exists(looked))

    def knowing_unread(self, user: "Person") -> "RemarkQuerySet":
        """With `is_new`: unread by this person."""
        return self.annotate(is_new=Exists(Remark.objects.unread_by(user).filter(pk=OuterRef("pk"))))

    def with_what_it_is_on(self) -> "RemarkQuerySet":
        rows = self.select_related("covenant", "agreement__covenant", "activity__covenant")
        rows = rows.select_related("result__activity", "result__agreement")
        return rows.select_related("result__assignment__milestone__cycle__covenant")

    def with_everything(self) -> "RemarkQuerySet":
        """With what a page shows of each, in a fixed number of queries."""
        rows = self.with_what_it_is_on().select_related("by", "partner", "closed_by")
        return rows.prefetch_related(models.Prefetch("replies", RemarkReply.objects.select_related("by", "partner")))


def owns(user: "Person") -> Q:
    """Remarks on a thing of a partner for which this person works; an agreement is its trekkers'."""
    leads = Responsibility.objects.filter(
        reach.works_for(user, "partner", "agreement__covenant"),
        role=Responsibility.Role.TREKKER,
        binds=True,
        agreement=OuterRef("agreement"),
    )
    activity = reach.works_for(user, f"{_OF_ACTIVITY}__partner", "covenant")
    result = reach.works_for(user, f"{_OF_RESULT}__partner", "covenant")
    return activity | result | Q(Exists(leads))


def _on_agreement() -> Q:
    return Q(agreement__isnull=False)


def _on_activity(user: "Person") -> Q:
    """On an own activity; or on one of another that is in something readable."""
    return reach.works_for(user, f"{_OF_ACTIVITY}__partner", "covenant") | activity_is_read(user, "activity__")


def _on_result(user: "Person") -> Q:
    """On an own result; or on one of another that is in something readable."""
    return reach.works_for(user, f"{_OF_RESULT}__partner", "covenant") | result_is_read(user, "result__")


def activity_is_read(user: "Person", along: str = "") -> Q:
    """Activities of which this person reads a hand-in or a publication; `along` is the path to the activity."""
    step = f"{along}overview__assignment__milestone"
    return handed_in.says(user, "code", f"{along}code", f"{along}overview__assignment") | handed_in.published(
        user, "code", f"{along}code", f"{along}covenant", f"{step}__subject_year"
    )


def result_is_read(user: "Person", along: str = "") -> Q:
    """Results of which this person reads a hand-in."""
    return handed_in.says(user, "activity", f"{along}activity__code", f"{along}assignment") | handed_in.says(
        user, "agreement", f"{along}agreement__code", f"{along}assignment"
    )


class Remark(models.Model):
    """What someone wants to say of a thing. It is answered or closed, and never taken away."""

    class Visibility(models.TextChoices):
        OWN_PARTNER = "own_partner", "alleen mijn organisatie"
        WORKING_GROUP = "working_group", "de werkgroep en de partner van wie dit is"
        ALL = "all", "iedereen die dit kan lezen"

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="remarks", verbose_name="prestatieafspraken"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks", verbose_name="activiteit"
    )
    result = models.ForeignKey(
        Result, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks", verbose_name="resultaat"
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks", verbose_name="afspraak"
    )
    text = models.TextField("opmerking")
    visibility = models.CharField("wie leest dit?", max_length=13, choices=Visibility)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="namens"
    )
    at = models.DateTimeField("wanneer", default=clock.now)
    moved_at = models.DateTimeField("laatste beweging", default=clock.now)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="laatst door"
    )
    closed_at = models.DateTimeField("gesloten op", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="gesloten door"
    )

    objects: ClassVar[RemarkQuerySet] = RemarkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "opmerking"
        verbose_name_plural = "opmerkingen"
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(activity__isnull=False, result=None, agreement=None)
                | Q(activity=None, result__isnull=False, agreement=None)
                | Q(activity=None, result=None, agreement__isnull=False),
                name="remark_on_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(visibility="own_partner") | Q(partner__isnull=False),
                name="remark_of_a_partner_has_one",
            ),
            models.CheckConstraint(condition=Q(moved_at__gte=F("at")), name="remark_moves_after_it_is_made"),
        )

    def __str__(self) -> str:
        return f"{self.thing}: {self.text[:60]}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:remark", args=[self.covenant.slug, self.pk])

    @property
    def thing(self) -> Activity | Result | Agreement:
        """What it is on; the database wants exactly one."""
        return self.activity or self.result or self.agreement  # type: ignore[return-value]


class RemarkReply(models.Model):
    """An answer to a remark; there are no answers to answers."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="replies", verbose_name="opmerking")
    text = models.TextField("antwoord")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="namens"
    )
    at = models.DateTimeField("wanneer", default=clock.now)

    class Meta:
        verbose_name = "antwoord op een opmerking"
        verbose_name_plural = "antwoorden op opmerkingen"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text[:60]


class RemarkRead(models.Model):
    """Until when one person has read a remark with its answers."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="persoon"
    )
    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="+", verbose_name="opmerking")
    at = models.DateTimeField("gelezen op", default=clock.now)

    class Meta:
        verbose_name = "gelezen opmerking"
        verbose_name_plural = "gelezen opmerkingen"
        constraints = (models.UniqueConstraint(fields=("user", "remark"), name="remark_read_once"),)

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d}"
