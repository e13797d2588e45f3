"""The signed document: a municipality and a period of years."""

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from agreements.models.membership import CovenantRole, Membership

if TYPE_CHECKING:
    from agreements.access import Person

# First words of addresses that span covenants: no covenant may take them (experience.md).
RESERVED_SLUGS = frozenset(
    [
        "accounts",
        "admin",
        "afspraken",
        "evaluatie",
        "gezamenlijk",
        "health",
        "hulp",
        "hulpvragen",
        "kalender",
        "media",
        "mijn",
        "overleg",
        "overzichten",
        "resultaten",
        "static",
        "voortgang",
        "zoeken",
    ]
)


def not_reserved(slug: str) -> None:
    """Refuses a slug that is the first word of another page's address."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(f"“{slug}” is het adres van een pagina. Kies een andere naam, bijvoorbeeld met de jaren.")


class CovenantQuerySet(models.QuerySet["Covenant"]):
    def visible_to(self, user: "Person") -> "CovenantQuerySet":
        """The covenants in which this user has a part; a draft only for its working group."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        roles = CovenantRole.objects.of(user)
        preparing = roles.filter(role=CovenantRole.Role.WORKING_GROUP)
        taking_part = Q(pk__in=roles.values("covenant")) | _works_for_a_party(user)
        return self.filter(Q(pk__in=preparing.values("covenant")) | (taking_part & ~Q(state=Covenant.State.DRAFT)))

    def editable_by(self, user: "Person") -> "CovenantQuerySet":
        """The covenants that this user runs: as a member of the working group, or as administrator."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        return self.with_role(user, CovenantRole.Role.WORKING_GROUP)

    def as_party(self, user: "Person") -> "CovenantQuerySet":
        """Those in which this user works for a party."""
        return self.filter(_works_for_a_party(user))

    def with_role(self, user: "Person", role: str) -> "CovenantQuerySet":
        """Those in which this user has this role."""
        return self.filter(pk__in=CovenantRole.objects.of(user).filter(role=role).values("covenant"))


def _works_for_a_party(user: "Person") -> Q:
    memberships = Membership.objects.of(user)
    everywhere = memberships.filter(covenant=None).values("partner")
    signed = Covenant.objects.filter(parties__signed=True, parties__partner__in=everywhere)
    return Q(pk__in=memberships.values("covenant")) | Q(pk__in=signed.values("pk"))


class Covenant(models.Model):
    """Prestatieafspraken of one municipality for a number of years."""

    class State(models.TextChoices):
        DRAFT = "draft", "concept"
        RUNNING = "running", "lopend"
        CLOSING = "closing", "in afronding"
        CLOSED = "closed", "afgesloten"

    slug = models.SlugField("adres", unique=True, validators=[not_reserved])
    title = models.CharField("titel", max_length=200)
    municipality = models.ForeignKey(
        "agreements.Partner", on_delete=models.PROTECT, related_name="covenants", verbose_name="gemeente"
    )
    start_year = models.PositiveSmallIntegerField("eerste jaar")
    end_year = models.PositiveSmallIntegerField("laatste jaar")
    signed_on = models.DateField("ondertekend op", null=True, blank=True)
    in_use_from = models.DateField("in gebruik vanaf", null=True, blank=True)
    mail_address = models.EmailField(
        "afzender van mail", blank=True, help_text="Leeg: het algemene adres van deze website."
    )
    predecessor = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successors", verbose_name="voorganger"
    )
    state = models.CharField("stand", max_length=10, choices=State, default=State.DRAFT)

    history = HistoricalRecords()
    objects: ClassVar[CovenantQuerySet] = CovenantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "prestatieafspraken"
        verbose_name_plural = "prestatieafspraken"
        ordering = ("title",)
        constraints = (
            models.CheckConstraint(condition=Q(end_year__gte=F("start_year")), name="covenant_ends_after_it_starts"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreements:list", args=[self.slug])

    @property
    def years(self) -> range:
        """The calendar years it covers, both ends included."""
        return range(self.start_year, self.end_year + 1)

    @property
    def is_open(self) -> bool:
        """True while the year goes round: running, or in its last months."""
        return self.state in (self.State.RUNNING, self.State.CLOSING)
