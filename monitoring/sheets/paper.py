"""How a sheet looks where no program works it out: on paper, and in rows that hold more than one line."""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from monitoring.sheets.reading import Cell
from monitoring.sheets.table import Place, Table

# The number and what the row is about: they stay in sight, and are on every page of paper.
FROZEN_COLUMNS = 2
# On a lying A4, where 11 points become about 6: smaller can not be read.
_SIGNS_ON_A_PAGE = 270
_POINTS_A_LINE = 15
# What Excel allows.
_HIGHEST = 409


def pages_wide(table: Table) -> int:
    """Over how many pages next to each other the columns are spread, those in sight on each of them."""
    every = sum(place.width for place in table.places)
    if every <= _SIGNS_ON_A_PAGE:
        return 1
    frozen = sum(place.width for place in table.places[:FROZEN_COLUMNS])
    return ceil((every - frozen) / (_SIGNS_ON_A_PAGE - frozen))


def height(places: Sequence[Place], row: Sequence[Cell | Decimal]) -> int:
    """The points that a row needs to show all of the text in it, as far as a spreadsheet allows."""
    lines = max(_lines(str(value), place.width) for place, value in zip(places, row, strict=True))
    return min(_HIGHEST, _POINTS_A_LINE * lines)


def _lines(text: str, width: int) -> int:
    """The lines that a text takes in a column of this many signs, broken between words."""
    return sum(_wrapped(line, width) for line in text.split("\n"))


def _wrapped(line: str, width: int) -> int:
    lines, used = 1, 0
    for word in line.split(" "):
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
        lines, used = lines + used // (width + 1), used % (width + 1)
    return lines
