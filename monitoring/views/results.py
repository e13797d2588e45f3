"""Our results: the rows of a year, our figures, the questions, and the hand-in."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from calendar_cycle import guards, last_year, workflow
from calendar_cycle import questions as asking
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Submission
from calendar_cycle.states import WITH_THE_PARTNER
from calendar_cycle.workflow import NotAllowed
from monitoring import attachments, remarks
from monitoring import results as rules
from monitoring.forms.questions import QuestionsForm
from monitoring.forms.results import FiguresForm, KeptForm, RowForm
from monitoring.joined_results import may_go
from monitoring.models import Contribution, Measurement, Result
from monitoring.models.contribution import ContributionQuerySet
from monitoring.views import at_results, saving
from monitoring.views.at_results import PAGES


@login_required
@require_GET
def choose(request: HttpRequest, covenant: str) -> HttpResponse:
    """Goes to the own one that is open, or asks which."""
    place = request.access.covenant_or_404(covenant)  # type: ignore[attr-defined]
    rows = Assignment.objects.visible_to(request.user).filter(
        milestone__cycle__covenant=place, milestone__kind=MilestoneKind.RESULTS
    )
    everyone = list(rows.with_everything().order_by("-milestone__subject_year", "pk"))
    own = [row for row in everyone if row.partner_id in request.access.own_partners(place)]  # type: ignore[attr-defined]
    open_now = [
        row for row in own if row.state in WITH_THE_PARTNER and row.milestone.has_opened() and guards.is_asked(row)
    ]
    if len(open_now) == 1 and "alle" not in request.GET:
        return redirect(open_now[0])
    return render(request, f"{PAGES}choose.html", {"covenant": place, "own": own, "assignments": everyone})


@login_required
@require_GET
def results(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """Of the own partner the rows to fill in; of another what it handed in, once it may be read."""
    assignment = at_results.visible(request, covenant, year, partner)
    if not _is_own(request, assignment):
        return _of_another(request, assignment)
    refused = workflow.why_no_editing(assignment, request.user)  # type: ignore[arg-type]
    plan = rules.plan_of(assignment)
    if not refused:
        rules.sync(assignment, plan)
    context = at_results.context_of(assignment) | {"rows": rules.rows_of(assignment, plan), "read_only": refused}
    if assignment.state == Assignment.State.ACCEPTED and assignment.milestone.before_use:
        context["taken_over"] = assignment.submissions.taken_over().exists()
    return render(request, f"{PAGES}results.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, covenant: str, year: int, partner: str, pk: int) -> HttpResponse:
    """One activity or agreement."""
    assignment = at_results.readable(request, covenant, year, partner)
    found = get_object_or_404(
        remarks.counted(Result.objects.visible_to(request.user), request.user)
        .annotate(attached=attachments.listed("result"))
        .select_related("activity__indicator", "agreement", "assignment__milestone__cycle__covenant"),
        pk=pk,
        assignment=assignment,
    )
    about = rules.Row(found, rules.plan_of(assignment).activities.get(found.activity.code) if found.activity else None)
    form = RowForm(saving.typed(request), instance=found, counts=about.counts_something)
    return at_results.form_page(
        request, assignment, form, form.store, "row.html", {"row": about, "may_go": may_go(assignment, found)}
    )


@login_required
@require_http_methods(["GET", "POST"])
def figures(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """The figures of our indicators, with last year's beside them."""
    assignment = at_results.readable(request, covenant, year, partner)
    measured = Measurement.objects.visible_to(request.user).filter(
        partner=assignment.partner, year__in=(year, year - 1)
    )
    indicators = list(rules.indicators_of(assignment))
    form = FiguresForm(saving.typed(request), assignment=assignment, indicators=indicators, by=request.user)  # type: ignore[arg-type]
    context = {
        "last_year": measured.filter(indicator__in=indicators).select_related("indicator"),
        "indicators": indicators,
        "attached_to": [row for row in form.there.values() if row.indicator in indicators],
    }
    return at_results.form_page(request, assignment, form, form.store, "figures.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """The questions for our kind of partner."""
    assignment = at_results.readable(request, covenant, year, partner)
    last_year.make_ready(assignment.milestone)
    form = QuestionsForm(saving.typed(request), assignment=assignment, asked=asking.of(assignment))
    return at_results.form_page(request, assignment, form, form.store, "questions.html", {})


@login_required
@require_http_methods(["GET", "POST"])
def kept(request: HttpRequest, covenant: str, year: int, partner: str, pk: int) -> HttpResponse:
    """Whether what was promised to us was done."""
    assignment = at_results.readable(request, covenant, year, partner)
    promise = get_object_or_404(_promises(request, assignment), pk=pk)
    form = KeptForm(saving.typed(request), instance=promise)
    save = partial(form.store, by=request.user)  # type: ignore[arg-type]
    return at_results.form_page(
        request, assignment, form, save, "kept.html", {"promise": promise}, after="monitoring:results_check"
    )


@login_required
@require_GET
def check(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """All of it on one page, with what is missing, before the hand-in."""
    assignment = at_results.readable(request, covenant, year, partner)
    rows, asked = rules.rows_of(assignment), asking.asked(assignment)
    missing = [*rules.missing_in(assignment, (row.result for row in rows)), *asking.missing_in(asked)]
    context = at_results.context_of(assignment) | {
        "rows": rows,
        "missing": missing,
        "measurements": assignment.measurements.select_related("indicator").annotate(
            attached=attachments.listed("measurement")
        ),
        "answers": asked,
        "promises": _promises(request, assignment),
        "refused": workflow.refusal_to_submit(assignment, missing, by=request.user),  # type: ignore[arg-type]
        "read_only": workflow.why_no_editing(assignment, request.user),  # type: ignore[arg-type]
    }
    return render(request, f"{PAGES}check.html", context)


@login_required
@require_POST
def submit(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    said = "De resultaten zijn ingediend. De werkgroep bekijkt ze. U krijgt bericht per mail."
    return _deed(request, at_results.editable(request, covenant, year, partner), "submit", said)


@login_required
@require_POST
def withdraw(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    said = "De inzending is ingetrokken. U kunt de resultaten weer aanpassen. Dien ze daarna opnieuw in."
    return _deed(request, at_results.editable(request, covenant, year, partner), "withdraw", said)


def _is_own(request: HttpRequest, assignment: Assignment) -> bool:
    return assignment.partner_id in request.access.own_partners(assignment.covenant)  # type: ignore[attr-defined]


def _promises(request: HttpRequest, assignment: Assignment) -> ContributionQuerySet:
    seen = Contribution.objects.visible_to(request.user).values("pk")
    return rules.promised_to(assignment).filter(pk__in=seen)  # type: ignore[return-value]


def _of_another(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    rows = Submission.objects.visible_to(request.user).filter(assignment=assignment)
    latest = rows.filter(withdrawn_at=None).order_by("number").last()
    context = at_results.context_of(assignment) | {"submission": latest, "rows": rules.read(latest) if latest else []}
    context["sees_story"] = request.access.sees_as_working_group(assignment.covenant)  # type: ignore[attr-defined]
    return render(request, f"{PAGES}of_another.html", context)


def _deed(request: HttpRequest, assignment: Assignment, name: str, said: str) -> HttpResponse:
    try:
        assignment.perform(name, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
        return redirect("monitoring:results_check", *at_results.place_of(assignment))
    messages.success(request, said)
    return redirect(assignment)
