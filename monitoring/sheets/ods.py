"""The cells of one sheet of an OpenDocument spreadsheet, in their own columns.

Empty cells and equal neighbours are written once with a number of times: they are written out again here.
"""

import io
import zipfile
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
NUMBERS = ("float", "currency", "percentage")
SPANS = ("number-columns-spanned", "number-rows-spanned")


class NotReadable(Exception):
    """Not an OpenDocument spreadsheet."""


class HasMergedCells(Exception):
    """Cells that were made one."""


class TooLong(Exception):
    """A text that no cell should hold."""


class HasFormula(Exception):
    """A cell that is computed."""

    def __init__(self, row: int, column: int) -> None:
        super().__init__(f"{row}, {column}")
        self.row, self.column = row, column


def rows(
    content: bytes, most_columns: int, longest: int, wanted: Collection[str] = ()
) -> Iterator[tuple[int, list[Any]]]:
    """(number of the line, its cells) of a sheet, without the empty lines.

    Args:
        wanted: names of the sheet to read; without one of these it is the first.

    Raises:
        NotReadable, HasFormula, HasMergedCells, TooLong: a text of more than `longest` signs.
    """
    at = 0
    for row in _lines(content, _place(content, wanted)):
        times = _times(row, "number-rows-repeated")
        cells = _cells(row, at + 1, most_columns, longest)
        if not any(cell != "" for cell in cells):
            at += times
            continue
        for _ in range(times):
            at += 1
            yield at, cells


def _place(content: bytes, wanted: Collection[str]) -> int:
    """Which of the sheets has a wanted name; else the first. Each is looked at only when there is a choice."""
    sheets = (element for element in _elements(content, "table")) if wanted else ()
    return next((at for at, sheet in enumerate(sheets) if sheet.get(f"{TABLE}name") in wanted), 0)


def _lines(content: bytes, place: int) -> Iterator[Element]:
    """The rows of one sheet, in order; those in groups and headings too. One is held at a time."""
    at = -1
    for element in _elements(content, "table", "table-row"):
        if element.tag == f"{TABLE}table":
            at += 1
            if at == place:
                return
        elif at == place - 1:
            yield element
    raise NotReadable


def _elements(content: bytes, *names: str) -> Iterator[Element]:
    """The elements of these names, each when it ends; what is in a row is let go after it."""
    tags = {f"{TABLE}{name}" for name in names}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open("content.xml") as text:
            for _, element in iterparse(text):
                if element.tag in tags:
                    yield element
                if element.tag == f"{TABLE}table-row":
                    element.clear()
    except (KeyError, ParseError, DefusedXmlException, zipfile.BadZipFile) as error:
        raise NotReadable from error


def _cells(row: Element, at: int, most: int, longest: int) -> list[Any]:
    found: list[Any] = []
    for cell in row:
        if cell.tag == f"{TABLE}covered-table-cell" or any(_times(cell, name) > 1 for name in SPANS):
            raise HasMergedCells
        if cell.tag != f"{TABLE}table-cell":
            continue
        if cell.get(f"{TABLE}formula"):
            raise HasFormula(at, len(found) + 1)
        times = min(_times(cell, "number-columns-repeated"), most - len(found))
        found += [_value(cell, longest)] * times
    return found


def _value(cell: Element, longest: int) -> Any:
    if cell.get(f"{OFFICE}value-type") == "date":
        try:
            return datetime.fromisoformat(cell.get(f"{OFFICE}date-value") or "")
        except ValueError as error:
            raise NotReadable from error
    if cell.get(f"{OFFICE}value-type") in NUMBERS:
        try:
            value = float(cell.get(f"{OFFICE}value") or 0)
        except ValueError as error:
            raise NotReadable from error
        return int(value) if value.is_integer() else value
    found: list[str] = []
    length = 0
    for line in cell.findall(f"{TEXT}p"):
        for part in chain(_words(line), "\n"):
            found.append(part)
            length += len(part)
            if length > longest + 1:
                raise TooLong
    return "".join(found[:-1])


def _words(line: Element) -> Iterator[str]:
    """The text of a paragraph; several spaces and line ends are elements of their own."""
    yield line.text or ""
    for part in line:
        if part.tag == f"{TEXT}s":
            yield " " * min(_times(part, "c", TEXT), 2**15)
        elif part.tag in (f"{TEXT}line-break", f"{TEXT}tab"):
            yield "\n" if part.tag.endswith("line-break") else "\t"
        else:
            yield from _words(part)
        yield part.tail or ""


def _times(element: Element, name: str, space: str = TABLE) -> int:
    """A number of times, once when it is left out or no number."""
    text = element.get(f"{space}{name}", "1")
    return min(int(text), 2**20) if text.isdecimal() and len(text) < 9 else 1
