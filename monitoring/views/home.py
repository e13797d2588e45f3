"""Mijn taken, and the short paths that go to one's only covenant or ask which."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix
from django.views.decorators.http import require_safe

from druten import clock
from monitoring import tasks

WORDS = {
    "afspraken": "Afspraken",
    "overzichten": "Overzichten",
    "resultaten": "Resultaten",
    "gezamenlijk": "Gezamenlijk overzicht",
    "voortgang": "Voortgang",
}


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is asked of me now, and the year at a glance."""
    desk = tasks.desk(request.access)  # type: ignore[attr-defined]
    context = {"desk": desk, "greeting": greeting(clock.now().hour)}
    return render(request, "monitoring/home.html", context)


@login_required
@require_safe
def short(request: HttpRequest, page: str) -> HttpResponse:
    """`/afspraken/` and the like: to the only covenant, else the question which."""
    root = get_script_prefix()
    choices = [(row, f"{root}{row.slug}/{page}/") for row in request.access.covenants]  # type: ignore[attr-defined]
    if len(choices) == 1:
        return redirect(choices[0][1])
    return render(request, "monitoring/which.html", {"choices": choices, "word": WORDS[page]})


def greeting(hour: int) -> str:
    """A word that fits the hour (0 to 23)."""
    if hour < 6:
        return "Welkom"
    if hour < 12:
        return "Goedemorgen"
    return "Goedemiddag" if hour < 18 else "Goedenavond"
