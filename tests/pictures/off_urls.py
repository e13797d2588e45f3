"""The project's addresses, and a few that go wrong."""

from typing import Never

from allauth.core.ratelimit import respond_429
from django.core.exceptions import DisallowedHost, PermissionDenied, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.urls import path

from druten.accounts.way_back import csrf_failure
from druten.urls import handler400 as handler400
from druten.urls import urlpatterns as real

FAULTS = {
    "400": SuspiciousOperation,
    "403": PermissionDenied,
    "413": TooManyFieldsSent,
    "500": RuntimeError,
    "naam": DisallowedHost,
}


def fault(request: HttpRequest, what: str) -> Never:
    raise FAULTS[what]


def csrf(request: HttpRequest) -> HttpResponse:
    """As somebody who is logged in reads it; who is not is asked to log in."""
    return csrf_failure(request)


def too_often(request: HttpRequest) -> HttpResponse:
    return respond_429(request)


urlpatterns = [
    path("fout/429/", too_often),
    path("fout/csrf/", csrf),
    *[path(f"fout/{what}/", fault, {"what": what}) for what in FAULTS],
    *real,
]
