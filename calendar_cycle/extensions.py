"""Asking for a later deadline, and deciding about it (domain.md §5)."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from calendar_cycle import guards, workflow
from calendar_cycle.models import Assignment, Extension
from calendar_cycle.news import deeds
from calendar_cycle.states import WITH_THE_PARTNER
from calendar_cycle.workflow import LONGEST, Deed, NotAllowed
from druten import clock
from druten.dutch import long_date

if TYPE_CHECKING:
    from druten.accounts.models import User


def why_no_asking(assignment: Assignment, by: "User") -> str:
    """Why `by` can not ask for a later deadline now, as one Dutch sentence; empty when he can."""
    if not guards.fills_in(assignment, by):
        return guards.refusal_of(guards.fills_in, assignment, by)
    for guard in (guards.covenant_is_open, guards.has_opened):
        if not guard(assignment):
            return guards.refusal_of(guard, assignment)
    if assignment.state == Assignment.State.MISSED:
        return "Dit is gesloten als “niet ontvangen”. Vraag de werkgroep om het weer open te zetten."
    if assignment.state not in WITH_THE_PARTNER:
        return "Dit is al ingediend. Uitstel is niet nodig."
    if assignment.extensions.filter(state=Extension.State.ASKED).exists():
        return "U heeft al om uitstel gevraagd. De werkgroep beslist daar eerst over."
    return ""


def ask(assignment: Assignment, *, by: "User", wished_before: date, reason: str) -> Extension:
    """Asks for a later deadline, also when the present one has passed; up to `missed`.

    Args:
        wished_before: the first day that would be too late.

    Raises:
        NotAllowed: with a Dutch sentence; the refusal is an event of the assignment.
    """
    deed = Deed("ask_extension", by, reason.strip())
    try:
        with transaction.atomic():
            locked = workflow.lock(assignment)
            refused = why_no_asking(locked, by) or why_not_until(locked, wished_before)
            if refused:
                raise NotAllowed(refused)
            if not deed.message:
                raise NotAllowed("Schrijf erbij waarom u uitstel vraagt; de werkgroep leest dit.")
            extension = locked.extensions.create(
                asked_by=by, asked_at=clock.now(), wished_before=wished_before, reason=deed.message
            )
            workflow.record(locked, deed)
            deeds.extension_asked(extension)
    except NotAllowed as refusal:
        workflow.record(assignment, deed, refused=True, message=refusal.reason)
        raise
    return extension


def why_no_giving(assignment: Assignment, by: "User") -> str:
    """Why `by` can not give a later deadline that nobody asked for, as one Dutch sentence; empty when he can."""
    if not guards.reviews(assignment, by):
        return guards.refusal_of(guards.reviews, assignment, by)
    if not guards.covenant_is_open(assignment):
        return guards.refusal_of(guards.covenant_is_open, assignment)
    if assignment.state == Assignment.State.MISSED:
        return "Dit is gesloten als “niet ontvangen”. Zet het weer open als de partner nog mag inleveren."
    if assignment.state not in WITH_THE_PARTNER:
        return "Dit is al ingediend. Uitstel is niet nodig."
    if assignment.extensions.filter(state=Extension.State.ASKED).exists():
        return "De partner heeft zelf al om uitstel gevraagd. Beslis daarover."
    return ""


def give(assignment: Assignment, *, by: "User", before: date, reason: str) -> Extension:
    """A later deadline by the working group itself, without a request; the partner hears of it at once.

    Args:
        before: the first day that is too late.

    Raises:
        NotAllowed: with a Dutch sentence; the refusal is an event of the assignment.
    """
    deed = Deed("give_extension", by, reason.strip())
    try:
        with transaction.atomic():
            locked = workflow.lock(assignment)
            refused = why_no_giving(locked, by) or why_not_until(locked, before)
            if refused:
                raise NotAllowed(refused)
            if not deed.message:
                raise NotAllowed(guards.REASON)
            now = clock.now()
            extension = locked.extensions.create(
                asked_at=now,
                wished_before=before,
                state=Extension.State.GRANTED,
                before=before,
                decided_by=by,
                decided_at=now,
                decision_reason=deed.message,
            )
            workflow.record(locked, deed)
            deeds.extension_decided(extension)
    except NotAllowed as refusal:
        workflow.record(assignment, deed, refused=True, message=refusal.reason)
        raise
    return extension


def decide(extension: Extension, name: str, *, by: "User", message: str = "", before: date | None = None) -> None:
    """The door behind `Extension.perform`: "grant", until the wished day or another, or "decline".

    Raises:
        NotAllowed: with a Dutch sentence; the refusal is an event of the assignment.
    """
    if name not in ("grant", "decline"):
        raise ValueError(f"unknown deed {name!r}")
    deed = Deed(f"{name}_extension", by, message.strip())
    try:
        with transaction.atomic():
            _decide(extension, deed, before)
    except NotAllowed as refusal:
        workflow.record(extension.assignment, deed, refused=True, message=refusal.reason)
        raise
    extension.refresh_from_db()


def _decide(extension: Extension, deed: Deed, before: date | None) -> None:
    assignment = workflow.lock(extension.assignment)
    locked = Extension.objects.select_for_update().get(pk=extension.pk)
    if not guards.reviews(assignment, deed.by):
        raise NotAllowed(guards.refusal_of(guards.reviews, assignment, deed.by))
    if not guards.covenant_is_open(assignment):
        raise NotAllowed(guards.refusal_of(guards.covenant_is_open, assignment))
    if locked.state != Extension.State.ASKED:
        raise NotAllowed(f"Over dit uitstel is al besloten: {locked.get_state_display()}.")
    if deed.name == "grant_extension":
        _grant(locked, assignment, before or locked.wished_before)
    else:
        if not deed.message:
            raise NotAllowed(guards.REASON)
        locked.state = Extension.State.DECLINED
    locked.decided_by, locked.decided_at, locked.decision_reason = deed.by, clock.now(), deed.message
    locked.save()
    workflow.record(assignment, deed)
    deeds.extension_decided(locked)


def _grant(extension: Extension, assignment: Assignment, before: date) -> None:
    refused = why_not_until(assignment, before)
    if refused:
        raise NotAllowed(refused)
    extension.state, extension.before = Extension.State.GRANTED, before


def why_not_until(assignment: Assignment, before: date) -> str:
    """What is wrong with a later deadline, as one Dutch sentence; empty when nothing is."""
    if before <= assignment.own_deadline:
        return f"Kies een latere dag: de termijn is nu al vóór {long_date(assignment.own_deadline)}."
    if before <= clock.today():
        return f"Vóór {long_date(before)} is al voorbij. Kies een dag na vandaag."
    if before > clock.today() + LONGEST:
        return "Dat is meer dan een jaar uitstel. Kies een dag die dichterbij ligt."
    return ""
