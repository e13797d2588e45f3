"""Whose turn it is in a request or an offer, and how pressing that is. Pure: no database, no clock."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from druten import clock

if TYPE_CHECKING:
    from monitoring.models import Contribution

ANSWER_WITHIN = timedelta(days=14)  # domain.md §6, rule 3


class Side(Enum):
    """On which side of it a person is."""

    TO_US = auto()
    ASKED = auto()
    OFFERED = auto()


@dataclass(frozen=True)
class Turn:
    """What it asks of its reader now, in words; the lower the rank, the more pressing."""

    rank: int = 6
    words: str = ""
    asks: bool = False
    urgent: bool = False

    def order(self, row: "Contribution") -> tuple[int, float, int]:
        """For sorting: what asks something by how long it waits, the rest the newest first."""
        if self.rank <= 4:
            return self.rank, row.sent_at.timestamp() if row.sent_at else math.inf, row.pk
        return self.rank, -row.overview.year, -row.pk


def turn_of(row: "Contribution", side: Side, today: date) -> Turn:
    """What this asks on `today` of who fills in for a partner on this side.

    Of a year that is over, and of what is from before taking into use, nothing is asked any more.
    """
    state = row.State
    if row.state == state.WITHDRAWN:
        return Turn(7)
    if row.overview.year < today.year or row.is_from_before_use:
        return Turn()
    days = _days(row, today)
    if row.state == state.SENT:
        return _waiting(side, days)
    if side == Side.TO_US:
        return Turn()
    if row.state == state.CONCEPT:
        return Turn(3, "Nog niet verstuurd", asks=True)
    if row.state == state.PARTLY and row.settled_at is None:
        return Turn(2, "Is dit deel genoeg? Laat het weten", asks=True)
    if row.state == state.DECLINED and side == Side.ASKED:
        return Turn(2, "Vraag het anders, of aan een ander", asks=True)
    return Turn()


def _waiting(side: Side, days: int) -> Turn:
    since = "vandaag gekomen" if not days else f"{days} {'dag' if days == 1 else 'dagen'} open"
    if side == Side.TO_US:
        late = days >= ANSWER_WITHIN.days
        return Turn(0 if late else 1, f"Wacht op uw antwoord, {since}", asks=True, urgent=late)
    if days >= ANSWER_WITHIN.days:
        return Turn(4, f"Nog geen antwoord, {since}")
    return Turn(5, "")


def _days(row: "Contribution", today: date) -> int:
    if row.sent_at is None:
        return 0
    return max((today - row.sent_at.astimezone(clock.AMSTERDAM).date()).days, 0)
