"""A spreadsheet as lines of cells: xlsx, ods or csv. What could do harm is refused with one sentence.

tablib's own reader of ods drops repeated cells, so that columns shift; hence `past.ods`.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

import openpyxl

from druten.dutch import number
from monitoring.past import ods

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_LINES = 5000
MOST_COLUMNS = 40
# Empty lines with a layout of their own may follow the last; to look at all million of them takes too long.
LINES_LOOKED_AT = 20000
KINDS = ("xlsx", "ods", "csv")

Cell = str | int | float


class WrongFile(Exception):
    """A file that can not be read. `sentence` says in Dutch what is wrong and what now."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Line:
    """One line of the sheet, with the number that it has there."""

    number: int
    cells: list[Cell]


def read(name: str, content: bytes) -> list[Line]:
    """The lines of the first sheet that hold something, headings included.

    Args:
        name: the name of the file; its ending says of which kind it is.

    Raises:
        WrongFile: with a Dutch sentence.
    """
    kind = PurePath(name).suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise WrongFile("Dit soort bestand kan niet. Bewaar het als xlsx, ods of csv.")
    if not content:
        raise WrongFile("Dit bestand is leeg.")
    if len(content) > MOST_BYTES:
        raise WrongFile("Dit bestand is groter dan 5 MB. Verdeel het over meer bestanden.")
    found = list(_counted(_READERS[kind](content)))
    if len(found) < 2:
        raise WrongFile("In dit bestand staan geen regels. Zet onder de kopjes één regel per activiteit.")
    return found


def _counted(rows: Iterable[tuple[int, list[Any]]]) -> Iterator[Line]:
    """The lines that hold something, as long as there are not too many."""
    count = 0
    for at, row in rows:
        cells = [_cell(value, at) for value in row]
        while cells and cells[-1] == "":
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise WrongFile(f"Rij {at} heeft meer dan {MOST_COLUMNS} kolommen.")
        if cells:
            count += 1
            yield Line(at, cells)
        if count > MOST_LINES + 1 or at > LINES_LOOKED_AT:
            raise WrongFile(f"Dit bestand heeft meer dan {number(MOST_LINES)} regels. Verdeel het.")


def _cell(value: Any, at: int) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "waar" if value else "onwaar"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    text = str(value).replace("\r\n", "\n").strip()
    if any(ord(sign) < 32 and sign not in "\n\t" for sign in text):
        raise WrongFile(f"In rij {at} staat een teken dat niet kan. Haal het weg.")
    return text


def _csv(content: bytes) -> Iterator[tuple[int, list[Any]]]:
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


def _xlsx(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    _check_packed(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        for at, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
            yield at, [_value(cell, at) for cell in row]
    except WrongFile:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over
        raise WrongFile("Dit xlsx-bestand is niet te lezen. Open het en bewaar het opnieuw.") from error


def _value(cell: Any, at: int) -> Any:
    if cell.data_type == "f":
        raise WrongFile(_formula(at, cell.column_letter))
    return cell.value


def _ods(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    _check_packed(content)
    try:
        yield from ods.rows(content, MOST_COLUMNS + 1)
    except ods.HasFormula as found:
        raise WrongFile(_formula(found.row, openpyxl.utils.get_column_letter(found.column))) from found
    except (ods.NotReadable, zipfile.BadZipFile) as error:
        raise WrongFile("Dit ods-bestand is niet te lezen. Open het en bewaar het opnieuw.") from error


def _formula(row: int, column: str) -> str:
    return f"In rij {row}, kolom {column} staat een formule. Plak daar de waarde."


def _check_packed(content: bytes) -> None:
    """Refuses a bomb, macros and documents that point elsewhere, before anything is unpacked into rows."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            rows = packed.infolist()
            if sum(row.file_size for row in rows) > MOST_UNPACKED:
                raise WrongFile("Dit bestand is uitgepakt te groot. Bewaar alleen het blad dat u wilt laden.")
            if any("vbaproject" in row.filename.lower() or row.filename.startswith("Basic/") for row in rows):
                raise WrongFile("In dit bestand staan macro's. Bewaar het zonder macro's.")
            if any(b"<!DOCTYPE" in packed.read(row) for row in rows if row.filename.endswith((".xml", ".rels"))):
                raise WrongFile("In dit bestand staat iets dat niet in een werkblad hoort. Bewaar het opnieuw.")
    except zipfile.BadZipFile as error:
        raise WrongFile("Dit bestand is niet wat de naam zegt. Open het en bewaar het opnieuw.") from error


_READERS = {"csv": _csv, "xlsx": _xlsx, "ods": _ods}
