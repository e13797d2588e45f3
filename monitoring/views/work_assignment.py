"""One assignment, from the other side: read the hand-in, decide, and see what happened."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from agreements.forms import HouseForm
from calendar_cycle import extensions
from calendar_cycle.models import Assignment, Extension
from calendar_cycle.workflow import NotAllowed
from monitoring import review
from monitoring.forms import work as forms
from monitoring.views.work_door import render_work, working_group_view

# deed → (heading, button, form, what is said when it is done)
DEEDS: dict[str, tuple[str, str, type[HouseForm], str]] = {
    "accept": ("Accepteren", "Inzending accepteren", forms.AboutHandIn, "De inzending is geaccepteerd."),
    "return_for_changes": (
        "Teruggeven",
        "Teruggeven aan de partner",
        forms.ReturnForChanges,
        "De inzending is teruggegeven. De partner krijgt uw bericht per mail.",
    ),
    "reopen": ("Weer openzetten", "Weer openzetten", forms.WithReasonAndDay, "De partner kan weer aanpassen."),
    "let_stand": (
        "Laten staan wat is ingediend",
        "Inzending laten staan",
        forms.LetStand,
        "Wat eerder is ingediend, blijft staan.",
    ),
    "close": (
        "Sluiten als niet ontvangen",
        "Sluiten als niet ontvangen",
        forms.WithReason,
        "De opdracht is gesloten als niet ontvangen.",
    ),
    "end": (
        "Beëindigen: de partij doet niet meer mee",
        "Beëindigen",
        forms.WithReason,
        "De opdracht is beëindigd, want de partij doet niet meer mee.",
    ),
}
EXTENSIONS: dict[str, tuple[str, str, type[HouseForm], str]] = {
    "grant": ("Uitstel geven", "Uitstel geven", forms.Grant, "Het uitstel is verleend."),
    "decline": ("Uitstel afwijzen", "Uitstel afwijzen", forms.WithReason, "Het uitstel is afgewezen."),
}


@working_group_view
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _assignment(request, pk))


@working_group_view
@require_POST
def perform(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    assignment = _assignment(request, pk)
    return _do(request, assignment, assignment, DEEDS, deed)


@working_group_view
@require_POST
def extension(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    assignment = _assignment(request, pk)
    row = assignment.extensions.open().first()  # type: ignore[attr-defined]
    return _do(request, assignment, row, EXTENSIONS, deed)


def _do(
    request: HttpRequest, assignment: Assignment, row: Assignment | Extension | None, deeds: dict[str, Any], name: str
) -> HttpResponse:
    """Does the deed through the door of `row`; says it was refused, or shows the page again with the form."""
    _, _, form_class, done = _known(deeds, name)
    if row is None:
        messages.error(request, "Er staat geen vraag om uitstel meer open. Iemand heeft er al over beslist.")
        return redirect("work:assignment", assignment.pk)
    form = _bound(form_class, name, request.POST)
    if not form.is_valid():
        return _page(request, assignment, wrong=form, wrong_deed=name)
    try:
        row.perform(name, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, done)
    return redirect("work:assignment", assignment.pk)


@working_group_view
@require_POST
def give_extension(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _assignment(request, pk)
    form = forms.GiveExtension(request.POST, assignment=assignment)
    if not form.is_valid():
        return _page(request, assignment, wrong=form, wrong_deed="give")
    try:
        extensions.give(assignment, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Het uitstel is gegeven. De partner krijgt bericht per mail.")
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    return redirect("work:assignment", assignment.pk)


def _assignment(request: HttpRequest, pk: int) -> Assignment:
    return get_object_or_404(Assignment.objects.reviewable_by(request.user).with_everything(), pk=pk)


def _known(deeds: dict[str, Any], name: str) -> Any:
    if name not in deeds:
        raise Http404
    return deeds[name]


def _bound(form_class: type[HouseForm], deed: str, data: Any = None) -> HouseForm:
    return form_class(data, auto_id=f"id_{deed}_%s")


def _page(
    request: HttpRequest, assignment: Assignment, wrong: HouseForm | None = None, wrong_deed: str = ""
) -> HttpResponse:
    """The page; with the form that was filled in wrongly, if any."""
    found = review.of(assignment, request.user, request.access)  # type: ignore[arg-type, attr-defined]
    allowed = review.allowed(found, request.user, request.access)  # type: ignore[arg-type, attr-defined]
    waiting = assignment.open_extension
    no_decision = review.why_no_decision(assignment, request.user) if waiting else ""  # type: ignore[arg-type]
    deeds = [_button(DEEDS, name, why, wrong, wrong_deed) for name, why in allowed]
    for deed in deeds:
        deed["form"].initial["submission_number"] = found.submission.number if found.submission else 0
    context = {
        "title": f"{assignment.milestone}: {assignment.partner}",
        "covenant": assignment.covenant,
        "assignment": assignment,
        "review": found,
        "deeds": deeds,
        "extension": waiting,
        "no_decision": no_decision,
        "extension_deeds": _extension_buttons(waiting, wrong, wrong_deed) if waiting and not no_decision else [],
        "may_give": not extensions.why_no_giving(assignment, request.user),  # type: ignore[arg-type]
        "give_form": wrong if wrong_deed == "give" else forms.GiveExtension(assignment=assignment),
        "errors": wrong is not None,
        "wrong": wrong,
    }
    return render_work(request, "admin/work_assignment.html", context)


def _extension_buttons(waiting: Any, wrong: HouseForm | None, wrong_deed: str) -> list[dict[str, Any]]:
    """Grant, with the day that was asked for already filled in; and decline."""
    buttons = [_button(EXTENSIONS, name, "", wrong, wrong_deed) for name in EXTENSIONS]
    for button in buttons:
        button["form"].initial.setdefault("before", waiting.wished_before)
    return buttons


def _button(deeds: dict[str, Any], name: str, why: str, wrong: HouseForm | None, wrong_deed: str) -> dict[str, Any]:
    heading, button, form_class, _ = deeds[name]
    form = wrong if name == wrong_deed and wrong is not None else _bound(form_class, name)
    return {"name": name, "heading": heading, "button": button, "form": form, "why_not": why}
