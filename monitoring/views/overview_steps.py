"""The steps of an overview, one page each; and going on with what we did last year."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from calendar_cycle.models import Assignment
from monitoring import also_yours, continuing, drafts, overviews
from monitoring.continuing import Before
from monitoring.overview_page import Page
from monitoring.views import at_overview, saving

# In this order one goes through them.
STEPS = ("overview_accents", "overview_agreements", "overview_activities", "overview_help")
IN_WORDS = {
    "overview_agreements": "onze afspraken",
    "overview_activities": "activiteiten",
    "overview_help": "vragen en aanbieden",
    "overview_questions": "de vragen",
}
ALL = "alles"


@login_required
@require_GET
def accents(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """What the board puts first."""
    return _show(request, _page(request, covenant, year, partner), "accents")


@login_required
@require_GET
def agreements(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """Our agreements, each with what we did last year and what came of it."""
    return _show(request, _page(request, covenant, year, partner).with_last_year(), "agreements")


@login_required
@require_GET
def activities(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """What we will do."""
    return _show(request, _page(request, covenant, year, partner), "activities")


@login_required
@require_GET
def help_wanted(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """What we need from others, and offer."""
    return _show(request, _page(request, covenant, year, partner), "help")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def last_year(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """Goes on with one, several or all of last year's activities."""
    assignment = at_overview.editable(request, covenant, year, partner)
    if answer := saving.refused(request, assignment):
        return answer
    rows = continuing.last_year(assignment)
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        chosen = _chosen(request, rows)
        if not chosen:
            messages.error(request, "U heeft niets gekozen. Zet een vinkje bij wat u ook dit jaar doet.")
            return redirect(request.path)
        made: list[object] = []

        def store(locked: Assignment) -> None:
            made.extend(continuing.go_on(overviews.of(locked), chosen))

        _, answer = saving.save(request, assignment, form, store)
        return answer or _done(request, assignment, len(made))
    return at_overview.show_form(request, "monitoring/overview/last_year.html", assignment, form, rows=rows)


def _chosen(request: HttpRequest, rows: list[Before]) -> list[Before]:
    wanted = set(request.POST.getlist("activity"))
    return [row for row in rows if ALL in request.POST or str(row.activity.pk) in wanted]


def _done(request: HttpRequest, assignment: Assignment, number: int) -> HttpResponse:
    if number:
        what = "Eén activiteit is" if number == 1 else f"{number} activiteiten zijn"
        messages.success(request, f"{what} meegenomen uit vorig jaar. Kijk ze na en pas aan wat dit jaar anders is.")
    else:
        messages.info(request, "Deze activiteiten stonden al in het overzicht.")
    return redirect(drafts.page(assignment, "overview_activities"))


def _page(request: HttpRequest, covenant: str, year: int, partner: str) -> Page:
    rows = Assignment.objects.readable_by(request.user)
    assignment, others = at_overview.find_with_others(request, rows, covenant, year, partner)
    return Page(assignment, request.user, request.access, others)  # type: ignore[arg-type, attr-defined]


def _show(request: HttpRequest, page: Page, step: str) -> HttpResponse:
    after = STEPS[STEPS.index(f"overview_{step}") + 1 :] or ("overview_questions",)
    context = {
        "page": page,
        "assignment": page.assignment,
        "covenant": page.covenant,
        "partner": page.partner,
        "year": page.year,
        "others": also_yours.links(page.assignment, page.others, f"monitoring:overview_{step}"),
        "next": drafts.page(page.assignment, after[0]) if page.may_edit or after[0] in STEPS else "",
        "next_in_words": IN_WORDS[after[0]],
    }
    return render(request, f"monitoring/overview/step_{step}.html", context)
