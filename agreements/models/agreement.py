"""One row of the table: what was agreed, who leads it, who takes part, when."""

from typing import TYPE_CHECKING, ClassVar

from concurrency.fields import AutoIncVersionField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from agreements.models.checks import A_YEAR
from agreements.models.covenant import Covenant
from agreements.models.document import Ambition, Effort, Topic, Village
from agreements.models.meeting import Decision
from agreements.models.partner import Partner

if TYPE_CHECKING:
    from agreements.access import Person


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: "Person") -> "AgreementQuerySet":
        """The agreements of the covenants that this user may see."""
        from agreements import reach

        return self.filter(reach.in_sight(user))

    def in_force(self, year: int) -> "AgreementQuerySet":
        """Those whose years cover `year`. Without years an agreement is in force in every year."""
        return self.filter(
            Q(start_year=None) | Q(start_year__lte=year),
            Q(end_year=None) | Q(end_year__gte=year),
            covenant__start_year__lte=year,
            covenant__end_year__gte=year,
        )

    def led_by(self, *partners: Partner | int) -> "AgreementQuerySet":
        """Those of which one of these is a trekker."""
        return self._with_part(Responsibility.Role.TREKKER, *partners)

    def binding(self, partner: Partner) -> "AgreementQuerySet":
        """Those of which `partner` is a trekker whom the text binds."""
        rows = Responsibility.objects.filter(partner=partner, role=Responsibility.Role.TREKKER, binds=True)
        return self.filter(pk__in=rows.values("agreement"))

    def joined_by(self, partner: Partner) -> "AgreementQuerySet":
        """Those in which `partner` is a betrokkene."""
        return self._with_part(Responsibility.Role.BETROKKENE, partner)

    def _with_part(self, role: str, *partners: Partner | int) -> "AgreementQuerySet":
        rows = Responsibility.objects.filter(partner__in=partners, role=role)
        return self.filter(pk__in=rows.values("agreement"))


class Agreement(models.Model):
    """An afspraak. It is not rewritten: a change that matters ends it, and a successor goes on."""

    class Recurrence(models.TextChoices):
        ONCE = "once", "eenmalig"
        YEARLY = "yearly", "ieder jaar"
        CONTINUOUS = "continuous", "doorlopend"
        PER_PROJECT = "per_project", "per project"

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="agreements", verbose_name="prestatieafspraken"
    )
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="agreements", verbose_name="onderwerp")
    effort = models.ForeignKey(
        Effort, on_delete=models.SET_NULL, null=True, blank=True, related_name="agreements", verbose_name="inzet"
    )
    effort_note = models.TextField("opmerking bij de inzet", blank=True)
    code = models.CharField("nummer", max_length=20)
    title = models.CharField("titel", max_length=200)
    text = models.TextField("tekst")
    note = models.TextField("opmerking voor de werkgroep", blank=True)
    trekker = models.CharField("trekker", max_length=300)
    betrokkenen = models.CharField("betrokkenen", max_length=300, blank=True)
    uitvoering = models.CharField("uitvoering", max_length=300, blank=True)
    start_year = models.PositiveSmallIntegerField("eerste jaar", null=True, blank=True, validators=A_YEAR)
    end_year = models.PositiveSmallIntegerField("laatste jaar", null=True, blank=True, validators=A_YEAR)
    recurrence = models.CharField("herhaling", max_length=12, choices=Recurrence, default=Recurrence.ONCE)
    villages = models.ManyToManyField(Village, blank=True, related_name="agreements", verbose_name="kernen")
    ambitions = models.ManyToManyField(Ambition, blank=True, related_name="agreements", verbose_name="ambities")
    replaces = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="replaced_by", verbose_name="komt in plaats van"
    )
    closed_by = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="closed_agreements",
        verbose_name="beëindigd door besluit",
    )
    version = AutoIncVersionField(verbose_name="versie")

    history = HistoricalRecords(excluded_fields=["version"])
    objects: ClassVar[AgreementQuerySet] = AgreementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        ordering = ("covenant", "topic__position", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("covenant", "code"),
                name="agreement_code_unique_in_covenant",
                violation_error_message="Dit nummer is al van een andere afspraak.",
            ),
            models.CheckConstraint(
                condition=Q(start_year=None, end_year=None)
                | Q(start_year__isnull=False, end_year__isnull=False, end_year__gte=F("start_year")),
                name="agreement_has_both_years_or_none",
                violation_error_message="Vul beide jaren in, of geen van beide; het laatste ligt niet vóór het eerste.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:agreement", args=[self.covenant.slug, self.code])


class Responsibility(models.Model):
    """A partner's part in an agreement; one partner may have both."""

    class Role(models.TextChoices):
        TREKKER = "trekker", "trekker"
        BETROKKENE = "betrokkene", "betrokkene"

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="responsibilities", verbose_name="afspraak"
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="responsibilities", verbose_name="partner"
    )
    role = models.CharField("rol", max_length=10, choices=Role)
    note = models.CharField("toelichting", max_length=300, blank=True)
    # The cell may be wider than the text (2.1-03 of Druten): who is named but not bound, is not chased.
    binds = models.BooleanField("bindt", default=True)

    class Meta:
        verbose_name = "verantwoordelijkheid"
        verbose_name_plural = "verantwoordelijkheden"
        ordering = ("agreement", "-role", "pk")
        constraints = (
            models.UniqueConstraint(fields=("agreement", "partner", "role"), name="responsibility_once_per_role"),
            models.CheckConstraint(
                condition=Q(binds=True) | Q(role="trekker"), name="responsibility_only_a_trekker_unbound"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agreement.code}: {self.partner} ({self.role})"
