"""Switching off what can be switched off, from the mail itself (RFC 8058): a signed address, no log-in."""

from django.conf import settings
from django.core import signing

from druten.accounts.models import User

SALT = "mail-choice"
CHOICES = "/mijn/berichten/"


def address(user: User) -> str:
    """The address that switches news off for this person only."""
    return f"{settings.SITE_URL}{CHOICES}uit/{signing.dumps(user.pk, salt=SALT)}/"


def whose(token: str) -> User | None:
    """Whose address this is; None when it was not made by us, or the person is gone."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key, is_active=True).first()


def switch_off(user: User) -> None:
    """From now on only deadlines, and decisions about the own work."""
    user.mail_choice = User.MailChoice.DEADLINES
    user.save(update_fields=["mail_choice"])
