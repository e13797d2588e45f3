"""Another e-mail address for who has an account: it counts once a link in a mail to it was followed."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction

from druten.accounts.models import User

SALT = "new-address"
VALID_FOR = 24 * 60 * 60


def ask(user: User, email: str, path: Callable[[str], str]) -> None:
    """Mails a link to the new address; nothing has changed yet. `path` gives the page for a token."""
    address = f"{settings.SITE_URL}{path(signing.dumps([user.pk, user.email, email.lower()], salt=SALT))}"
    get_adapter().send_mail("account/email/new_address", email, {"address": address, "name": str(user)})


def wanted(user: User, token: str) -> str | None:
    """The address that the link stands for; None when it is too old, of someone else, or used."""
    try:
        key, old, new = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return new if key == user.pk and old == user.email else None


def change(user: User, email: str) -> bool:
    """From now on one logs in with this address, and mail goes to it; False when it is someone's already."""
    old = user.email
    user.email, user.mail_bounced_at = email, None
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "mail_bounced_at"])
    except IntegrityError:
        user.refresh_from_db()
        return False
    get_adapter().send_notification_mail("account/email/email_changed", user, {"new": email}, email=old)
    return True
