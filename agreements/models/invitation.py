"""Someone is asked by mail to come and take part; the link in that mail works once, and for two weeks."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower

from agreements.models.covenant import Covenant
from agreements.models.membership import CovenantRole, Membership
from druten import clock

if TYPE_CHECKING:
    from agreements.access import Person

FOR_A_PARTNER = tuple(Membership.Role.values)
FOR_A_COVENANT = tuple(CovenantRole.Role.values)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Neither taken nor withdrawn; its link may be too old, and can then be sent anew."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def editable_by(self, user: "Person") -> "InvitationQuerySet":
        """Those of the own partner, as far as one submits for it; those of the covenants that one runs; an
        administrator's are all."""
        if user.is_superuser:
            return self
        own = Membership.objects.of(user).filter(role=Membership.Role.SUBMITTER)
        everywhere = Q(partner__in=own.filter(covenant=None).values("partner"))
        for row in own.exclude(covenant=None):
            everywhere |= Q(partner=row.partner_id, covenant=row.covenant_id)
        return self.filter(everywhere | Q(covenant__in=Covenant.objects.editable_by(user).values("pk")))


class Invitation(models.Model):
    """To one address, for one role: of a partner (in one covenant or in all), or in a covenant as a whole."""

    class Role(models.TextChoices):
        READER = Membership.Role.READER.value, "lezer"
        EDITOR = Membership.Role.EDITOR.value, "invuller"
        SUBMITTER = Membership.Role.SUBMITTER.value, "indiener"
        WORKING_GROUP = CovenantRole.Role.WORKING_GROUP.value, "werkgroep"
        BOARD = CovenantRole.Role.BOARD.value, "bestuurlijk overleg"

    email = models.EmailField("e-mailadres")
    partner = models.ForeignKey(
        "agreements.Partner",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name="partner",
        help_text="Voor een lezer, invuller of indiener. Leeg voor werkgroep en bestuurlijk overleg.",
    )
    covenant = models.ForeignKey(
        Covenant,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name="prestatieafspraken",
        help_text="Leeg: alle prestatieafspraken van deze partner.",
    )
    role = models.CharField("rol", max_length=15, choices=Role)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="invitations_sent",
        verbose_name="uitgenodigd door",
    )
    sent_at = models.DateTimeField("verstuurd op", default=clock.now)
    expires_at = models.DateTimeField("geldig tot")
    # Of the secret in the link only a keyed hash is kept: who reads the database can not use it.
    token_hash = models.CharField("kenmerk van de link", max_length=64, unique=True, editable=False)
    accepted_at = models.DateTimeField("aangenomen op", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations_accepted",
        verbose_name="aangenomen door",
    )
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(partner__isnull=False, role__in=FOR_A_PARTNER)
                | Q(partner__isnull=True, covenant__isnull=False, role__in=FOR_A_COVENANT),
                name="invitation_for_a_partner_or_a_covenant",
                violation_error_message="Kies een partner voor een lezer, invuller of indiener; "
                "kies alleen prestatieafspraken voor de werkgroep of het bestuurlijk overleg.",
            ),
            models.UniqueConstraint(
                Lower("email"),
                "role",
                # One null is not the other in a unique rule; none is 0 here.
                Coalesce("partner", models.Value(0)),
                Coalesce("covenant", models.Value(0)),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
                violation_error_message="Voor dit adres staat deze uitnodiging al open.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.email}: {self.what}"

    @property
    def what(self) -> str:
        """The role with what it is of: "indiener van Woonwaarts"."""
        return f"{self.get_role_display()} van {self.partner or self.covenant}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None

    def is_expired(self, at: datetime | None = None) -> bool:
        """True from the moment `expires_at` (now when left out) its link works no longer."""
        return self.expires_at <= (at or clock.now())
