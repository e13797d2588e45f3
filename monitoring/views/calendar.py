"""The calendar, of all covenants of a person."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from druten import clock
from monitoring import year_page

# What can be a year: a typing error shows this year.
FIRST, LAST = 1990, 2100


@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Twelve months with all steps, and how far everyone is."""
    access = request.access  # type: ignore[attr-defined]
    page = year_page.build(access, asked_year(request.GET.get("jaar", "")), request.GET.get("van", ""))
    return render(request, "monitoring/calendar/calendar.html", {"page": page})


def asked_year(text: str) -> int:
    """The year in the address; this year when that is none."""
    if text.isascii() and text.isdigit() and len(text) == len(str(LAST)) and FIRST <= int(text) <= LAST:
        return int(text)
    return clock.today().year
