"""What other dates of a step do to others: shown before anyone decides (domain.md §4)."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Milestone
from calendar_cycle.move_rules import Dates
from calendar_cycle.news import planning
from calendar_cycle.news.planning import Planned
from calendar_cycle.states import HANDED_IN
from druten import clock
from druten.dutch import long_date

# What the parties may read of each other from the end of the step on.
READABLE = {
    MilestoneKind.OVERVIEW: "Wat is ingediend,",
    MilestoneKind.RESULTS: "Wat is ingediend en nog niet is geaccepteerd,",
}


@dataclass(frozen=True)
class Share:
    """One partner: how far it is, its own deadline before and after, and what that means in words."""

    partner: str
    state: str
    old: date
    new: date
    has_handed_in: bool
    words: str

    @property
    def days(self) -> int:
        """The days that it gains; negative when it loses them."""
        return (self.new - self.old).days


@dataclass(frozen=True)
class Effects:
    """All that changes: per partner, the mails that fall out and those that come, and what else to know."""

    shares: list[Share]
    mails_gone: list[Planned]
    mails_new: list[Planned]
    notes: list[str]


def effects(milestone: Milestone, new: Dates) -> Effects:
    """What it would do to others when the step had these dates."""
    today = clock.today()
    shares = [_share(row, new, today) for row in milestone.assignments.with_everything().order_by("pk")]  # type: ignore[attr-defined]
    gone, come = _mails(milestone, new, today)
    return Effects(shares, gone, come, list(_notes(milestone, new, shares, today)))


def _share(row: Assignment, new: Dates, today: date) -> Share:
    old, own = row.own_deadline, row.deadline_if(new.before)
    return Share(
        partner=row.partner.short_name or row.partner.name,
        state=row.get_state_display(),
        old=old,
        new=own,
        has_handed_in=row.state in HANDED_IN,
        words=_in_words(row, old, own, today),
    )


def _in_words(row: Assignment, old: date, new: date, today: date) -> str:
    if row.state in HANDED_IN:
        return "heeft al ingediend"
    if row.state == Assignment.State.MISSED:
        return "blijft gesloten als niet ontvangen"
    days = (new - old).days
    if days == 0:
        return (
            f"geen verschil: heeft een eigen termijn, vóór {long_date(old)}"
            if old != row.milestone.before
            else ("geen verschil")
        )
    counted = f"{abs(days)} {'dag' if abs(days) == 1 else 'dagen'}"
    if days < 0:
        return f"krijgt {counted} minder"
    return f"krijgt {counted} meer en kan weer inleveren" if old <= today else f"krijgt {counted} meer"


def _mails(milestone: Milestone, new: Dates, today: date) -> tuple[list[Planned], list[Planned]]:
    """The mails on the step's own days that fall out, and those that come; those of today may be out already."""
    moved = copy.copy(milestone)
    moved.opens_on, moved.before = new.opens_on, new.before
    before, after = (set(_still_to_come(row, today)) for row in (milestone, moved))
    return sorted(before - after), sorted(after - before)


def _still_to_come(milestone: Milestone, today: date) -> Iterator[Planned]:
    return (row for row in planning.of_step(milestone) if row.day > today)


def _notes(milestone: Milestone, new: Dates, shares: list[Share], today: date) -> Iterator[str]:
    if not milestone.is_of_parties:
        return
    if any(row.new != new.before for row in shares):
        yield "Wie een eigen termijn heeft, krijgt zijn herinneringen op andere dagen dan hieronder staan."
    readable = READABLE.get(MilestoneKind(milestone.kind))
    if readable and milestone.before <= today < new.before and any(row.has_handed_in for row in shares):
        yield f"{readable} kunnen de partijen nu van elkaar lezen. Dat kan dan pas weer vanaf {long_date(new.before)}."
