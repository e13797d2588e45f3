"""The columns of a sheet: how what a form holds stands in cells, and what cells mean to that form.

A value here is what a form takes in: a text, a number as the Dutch write it, the key of a choice, or a list of keys.
Whether it is right is for the form to say; a column only says what it can not place.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from druten.dutch import number, parse_number
from monitoring.sheets import signs
from monitoring.sheets.reading import Cell

Value = str | list[str]
Choices = dict[str, str]
DATE = "De spreadsheet maakte hier een datum van. Kies opnieuw uit de lijst."


@dataclass(frozen=True)
class Column:
    """One field of the form, in one column: a text."""

    name: str
    heading: str
    says: str
    width: int = 20
    # How many columns it takes: what can be several, has one for each.
    most: int = 1
    is_number: bool = False
    is_money: bool = False

    def headings(self) -> list[str]:
        """One heading a column."""
        return [self.heading] if self.most == 1 else [f"{self.heading} {at}" for at in range(1, self.most + 1)]

    def of_form(self, initial: Any, choices: Choices) -> Value:
        """What the form holds at first, as it would come in."""
        return "" if initial is None else str(initial)

    def cells(self, value: Value, choices: Choices) -> list[Cell | Decimal]:
        """What is written."""
        return [signs.to_cell(str(value))]

    def read(self, cells: Sequence[Cell], choices: Choices) -> Value:
        """What the form gets.

        Raises:
            ValueError: with a Dutch sentence, for what has no place.
        """
        return signs.from_cell(cells[0])

    def is_same(self, one: Value, other: Value) -> bool:
        """True when nothing changed: another kind of line end is no change."""
        return signs.plain(str(one)) == signs.plain(str(other))

    def in_words(self, value: Value, choices: Choices) -> str:
        """For who compares."""
        return str(value)


@dataclass(frozen=True)
class Number(Column):
    """A number; as a number of the sheet, or as the Dutch write it."""

    is_number: bool = True

    def of_form(self, initial: Any, choices: Choices) -> Value:
        return "" if initial is None else number(initial)

    def cells(self, value: Value, choices: Choices) -> list[Cell | Decimal]:
        return ["" if value == "" else parse_number(str(value))]

    def read(self, cells: Sequence[Cell], choices: Choices) -> Value:
        cell = cells[0]
        if isinstance(cell, (int, float)):
            found = Decimal(str(cell))
            return number(found) if found.is_finite() else str(cell)
        return cell.strip()

    def is_same(self, one: Value, other: Value) -> bool:
        return one == other or (_number(one) is not None and _number(one) == _number(other))

    def in_words(self, value: Value, choices: Choices) -> str:
        found = _number(value)
        return str(value) if found is None else number(found)


def _number(value: Value) -> Decimal | None:
    try:
        return parse_number(str(value))
    except ValueError:
        return None


@dataclass(frozen=True)
class One(Column):
    """One of a list. Left empty it is `empty`."""

    empty: str = ""

    def cells(self, value: Value, choices: Choices) -> list[Cell | Decimal]:
        return [signs.to_cell(choices.get(str(value), ""))]

    def read(self, cells: Sequence[Cell], choices: Choices) -> Value:
        return place(cells[0], choices) or self.empty

    def in_words(self, value: Value, choices: Choices) -> str:
        return choices.get(str(value), "")


@dataclass(frozen=True)
class Several(Column):
    """Several of a list, each in a column of its own."""

    most: int = 2

    def of_form(self, initial: Any, choices: Choices) -> Value:
        return [str(key) for key in initial or [] if str(key) in choices]

    def cells(self, value: Value, choices: Choices) -> list[Cell | Decimal]:
        return [signs.to_cell(choices[key]) for key in sorted(value, key=list(choices).index)]

    def read(self, cells: Sequence[Cell], choices: Choices) -> Value:
        keys = [place(cell, choices) for cell in cells if cell != ""]
        return list(dict.fromkeys(key for key in keys if key))

    def is_same(self, one: Value, other: Value) -> bool:
        return set(one) == set(other)

    def in_words(self, value: Value, choices: Choices) -> str:
        return "\n".join(label for key, label in choices.items() if key in value)


@dataclass(frozen=True)
class Told:
    """A column that is only there to be read: what it says is not taken in."""

    heading: str
    says: str
    width: int = 20
    is_number: bool = False


def flat(choices: Iterable[Any], *, with_group: bool = False) -> Choices:
    """The choices of a form, groups opened: key → what the list shows. What looks alike is told apart."""
    found: Choices = {}
    for value, shown in choices:
        group = shown if isinstance(shown, (list, tuple)) else [(value, shown)]
        before = f"{str(value).split(' ')[0]}: " if with_group else ""
        for key, label in group:
            if key != "":
                found[str(key)] = before + " ".join(str(label).split())
    return _told_apart(found)


def _told_apart(choices: Choices) -> Choices:
    seen: dict[str, int] = {}
    found: Choices = {}
    for key, label in choices.items():
        seen[label.casefold()] = times = seen.get(label.casefold(), 0) + 1
        found[key] = label if times == 1 else f"{label} ({times})"
    return found


def place(cell: Cell, choices: Choices) -> str:
    """The key of what a cell says: the whole of it, or how one alone begins ("1.1-03", "2e kwartaal").

    Raises:
        ValueError: it is in no list.
    """
    said = " ".join(signs.from_cell(cell).split()).casefold()
    if not said:
        return ""
    whole = [key for key, label in choices.items() if label.casefold() == said]
    found = whole or [key for key, label in choices.items() if label.casefold().startswith(f"{said} ")]
    if len(found) == 1:
        return found[0]
    if _is_date(said):
        raise ValueError(DATE)
    raise ValueError(f"“{signs.from_cell(cell)[:60]}” staat niet in de lijst. Kies uit de lijst bij dit vakje.")


def _is_date(said: str) -> bool:
    return re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}-[0-9]{2}-[0-9]{4}( |$)", said) is not None


@dataclass
class Fault:
    """Something wrong in one cell."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        where = f"Rij {self.row}, kolom {self.column}" if self.column else f"Rij {self.row}"
        return f"{where}: {self.sentence}"


@dataclass
class Headings:
    """In which places of a line the columns stand."""

    number: int
    code: int
    places: dict[str, list[int]] = field(default_factory=dict)
