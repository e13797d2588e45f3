"""Adding, changing and dropping an activity."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from agreements.models import Agreement
from calendar_cycle.models import Assignment
from druten import clock
from monitoring import drafts, overviews, progress
from monitoring.forms.activity import ActivityForm
from monitoring.models import Activity
from monitoring.progress import Due
from monitoring.views import at_overview, saving

PART_OF = "activiteiten"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """A new one; `?afspraak=1.1-03` ticks that agreement already, and its villages."""
    assignment = at_overview.editable(request, covenant, year, partner)
    if answer := saving.refused(request, assignment):
        return answer
    due = _due(assignment)
    chosen = [row.agreement for row in due if row.agreement.code == request.GET.get("afspraak")]
    prefetch_related_objects(chosen, "villages", "ambitions")
    form = ActivityForm(
        saving.typed(request),
        instance=Activity(covenant=assignment.covenant),
        initial={
            "agreements": [row.pk for row in chosen],
            "villages": [village.pk for row in chosen for village in row.villages.all()],
        },
        assignment=assignment,
        due=due,
    )
    return _form(request, assignment, form, of=chosen)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, covenant: str, year: int, partner: str, pk: int) -> HttpResponse:
    activity = at_overview.editable_activity(request, covenant, year, partner, pk)
    assignment = activity.overview.assignment
    if answer := saving.refused(request, assignment):
        return answer
    form = ActivityForm(saving.typed(request), instance=activity, assignment=assignment, due=_due(assignment))
    return _form(request, assignment, form, activity)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, covenant: str, year: int, partner: str, pk: int) -> HttpResponse:
    """Asks first; then takes it out of the plan."""
    activity = at_overview.editable_activity(request, covenant, year, partner, pk)
    assignment = activity.overview.assignment
    if answer := saving.refused(request, assignment):
        return answer
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        _, answer = saving.save(
            request,
            assignment,
            form,
            lambda _: overviews.drop(activity, by=request.user),  # type: ignore[arg-type]
        )
        return answer or _dropped(request, activity)
    return at_overview.show_form(request, "monitoring/overview/drop.html", assignment, form, PART_OF, activity=activity)


def _form(
    request: HttpRequest,
    assignment: Assignment,
    form: ActivityForm,
    activity: Activity | None = None,
    of: Sequence[Agreement] = (),
) -> HttpResponse:
    """`of`: the agreement for which a new one is made. Who comes from the one before it types on at once."""
    is_next = request.method == "GET" and "nog" in request.GET
    if is_next:
        form.fields["title"].widget.attrs["autofocus"] = True
    answer = saving.saved(
        request,
        assignment,
        form,
        lambda it: form.store(overviews.of(it)),
        said=lambda: f"“{form.instance.title}” is bewaard.",
        to=lambda: _after(request, assignment, form),
        address=lambda: drafts.page(assignment, "activity_edit", form.instance.pk),
    )
    return answer or at_overview.show_form(
        request,
        "monitoring/overview/activity.html",
        assignment,
        form,
        PART_OF,
        activity=activity,
        of=of,
        is_next=is_next,
    )


def _after(request: HttpRequest, assignment: Assignment, form: ActivityForm) -> str:
    """Where one goes on: an empty page for the next, or the step that one came from, at the agreement it serves."""
    if "nog" in request.POST:
        return at_overview.one_more(request, assignment, PART_OF)
    step = at_overview.step(request, assignment, PART_OF)
    served = next(iter(form.cleaned_data["agreements"]), None)
    return at_overview.at_agreement(step, served.code) if served else step


def _due(assignment: Assignment) -> list[Due]:
    """Those due, and those that end this year: who goes on with one plans an activity for it."""
    year = assignment.milestone.subject_year or 0
    return progress.with_what_ends(assignment.covenant, year, clock.today(), partner=assignment.partner)


def _dropped(request: HttpRequest, activity: Activity) -> HttpResponse:
    messages.success(request, f"“{activity.title}” staat niet meer in het overzicht.")
    return redirect(at_overview.step(request, activity.overview.assignment, PART_OF))
