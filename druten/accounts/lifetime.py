"""How long one stays logged in: eight hours, and no longer than an hour without doing anything."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from druten import clock

LONGEST = timedelta(hours=8)
REST = timedelta(hours=1)
# The session is written at most once a minute.
NOTED_EVERY = timedelta(minutes=1)
BEGAN, SEEN = "began_at", "seen_at"
SAID = "U bent uitgelogd, omdat u een tijd niets deed. Log in, dan gaat u verder waar u was."


def begin(sender: Any, request: HttpRequest, **_: Any) -> None:
    """Notes when someone logs in; tied to Django's own signal, because allauth and tests log in as well."""
    request.session[BEGAN] = request.session[SEEN] = clock.real().timestamp()


def age(request: HttpRequest) -> timedelta:
    """How long ago the person logged in."""
    began = request.session.get(BEGAN)
    return LONGEST if began is None else timedelta(seconds=clock.real().timestamp() - began)


class LifetimeMiddleware:
    """Logs out whoever is in too long, or rested too long; it then is a visit like that of any stranger."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SEEN in request.session:
            _look_at_the_clock(request)
        return self.get_response(request)


def _look_at_the_clock(request: HttpRequest) -> None:
    now = clock.real().timestamp()
    rested = now - request.session[SEEN]
    if rested > REST.total_seconds() or age(request) > LONGEST:
        logout(request)
        messages.info(request, SAID)
    elif rested > NOTED_EVERY.total_seconds():
        request.session[SEEN] = now
