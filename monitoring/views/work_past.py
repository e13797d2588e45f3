"""Taking over what was before taking into use: choose a file, read what it would add, take it over.

Between the two pages the lines of the file wait in the session, on the server.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from agreements.forms import HouseForm
from agreements.models import Covenant
from calendar_cycle.workflow import NotAllowed
from druten.accounts.second_factor import asked_first
from monitoring.forms.past import Sheet, TakeOver
from monitoring.past import plan as planning
from monitoring.past import storing
from monitoring.past.columns import COLUMNS
from monitoring.past.plan import Plan
from monitoring.past.storing import WrongRows
from monitoring.sheets import keeping
from monitoring.sheets.reading import Line, WrongFile
from monitoring.views.work_door import render_work, working_group_view

TITLE = "Overnemen van vóór ingebruikname"
MOST_FAULTS = 50


@working_group_view
@require_http_methods(["GET", "POST"])
@asked_first
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    covenant = _covenant(request, pk)
    refusal = storing.why_not(covenant, request.user)  # type: ignore[arg-type]
    form = Sheet(request.POST, request.FILES) if request.method == "POST" else Sheet()
    if form.is_valid() and not refusal:
        keeping.keep(request.session, _key(covenant), form.cleaned_data["file"].name, form.lines)
        return redirect("work:past_check", covenant.pk)
    return _page(request, covenant, form, "admin/work_past.html", columns=COLUMNS, refusal=refusal)


@working_group_view
@require_http_methods(["GET", "POST"])
@asked_first
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would add, per partner and year, or what is wrong; and taking it over."""
    covenant = _covenant(request, pk)
    name, lines = keeping.kept(request.session, _key(covenant))
    if not lines:
        return redirect("work:past", covenant.pk)
    try:
        plan = planning.build(covenant, lines)
    except WrongFile as wrong:
        messages.error(request, wrong.sentence)
        return redirect("work:past", covenant.pk)
    sent = request.method == "POST"
    form = TakeOver(request.POST if sent else None, request.FILES if sent else None, joint=plan.new_joint)
    if form.is_valid() and _do(request, plan, form, name, lines):
        keeping.forget(request.session, _key(covenant))
        return redirect("work:past", covenant.pk)
    shown: dict[str, Any] = {"plan": plan, "name": name, "faults": plan.faults[:MOST_FAULTS]}
    if plan.faults:
        shown |= {"errors": True, "more": max(0, len(plan.faults) - MOST_FAULTS)}
    return _page(request, covenant, form, "admin/work_past_check.html", **shown)


def _do(request: HttpRequest, plan: Plan, form: TakeOver, name: str, lines: list[Line]) -> bool:
    """Takes it over and says what was added; or why not, and then nothing was."""
    try:
        taken = storing.take_over(
            plan.covenant,
            lines,
            by=request.user,  # type: ignore[arg-type]
            source=name,
            joint_years=form.chosen,
            pdfs=form.pdfs,
        )
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return False
    except WrongRows as wrong:
        plan.faults = wrong.faults
        return False
    for line in taken.lines():
        messages.success(request, f"Overgenomen: {line}." if taken else line)
    return True


def _covenant(request: HttpRequest, pk: int) -> Covenant:
    return get_object_or_404(Covenant.objects.editable_by(request.user), pk=pk)


def _page(request: HttpRequest, covenant: Covenant, form: HouseForm, template: str, **more: Any) -> HttpResponse:
    wrong = form if form.errors else None
    context = {"title": TITLE, "covenant": covenant, "form": form, "wrong": wrong, "errors": bool(wrong), **more}
    return render_work(request, template, context)


def _key(covenant: Covenant) -> str:
    return f"past:{covenant.pk}"
