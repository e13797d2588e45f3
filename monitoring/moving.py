"""Reading for the pages on which a date moves: what is proposed, what was moved, what there is to move."""

from dataclasses import dataclass

from agreements.models import Covenant
from calendar_cycle import moves
from calendar_cycle.models import Milestone, MilestoneMove
from calendar_cycle.move_effects import Effects, effects
from calendar_cycle.move_rules import Dates
from druten.accounts.models import User


@dataclass(frozen=True)
class Proposal:
    """A proposed move as someone reads it: what it does, and what he may do."""

    move: MilestoneMove
    effects: Effects
    why_no_confirming: str
    why_no_withdrawing: str
    unconfirmed: list[str]


@dataclass(frozen=True)
class Desk:
    """The steps of one covenant that can still move, by date."""

    covenant: Covenant
    steps: list[Milestone]


def proposal(move: MilestoneMove, reader: User) -> Proposal:
    """A proposed move with all that its page shows."""
    return Proposal(
        move=move,
        effects=effects(move.milestone, Dates(move.new_opens_on, move.new_before)),
        why_no_confirming=moves.refusal(move, "confirm", by=reader),
        why_no_withdrawing=moves.refusal(move, "withdraw", by=reader),
        unconfirmed=moves.unconfirmed(move),
    )


def open_proposal(milestone: Milestone) -> MilestoneMove | None:
    """The move of this step that waits for a second person."""
    move = milestone.moves.proposed().select_related("by").first()  # type: ignore[attr-defined]
    if move is not None:
        move.milestone = milestone
    return move


def earlier_moves(milestone: Milestone) -> list[MilestoneMove]:
    """What was moved or taken back before, the newest first."""
    rows = milestone.moves.exclude(state=MilestoneMove.State.PROPOSED)  # type: ignore[attr-defined]
    return list(rows.select_related("by", "confirmed_by").order_by("-at", "-pk"))


def desks(user: User) -> list[Desk]:
    """Per covenant that this user runs the steps that are not concluded; four queries."""
    covenants = list(Covenant.objects.editable_by(user))
    rows = Milestone.objects.filter(cycle__covenant__in=covenants, done_at=None).select_related("cycle__covenant")
    steps: dict[int, list[Milestone]] = {row.pk: [] for row in covenants}
    for row in rows.prefetch_related("moves", "assignments").order_by("before", "pk"):
        if not row.before_use and not row.is_finished:
            steps[row.cycle.covenant_id].append(row)
    return [Desk(row, steps[row.pk]) for row in covenants]
