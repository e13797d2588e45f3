"""Who may log in. What someone may do is in `agreements`: memberships and roles."""

import secrets
from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Users are known by their e-mail address, in whatever case it is typed."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("Een gebruiker heeft een e-mailadres nodig.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person. The e-mail address is the login; a name is how others see the person."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=150, blank=True)

    class MailChoice(models.TextChoices):
        ALL = "all", "Alles"
        DEADLINES = "deadlines", "Alleen termijnen, en besluiten over ons eigen werk"

    mail_choice = models.CharField("welke mail", max_length=10, choices=MailChoice, default=MailChoice.ALL)
    mail_bounced_at = models.DateTimeField("mail kwam niet aan op", null=True, blank=True)
    # The secret in the address of the personal calendar; none until someone asks for it.
    calendar_key = models.CharField(  # noqa: DJ001 - unique, and most have none
        "geheim van de agenda", max_length=64, unique=True, null=True, editable=False
    )

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        ordering = ("email",)
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_unique_in_any_case"),)

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        self.email = self.email.lower()

    def renew_calendar_key(self) -> None:
        """Gives the personal calendar a new address; the old one is no more."""
        self.calendar_key = secrets.token_urlsafe(32)
        self.save(update_fields=["calendar_key"])

    def reuse_address(self) -> None:
        """Mail goes to this address again; whether it arrives, the next mail shows."""
        self.mail_bounced_at = None
        self.save(update_fields=["mail_bounced_at"])

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name or self.email


class Factor(Authenticator):
    """A second factor of a person, as the administrator sees it: what it is, never its secret."""

    class Meta:
        proxy = True
        verbose_name = "tweede stap"
        verbose_name_plural = "tweede stappen"

    def __str__(self) -> str:
        return f"{self.kind} van {self.user}"

    @property
    def kind(self) -> str:
        """In our words: "app met codes"."""
        return {
            self.Type.TOTP: "app met codes",
            self.Type.WEBAUTHN: "passkey",
            self.Type.RECOVERY_CODES: "reservecodes",
        }[self.Type(self.type)]
