"""The steps of the results, one page each: the rows, our figures, the questions, what was promised to us."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from calendar_cycle import last_year
from calendar_cycle import questions as asking
from monitoring import attachments, continuing, our_figures, remarks, result_rows
from monitoring import results as rules
from monitoring.forms.figures import FiguresForm
from monitoring.forms.questions import QuestionsForm
from monitoring.forms.results import RowForm
from monitoring.joined_results import may_go
from monitoring.models import Result
from monitoring.result_rows import Place
from monitoring.results_page import address
from monitoring.views import at_results, saving

# The button that saves and opens the next row.
NEXT = "volgende"
WITHOUT_STATE = "Bewaard. Kies nog wel hoe het ervoor staat: anders kunt u niet indienen."
# The field that says which questions at figures its reader saw already.
ASKED = "gevraagd"


@login_required
@require_GET
def rows(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """One row per activity, and per agreement led without one."""
    page = at_results.page(request, covenant, year, partner).brought_up_to_date().with_what_they_serve()
    return at_results.show(request, "step_rows.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, covenant: str, year: int, partner: str, pk: int) -> HttpResponse:
    """One activity or agreement, with what was planned for it and what was done in earlier years beside it."""
    assignment = at_results.readable(request, covenant, year, partner)
    found = get_object_or_404(
        remarks.counted(Result.objects.visible_to(request.user), request.user)
        .annotate(attached=attachments.listed("result"))
        .select_related("activity__indicator", "agreement", "assignment__milestone__cycle__covenant"),
        pk=pk,
        assignment=assignment,
    )
    all_rows = rules.rows_of(assignment)
    about = replace(next(it for it in all_rows if it.result.pk == pk), result=found)
    rules.add_what_they_serve([about])
    place = result_rows.place_among(all_rows, pk)
    form = RowForm(saving.typed(request), instance=found, about=about)
    context = {
        "row": about,
        "result": found,
        "facts": about.facts(year),
        "place": place,
        "may_go": may_go(assignment, found),
        "earlier": continuing.earlier_years(found.activity, request.user) if found.activity else [],
    }
    to = _after_row(request, place, lambda key: address(assignment, "results_row", key))
    said = "Bewaard." if form["state"].value() else WITHOUT_STATE
    return at_results.form_page(
        request, assignment, form, form.store, "row.html", context, after="monitoring:results_rows", said=said, to=to
    )


def _after_row(request: HttpRequest, place: Place, address_of: Callable[[int], str]) -> str:
    """The next row for who asked for it; else empty."""
    return address_of(place.after.result.pk) if NEXT in request.POST and place.after else ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """The figures of our indicators, with last year's beside each; and a question where one jumped."""
    assignment = at_results.readable(request, covenant, year, partner)
    found = our_figures.asked(assignment, request.user)
    form = FiguresForm(saving.typed(request), assignment=assignment, figures=found, by=request.user)  # type: ignore[arg-type]

    def to() -> str:
        """Back here while it asks something new; who saved again with the question in sight has answered."""
        new = _doubts(our_figures.asked(assignment, request.user)) - set(request.POST.get(ASKED, "").split())
        if not new:
            return ""
        messages.warning(request, "Kijk nog even naar de vraag die hieronder bij een cijfer staat.")
        return address(assignment, "results_figures")

    context = {
        "asked": " ".join(sorted(_doubts(found))),
        "asked_name": ASKED,
        "attached_to": [row for row in form.there.values() if row.indicator in form.indicators],
    }
    return at_results.form_page(request, assignment, form, form.store, "figures.html", context, to=to)


def _doubts(figures: list[our_figures.OurFigure]) -> set[str]:
    """A sign for each question, that changes with the figure it is about."""
    return {f"{row.indicator.pk}:{row.now.shown}" for row in figures if row.doubt and row.now}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """The questions for our kind of partner."""
    assignment = at_results.readable(request, covenant, year, partner)
    last_year.make_ready(assignment.milestone)
    form = QuestionsForm(saving.typed(request), assignment=assignment, asked=asking.of(assignment))
    return at_results.form_page(request, assignment, form, form.store, "questions.html", {})


@login_required
@require_GET
def promises(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """What others promised us for the year; each is judged on a page of its own."""
    page = at_results.page(request, covenant, year, partner)
    return at_results.show(request, "step_promises.html", page)
