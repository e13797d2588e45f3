"""The one door of an assignment's workflow (domain.md §5)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django_fsm import Transition

from calendar_cycle import content, deed_effects, guards
from calendar_cycle.deed import Deed, NotAllowed
from druten import clock
from druten.dutch import long_date

if TYPE_CHECKING:
    from calendar_cycle.models import Assignment, AssignmentEvent
    from druten.accounts.models import User

DEEDS = (
    "start",
    "submit",
    "confirm",
    "withdraw",
    "return_for_changes",
    "accept",
    "reopen",
    "let_stand",
    "close",
    "end",
    "take_over",
)
ON_BEHALF = ("start", "submit")
# What time brings about without anyone: a party that was to leave on a day has left.
BY_ITSELF = ("end",)
LONGEST = timedelta(days=366)  # further ahead nobody gets a later day
Guard = Callable[..., bool]


def perform(
    assignment: "Assignment",
    name: str,
    *,
    by: "User",
    message: str = "",
    answer_before: date | None = None,
    on_behalf: bool = False,
    submission_number: int | None = None,
) -> None:
    """Does the deed, or refuses it; either way it is an event. See `Assignment.perform`."""
    if name not in DEEDS:
        raise ValueError(f"unknown deed {name!r}")
    deed = Deed(name, by, message.strip(), answer_before, on_behalf, submission_number)
    try:
        with transaction.atomic():
            _do(assignment, deed)
    except NotAllowed as refusal:
        record(assignment, deed, refused=True, message=refusal.reason)
        raise


def happen(assignment: "Assignment", name: str, *, message: str) -> None:
    """A deed of nobody, that time brings about: no permission is asked, the guards hold, and it is an event."""
    if name not in BY_ITSELF:
        raise ValueError(f"{name!r} does not happen by itself")
    with transaction.atomic():
        _do(assignment, Deed(name, None, message))


def refusal(assignment: "Assignment", name: str, *, by: "User") -> str:
    """Why `by` may not do this deed now, as one Dutch sentence; empty when he may.

    For showing a button only; words that go with the deed are not looked at.
    """
    return _refusal(assignment, Deed(name, by))


def refusal_to_submit(assignment: "Assignment", missing: Sequence[content.Missing], *, by: "User") -> str:
    """The same of the hand-in, for a page that read already what is `missing` (`guards.missing`)."""
    apart_from_content = _refusal(assignment, Deed("submit", by), known=guards.nothing_required_is_missing)
    return apart_from_content or guards.why_incomplete(missing)


def _refusal(assignment: "Assignment", deed: Deed, known: Guard | None = None) -> str:
    try:
        _check(assignment, deed, known)
    except NotAllowed as no:
        return no.reason
    return ""


@contextmanager
def editing(assignment: "Assignment", *, by: "User") -> Iterator["Assignment"]:
    """The door for saving content: one locked transaction around a save by the own partner.

    Starts the assignment at the first save, notes who saved when, and gives the locked row. Whatever
    is saved within it can not slip in after a hand-in. What was ready to be handed in is not so any more:
    `no_longer_ready` on the row says that it was.

    Raises:
        NotAllowed: when the person, the state or the date forbids it; nothing was saved.
    """
    try:
        with transaction.atomic():
            locked = lock(assignment)
            if locked.state == locked.State.TODO:
                _do(locked, Deed("start", by))
            refused = _why_no_editing(locked, by)
            if refused:
                raise NotAllowed(refused)
            locked.edited_at, locked.edited_by = clock.now(), by
            locked.save(update_fields=["edited_at", "edited_by"])
            from calendar_cycle import approval

            locked.no_longer_ready = approval.take_back(locked, by=by)
            yield locked
    except NotAllowed as refusal:
        record(assignment, Deed("save", by), refused=True, message=refusal.reason)
        raise


def why_no_editing(assignment: "Assignment", by: "User") -> str:
    """Why this person can not edit now, as one Dutch sentence; empty when he can."""
    if assignment.state == assignment.State.TODO:
        return refusal(assignment, "start", by=by)
    return _why_no_editing(assignment, by)


def lock(assignment: "Assignment") -> "Assignment":
    """The row afresh, locked until the transaction ends."""
    rows = type(assignment).objects.select_for_update(of=("self",))
    return rows.select_related("partner", "milestone__cycle__covenant").get(pk=assignment.pk)


def _why_no_editing(assignment: "Assignment", by: "User") -> str:
    if not guards.fills_in(assignment, by):
        return guards.refusal_of(guards.fills_in, assignment, by)
    if assignment.state == assignment.State.SUBMITTED:
        return "Dit is al ingediend. Trek het eerst in als u nog iets wilt veranderen."
    if assignment.state == assignment.State.ACCEPTED:
        return "Dit is al geaccepteerd. Vraag de werkgroep om het weer open te zetten als er iets moet veranderen."
    if assignment.state == assignment.State.MISSED:
        return "Dit is gesloten als “niet ontvangen”. Vraag de werkgroep om het weer open te zetten."
    for guard in (guards.covenant_is_open, guards.before_own_deadline):
        if not guard(assignment):
            return guards.refusal_of(guard, assignment)
    return ""


def _do(assignment: "Assignment", deed: Deed) -> None:
    locked = lock(assignment)
    _check(locked, deed)
    _check_what_was_read(locked, deed)
    _check_words(locked, deed)
    getattr(locked, deed.name)()
    if deed.answer_before and _custom(locked, deed.name).get("answer_before"):
        locked.answer_before = deed.answer_before
    locked.save()
    deed_effects.bring_about(locked, deed)
    event = record(locked, deed)
    from calendar_cycle.news import deeds

    deeds.after_deed(locked, event)
    assignment.refresh_from_db()


def _check(assignment: "Assignment", deed: Deed, known: Guard | None = None) -> None:
    """Who, state, guards: in that order, so that a stranger learns nothing. A guard that is `known` is left out."""
    rule = _transition(assignment, deed.name)
    permission = guards.acts_on_behalf if deed.on_behalf and deed.name in ON_BEHALF else rule.permission
    by_itself = deed.by is None and deed.name in BY_ITSELF
    if not by_itself and not permission(assignment, deed.by):  # type: ignore[operator, misc, arg-type]
        raise NotAllowed(guards.refusal_of(permission, assignment, deed.by))
    if not getattr(assignment, deed.name)._django_fsm.has_transition(assignment.state):
        raise NotAllowed(_not_in_this_state(assignment))
    for guard in rule.conditions:
        if guard is not known and not guard(assignment):
            raise NotAllowed(guards.refusal_of(guard, assignment))


def _not_in_this_state(assignment: "Assignment") -> str:
    if assignment.state == assignment.State.TODO:
        return "Dit kan nog niet: er is nog niets ingevuld."
    return f"Dit kan nu niet: de stand is “{assignment.get_state_display()}”."


def _check_what_was_read(assignment: "Assignment", deed: Deed) -> None:
    """A decision is about the hand-in that was read, not about one that came meanwhile."""
    latest = assignment.latest_submission if deed.submission_number is not None else None
    if latest is not None and latest.number != deed.submission_number:
        raise NotAllowed(f"Er is intussen opnieuw ingediend. Lees eerst inzending {latest.number} en beslis dan.")


def _check_words(assignment: "Assignment", deed: Deed) -> None:
    needs = _custom(assignment, deed.name)
    if needs.get("message") and not deed.message:
        raise NotAllowed(needs["message"])
    if not needs.get("answer_before"):
        return
    refused = _why_no_answer_before(assignment, deed.answer_before)
    if refused:
        raise NotAllowed(refused)


def _why_no_answer_before(assignment: "Assignment", day: date | None) -> str:
    """An earlier day than the own deadline would be a promise that nobody keeps: the latest of them counts."""
    if day is None:
        return "Kies vóór welke dag de partner moet antwoorden."
    if day <= clock.today():
        return f"Vóór {long_date(day)} is al voorbij. Kies een dag na vandaag, zodat de partner tijd heeft."
    if day < assignment.own_deadline:
        until = long_date(assignment.own_deadline)
        return f"De partner heeft al tijd: de termijn is al vóór {until}. Kies die dag of een latere."
    if day > clock.today() + LONGEST:
        return "Dat is meer dan een jaar verder. Kies een dag die dichterbij ligt."
    return ""


def _transition(assignment: "Assignment", name: str) -> Transition:
    """The declared transition; of another state than the present one when it does not start here."""
    declared = getattr(assignment, name)._django_fsm
    return declared.get_transition(assignment.state) or next(iter(declared.transitions.values()))


def _custom(assignment: "Assignment", name: str) -> dict[str, Any]:
    return _transition(assignment, name).custom


def record(
    assignment: "Assignment", deed: Deed, *, refused: bool = False, message: str | None = None
) -> "AssignmentEvent":
    """Writes the event of a deed, or of its refusal with the reason as message."""
    return assignment.events.create(
        kind=deed.name,
        refused=refused,
        actor=deed.by,
        on_behalf=deed.on_behalf,
        at=clock.now(),
        message=deed.message if message is None else message,
    )
