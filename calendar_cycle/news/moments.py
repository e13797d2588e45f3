"""Which day of a line's days is due: plain functions of dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from calendar_cycle.news.table import When


@dataclass(frozen=True)
class Window:
    """The days that were not gone through yet: after `since`, up to and including `until`."""

    since: date
    until: date

    @classmethod
    def up_to(cls, until: date, last: date | None) -> "Window":
        """From the day after the last one; the day itself always belongs to it."""
        day_before = until - timedelta(days=1)
        return cls(day_before if last is None else min(last, day_before), until)

    def holds(self, day: date) -> bool:
        return self.since < day <= self.until

    def holds_day_of_year(self, month: int, day: int) -> bool:
        return any((it.month, it.day) == (month, day) for it in self.days)

    @property
    def days(self) -> list[date]:
        return [self.since + timedelta(days=number + 1) for number in range((self.until - self.since).days)]

    def newest(self, days: Iterable[date]) -> date | None:
        """After days of silence only the newest is told."""
        return max((day for day in days if self.holds(day)), default=None)


@dataclass(frozen=True)
class Windows:
    """The window of a round; a longer one for a covenant in which an earlier round went wrong.

    `behind` gives the last day that was gone through there, by the address of the covenant.
    """

    usual: Window
    behind: Mapping[str, date] = field(default_factory=dict)

    def of(self, slug: str) -> Window:
        """The window of one covenant."""
        return Window.up_to(self.usual.until, min(self.usual.since, self.behind.get(slug, self.usual.since)))

    @property
    def widest(self) -> Window:
        """The window in which all the others lie."""
        return Window(min([self.usual.since, *self.behind.values()]), self.usual.until)


def reached(when: When, opens_on: date, before: date, window: Window, known_since: date | None = None) -> date | None:
    """The newest day of a line that lies in the window, and after the day on which its date was known."""
    days = when.days(opens_on, before)
    if known_since is not None:
        days = [day for day in days if day > known_since]
    return window.newest(days)
