"""Approval within one partner: an own earlier date, its own board, and "ready to be handed in".

None of it is a deed of the workflow: the state stays what it is, no event is written, for the working group
reads events. Only people of the own partner are told (`To.OWN_PEOPLE`, `To.OWN_SUBMITTERS`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from calendar_cycle import guards, workflow
from calendar_cycle.content import Missing
from calendar_cycle.models.own_approval import OwnApproval
from calendar_cycle.states import WITH_THE_PARTNER
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.dutch import long_date

if TYPE_CHECKING:
    from calendar_cycle.models import Assignment
    from druten.accounts.models import User

HANDED_IN = "Dit is al ingediend of gesloten. Het akkoord binnen uw organisatie verandert daar niets meer aan."
NOT_YET = "Er is nog niets ingevuld. Vul eerst iets in; daarna kunt u het klaarzetten."


def why_not_own_before(assignment: "Assignment", day: date, today: date) -> str:
    """Why this can not be the partner's own date, as one Dutch sentence; empty when it can.

    It is a first day that is too late, as all our dates, and lies before that of the share itself.
    """
    deadline = assignment.own_deadline
    if day <= today:
        return f"Vóór {long_date(day)} is al voorbij. Kies een dag na vandaag."
    if day >= deadline:
        return f"Kies een dag vóór {long_date(deadline)}: dan moet het al zijn ingediend."
    return ""


def why_not(assignment: "Assignment", by: "User") -> str:
    """Why this person can not write anything down here now; empty when he can."""
    if not guards.fills_in(assignment, by):
        return guards.refusal_of(guards.fills_in, assignment, by)
    for guard in (guards.covenant_is_open, guards.is_asked, guards.has_opened):
        if not guard(assignment):
            return guards.refusal_of(guard, assignment)
    return "" if assignment.state in WITH_THE_PARTNER else HANDED_IN


def why_not_ready(assignment: "Assignment", by: "User") -> str:
    """Why it can not be said to be ready now; what is missing among it. Empty when it can."""
    refused, missing = what_forbids_ready(assignment, by)
    return refused or guards.why_incomplete(missing, "Klaarzetten")


def what_forbids_ready(assignment: "Assignment", by: "User") -> tuple[str, list[Missing]]:
    """The same in two parts: the one sentence of person, state or date; else what is missing, each with its page."""
    if refused := why_not(assignment, by):
        return refused, []
    if assignment.state == assignment.State.TODO:
        return NOT_YET, []
    if not guards.before_own_deadline(assignment):
        return guards.refusal_of(guards.before_own_deadline, assignment), []
    return "", list(guards.missing(assignment))


def of(assignment: "Assignment") -> OwnApproval:
    """What its people wrote down; an unsaved one when that is nothing yet."""
    found = OwnApproval.objects.filter(assignment=assignment).select_related("ready_by", "taken_back_by").first()
    return found or OwnApproval(assignment=assignment)


@contextmanager
def writing(assignment: "Assignment", *, by: "User") -> Iterator[OwnApproval]:
    """One locked transaction around writing dates and words down; gives the row as it stands, and saves it after.

    Raises:
        NotAllowed: when nothing may be written now; nothing was saved.
    """
    with transaction.atomic():
        locked = workflow.lock(assignment)
        if refused := why_not(locked, by):
            raise NotAllowed(refused)
        approval, _ = OwnApproval.objects.get_or_create(assignment=locked)
        before = approval.own_before
        yield approval
        if approval.own_before != before:
            approval.own_before_since = clock.today() if approval.own_before else None
        approval.save()


def set_ready(assignment: "Assignment", *, by: "User") -> None:
    """From editor to submitter: it can be handed in. The submitters of the own partner are mailed.

    Raises:
        NotAllowed: when something is missing, or it is not with the partner (any more).
    """
    from calendar_cycle.news import own

    with transaction.atomic():
        locked = workflow.lock(assignment)
        if refused := why_not_ready(locked, by):
            raise NotAllowed(refused)
        approval, _ = OwnApproval.objects.get_or_create(assignment=locked)
        if approval.ready_at is not None:
            return
        approval.ready_at, approval.ready_by = clock.now(), by
        approval.taken_back_at = approval.taken_back_by = None
        approval.save()
        own.ready(approval)


def take_back(assignment: "Assignment", *, by: "User") -> bool:
    """It is not ready after all, for someone said so or changed something; True when it was."""
    if assignment.state not in WITH_THE_PARTNER:
        return False
    rows = OwnApproval.objects.filter(assignment=assignment, ready_at__isnull=False)
    return bool(rows.update(ready_at=None, ready_by=None, taken_back_at=clock.now(), taken_back_by=by))


def handed_in(assignment: "Assignment") -> None:
    """With the hand-in it falls away: what comes back is not ready by itself."""
    OwnApproval.objects.filter(assignment=assignment).update(
        ready_at=None, ready_by=None, taken_back_at=None, taken_back_by=None
    )
