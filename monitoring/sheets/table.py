"""A sheet as a table: what stands where, whatever kind of file it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from calendar_cycle.models import Assignment
from druten.dutch import long_date
from monitoring.sheets import headings
from monitoring.sheets.columns import Column, One, Several, Told
from monitoring.sheets.definition import Definition, Values, widened
from monitoring.sheets.identity import Identity
from monitoring.sheets.reading import Cell, Limits
from monitoring.sheets.signs import to_cell

# What comes in again: as many lines as a partner could ever have, and room for columns of several.
LIMITS = Limits(kinds=("xlsx", "ods"), lines=1000, columns=250, sheets=("Overzicht", "Resultaten"))
# Rows under the last, ready to be filled in.
ROOM = 100
# Title, whose it is, headings, help.
FIRST_ROW = 5


@dataclass(frozen=True)
class Place:
    """One column of the file. `list_name` is the list it is chosen from."""

    heading: str
    says: str
    width: int
    is_number: bool = False
    is_money: bool = False
    is_fixed: bool = False
    list_name: str = ""


@dataclass
class Table:
    """What a writer needs. `lists`: per name what can be chosen."""

    name: str
    title: str
    mark: str
    places: list[Place] = field(default_factory=list)
    rows: list[list[Cell | Decimal]] = field(default_factory=list)
    lists: dict[str, list[str]] = field(default_factory=dict)

    @property
    def last_row(self) -> int:
        """The number of the last row that is ready to be filled in."""
        return FIRST_ROW + len(self.rows) + ROOM - 1


def build(sheet: Definition) -> Table:
    """The sheet with all that is there now."""
    forms = {code: sheet.form(there) for code, there in sheet.existing.items()}
    blank = sheet.form(None)
    values = {code: sheet.values(form) for code, form in forms.items()}
    asked = {name for form in (blank, *forms.values()) for name in form.fields}
    if sheet.why_no_new():
        asked -= {"agreement"}
    columns = [widened(column, list(values.values())) for column in sheet.shown(list(asked))]
    versions = {code: there.version for code, there in sheet.existing.items()}
    mark = Identity.of(sheet.assignment, versions, [column.name for column in columns]).signed()
    table = Table(sheet.name, title(sheet.assignment, sheet), mark)
    table.places = [Place(headings.CODE, headings.CODE_SAYS, 16, is_fixed=True), *_told(sheet.told)]
    for column in columns:
        choices = next((found for form in (blank, *forms.values()) if (found := sheet.choices(form, column.name))), {})
        is_list = isinstance(column, (One, Several))
        if is_list:
            table.lists[column.name] = [to_cell(label) for label in choices.values()]
        table.places += _places(column, column.name if is_list and choices else "")
    for code, there in sheet.existing.items():
        row: list[Cell | Decimal] = [to_cell(code), *sheet.told_cells(there)]
        for column in columns:
            row += _cells(sheet, forms[code], column, values[code])
        table.rows.append(row)
    return table


def title(assignment: Assignment, sheet: Definition) -> str:
    """The line on top."""
    what = "Activiteitenoverzicht" if sheet.name == "overzicht" else "Resultaten"
    year, before = assignment.milestone.subject_year, long_date(assignment.own_deadline)
    return to_cell(f"{what} {year} van {assignment.partner.name}. Inleveren vóór {before}.")


def _told(told: Sequence[Told]) -> list[Place]:
    return [Place(it.heading, it.says, it.width, it.is_number, is_fixed=True) for it in told]


def _places(column: Column, list_name: str) -> list[Place]:
    return [
        Place(heading, column.says, column.width, column.is_number, column.is_money, list_name=list_name)
        for heading in column.headings()
    ]


def _cells(sheet: Definition, form: object, column: Column, values: Values) -> list[Cell | Decimal]:
    """The cells of one column, or of the several that it takes."""
    if column.name not in values:
        return [""] * column.most
    found = column.cells(values[column.name], sheet.choices(form, column.name))  # type: ignore[arg-type]
    return [*found, *([""] * (column.most - len(found)))]
