"""A figure to reach, and what was measured."""

from typing import TYPE_CHECKING, ClassVar

from concurrency.fields import AutoIncVersionField
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from agreements import reach
from agreements.models import Agreement, Covenant, Partner, Topic
from agreements.models.checks import A_YEAR
from agreements.models.document import OfCovenantQuerySet
from calendar_cycle.models import Assignment
from druten import clock

if TYPE_CHECKING:
    from agreements.access import Person


class Indicator(models.Model):
    """A succesindicator: what is counted, and how figures of partners and years go together."""

    class Kind(models.TextChoices):
        COUNT = "count", "aantal"
        SHARE = "share", "aandeel"
        AMOUNT = "amount", "bedrag"
        STOCK = "stock", "stand"

    class Over(models.TextChoices):
        SUM = "sum", "opgeteld"
        LATEST = "latest", "laatste stand"
        RATIO = "ratio", "gedeeld"
        NONE = "none", "niet samen te nemen"

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="indicators", verbose_name="prestatieafspraken"
    )
    key = models.SlugField("sleutel", max_length=80)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="indicators", verbose_name="onderwerp"
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="indicators", verbose_name="afspraak"
    )
    name = models.CharField("naam", max_length=200)
    unit = models.CharField("eenheid", max_length=50)
    kind = models.CharField("soort", max_length=6, choices=Kind)
    over_partners = models.CharField("over partners", max_length=6, choices=Over)
    over_years = models.CharField("over jaren", max_length=6, choices=Over)
    from_results = models.BooleanField("komt uit de resultaten", default=False)
    baseline = models.DecimalField("beginstand", max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField("bron", max_length=300, blank=True)
    note = models.TextField("wat erbij hoort", blank=True)
    continues = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="continued_by", verbose_name="vervolg op"
    )

    history = HistoricalRecords()
    objects: ClassVar[OfCovenantQuerySet] = OfCovenantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "succesindicator"
        verbose_name_plural = "succesindicatoren"
        ordering = ("covenant", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("covenant", "key"),
                name="indicator_key_once",
                violation_error_message="Deze sleutel is al van een andere indicator.",
            ),
            models.CheckConstraint(
                condition=Q(topic__isnull=False, agreement=None) | Q(topic=None, agreement__isnull=False),
                name="indicator_of_a_topic_or_an_agreement",
                violation_error_message="Kies een onderwerp of een afspraak: precies één van de twee.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """A value to reach between two years; they may lie outside the covenant."""

    class Kind(models.TextChoices):
        AT_LEAST = "at_least", "minstens"
        AT_MOST = "at_most", "hoogstens"
        BETWEEN = "between", "tussen"
        NORM = "norm", "norm"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets", verbose_name="indicator")
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="targets", verbose_name="partner"
    )
    kind = models.CharField("soort", max_length=8, choices=Kind)
    from_year = models.PositiveSmallIntegerField("van", validators=A_YEAR)
    to_year = models.PositiveSmallIntegerField("tot en met", validators=A_YEAR)
    value = models.DecimalField("waarde", max_digits=12, decimal_places=2)
    value_max = models.DecimalField("hoogste waarde", max_digits=12, decimal_places=2, null=True, blank=True)
    about = models.BooleanField("ongeveer", default=False)

    class Meta:
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        ordering = ("indicator", "to_year", "from_year", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "partner", "kind", "from_year", "to_year"),
                name="target_once",
                violation_error_message="Dit doel staat er al.",
            ),
            models.UniqueConstraint(
                fields=("indicator", "kind", "from_year", "to_year"),
                condition=Q(partner=None),
                name="target_once_without_partner",
                violation_error_message="Dit doel staat er al.",
            ),
            models.CheckConstraint(
                condition=Q(to_year__gte=F("from_year")),
                name="target_years_in_order",
                violation_error_message="Het laatste jaar van een doel ligt niet vóór het eerste.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="between") | Q(value_max__gte=F("value")),
                name="target_between_has_two_values",
                violation_error_message="Bij “tussen” horen twee waarden: eerst de laagste, dan de hoogste.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value} in {self.to_year}"


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    @reach.read_once
    def visible_to(self, user: "Person") -> "MeasurementQuerySet":
        """The working group's own at once, and the own partner's. What another partner measured is read in
        its submissions, so that it does not change or go while that partner writes (domain.md §5)."""
        own = reach.works_for(user, "assignment__partner", "assignment__milestone__cycle__covenant")
        return self.filter(reach.in_sight(user, "indicator__covenant")).filter(Q(assignment=None) | own)

    def of_working_group(self) -> "MeasurementQuerySet":
        """Those that came with nobody's results."""
        return self.filter(assignment=None)

    @reach.read_once
    def editable_by(self, user: "Person") -> "MeasurementQuerySet":
        return self.filter(
            Q(assignment=None, indicator__covenant__in=Covenant.objects.editable_by(user))
            | Q(assignment__in=Assignment.objects.editable_by(user))
        )


class Measurement(models.Model):
    """What was measured in a year: a value, or so many out of so many. 0 is a value."""

    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.CASCADE,
        related_name="measurements",
        verbose_name="indicator",
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="measurements", verbose_name="partner"
    )
    assignment = models.ForeignKey(
        Assignment,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="measurements",
        verbose_name="opdracht",
    )
    year = models.PositiveSmallIntegerField("jaar", validators=A_YEAR)
    value = models.DecimalField("waarde", max_digits=12, decimal_places=2, null=True, blank=True)
    numerator = models.DecimalField("zoveel", max_digits=12, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField("van de zoveel", max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField("bron", max_length=300, blank=True)
    supersedes = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name="komt in plaats van",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="vastgelegd door",
    )
    at = models.DateTimeField("vastgelegd op", default=clock.now)
    version = AutoIncVersionField(verbose_name="versie")

    history = HistoricalRecords(excluded_fields=["version"])
    objects: ClassVar[MeasurementQuerySet] = MeasurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "meting"
        verbose_name_plural = "metingen"
        ordering = ("indicator", "year", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(value__isnull=False, numerator=None, denominator=None)
                | Q(value=None, numerator__isnull=False, denominator__gt=0),
                name="measurement_is_a_value_or_a_share",
                violation_error_message="Vul een waarde in, of “zoveel van de zoveel”: niet allebei.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"
