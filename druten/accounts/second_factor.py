"""The second factor: who has one, when it was last shown, and asking for it again (quality.md, "Security")."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from druten import clock
from druten.accounts import lifetime
from druten.accounts.models import User

ASK_AGAIN_AFTER = timedelta(minutes=15)
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
View = Callable[..., HttpResponse]


def has_one(user: "User | AnonymousUser") -> bool:
    """True for who has an app with codes or a passkey; codes on paper alone are no factor. One query."""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])  # type: ignore[arg-type]


def is_of_the_demo(user: "User | AnonymousUser") -> bool:
    """The made-up people of a demo need none, as long as `DEBUG` is on."""
    return settings.DEBUG and getattr(user, "email", "").endswith(".example")


def is_shown(request: HttpRequest) -> bool:
    """True when the factor was shown in this session, whenever; no query."""
    return bool(_moments(request))


def shown_lately(request: HttpRequest) -> bool:
    """True when the factor was shown in this session within fifteen minutes."""
    shown = _moments(request)
    return bool(shown) and clock.real().timestamp() - shown[-1] < ASK_AGAIN_AFTER.total_seconds()


def proved_lately(request: HttpRequest) -> bool:
    """True when this is surely the person: the factor shown within fifteen minutes; or logged in within fifteen
    minutes by who had none then (one that is made, is shown while making it)."""
    if shown_lately(request):
        return True
    age = lifetime.age(request)
    if age >= ASK_AGAIN_AFTER:
        return False
    factors = Authenticator.objects.filter(user_id=request.user.pk, created_at__lt=clock.real() - age)
    return not factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def asked_again(view: View) -> View:
    """A deed for which the factor is asked again, of who has one; what was sent is kept and done afterwards."""
    return _asking(view, unless=_READING)


def asked_first(view: View) -> View:
    """The same before the page is even shown: a file that is sent can not be kept until the factor was shown."""
    return _asking(view, unless=frozenset())


def ask(request: HttpRequest) -> None:
    """Leads to the page that asks for it, when it is time.

    Raises:
        ReauthenticationRequired: allauth's middleware keeps the request and does it after the answer.
    """
    if request.user.is_authenticated and not proved_lately(request) and has_one(request.user):
        raise ReauthenticationRequired


def _moments(request: HttpRequest) -> list[float]:
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return [record["at"] for record in records if record.get("method") == "mfa"]


def _asking(view: View, *, unless: frozenset[str]) -> View:
    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in unless:
            ask(request)
        return view(request, *args, **kwargs)

    return asking
