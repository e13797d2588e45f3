"""Who may do what: for a partner, and in a covenant. Roles add up."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from druten import clock

if TYPE_CHECKING:
    from typing import Self

    from agreements.access import Person


def holds_on(day: date, of: str = "") -> Q:
    """Of what has a first and a last day, those that hold on `day`; `of` is the way to them, as "roles__"."""
    began = Q(**{f"{of}starts_on": None}) | Q(**{f"{of}starts_on__lte": day})
    return began & (Q(**{f"{of}ends_on": None}) | Q(**{f"{of}ends_on__gte": day}))


class DatedQuerySet(models.QuerySet):
    """Rows that hold from a first up to and including a last day, either of which may be open."""

    def current(self, on: date | None = None) -> "Self":
        """Those that hold on `on` (today when left out)."""
        return self.filter(holds_on(on or clock.today()), user__is_active=True)

    def of(self, user: "Person") -> "Self":
        """What this person has today."""
        return self.current().filter(user=user.pk)


class Dated(models.Model):
    starts_on = models.DateField("vanaf", null=True, blank=True)
    ends_on = models.DateField("tot en met", null=True, blank=True)

    class Meta:
        abstract = True


class Membership(Dated):
    """A person who works for a partner, in one covenant or in all of them."""

    class Role(models.TextChoices):
        READER = "reader", "lezer"
        EDITOR = "editor", "invuller"
        SUBMITTER = "submitter", "indiener"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name="persoon"
    )
    partner = models.ForeignKey(
        "agreements.Partner", on_delete=models.CASCADE, related_name="memberships", verbose_name="partner"
    )
    covenant = models.ForeignKey(
        "agreements.Covenant",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="prestatieafspraken",
        help_text="Leeg: alle prestatieafspraken van deze partner.",
    )
    role = models.CharField("rol", max_length=10, choices=Role)

    objects: ClassVar[DatedQuerySet] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        constraints = (
            models.UniqueConstraint(
                fields=("user", "partner", "covenant"),
                name="membership_once_in_a_covenant",
                violation_error_message="Deze persoon hoort hier al bij deze partner.",
            ),
            models.UniqueConstraint(
                fields=("user", "partner"),
                condition=Q(covenant=None),
                name="membership_once_for_all_covenants",
                violation_error_message="Deze persoon hoort al bij deze partner.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} van {self.partner}"

    @property
    def edits(self) -> bool:
        return self.role in (self.Role.EDITOR, self.Role.SUBMITTER)


class CovenantRole(Dated):
    """A person's role in the covenant as a whole."""

    class Role(models.TextChoices):
        WORKING_GROUP = "working_group", "werkgroep"
        BOARD = "board", "bestuurlijk overleg"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="covenant_roles", verbose_name="persoon"
    )
    covenant = models.ForeignKey(
        "agreements.Covenant",
        on_delete=models.CASCADE,
        related_name="roles",
        verbose_name="prestatieafspraken",
    )
    role = models.CharField("rol", max_length=15, choices=Role)

    objects: ClassVar[DatedQuerySet] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "rol"
        verbose_name_plural = "rollen"
        constraints = (
            models.UniqueConstraint(
                fields=("user", "covenant", "role"),
                name="role_once_per_person_and_covenant",
                violation_error_message="Deze persoon heeft deze rol al.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} van {self.covenant}"


class StandIn(models.Model):
    """While someone is away, another is told what would be told to that person."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences", verbose_name="wie er niet is"
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stands_in", verbose_name="vervanger"
    )
    starts_on = models.DateField("vanaf")
    ends_on = models.DateField("tot en met")

    objects: ClassVar[DatedQuerySet] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "vervanging"
        verbose_name_plural = "vervangingen"
        ordering = ("starts_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="stand_in_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(stand_in=models.F("user")), name="stand_in_is_another"),
        )

    def __str__(self) -> str:
        return f"{self.stand_in} voor {self.user}"
