"""A moment of the story."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from druten import clock


@dataclass(frozen=True)
class Step:
    """Something that happens at a moment."""

    at: datetime
    do: Callable[[], None]


def on(year: int, month: int, day: int, do: Callable[[], None]) -> Step:
    """In the afternoon of a day."""
    return Step(datetime.combine(date(year, month, day), time(14, 3), tzinfo=clock.AMSTERDAM), do)
