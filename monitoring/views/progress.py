"""The dashboard: where it stands, for the board first."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agreements.models import Covenant
from druten import clock
from monitoring import dashboard


@login_required
@require_GET
def progress(request: HttpRequest, covenant: str) -> HttpResponse:
    """One year (`?jaar=2026`), as this reader may know it."""
    place = request.access.covenant_or_404(covenant)  # type: ignore[attr-defined]
    year = _year(place, request.GET.get("jaar", ""))
    board = dashboard.build(place, year, reader=request.user, on=clock.today())
    return render(request, "monitoring/progress.html", {"covenant": place, "year": year, "board": board})


@login_required
@require_GET
def chart(request: HttpRequest, covenant: str, key: str) -> HttpResponse:
    """The chart of one indicator, as an image of its own address."""
    from monitoring import charts

    place = request.access.covenant_or_404(covenant)  # type: ignore[attr-defined]
    figure = dashboard.figure(place, key, reader=request.user, on=clock.today())
    if figure is None:
        raise Http404
    return charts.response(figure)


def _year(covenant: Covenant, asked: str) -> int:
    """The year in the address, or the present one within the covenant."""
    if not asked:
        return min(max(clock.today().year, covenant.start_year), covenant.end_year)
    if not (asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in covenant.years):
        raise Http404
    return int(asked)
