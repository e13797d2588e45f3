"""A second factor for the people of tests: a real one, made and shown as allauth does."""

import time
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client

from druten.accounts.models import User

PERIOD = 30


def give(user: User) -> Authenticator:
    """An app with codes, unless the person has one."""
    found = of(user)
    return found or TOTP.activate(user, generate_totp_secret()).instance


def of(user: User) -> Authenticator | None:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()


def code_of(secret: str) -> str:
    """What the app shows now. A code works once, also when a test logs in twice within half a minute."""
    cache.clear()
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD))


def log_in(client: Client, user: User) -> HttpResponse:
    """The second page of logging in."""
    factor = of(user)
    assert factor
    return client.post("/accounts/tweede-stap/authenticate/", {"code": code_of(factor.data["secret"])})


def shown(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """Who is logged in by `force_login` and has a factor showed it just now, as the login pages would have asked."""
    if of(user):
        record_authentication(request, user, "mfa", type="totp")
