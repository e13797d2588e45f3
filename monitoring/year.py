"""The year as twelve months: each step a bar, today a line. Plain values, ready to draw."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from calendar_cycle.models import Assignment, Milestone
from druten.dutch import MONTHS

# Measures of the drawing, in its own units.
LEFT, MONTH, TOP, ROW, BAR = 220, 65, 34, 34, 24
RIGHT = LEFT + 12 * MONTH
ROOM_FOR_WORDS = 150
FILLS = {"good": "#e2f0e6", "warn": "#fbeedb", "bad": "#fae4e4", "": "#eceeed"}


@dataclass(frozen=True)
class Bar:
    """One step: where it lies in the drawing, and how it stands in words."""

    title: str
    word: str
    kind: str
    x: float
    width: float
    y: int
    word_x: float
    anchor: str

    @property
    def fill(self) -> str:
        return FILLS[self.kind]

    @property
    def beside(self) -> bool:
        """True when the words do not fit in the bar."""
        return self.width < ROOM_FOR_WORDS

    @property
    def text_y(self) -> int:
        return self.y + 17


@dataclass(frozen=True)
class Year:
    """A calendar year of one covenant."""

    number: int
    title: str
    bars: list[Bar]
    months: list[tuple[str, int, int]]
    today_x: float
    height: int

    @property
    def bottom(self) -> int:
        return self.height - 22


def position(day: date, year: int) -> float:
    """Where a day lies in the drawing of `year`; a day before or after it at the edge."""
    if day.year < year:
        return float(LEFT)
    if day.year > year:
        return float(RIGHT)
    days = (date(year + day.month // 12, day.month % 12 + 1, 1) - day.replace(day=1)).days
    return round(LEFT + MONTH * (day.month - 1 + (day.day - 1) / days), 1)


def how_it_stands(milestone: Milestone, shares: Iterable[Assignment], today: date) -> tuple[str, str]:
    """The kind (good, warn, bad or nothing) and the words of a step: of one's own shares when there are any."""
    rows = list(shares)
    if rows and all(row.state == Assignment.State.ACCEPTED for row in rows):
        return "good", "geaccepteerd"
    if rows and all(row.state in (Assignment.State.SUBMITTED, Assignment.State.ACCEPTED) for row in rows):
        return "good", "ingediend"
    if milestone.done_at:
        return "good", "gedaan"
    if today < milestone.opens_on:
        return "", f"vanaf {_short(milestone.opens_on)}"
    last = max([row.own_deadline for row in rows], default=milestone.before)
    if today < last:
        return "warn", f"vóór {_short(last)}"
    if milestone.before_use or (milestone.is_of_parties and not rows):
        return "", "voorbij"
    return "bad", "te laat"


def draw(title: str, milestones: Iterable[Milestone], own: dict[int, list[Assignment]], today: date) -> Year:
    """The year of `today`, with the steps of one covenant's cycle of that year.

    Args:
        own: one's own assignments by the id of their milestone.
    """
    steps = sorted(milestones, key=lambda step: (step.opens_on, step.before))
    bars = [_bar(step, row, own.get(step.pk, []), today) for row, step in enumerate(steps)]
    months = [
        (name[:3] if name != "maart" else "mrt", LEFT + MONTH * at, _middle(at)) for at, name in enumerate(MONTHS)
    ]
    return Year(today.year, title, bars, months, position(today, today.year), TOP + ROW * len(bars) + 26)


def _bar(step: Milestone, row: int, shares: list[Assignment], today: date) -> Bar:
    kind, word = how_it_stands(step, shares, today)
    start, end = position(step.opens_on, today.year), position(step.before, today.year)
    width = max(end - start, 4)
    word_x, anchor = _place_words(start, width)
    return Bar(str(step), word, kind, start, width, TOP + ROW * row, word_x, anchor)


def _place_words(start: float, width: float) -> tuple[float, str]:
    """In the bar when it is wide enough, else right of it, else left of it."""
    if width >= ROOM_FOR_WORDS:
        return start + 8, "start"
    if start + width + ROOM_FOR_WORDS <= RIGHT:
        return start + width + 8, "start"
    return start - 8, "end"


def _middle(at: int) -> int:
    return LEFT + MONTH * at + MONTH // 2


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"
