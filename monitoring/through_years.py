"""One line of activities through the years: what goes on from what, with a cell per year. Plain functions of rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """An activity of one year; `continues` is the code of the one that it goes on with, or empty."""

    year: int
    partner: str
    code: str
    title: str
    continues: str = ""
    quantity: str = ""
    standing: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of an activity in its year: the state in words, its mark, and how much."""

    state: str
    kind: str = ""
    realised: str = ""


@dataclass(frozen=True)
class Cell:
    """One activity in the cell of its year, with what came of it as far as that is known."""

    step: Step
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Thread:
    """A row: whose line it is, what it is called last, and per year its activities (two when a line was split)."""

    partner: str
    title: str
    cells: list[list[Cell]]


def threads(steps: Iterable[Step], outcomes: Mapping[tuple[int, str], Outcome], years: Sequence[int]) -> list[Thread]:
    """The lines, by their first year.

    Args:
        outcomes: by year and code of the activity.
        years: the columns; a step of another year is left out.

    Activities that go on with the same one are of one line, also when that one is not among the steps, for it
    served another agreement or may not be read.
    """
    rows = [row for row in steps if row.year in years]
    before = {row.code: row.continues for row in rows}
    found: dict[str, list[Step]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.year, row.code)):
        found[_first_of(row.code, before)].append(row)
    return [_thread(line, outcomes, years) for line in found.values()]


def _first_of(code: str, before: Mapping[str, str]) -> str:
    """Where the line begins that this activity is of; of a circle the first code."""
    seen = [code]
    while (earlier := before.get(seen[-1], "")) and earlier not in seen:
        seen.append(earlier)
    return min(seen) if before.get(seen[-1], "") else seen[-1]


def _thread(line: list[Step], outcomes: Mapping[tuple[int, str], Outcome], years: Sequence[int]) -> Thread:
    cells = [[Cell(row, outcomes.get((row.year, row.code))) for row in line if row.year == year] for year in years]
    return Thread(line[-1].partner, line[-1].title, cells)
