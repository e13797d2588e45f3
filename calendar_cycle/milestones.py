"""The one door for deeds of the working group on a milestone (domain.md §4); what each is, stands in `milestone_deeds`.

A deed that concludes a step is done once. A later publication is not this door's.
"""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from agreements.access import Access
from calendar_cycle import milestone_deeds
from calendar_cycle.milestone_deeds import Deed, Given
from calendar_cycle.milestone_events import record
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.dutch import long_date

if TYPE_CHECKING:
    from calendar_cycle.models import Milestone
    from druten.accounts.models import User


def perform(milestone: "Milestone", name: str, *, by: "User", message: str = "", **given: Any) -> None:
    """Does the deed, or refuses it; either way it is an event.

    Args:
        decision: for "decide", what the board decided (on the accents: also that there are none).
        meeting: for "conclude", the talk, with its date and report.
        document, late: for "distribute", the PDF and who is late, in words.

    Raises:
        NotAllowed: with a Dutch sentence.
    """
    brought = Given(by, message.strip(), **given)
    try:
        with transaction.atomic():
            _do(milestone, name, brought)
    except NotAllowed as refusal:
        record(milestone, name, by, refusal.reason, refused=True)
        raise


def refusal(milestone: "Milestone", name: str, *, by: "User") -> str:
    """Why `by` may not do this deed now, as one Dutch sentence; empty when he may."""
    try:
        _check(milestone, name, by)
    except NotAllowed as no:
        return no.reason
    return ""


def _do(milestone: "Milestone", name: str, given: Given) -> None:
    rows = type(milestone).objects.select_for_update(of=("self",)).select_related("cycle__covenant")
    locked = rows.get(pk=milestone.pk)
    deed = _check(locked, name, given.by)
    deed.needs(locked, given)
    if given.held is not None and given.held.covenant_id != locked.cycle.covenant_id:
        raise NotAllowed("Dit overleg hoort bij andere prestatieafspraken. Kies een overleg van deze.")
    deed.effect(locked, given)
    if deed.concludes:
        _conclude(locked, given)
    record(locked, name, given.by, given.message)
    milestone.refresh_from_db()


def _conclude(milestone: "Milestone", given: Given) -> None:
    milestone.decision, milestone.meeting = given.decision, given.held
    milestone.done_at, milestone.done_by = clock.now(), given.by
    milestone.save(update_fields=["decision", "meeting", "done_at", "done_by"])


def _check(milestone: "Milestone", name: str, by: "User") -> Deed:
    deed = milestone_deeds.of(milestone, name)
    if deed is None:
        raise NotAllowed("Deze handeling hoort niet bij deze mijlpaal.")
    if not Access.of(by).in_working_group(milestone.covenant):
        raise NotAllowed("Dit kan alleen een lid van de werkgroep.")
    if not milestone.covenant.is_open:
        raise NotAllowed("Deze prestatieafspraken zijn niet open. Er kan niets worden vastgelegd.")
    if milestone.done_at:
        raise NotAllowed(f"Dit is al gedaan, op {long_date(milestone.done_at.astimezone(clock.AMSTERDAM).date())}.")
    deed.may(milestone)
    return deed
