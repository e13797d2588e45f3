"""How long a page takes, in queries and against a bare view that returns the same bytes.

Times are compared within one run, because machines differ and are noisy.
"""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import path

_bytes = b""


def bare(request: HttpRequest) -> HttpResponse:
    """The least that Django can do: bytes that were there already, through the same middleware."""
    return HttpResponse(_bytes)


urlpatterns = [path("kaal/", bare)]


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


def measure(client: Client, name: str, address: str, *, rounds: int = 15) -> Measured:
    """Asks for a page and for its bytes in turn, `rounds` times each, after one of each to warm up."""
    global _bytes
    first = client.get(address, follow=True)
    _bytes = first.content
    with CaptureQueriesContext(connection) as queries:
        client.get(address, follow=True)
    # Now: the next request empties the log that this counts.
    number = len(queries)
    pages, bares = [], []
    for _ in range(rounds):
        pages.append(_milliseconds(lambda: client.get(address, follow=True)))
        with override_settings(ROOT_URLCONF=__name__):
            bares.append(_milliseconds(lambda: client.get("/kaal/")))
    return Measured(name, first.status_code, number, len(_bytes), statistics.median(pages), statistics.median(bares))


def _milliseconds(what: Callable[[], object]) -> float:
    start = perf_counter()
    what()
    return (perf_counter() - start) * 1000
