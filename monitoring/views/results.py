"""The results of one partner: the task list for its own people, the hand-in for everybody else."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from calendar_cycle import guards
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Submission
from calendar_cycle.states import WITH_THE_PARTNER
from monitoring import results as rules
from monitoring import results_page, results_reading
from monitoring.forms.results import KeptForm
from monitoring.models import Contribution
from monitoring.models.contribution import ContributionQuerySet
from monitoring.results_reading import Words
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
    """Of the own partner its task list; of another what it handed in, once it may be read."""
    assignment, others = at_results.visible(request, covenant, year, partner)
    if not _is_own(request, assignment):
        return _of_another(request, assignment)
    page = results_page.Page(assignment, request.user, request.access, others)  # type: ignore[arg-type, attr-defined]
    return at_results.show(request, "results.html", page.brought_up_to_date())


@login_required
@require_http_methods(["GET", "POST"])
def kept(request: HttpRequest, covenant: str, year: int, partner: str, pk: int) -> HttpResponse:
    """Whether what was promised to us was done."""
    assignment = at_results.readable(request, covenant, year, partner)
    promise = get_object_or_404(_promises(request, assignment), pk=pk)
    form = KeptForm(saving.typed(request), instance=promise)
    save = partial(form.store, by=request.user)  # type: ignore[arg-type]
    return at_results.form_page(
        request, assignment, form, save, "kept.html", {"promise": promise}, after="monitoring:results_promises"
    )


def _is_own(request: HttpRequest, assignment: Assignment) -> bool:
    return assignment.partner_id in request.access.own_partners(assignment.covenant)  # type: ignore[attr-defined]


def _promises(request: HttpRequest, assignment: Assignment) -> ContributionQuerySet:
    seen = Contribution.objects.visible_to(request.user).values("pk")
    return rules.promised_to(assignment).filter(pk__in=seen)  # type: ignore[return-value]


def _of_another(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    rows = Submission.objects.visible_to(request.user).filter(assignment=assignment)
    latest = rows.filter(withdrawn_at=None).order_by("number").last()
    read = results_reading.of(latest.content, Words.of(assignment.covenant)) if latest else None
    context = at_results.context_of(assignment) | {"submission": latest, "read": read}
    context["sees_story"] = request.access.sees_as_working_group(assignment.covenant)  # type: ignore[attr-defined]
    return render(request, f"{PAGES}of_another.html", context)
