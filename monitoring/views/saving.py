"""Saving what somebody typed: with the button, or by itself a few seconds after a change.

Whatever happens nothing that was typed is lost: a refusal shows the text again, to copy; a colleague who was
first is named; and who had been logged out finds the text in the form after logging in (`kept`).
"""

from collections.abc import Callable
from typing import Any

from concurrency.exceptions import RecordModifiedError
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render

from calendar_cycle import workflow
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.accounts import kept
from monitoring.forms.merging import Change, in_words

NOT_READY = "Het stond klaar om in te dienen. U heeft iets veranderd; daarom staat het niet meer klaar."
STILL_KEPT = "Uw tekst van vóór het inloggen staat hieronder. Die is nog niet bewaard."
CHOOSE = (
    "{who} heeft dit intussen veranderd{when}. Uw tekst staat hieronder en is nog niet bewaard."
    " Kies welke tekst blijft staan, en bewaar daarna opnieuw."
)


def typed(request: HttpRequest) -> QueryDict | None:
    """What the form is filled with: what was sent, or what was typed before logging in again; None for neither."""
    if request.method == "POST":
        return request.POST
    found = kept.take(request)
    if found is not None:
        messages.warning(request, STILL_KEPT)
    return found


def by_itself(request: HttpRequest) -> bool:
    """True for a save that the page sent by itself, while its reader goes on."""
    return request.headers.get("X-Autosave") == "1"


def saved(
    request: HttpRequest,
    assignment: Assignment,
    form: Any,
    store: Callable[[Assignment], None],
    *,
    said: str | Callable[[], str],
    to: Any = None,
    address: Callable[[], str] | None = None,
) -> HttpResponse | None:
    """Saves through the door, when there is something to save. None: show the form, with what is wrong.

    `said`: what the reader hears. `to`: where a saved page goes on (the assignment), or what tells it after
    saving. `address`: where a page that stays open is from now on, of what was new.
    """
    if request.method != "POST":
        return None
    quietly = by_itself(request)
    if not form.is_valid():
        if reason := workflow.why_no_editing(assignment, request.user):  # type: ignore[arg-type]
            return _no(request, assignment, form, reason)
        return _json("incomplete", said=_first_fault(form)) if quietly else None
    if hasattr(form, "before"):
        form.before = Change(assignment.edited_by, assignment.edited_at)
    try:
        with workflow.editing(assignment, by=request.user) as locked:  # type: ignore[arg-type]
            store(locked)
    except NotAllowed as refusal:
        return _no(request, assignment, form, refusal.reason)
    except RecordModifiedError:
        tell_of_the_other(form, assignment)
        return _json("choose", said=form.non_field_errors()[0]) if quietly else None
    if quietly:
        return _still_open(form, address, locked)
    _tell(request, form, said)
    _tell_it_is_not_ready(request, locked)
    return redirect((to() if callable(to) else to) or assignment)


def refused(request: HttpRequest, assignment: Assignment) -> HttpResponse | None:
    """Back to its page with the reason, when nothing may be saved now; else None.

    Who sends something is answered by the door, so that what was typed is not lost.
    """
    if request.method == "POST":
        return None
    reason = workflow.why_no_editing(assignment, request.user)  # type: ignore[arg-type]
    if not reason:
        return None
    messages.error(request, reason)
    return redirect(assignment)


def save(
    request: HttpRequest, assignment: Assignment, form: Any, store: Callable[[Assignment], None]
) -> tuple[bool, HttpResponse | None]:
    """A deed in which nothing is typed, through the door. Gives (done, answer): a redirect after a refusal.

    When a colleague was first, the form says so and is shown again.
    """
    try:
        with workflow.editing(assignment, by=request.user) as locked:  # type: ignore[arg-type]
            store(locked)
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
        return False, redirect(assignment)
    except RecordModifiedError:
        tell_of_the_other(form, assignment)
        return False, None
    _tell_it_is_not_ready(request, locked)
    return True, None


def _no(request: HttpRequest, assignment: Assignment, form: Any, reason: str) -> HttpResponse:
    """Why it was not saved, with everything that was typed, for who typed it."""
    if by_itself(request):
        return _json("refused", said=reason)
    names = [name for name in form.changed_data if not form.fields[name].widget.is_hidden]
    rows = [(form.fields[name].label, in_words(form.fields[name], form[name].value())) for name in names]
    context = {"assignment": assignment, "covenant": assignment.covenant, "reason": reason, "rows": rows}
    return render(request, "monitoring/not_saved.html", context, status=409)


def tell_of_the_other(form: Any, assignment: Assignment) -> None:
    """Someone else saved in between: the form says who and when, and keeps what was typed."""
    if not hasattr(form, "before"):
        form.before = Change(assignment.edited_by, assignment.edited_at)
    change = form.last_change() if hasattr(form, "last_change") else form.before
    if hasattr(form, "changed_by"):
        change = Change(form.changed_by())
    when = f" om {change.at.astimezone(clock.AMSTERDAM):%H:%M}" if change.at else ""
    form.add_error(None, CHOOSE.format(who=change.by or "Een collega", when=when))
    if hasattr(form, "take_present_version"):
        form.take_present_version()


def _tell(request: HttpRequest, form: Any, said: str | Callable[[], str]) -> None:
    messages.success(request, said() if callable(said) else said)
    if getattr(form, "taken", None):
        messages.info(request, form.what_was_taken())


def _tell_it_is_not_ready(request: HttpRequest, locked: Assignment) -> None:
    """A colleague had said that it was ready to be handed in; this save took that back."""
    if locked.no_longer_ready:
        messages.info(request, NOT_READY)


def _still_open(form: Any, address: Callable[[], str] | None, locked: Assignment) -> JsonResponse:
    """What the page must know to go on."""
    moment = f"{clock.now():%H:%M}"
    more = {"taken": form.taken_values(), "told": form.what_was_taken(), "hidden": form.hidden_now()}
    told = f" {NOT_READY}" if locked.no_longer_ready else ""
    return _json("saved", said=f"Bewaard om {moment}.{told}", address=address() if address else "", **more)


def _first_fault(form: Any) -> str:
    name, faults = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"Nog niet bewaard. {label}: {faults[0]}" if label else f"Nog niet bewaard. {faults[0]}"


def _json(state: str, **more: Any) -> JsonResponse:
    return JsonResponse({"state": state, **more})
