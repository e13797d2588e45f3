"""What stands in which column: headings, and how each cell is read. Faults name row and column, in Dutch."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from druten.dutch import number, parse_number
from monitoring.forms.fields import LONGEST_TEXT
from monitoring.models import Result
from monitoring.sheets.reading import Cell, Line, WrongFile

LARGEST = Decimal(10) ** 10
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Column:
    """A column of the file."""

    name: str
    heading: str
    says: str
    needed: bool = False
    also: tuple[str, ...] = ()


COLUMNS = (
    Column("year", "jaar", "Het jaar waar de activiteit of het resultaat over gaat.", needed=True),
    Column("partner", "partner", "De naam, een andere naam of het adres van de partner.", needed=True),
    Column("title", "titel", "Wat de partner doet. Leeg: een resultaat bij een afspraak.", needed=True),
    Column("text", "toelichting", "Meer over de activiteit."),
    Column("agreements", "afspraken", "De nummers, met komma's ertussen: 1.1-03, 2.1-01.", needed=True),
    Column("first_quarter", "kwartaal van", "1, 2, 3 of 4. Leeg: 1."),
    Column("last_quarter", "kwartaal tot", "1, 2, 3 of 4. Leeg: 4.", also=("kwartaal tot en met",)),
    Column("planned_quantity", "aantal", "Hoeveel er gepland is, zoals 20 of 7,5."),
    Column("budget", "budget", "In euro's, zoals 20.000."),
    Column("state", "stand", "nog niet begonnen, op schema, vertraagd, klaar of gaat niet door."),
    Column("realised_quantity", "gerealiseerd", "Hoeveel er gehaald is.", also=("gehaald aantal",)),
    Column("done", "wat is er gedaan", "In woorden.", also=("wat er gedaan is",)),
    Column("adjustment", "bijstelling", "Wat er daarna anders gaat.", also=("wat gaat er nu anders",)),
)
_HEADINGS = {column.name: column.heading for column in COLUMNS}
_STATES = {label: value for value, label in Result.State.choices}


@dataclass(frozen=True)
class Fault:
    """Something wrong in one cell."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"Rij {self.row}, kolom {self.column}: {self.sentence}"


@dataclass
class Given:
    """One line of the file, with its cells read. `row` is its number there."""

    row: int
    year: int = 0
    partner: str = ""
    title: str = ""
    text: str = ""
    agreements: list[str] = field(default_factory=list)
    first_quarter: int = 1
    last_quarter: int = 4
    planned_quantity: Decimal | None = None
    budget: Decimal | None = None
    state: str = ""
    realised_quantity: Decimal | None = None
    done: str = ""
    adjustment: str = ""

    def fault(self, column: str, sentence: str) -> Fault:
        """A fault in one of its cells; `column` is the name of a field."""
        return Fault(self.row, _HEADINGS[column], sentence)


def read(lines: list[Line]) -> tuple[list[Given], list[Fault]]:
    """The lines under the headings, and what is wrong in their cells.

    Raises:
        WrongFile: when the headings are not what they must be.
    """
    places = _places(lines[0])
    found, faults = [], []
    for line in lines[1:]:
        given = Given(line.number)
        for name, place in places.items():
            cell = line.cells[place] if place < len(line.cells) else ""
            try:
                _fill(given, name, cell)
            except ValueError as wrong:
                faults.append(given.fault(name, str(wrong)))
        if not faults or faults[-1].row != line.number:
            faults += _together(given)
        found.append(given)
    return found, faults


def _places(headings: Line) -> dict[str, int]:
    """In which place each column stands."""
    known = {name: column.name for column in COLUMNS for name in (column.heading, *column.also)}
    places: dict[str, int] = {}
    for at, cell in enumerate(headings.cells):
        heading = _plain(cell)
        if not heading:
            continue
        if heading not in known:
            raise WrongFile(f"De kolom “{str(cell)[:40]}” is niet bekend. Haal hem weg of geef hem een bekende naam.")
        if known[heading] in places:
            raise WrongFile(f"De kolom “{heading}” staat er twee keer. Laat er één staan.")
        places[known[heading]] = at
    missing = [column.heading for column in COLUMNS if column.needed and column.name not in places]
    if missing:
        words = ", ".join(f"“{heading}”" for heading in missing)
        raise WrongFile(f"Er ontbreekt een kolom: {words}. De kopjes staan in de eerste rij.")
    return places


def _plain(cell: Cell) -> str:
    return re.sub(r"\s+", " ", str(cell)).strip().rstrip("?:").strip().casefold()


def _fill(given: Given, name: str, cell: Cell) -> None:
    readers: dict[str, Any] = {
        "year": _year,
        "first_quarter": _quarter,
        "last_quarter": _quarter,
        "planned_quantity": _number,
        "budget": _number,
        "realised_quantity": _number,
        "state": _state,
        "agreements": _codes,
        "title": _title,
    }
    if cell != "" or name in ("year", "agreements"):
        setattr(given, name, readers.get(name, _text)(cell))
    elif name == "partner":
        raise ValueError("Vul de partner in.")


def _together(given: Given) -> list[Fault]:
    """What is wrong between the cells of one line."""
    found = []
    if given.first_quarter > given.last_quarter:
        found.append(given.fault("last_quarter", "Dit kwartaal ligt vóór “kwartaal van”."))
    accounted = given.realised_quantity is not None or given.done or given.adjustment
    if not given.state and (accounted or not given.title):
        found.append(given.fault("state", f"Vul de stand in: {_states_in_words()}."))
    if not given.title and len(given.agreements) > 1:
        found.append(given.fault("agreements", "Noem bij een resultaat zonder titel één afspraak."))
    return found


def _text(cell: Cell) -> str:
    text = number(cell) if isinstance(cell, (int, float)) else cell
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"Dit is langer dan {number(LONGEST_TEXT)} tekens. Maak het korter.")
    return text


def _title(cell: Cell) -> str:
    text = " ".join(_text(cell).split())
    if len(text) > LONGEST_TITLE:
        raise ValueError(f"Dit is langer dan {LONGEST_TITLE} tekens. Zet de rest bij de toelichting.")
    return text


def _year(cell: Cell) -> int:
    text = str(cell).removesuffix(".0")
    if not re.fullmatch(r"(19|20|21)[0-9]{2}", text):
        raise ValueError("Vul een jaar in, zoals 2026.")
    return int(text)


def _quarter(cell: Cell) -> int:
    text = str(cell).removesuffix(".0").casefold().removesuffix("kwartaal").strip().removesuffix("e").removeprefix("q")
    if text not in ("1", "2", "3", "4"):
        raise ValueError("Vul 1, 2, 3 of 4 in.")
    return int(text)


def _number(cell: Cell) -> Decimal:
    """A number of the spreadsheet itself, or one as the Dutch write it."""
    found = parse_number(cell) if isinstance(cell, str) else Decimal(str(cell))
    if not found.is_finite() or found >= LARGEST:
        raise ValueError("Dit getal is te groot.")
    if found < 0:
        raise ValueError("Vul een getal in van 0 of hoger.")
    if abs(found - round(found, 2)) > Decimal("0.000001"):
        raise ValueError("Gebruik hoogstens twee cijfers achter de komma.")
    return round(found, 2)


def _state(cell: Cell) -> str:
    value = _STATES.get(_plain(cell))
    if value is None:
        raise ValueError(f"“{str(cell)[:40]}” is geen stand. Kies uit: {_states_in_words()}.")
    return value


def _states_in_words() -> str:
    return ", ".join(_STATES)


def _codes(cell: Cell) -> list[str]:
    if isinstance(cell, (int, float)):
        raise ValueError("Dit is een getal. Schrijf het nummer van de afspraak als tekst: 1.1-03.")
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        raise ValueError("Het rekenblad maakte hier een datum van. Maak deze kolom op als tekst en typ het opnieuw.")
    codes = [code for code in re.split(r"[\s,;]+", cell) if code]
    if not codes:
        raise ValueError("Noem minstens één afspraak, zoals 1.1-03.")
    return sorted(set(codes))
