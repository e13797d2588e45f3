"""Finding the headings of a sheet, and which column stands where."""

import re
from collections.abc import Sequence

from monitoring.sheets.columns import Headings, Several
from monitoring.sheets.definition import Definition
from monitoring.sheets.reading import Cell, Line, WrongFile

CODE = "Nummer"
CODE_SAYS = "Niet veranderen. Leeg: een nieuwe regel."
# In the first lines of the sheet: a title and whose it is come before.
LOOKED_AT = 10


def find(lines: list[Line], sheet: Definition, needed: Sequence[str]) -> tuple[Headings, list[Line]]:
    """The places of the columns, and the lines with data under them.

    Args:
        needed: the fields that were in the sheet when it was made.

    Raises:
        WrongFile: a column is missing, is there twice, or is not known.
    """
    at = next((at for at, line in enumerate(lines[:LOOKED_AT]) if plain(CODE) in map(plain, line.cells)), None)
    if at is None:
        raise WrongFile(f"De rij met kopjes ontbreekt: de rij met “{CODE}” vooraan. Haal het bestand opnieuw op.")
    found = _places(lines[at], sheet)
    missing = [column.heading for column in sheet.shown(needed) if column.name not in found.places]
    if missing:
        words = ", ".join(f"“{heading}”" for heading in missing)
        raise WrongFile(f"Er ontbreekt een kolom: {words}. Zet hem terug, of haal het bestand opnieuw op.")
    return found, [line for line in lines[at + 1 :] if not _explains(line, found)]


def _explains(line: Line, headings: Headings) -> bool:
    """True for the row with help under the headings, wherever sorting has put it."""
    return cell_at(line, headings.code) == CODE_SAYS


def _places(line: Line, sheet: Definition) -> Headings:
    single = {plain(it.heading): it.name for it in sheet.columns if not isinstance(it, Several)}
    several = {plain(it.heading): it.name for it in sheet.columns if isinstance(it, Several)}
    told = {plain(it.heading) for it in sheet.told}
    found, seen = Headings(line.number, -1), set()
    for at, cell in enumerate(line.cells):
        heading = plain(cell)
        if not heading:
            continue
        if heading in seen:
            raise WrongFile(f"De kolom “{cell}” staat er twee keer. Laat er één staan.")
        seen.add(heading)
        name = single.get(heading) or several.get(re.sub(r" [0-9]{1,3}$", "", heading))
        if heading == plain(CODE):
            found.code = at
        elif name:
            found.places.setdefault(name, []).append(at)
        elif heading not in told:
            raise WrongFile(f"De kolom “{str(cell)[:40]}” is niet bekend. Haal hem weg of geef hem zijn oude naam.")
    return found


def plain(cell: Cell) -> str:
    """A heading, however it was typed."""
    return re.sub(r"\s+", " ", str(cell)).strip().rstrip("?:").strip().casefold()


def cell_at(line: Line, place: int) -> Cell:
    """A cell of a line, empty beyond its end."""
    return line.cells[place] if place < len(line.cells) else ""
