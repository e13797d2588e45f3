"""Approval of an overview within one partner: for nobody else this page is there."""

from concurrency.exceptions import RecordModifiedError
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from calendar_cycle import approval as rules
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment
from calendar_cycle.states import WITH_THE_PARTNER
from calendar_cycle.workflow import NotAllowed
from monitoring import drafts
from monitoring.forms.approval import OwnApprovalForm
from monitoring.views import at_assignment, saving


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """The own date, what the own board said, and whether it is ready; a reader reads it."""
    rows = Assignment.objects.readable_by(request.user)
    if request.method == "POST":
        rows = Assignment.objects.editable_by(request.user)
    assignment = at_assignment.find(rows.with_everything(), MilestoneKind.OVERVIEW, covenant, year, partner)
    row = rules.of(assignment)
    form = OwnApprovalForm(request.POST or None, instance=row, assignment=assignment)
    if request.method == "POST" and form.is_valid():
        try:
            form.store(by=request.user)  # type: ignore[arg-type]
        except NotAllowed as refusal:
            messages.error(request, refusal.reason)
            return redirect(assignment)
        except RecordModifiedError:
            saving.tell_of_the_other(form, assignment)
        else:
            messages.success(request, "Bewaard. Alleen uw eigen organisatie ziet dit.")
            return redirect(request.path)
    why_not = rules.why_not(assignment, request.user)  # type: ignore[arg-type]
    forbids, missing = rules.what_forbids_ready(assignment, request.user)  # type: ignore[arg-type]
    context = {
        "assignment": assignment,
        "covenant": assignment.covenant,
        "year": year,
        "approval": row,
        "form": form,
        "why_not": why_not,
        "why_not_ready": forbids,
        "missing": missing,
        "to_ready": drafts.page(assignment, "overview_ready"),
        "draft_pdf": drafts.page(assignment, "overview_draft_pdf") if assignment.state in WITH_THE_PARTNER else "",
    }
    return render(request, "monitoring/approval.html", context)


@login_required
@require_POST
def ready(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """From editor to submitter; "terug" takes it back."""
    rows = Assignment.objects.editable_by(request.user).with_everything()
    assignment = at_assignment.find(rows, MilestoneKind.OVERVIEW, covenant, year, partner)
    page = drafts.page(assignment, "overview_approval")
    if "terug" in request.POST:
        if rules.take_back(assignment, by=request.user):  # type: ignore[arg-type]
            messages.success(request, "Het staat niet meer klaar om in te dienen.")
        return redirect(page)
    try:
        rules.set_ready(assignment, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
        return redirect(page)
    submits = request.access.may_submit(assignment.covenant, assignment.partner)  # type: ignore[attr-defined]
    who = "Andere indieners" if submits else "De indieners"
    messages.success(request, f"Het staat klaar om in te dienen. {who} van uw organisatie krijgen een mail.")
    return redirect(assignment)
