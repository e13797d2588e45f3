"""A date is proposed: the secretary asks for 15 July instead of 1 July, on 1 June."""

from datetime import date
from typing import Any

from calendar_cycle import moves
from calendar_cycle.models import Milestone, MilestoneMove
from tests.world import World, moment

JUNE = moment(2026, 6, 1)
LATER = date(2026, 7, 15)


def propose(step: Milestone, world: World, **given: Any) -> MilestoneMove:
    """The secretary of the municipality proposes 15 July."""
    words = {"opens_on": step.opens_on, "before": LATER, "reason": "Vakantie van het bestuur."} | given
    return moves.propose(step, **{"by": world.secretary, **words})
