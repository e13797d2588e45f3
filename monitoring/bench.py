"""How long a page takes, in queries and against a bare view that returns the same bytes.

Times are compared within one run, because machines differ and are noisy.
"""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from time import perf_counter

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import path

_bytes = b""


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    """The least that any page here can do: bytes that were there already, through the same middleware.

    Like every page it asks who is there, which reads the session and the person (two queries); a view
    that does not is no measure for a page that may be shown to some and not to others.
    """
    return HttpResponse(_bytes)


urlpatterns = [*import_module(settings.ROOT_URLCONF).urlpatterns, path("kaal/", bare)]


@dataclass(frozen=True)
class Measured:
    """One page: queries, milliseconds (medians) of the page and of the bare view."""

    name: str
    status: int
    queries: int
    size: int
    page_ms: float
    bare_ms: float

    @property
    def ratio(self) -> float:
        return self.page_ms / self.bare_ms


@contextmanager
def as_served() -> Iterator[None]:
    """As in production, and with the bare view among the addresses.

    Once around all measuring: every change of the addresses empties Django's memory of them, and the
    next page would pay for that.
    """
    with override_settings(DEBUG=False, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__):
        yield


def measure(client: Client, name: str, address: str, *, rounds: int = 25) -> Measured:
    """Asks for a page and for its bytes in turn, `rounds` times each, after one of each to warm up."""
    global _bytes
    first = client.get(address)
    _bytes = first.content
    client.get("/kaal/")
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    # Now: the next request empties the log that this counts.
    number = len(queries)
    pages, bares = [], []
    for _ in range(rounds):
        pages.append(_milliseconds(lambda: client.get(address)))
        bares.append(_milliseconds(lambda: client.get("/kaal/")))
    return Measured(name, first.status_code, number, len(_bytes), statistics.median(pages), statistics.median(bares))


def _milliseconds(what: Callable[[], object]) -> float:
    start = perf_counter()
    what()
    return (perf_counter() - start) * 1000
