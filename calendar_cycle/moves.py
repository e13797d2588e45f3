"""Moving a stored date: proposed with a reason, confirmed by a second person of another partner.

The rules themselves are in `move_rules`; what it does to others is in `move_effects`.
"""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from agreements import four_eyes
from agreements.access import Access
from calendar_cycle import move_rules
from calendar_cycle.models import Milestone, MilestoneMove
from calendar_cycle.move_rules import Dates, Neighbour
from calendar_cycle.news import deeds
from calendar_cycle.workflow import NotAllowed
from druten import clock

if TYPE_CHECKING:
    from druten.accounts.models import User

BEGUN = "De stap is al begonnen. De dag waarop hij openging, kan niet meer veranderen."
OPENS_BY_REQUEST = "De resultaten gaan open als de uitvraag is verstuurd, uiterlijk op 1 januari. Dat verandert niet."


def why_no_moving(milestone: Milestone, by: "User") -> str:
    """Why `by` can not propose to move this step, as one Dutch sentence; empty when he can."""
    if not Access.of(by).in_working_group(milestone.covenant):
        return "Een datum verplaatsen kan alleen een lid van de werkgroep."
    return _why_fixed(milestone)


def wrong(milestone: Milestone, new: Dates) -> dict[str, str]:
    """What is wrong with these dates: one Dutch sentence per field, "opens_on" or "before"."""
    end_year = milestone.covenant.end_year
    return move_rules.wrong(
        _dates(milestone),
        new,
        today=clock.today(),
        last=move_rules.last_day_of_all(milestone.kind, milestone.subject_year, end_year),
        opening_is_fixed=why_opening_is_fixed(milestone),
        next_step=next_step(milestone),
    )


def warnings(milestone: Milestone, new: Dates) -> list[str]:
    """The sentences that must be confirmed one by one before these dates may hold."""
    return move_rules.warnings(
        milestone.kind,
        _dates(milestone),
        new,
        today=clock.today(),
        subject_year=milestone.subject_year,
        next_step=next_step(milestone),
        earlier=earlier_step(milestone),
    )


def unconfirmed(move: MilestoneMove) -> list[str]:
    """What came to need a confirmation since it was proposed, such as that the day has come near."""
    now = warnings(move.milestone, Dates(move.new_opens_on, move.new_before))
    return [sentence for sentence in now if sentence not in move.warnings]


def propose(
    milestone: Milestone,
    *,
    by: "User",
    opens_on: date,
    before: date,
    reason: str,
    confirmed_warnings: Collection[str] = (),
) -> MilestoneMove:
    """Proposes other dates for a step. They hold once a second person has confirmed them.

    Args:
        before: the first day that is too late.
        confirmed_warnings: the sentences of `warnings`, each confirmed.

    Raises:
        NotAllowed: with a Dutch sentence; the refusal is an event of the milestone.
    """
    try:
        with transaction.atomic():
            locked = _lock(milestone)
            new = Dates(opens_on, before)
            _check_proposal(locked, by, new, reason.strip(), confirmed_warnings)
            move = MilestoneMove.objects.create(
                milestone=locked,
                old_opens_on=locked.opens_on,
                old_before=locked.before,
                new_opens_on=opens_on,
                new_before=before,
                reason=reason.strip(),
                warnings=warnings(locked, new),
                by=by,
                at=clock.now(),
            )
            move.partners.set(Access.of(by).own_partners(locked.covenant))
            _record(locked, "propose_move", by, f"{move.change}. {move.reason}")
            deeds.move_proposed(move)
    except NotAllowed as refusal:
        _record(milestone, "propose_move", by, refusal.reason, refused=True)
        raise
    return move


def perform(move: MilestoneMove, name: str, *, by: "User", confirmed_warnings: Collection[str] = ()) -> None:
    """The door behind `MilestoneMove.perform`: "confirm" or "withdraw".

    Raises:
        NotAllowed: with a Dutch sentence; the refusal is an event of the milestone.
    """
    if name not in ("confirm", "withdraw"):
        raise ValueError(f"unknown deed {name!r}")
    try:
        with transaction.atomic():
            milestone = _lock(move.milestone)
            locked = MilestoneMove.objects.select_for_update().get(pk=move.pk)
            locked.milestone = milestone
            if name == "confirm":
                _confirm(locked, by, confirmed_warnings)
            else:
                _withdraw(locked, by)
            _record(milestone, f"{name}_move", by, f"{locked.change}. {locked.reason}")
    except NotAllowed as refusal:
        _record(move.milestone, f"{name}_move", by, refusal.reason, refused=True)
        raise
    move.refresh_from_db()


def refusal(move: MilestoneMove, name: str, *, by: "User") -> str:
    """Why `by` can not do this deed now, as one Dutch sentence; empty when he can. For showing a button."""
    try:
        _check_person(move, name, by)
        if name == "confirm":
            _check_dates(move.milestone, Dates(move.new_opens_on, move.new_before))
    except NotAllowed as no:
        return no.reason
    return ""


def next_step(milestone: Milestone) -> Neighbour | None:
    """The step that builds on this one."""
    return _neighbour(milestone, move_rules.following)


def earlier_step(milestone: Milestone) -> Neighbour | None:
    """The step that this one builds on."""
    return _neighbour(milestone, move_rules.previous)


def _neighbour(milestone: Milestone, which: object) -> Neighbour | None:
    found = which(milestone.kind, milestone.subject_year, milestone.covenant.end_year)  # type: ignore[operator]
    if found is None:
        return None
    kind, year = found
    rows = Milestone.objects.filter(cycle__covenant=milestone.covenant, kind=kind, subject_year=year)
    row = rows.select_related("cycle__covenant").first()
    if row is None:
        return None
    return Neighbour(str(row), Dates(row.opens_at_latest, row.before), row.is_finished)


def _confirm(move: MilestoneMove, by: "User", confirmed: Collection[str]) -> None:
    milestone = move.milestone
    _check_person(move, "confirm", by)
    new = Dates(move.new_opens_on, move.new_before)
    _check_dates(milestone, new)
    _check_warnings(milestone, new, {*move.warnings, *confirmed})
    move.warnings = [*move.warnings, *unconfirmed(move)]
    move.state = MilestoneMove.State.DONE
    move.confirmed_by, move.confirmed_at = by, clock.now()
    move.save()
    milestone.opens_on, milestone.before = new.opens_on, new.before
    milestone.save(update_fields=["opens_on", "before"])
    deeds.moved(move)


def _withdraw(move: MilestoneMove, by: "User") -> None:
    _check_person(move, "withdraw", by)
    move.state = MilestoneMove.State.WITHDRAWN
    move.save()


def _check_proposal(milestone: Milestone, by: "User", new: Dates, reason: str, confirmed: Collection[str]) -> None:
    refused = why_no_moving(milestone, by)
    if refused:
        raise NotAllowed(refused)
    if milestone.moves.proposed().exists():  # type: ignore[attr-defined]
        raise NotAllowed("Er ligt al een voorstel om deze stap te verplaatsen. Trek dat eerst in of bevestig het.")
    _check_dates(milestone, new)
    if not reason:
        raise NotAllowed("Schrijf erbij waarom de datum verplaatst; iedereen leest deze reden.")
    _check_warnings(milestone, new, confirmed)


def _check_person(move: MilestoneMove, name: str, by: "User") -> None:
    """Who, then state: so that a stranger learns nothing."""
    covenant = move.milestone.covenant
    if name == "withdraw" and not Access.of(by).in_working_group(covenant):
        raise NotAllowed("Een voorstel intrekken kan alleen een lid van de werkgroep.")
    if name == "confirm" and not four_eyes.may_sign(covenant, by):
        raise NotAllowed("Een verplaatste datum bevestigen kan alleen een lid van de werkgroep.")
    if move.state != MilestoneMove.State.PROPOSED:
        raise NotAllowed(f"Over dit voorstel is al beslist: {move.get_state_display()}.")
    if name == "confirm":
        _check_two_people(move, by)


def _check_two_people(move: MilestoneMove, by: "User") -> None:
    covenant = move.milestone.covenant
    if move.by is None or not four_eyes.may_sign(covenant, move.by):
        raise NotAllowed(
            "Wie dit voorstelde, is geen lid meer van de werkgroep. Trek het voorstel in en stel de datum opnieuw voor."
        )
    signed_for = [row.pk for row in move.partners.all()]
    if not four_eyes.counts_beside(move.by, signed_for, move.at, by, covenant):
        raise NotAllowed(
            "Een datum verplaatsen doen twee mensen van verschillende partners."
            " Vraag iemand van een andere partner om te bevestigen."
        )


def _check_dates(milestone: Milestone, new: Dates) -> None:
    refused = _why_fixed(milestone) or next(iter(wrong(milestone, new).values()), "")
    if refused:
        raise NotAllowed(refused)


def _check_warnings(milestone: Milestone, new: Dates, confirmed: Collection[str]) -> None:
    missing = [sentence for sentence in warnings(milestone, new) if sentence not in confirmed]
    if missing:
        raise NotAllowed(f"Bevestig eerst dat u dit weet: {' '.join(missing)}")


def _why_fixed(milestone: Milestone) -> str:
    if not milestone.covenant.is_open:
        return "Deze prestatieafspraken zijn niet open. Er kan niets worden verplaatst."
    if milestone.is_finished:
        return "Deze stap is al klaar. De datum kan niet meer veranderen."
    return ""


def why_opening_is_fixed(milestone: Milestone) -> str:
    """Why the day of opening can not change any more, as one Dutch sentence; empty when it can."""
    if milestone.has_opened() or milestone.announced_on or _has_begun(milestone):
        return BEGUN
    return OPENS_BY_REQUEST if milestone.kind == Milestone.Kind.RESULTS else ""


def _has_begun(milestone: Milestone) -> bool:
    return milestone.assignments.exclude(state="todo").exists()  # type: ignore[attr-defined]


def _dates(milestone: Milestone) -> Dates:
    return Dates(milestone.opens_on, milestone.before)


def _lock(milestone: Milestone) -> Milestone:
    rows = Milestone.objects.select_for_update(of=("self",)).select_related("cycle__covenant")
    return rows.get(pk=milestone.pk)


def _record(milestone: Milestone, name: str, by: "User", message: str, *, refused: bool = False) -> None:
    milestone.events.create(kind=name, refused=refused, actor=by, at=clock.now(), message=message)  # type: ignore[attr-defined]
