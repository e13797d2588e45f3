"""The one door for deeds of the working group on a milestone (domain.md §4, "done when").

Soft dates: late is shown, never blocked. A deed is done once; a later publication is not this door's.
"""

from typing import TYPE_CHECKING

from django.db import transaction

from agreements.access import Access
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.dutch import long_date

if TYPE_CHECKING:
    from agreements.models import Decision, Meeting
    from calendar_cycle.models import Milestone
    from druten.accounts.models import User

# What concludes each kind; the kinds that are not here get their deed with the issue that builds it.
DEEDS = {
    "decide": MilestoneKind.ACCENTS,
    "conclude": MilestoneKind.ALIGNMENT,
    "publish": MilestoneKind.BUNDLE,
    "send": MilestoneKind.RESULTS_REQUEST,
}


def perform(
    milestone: "Milestone",
    name: str,
    *,
    by: "User",
    message: str = "",
    decision: "Decision | None" = None,
    meeting: "Meeting | None" = None,
) -> None:
    """Does the deed that concludes a step, or refuses it; either way it is an event.

    Args:
        decision: for "decide", the board's decision on the accents (or that there are none).
        meeting: for "conclude", the talk, with its date and report.

    Raises:
        NotAllowed: with a Dutch sentence.
    """
    try:
        with transaction.atomic():
            _do(milestone, name, by, message, decision, meeting)
    except NotAllowed as refusal:
        _record(milestone, name, by, refusal.reason, refused=True)
        raise


def refusal(milestone: "Milestone", name: str, *, by: "User") -> str:
    """Why `by` may not do this deed now, as one Dutch sentence; empty when he may."""
    try:
        _check(milestone, name, by)
    except NotAllowed as no:
        return no.reason
    return ""


def _do(
    milestone: "Milestone",
    name: str,
    by: "User",
    message: str,
    decision: "Decision | None",
    meeting: "Meeting | None",
) -> None:
    rows = type(milestone).objects.select_for_update(of=("self",)).select_related("cycle__covenant")
    locked = rows.get(pk=milestone.pk)
    _check(locked, name, by)
    if name == "decide" and decision is None:
        raise NotAllowed("Leg het besluit van het bestuur vast: de datum van het overleg en wat er is besloten.")
    if name == "conclude" and (meeting is None or not meeting.report.strip()):
        raise NotAllowed("Leg de datum van het gesprek en een kort verslag vast.")
    held = meeting or (decision.meeting if decision else None)
    if held is not None and held.covenant_id != locked.cycle.covenant_id:
        raise NotAllowed("Dit overleg hoort bij andere prestatieafspraken. Kies een overleg van deze.")
    locked.decision, locked.meeting = decision, held
    locked.done_at, locked.done_by = clock.now(), by
    locked.save(update_fields=["decision", "meeting", "done_at", "done_by"])
    _record(locked, name, by, message)
    milestone.refresh_from_db()


def _check(milestone: "Milestone", name: str, by: "User") -> None:
    if DEEDS.get(name) != milestone.kind:
        raise NotAllowed("Deze handeling hoort niet bij deze mijlpaal.")
    if not Access.of(by).in_working_group(milestone.covenant):
        raise NotAllowed("Dit kan alleen een lid van de werkgroep.")
    if not milestone.covenant.is_open:
        raise NotAllowed("Deze prestatieafspraken zijn niet open. Er kan niets worden vastgelegd.")
    if not milestone.has_opened():
        raise NotAllowed(f"Dit kan nog niet: het staat open vanaf {long_date(milestone.opens_on)}.")
    if milestone.done_at:
        raise NotAllowed(f"Dit is al gedaan, op {long_date(milestone.done_at.astimezone(clock.AMSTERDAM).date())}.")


def _record(milestone: "Milestone", name: str, by: "User", message: str, *, refused: bool = False) -> None:
    milestone.events.create(kind=name, refused=refused, actor=by, at=clock.now(), message=message)
