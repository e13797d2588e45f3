"""A spreadsheet as lines of cells: xlsx, ods or csv. What could do harm is refused with one sentence.

tablib's own reader of ods drops repeated cells, so that columns shift; hence `sheets.ods`.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from druten.dutch import enumerate_words, number
from monitoring.sheets import ods, packed
from monitoring.sheets.packed import WrongFile

__all__ = ["PAST", "Cell", "Limits", "Line", "WrongFile", "read"]

MOST_BYTES = 5 * 1024 * 1024
# What a spreadsheet itself allows in one cell.
LONGEST_CELL = 32_767
# One long text may stand in many cells while the file holds it once.
MOST_SIGNS = 5_000_000
# Empty lines with a layout of their own may follow the last; to look at all million of them takes too long.
LINES_LOOKED_AT = 20000

Cell = str | int | float


@dataclass(frozen=True)
class Limits:
    """Which kinds of file are read, and how much of them."""

    kinds: tuple[str, ...]
    lines: int
    columns: int
    # The sheet that is read, whichever stands first; without one of these names it is the first.
    sheets: tuple[str, ...] = ()

    @property
    def kinds_in_words(self) -> str:
        """ "xlsx of ods"."""
        return enumerate_words(list(self.kinds)).replace(" en ", " of ")


PAST = Limits(kinds=("xlsx", "ods", "csv"), lines=5000, columns=40)


@dataclass(frozen=True)
class Line:
    """One line of the sheet, with the number that it has there."""

    number: int
    cells: list[Cell]


def read(name: str, content: bytes, limits: Limits = PAST) -> list[Line]:
    """The lines that hold something, headings included, of the sheet that `limits` names or else of the first.

    Args:
        name: the name of the file; its ending says of which kind it is.

    Raises:
        WrongFile: with a Dutch sentence.
    """
    kind = PurePath(name).suffix.lower().removeprefix(".")
    if kind not in limits.kinds:
        raise WrongFile(f"Dit soort bestand kan niet. Bewaar het als {limits.kinds_in_words}.")
    if not content:
        raise WrongFile("Dit bestand is leeg.")
    if len(content) > MOST_BYTES:
        raise WrongFile("Dit bestand is groter dan 5 MB. Verdeel het over meer bestanden.")
    if kind != "csv":
        packed.check(content, kind)
    found = list(_counted(_READERS[kind](content, limits), limits))
    if len(found) < 2:
        raise WrongFile("In dit bestand staan geen regels. Zet onder de kopjes één regel per activiteit.")
    return found


def _counted(rows: Iterable[tuple[int, list[Any]]], limits: Limits) -> Iterator[Line]:
    """The lines that hold something, as long as there are not too many."""
    count = signs = 0
    for looked_at, (at, row) in enumerate(rows, start=1):
        cells = [_cell(value, at) for value in row]
        while cells and cells[-1] == "":
            cells.pop()
        if len(cells) > limits.columns:
            raise WrongFile(f"Rij {at} heeft meer dan {limits.columns} kolommen.")
        signs += sum(len(cell) for cell in cells if isinstance(cell, str))
        if signs > MOST_SIGNS:
            raise WrongFile("In dit bestand staat te veel tekst. Verdeel het over meer bestanden.")
        if cells:
            count += 1
            yield Line(at, cells)
        if count > limits.lines + 1 or looked_at > LINES_LOOKED_AT:
            raise WrongFile(f"Dit bestand heeft meer dan {number(limits.lines)} regels. Verdeel het.")


def _cell(value: Any, at: int) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "waar" if value else "onwaar"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, (date, datetime)):
        # A day, as it would have been typed: what a spreadsheet adds to it, nobody wrote.
        has_time = isinstance(value, datetime) and (value.hour or value.minute)
        return f"{value:%d-%m-%Y %H:%M}" if has_time else f"{value:%d-%m-%Y}"
    text = str(value).replace("\r\n", "\n").strip()
    if len(text) > LONGEST_CELL:
        raise WrongFile(_TOO_LONG)
    if any(ord(sign) < 32 and sign not in "\n\t" for sign in text):
        raise WrongFile(f"In rij {at} staat een teken dat niet kan. Haal het weg.")
    return text


def _csv(content: bytes, limits: Limits) -> Iterator[tuple[int, list[Any]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongFile("De letters in dit bestand zijn niet te lezen. Bewaar het als CSV UTF-8.") from error
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise WrongFile("Dit csv-bestand is niet te lezen. Bewaar het opnieuw, of als xlsx.") from error


def _xlsx(content: bytes, limits: Limits) -> Iterator[tuple[int, list[Any]]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = next((it for it in book.worksheets if it.title in limits.sheets), book.worksheets[0])
        if _has_merged_cells(content, sheet._worksheet_path):
            raise WrongFile(_MERGED)
        # How large the file says that the sheet is, is not always true, and what lies outside would not be read.
        sheet.reset_dimensions()
        last = None
        for at, row in enumerate(sheet.iter_rows(max_col=limits.columns + 1), start=1):
            # Of rows that are not in the file openpyxl makes one, again and again. Some programs write the very last
            # row of the million with nothing in it.
            if row is not last:
                yield at, [_value(cell, at) for cell in row]
            last = row
    except WrongFile:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over
        raise WrongFile("Dit xlsx-bestand is niet te lezen. Open het en bewaar het opnieuw.") from error


def _has_merged_cells(content: bytes, part: str) -> bool:
    """openpyxl reads row by row, and the merged cells stand after all of them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return re.search(rb"<(\w+:)?mergeCell\b", archive.read(part)) is not None


def _value(cell: Any, at: int) -> Any:
    if cell.data_type == "f":
        raise WrongFile(_formula(at, cell.column_letter))
    return cell.value


def _ods(content: bytes, limits: Limits) -> Iterator[tuple[int, list[Any]]]:
    try:
        yield from ods.rows(content, limits.columns + 1, LONGEST_CELL, limits.sheets)
    except ods.HasFormula as found:
        raise WrongFile(_formula(found.row, get_column_letter(found.column))) from found
    except ods.TooLong as found:
        raise WrongFile(_TOO_LONG) from found
    except ods.HasMergedCells as found:
        raise WrongFile(_MERGED) from found
    except ods.NotReadable as error:
        raise WrongFile("Dit ods-bestand is niet te lezen. Open het en bewaar het opnieuw.") from error


_TOO_LONG = f"In een vakje staat een tekst van meer dan {number(LONGEST_CELL)} tekens. Maak die korter."
_MERGED = "In dit bestand zijn cellen samengevoegd. Maak dat ongedaan: één vakje per gegeven."


def _formula(row: int, column: str) -> str:
    return f"In rij {row}, kolom {column} staat een formule. Plak daar de waarde."


_READERS = {"csv": _csv, "xlsx": _xlsx, "ods": _ods}
