"""A table as an xlsx file: drop-downs, help, and headings that can not be typed over."""

import io
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from monitoring.sheets.table import FIRST_ROW, Place, Table

LISTS = "Lijsten"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_GREY = PatternFill("solid", fgColor="E9EEF3")
_TOP = Alignment(wrap_text=True, vertical="top")
_AS_TEXT = "@"
_HEADINGS = FIRST_ROW - 2


def write(table: Table) -> bytes:
    """The file."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = table.name.capitalize()
    _write_top(sheet, table)
    _write_rows(sheet, table)
    _write_lists(book, table)
    _write_choices(sheet, table)
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 2)
    _protect(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_top(sheet: Any, table: Table) -> None:
    """Title, whose it is (not shown), headings and help."""
    sheet.cell(1, 1, table.title).font = Font(bold=True, size=14)
    sheet.cell(2, 1, table.mark)
    sheet.row_dimensions[2].hidden = True
    for at, place in enumerate(table.places, start=1):
        heading, says = sheet.cell(_HEADINGS, at, place.heading), sheet.cell(_HEADINGS + 1, at, place.says)
        heading.font, says.font = Font(bold=True), Font(italic=True, size=9)
        for cell in (heading, says):
            cell.fill, cell.alignment = _GREY, _TOP
        _lay_out(sheet.column_dimensions[get_column_letter(at)], place).width = place.width
    sheet.row_dimensions[_HEADINGS + 1].height = 52


def _write_rows(sheet: Any, table: Table) -> None:
    """What is there, and room under it."""
    for at in range(FIRST_ROW, table.last_row + 1):
        row = table.rows[at - FIRST_ROW] if at - FIRST_ROW < len(table.rows) else [""] * len(table.places)
        for column, (place, value) in enumerate(zip(table.places, row, strict=True), start=1):
            cell = _lay_out(sheet.cell(at, column), place)
            cell.alignment = _TOP
            if value != "":
                cell.value = float(value) if isinstance(value, Decimal) else value


def _lay_out(cell: Any, place: Place) -> Any:
    """Typed over or not; and as text, so that 1.1-03 does not become a date."""
    cell.protection = Protection(locked=place.is_fixed)
    cell.number_format = "#,##0.##" if place.is_number else _AS_TEXT
    return cell


def _write_lists(book: Workbook, table: Table) -> None:
    """What can be chosen, on a sheet of its own that is not shown; each list by its name."""
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for column, (name, labels) in enumerate(table.lists.items(), start=1):
        for row, label in enumerate(labels, start=1):
            sheet.cell(row, column, label)
        letter = get_column_letter(column)
        if labels:
            range_ = f"{LISTS}!${letter}$1:${letter}${len(labels)}"
            book.defined_names[f"lijst_{name}"] = DefinedName(f"lijst_{name}", attr_text=range_)
    sheet.protection.sheet = True


def _write_choices(sheet: Any, table: Table) -> None:
    """Drop-downs, and the help at each cell that can be filled in."""
    for at, place in enumerate(table.places, start=1):
        if place.is_fixed:
            continue
        rule = DataValidation(allow_blank=True, showInputMessage=True, promptTitle=place.heading[:32])
        rule.prompt = place.says[:255]
        if place.list_name:
            rule.type, rule.formula1, rule.showErrorMessage = "list", f"lijst_{place.list_name}", True
            rule.errorTitle, rule.error = "Dit staat niet in de lijst", "Kies iets uit de lijst bij dit vakje."
        letter = get_column_letter(at)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{table.last_row}")
        sheet.add_data_validation(rule)


def _protect(sheet: Any) -> None:
    """Without a password: it is a help, no lock. What does no harm stays allowed."""
    sheet.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)
