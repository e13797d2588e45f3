"""The year as twelve months: each step a bar, today a line. Plain values, ready to draw."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from calendar_cycle.models import Assignment, Milestone
from calendar_cycle.states import HANDED_IN
from druten.dutch import MONTHS

# Measures of the drawing, in its own units.
LEFT, MONTH, TOP, ROW, BAR = 220, 65, 34, 34, 24
RIGHT = LEFT + 12 * MONTH
ROOM_FOR_WORDS = 150
FILLS = {"good": "#e2f0e6", "warn": "#fbeedb", "bad": "#fae4e4", "": "#eceeed"}


@dataclass(frozen=True)
class Drawn:
    """A step as it is to be drawn: with how it stands, and what became of its dates."""

    step: Milestone
    kind: str
    word: str
    was: tuple[date, date] | None = None
    later: date | None = None


@dataclass(frozen=True)
class Piece:
    """A part of a bar beside the bar itself: where it begins, and how wide it is."""

    x: float
    width: float


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
    was: Piece | None = None
    later: Piece | None = None

    @property
    def fill(self) -> str:
        return FILLS[self.kind]

    @property
    def beside(self) -> bool:
        """True when the words do not fit in the bar."""
        return self.width < ROOM_FOR_WORDS

    @property
    def word_ground(self) -> str:
        """What the words stand on: the bar, or the paper beside it."""
        return "#fff" if self.beside else self.fill

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
    today_x: float | None

    @property
    def bottom(self) -> int:
        return TOP + ROW * len(self.bars) + 4

    @property
    def height(self) -> int:
        """With room for the word beneath the line of today."""
        return self.bottom + (22 if self.today_x else 0)

    @property
    def has_moved(self) -> bool:
        return any(bar.was for bar in self.bars)

    @property
    def has_longer(self) -> bool:
        return any(bar.later for bar in self.bars)


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
    if rows and all(row.state in HANDED_IN for row in rows):
        return "good", "ingediend"
    if milestone.done_at:
        return "good", "gedaan"
    if milestone.before_use:
        return "", milestone.BEFORE_USE
    if today < milestone.opens_on:
        return "", f"vanaf {_short(milestone.opens_on)}"
    last = max([row.own_deadline for row in rows], default=milestone.before)
    if today < last:
        return "warn", f"vóór {_short(last)}"
    if milestone.is_of_parties and not rows:
        return "", "voorbij"
    return "bad", "te laat"


def draw(title: str, milestones: Iterable[Milestone], own: dict[int, list[Assignment]], today: date) -> Year:
    """The year of `today`, with the steps of one covenant's cycle of that year.

    Args:
        own: one's own assignments by the id of their milestone.
    """
    rows = []
    for step in milestones:
        shares = own.get(step.pk, [])
        longest = max([row.own_deadline for row in shares], default=step.before)
        later = longest if longest > step.before else None
        rows.append(Drawn(step, *how_it_stands(step, shares, today), later=later))
    return lay_out(title, rows, today, today.year)


def lay_out(title: str, rows: Iterable[Drawn], today: date, number: int) -> Year:
    """The calendar year `number`, with these steps in the order in which they open; today when it lies in it."""
    steps = sorted(rows, key=lambda row: (row.step.opens_on, row.step.before))
    bars = [_bar(row, at, number) for at, row in enumerate(steps)]
    months = [
        (name[:3] if name != "maart" else "mrt", LEFT + MONTH * at, _middle(at)) for at, name in enumerate(MONTHS)
    ]
    today_x = position(today, number) if today.year == number else None
    return Year(number, title, bars, months, today_x)


def _bar(row: Drawn, at: int, year: int) -> Bar:
    bar = _piece(row.step.opens_on, row.step.before, year)
    was = _piece(*row.was, year) if row.was else None
    later = _piece(row.step.before, row.later, year) if row.later else None
    start, end = min(_starts(bar, was, later)), max(_ends(bar, was, later))
    word_x, anchor = _place_words(bar.x, bar.width) if bar.width >= ROOM_FOR_WORDS else _place_words(start, end - start)
    return Bar(str(row.step), row.word, row.kind, bar.x, bar.width, TOP + ROW * at, word_x, anchor, was, later)


def _piece(opens_on: date, before: date, year: int) -> Piece:
    start = position(opens_on, year)
    return Piece(start, max(position(before, year) - start, 4))


def _starts(*pieces: Piece | None) -> list[float]:
    return [piece.x for piece in pieces if piece]


def _ends(*pieces: Piece | None) -> list[float]:
    return [piece.x + piece.width for piece in pieces if piece]


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
