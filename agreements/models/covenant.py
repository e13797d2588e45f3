"""The signed document: a municipality and a period of years."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from agreements.models.membership import CovenantRole

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
        "uitnodiging",
        "voortgang",
        "zoeken",
    ]
)


def not_reserved(slug: str) -> None:
    """Refuses a slug that is the first word of another page's address."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(f"“{slug}” is het adres van een pagina. Kies een andere naam, bijvoorbeeld met de jaren.")


def in_use_since(start_year: int, signed_on: date | None, said: date | None) -> date | None:
    """From which day a covenant is in use: the day that was `said`; else the day of signing when that came after
    its first year began, for what ended before anyone signed can not be late. None: from the start."""
    if said is None and signed_on is not None and signed_on > date(start_year, 1, 1):
        return signed_on
    return said


class CovenantQuerySet(models.QuerySet["Covenant"]):
    def visible_to(self, user: "Person") -> "CovenantQuerySet":
        """The covenants in which this user has a part; a draft only for its working group. An administrator sees all.

        `Access.covenants` reads them once, with that part.
        """
        from agreements import reach  # whose ids come from here

        return self.filter(reach.in_sight(user, "pk"))

    def editable_by(self, user: "Person") -> "CovenantQuerySet":
        """The covenants that this user runs: as a member of the working group, or as administrator."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        roles = CovenantRole.objects.of(user).filter(role=CovenantRole.Role.WORKING_GROUP)
        return self.filter(pk__in=roles.values("covenant"))


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

    def ends_before_use(self, before: date) -> bool:
        """True when what ends on `before` (the first day that is too late) ended before the covenant was taken
        into use: never late, never mailed."""
        return self.in_use_from is not None and before <= self.in_use_from
