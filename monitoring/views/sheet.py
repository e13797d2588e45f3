"""Our overview or results in a spreadsheet: take it along, bring it back, read what it would change, save it whole.

Between the pages the lines of the file wait in the session (`sheets.keeping`).
"""

from typing import Any

from concurrency.exceptions import RecordModifiedError
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from calendar_cycle import workflow
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from monitoring.forms.sheet import SheetFile
from monitoring.sheets import keeping, kinds, odf, storing, table, xlsx
from monitoring.sheets import plan as planning
from monitoring.sheets.reading import Line, WrongFile
from monitoring.sheets.storing import ChangedMeanwhile, Done
from monitoring.views import at_assignment

WRITERS = {"xlsx": xlsx, "ods": odf}
MOST_FAULTS = 50
CHANGED = "Er is intussen iets veranderd. Hieronder staat wat het bestand nu zou doen. Lees het opnieuw en bewaar dan."


class PartnerSheet(SheetFile):
    """The file of a partner."""

    limits = table.LIMITS


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, covenant: str, year: int, partner: str, kind: str) -> HttpResponse:
    """Two files to take along, and the place to bring one back."""
    assignment = _readable(request, covenant, year, partner, kind)
    refused = _why_not(request, assignment)
    form = PartnerSheet(request.POST, request.FILES) if request.method == "POST" else PartnerSheet()
    if request.method == "POST" and refused:
        return _say_no(request, assignment, refused)
    if form.is_valid() and _fits(request, assignment, form):
        keeping.keep(request.session, _key(assignment), form.cleaned_data["file"].name, form.lines)
        return redirect(f"monitoring:{kind}_sheet_check", covenant, year, partner)
    return _page(request, assignment, "sheet.html", form=form, refused=refused)


@login_required
@require_GET
def download(request: HttpRequest, covenant: str, year: int, partner: str, kind: str, form: str) -> HttpResponse:
    """The file itself, with what is there now."""
    assignment = _readable(request, covenant, year, partner, kind)
    made = kinds.sheet_of(assignment, by=request.user)  # type: ignore[arg-type]
    writer: Any = WRITERS[form]
    name = f"{made.name}-{year}-{partner}.{form}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(writer.write(table.build(made)), content_type=writer.CONTENT_TYPE, headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, covenant: str, year: int, partner: str, kind: str) -> HttpResponse:
    """What the file would add, change and drop, or what is wrong in it; and doing it."""
    assignment = _readable(request, covenant, year, partner, kind)
    name, lines = keeping.kept(request.session, _key(assignment))
    if not lines:
        return redirect(f"monitoring:{kind}_sheet", covenant, year, partner)
    try:
        if request.method == "POST":
            done = storing.store(assignment, lines, by=request.user, **_agreed(request))  # type: ignore[arg-type]
            return _done(request, assignment, done)
        if refused := _why_not(request, assignment):
            return _say_no(request, assignment, refused)
        return _preview(request, assignment, lines, name)
    except NotAllowed as refusal:
        return _say_no(request, assignment, refusal.reason)
    except (ChangedMeanwhile, RecordModifiedError):
        return _preview(request, assignment, lines, name, CHANGED)
    except WrongFile as wrong:
        return _again(request, assignment, wrong)


def _preview(
    request: HttpRequest, assignment: Assignment, lines: list[Line], name: str, warning: str = ""
) -> HttpResponse:
    plan = planning.build(kinds.sheet_of(assignment, by=request.user), lines)  # type: ignore[arg-type]
    faults, more = plan.faults[:MOST_FAULTS], max(0, len(plan.faults) - MOST_FAULTS)
    shown = {"plan": plan, "name": name, "faults": faults, "more": more, "warning": warning}
    return _page(request, assignment, "check.html", **shown)


def _fits(request: HttpRequest, assignment: Assignment, form: PartnerSheet) -> bool:
    """False, and said at the field, for a file that is of another or has other columns."""
    try:
        planning.build(kinds.sheet_of(assignment, by=request.user), form.lines)  # type: ignore[arg-type]
    except WrongFile as wrong:
        form.add_error("file", wrong.sentence)
        return False
    return True


def _agreed(request: HttpRequest) -> dict[str, Any]:
    """What was ticked and read: ids that mean nothing here, are left out further on."""
    ticked = {name: _ids(request.POST.getlist(name)) for name in ("overwrite", "drop")}
    return {"seen": request.POST.get("seen", ""), **ticked}


def _ids(given: list[str]) -> list[int]:
    return [int(pk) for pk in given if pk.isdecimal() and len(pk) < 20]


def _done(request: HttpRequest, assignment: Assignment, done: Done) -> HttpResponse:
    keeping.forget(request.session, _key(assignment))
    sentence = f"Bewaard uit de spreadsheet: {done}." if done else "0 wijzigingen. Er is niets veranderd."
    messages.success(request, f"{sentence} Wilt u verder in de spreadsheet? Haal dan eerst een nieuw bestand op.")
    return redirect(assignment)


def _say_no(request: HttpRequest, assignment: Assignment, reason: str) -> HttpResponse:
    messages.error(request, reason)
    return redirect(assignment)


def _again(request: HttpRequest, assignment: Assignment, wrong: WrongFile) -> HttpResponse:
    messages.error(request, wrong.sentence)
    place = (assignment.covenant.slug, assignment.milestone.subject_year, assignment.partner.slug)
    return redirect(f"monitoring:{assignment.milestone.kind}_sheet", *place)


def _readable(request: HttpRequest, covenant: str, year: int, partner: str, kind: str) -> Assignment:
    """That of the own partner, or 404."""
    rows = Assignment.objects.readable_by(request.user).with_everything().select_related("edited_by")
    return at_assignment.find(rows, kind, covenant, year, partner)


def _why_not(request: HttpRequest, assignment: Assignment) -> str:
    return workflow.why_no_editing(assignment, request.user)  # type: ignore[arg-type]


def _key(assignment: Assignment) -> str:
    return f"sheet:{assignment.pk}"


def _page(request: HttpRequest, assignment: Assignment, template: str, **more: Any) -> HttpResponse:
    place = {
        "assignment": assignment,
        "covenant": assignment.covenant,
        "partner": assignment.partner,
        "year": assignment.milestone.subject_year,
        "sheet_page": f"monitoring:{assignment.milestone.kind}_sheet",
    }
    return render(request, f"monitoring/sheet/{template}", place | more)
