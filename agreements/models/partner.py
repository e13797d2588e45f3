"""Organisations, and their part in one covenant."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from agreements.models.checks import list_of_texts
from agreements.models.covenant import Covenant
from druten import clock

if TYPE_CHECKING:
    from agreements.access import Person


class Partner(models.Model):
    """An organisation; it may take part in many covenants."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", "gemeente"
        CORPORATION = "corporation", "corporatie"
        TENANTS = "tenants", "huurdersorganisatie"
        EXTERNAL = "external", "andere partij"

    name = models.CharField("naam", max_length=150)
    short_name = models.CharField("korte naam", max_length=60)
    slug = models.SlugField("adres", unique=True)
    kind = models.CharField("soort", max_length=12, choices=Kind)

    class Meta:
        verbose_name = "partner"
        verbose_name_plural = "partners"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class PartyQuerySet(models.QuerySet["Party"]):
    def visible_to(self, user: "Person") -> "PartyQuerySet":
        """The parties of the covenants that this user may see."""
        from agreements import reach

        return self.filter(reach.in_sight(user))

    def signed(self) -> "PartyQuerySet":
        """Those that signed: only they log in, hand in and are chased."""
        return self.filter(signed=True)

    def taking_part(self, on: date | None = None) -> "PartyQuerySet":
        """Those that signed or joined, and have not left on `on` (today when left out)."""
        return self.signed().filter(Q(left_on=None) | Q(left_on__gt=on or clock.today()))


class Party(models.Model):
    """A partner within one covenant: it signed, or it is named as an external."""

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="parties", verbose_name="prestatieafspraken"
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="parties", verbose_name="partner")
    aliases = models.JSONField("andere namen", default=list, blank=True, validators=[list_of_texts])
    signed = models.BooleanField("heeft getekend", default=True)
    signatory_function = models.CharField("functie van de ondertekenaar", max_length=150, blank=True)
    code = models.CharField("afkorting", max_length=6)
    joined_on = models.DateField("doet mee vanaf", null=True, blank=True)
    left_on = models.DateField("doet niet meer mee vanaf", null=True, blank=True)
    succeeded_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name="opvolger"
    )
    decision = models.ForeignKey(
        "agreements.Decision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parties",
        verbose_name="besluit",
    )

    history = HistoricalRecords()
    objects: ClassVar[PartyQuerySet] = PartyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "partij"
        verbose_name_plural = "partijen"
        ordering = ("covenant", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("covenant", "partner"),
                name="party_once_per_covenant",
                violation_error_message="Deze partner doet al mee.",
            ),
            models.UniqueConstraint(
                fields=("covenant", "code"),
                name="party_code_unique_in_covenant",
                violation_error_message="Deze afkorting is al van een andere partij.",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gt=models.F("joined_on")),
                name="party_leaves_after_it_joins",
                violation_error_message="De dag waarop een partij stopt, ligt na de dag waarop zij begon.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.partner} ({self.covenant})"


class PartnerGroup(models.Model):
    """A word for several parties: all of one kind, or those named."""

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="groups", verbose_name="prestatieafspraken"
    )
    name = models.CharField("naam", max_length=100)
    aliases = models.JSONField("andere namen", default=list, blank=True, validators=[list_of_texts])
    kind = models.CharField("soort", max_length=12, choices=Partner.Kind, blank=True)
    partners = models.ManyToManyField(Partner, blank=True, related_name="groups", verbose_name="partners")

    class Meta:
        verbose_name = "partijgroep"
        verbose_name_plural = "partijgroepen"
        ordering = ("covenant", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("covenant", "name"),
                name="group_once_per_covenant",
                violation_error_message="Deze partijgroep staat er al.",
            ),
        )

    def __str__(self) -> str:
        return self.name
