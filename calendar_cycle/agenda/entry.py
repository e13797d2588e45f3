"""One entry of an agenda, and how often what it says has changed.

The number of changes is counted from what is stored (moves, decided extensions, deeds), never made up:
the same rows give the same feed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from agreements.models import Covenant
from druten import clock

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One all-day entry: on the last day that counts, with the page it is about."""

    key: str
    day: date
    title: str
    text: str
    address: str
    category: str
    covenant: Covenant
    changed_at: datetime
    changes: int = 0
    alarm: bool = False
    place: str = ""


@dataclass
class Changes:
    """How often something changed since it was planned, and when last."""

    number: int = 0
    last: datetime = LONG_AGO

    def add(self, *moments: datetime | None) -> "Changes":
        """Counts the moments that were; gives itself."""
        for moment in moments:
            if moment is not None:
                self.number += 1
                self.last = max(self.last, moment)
        return self


def make(
    key: str, day: date, title: str, lines: Iterable[str], *, covenant: Covenant, changes: Changes, **more: str | bool
) -> Entry:
    """An entry; what never changed is of the day on which its covenant was signed."""
    first = midnight(covenant.signed_on or date(covenant.start_year, 1, 1))
    text = "\n".join(line for line in [*lines, covenant.title] if line)
    fixed = {"address": "", "category": "", **more}
    return Entry(
        key=key,
        day=day,
        title=title,
        text=text,
        covenant=covenant,
        changed_at=max(changes.last, first),
        changes=changes.number,
        **fixed,  # type: ignore[arg-type]
    )


def midnight(day: date) -> datetime:
    """The first moment of a day in Amsterdam."""
    return datetime.combine(day, time.min, clock.AMSTERDAM)
