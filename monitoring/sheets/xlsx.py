"""A table as an xlsx file: drop-downs, help, and headings that can not be typed over."""

import io
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.properties import PageSetupProperties

from monitoring.sheets import paper
from monitoring.sheets.table import FIRST_ROW, Place, Table

LISTS = "Lijsten"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_GREY = PatternFill("solid", fgColor="E9EEF3")
_TOP = Alignment(wrap_text=True, vertical="top")
_AS_TEXT, _AS_MONEY, _AS_TYPED = "@", "#,##0.00", "General"
# Named: without, a program takes a face of its own for the headings.
_FACE = "Calibri"
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
    sheet.freeze_panes = sheet.cell(FIRST_ROW, paper.FROZEN_COLUMNS + 1)
    _lay_on_paper(sheet, table)
    _protect(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_top(sheet: Any, table: Table) -> None:
    """Title, whose it is (not shown), headings and help."""
    sheet.cell(1, 1, table.title).font = Font(name=_FACE, bold=True, size=14)
    sheet.cell(2, 1, table.mark)
    sheet.row_dimensions[2].hidden = True
    for at, place in enumerate(table.places, start=1):
        heading, says = sheet.cell(_HEADINGS, at, place.heading), sheet.cell(_HEADINGS + 1, at, place.says)
        heading.font, says.font = Font(name=_FACE, bold=True, size=11), Font(name=_FACE, italic=True, size=9)
        for cell in (heading, says):
            cell.fill, cell.alignment = _GREY, _TOP
        _lay_out(sheet.column_dimensions[get_column_letter(at)], place).width = place.width
    for at, words in (
        (_HEADINGS, [f"{it.heading} " for it in table.places]),
        (_HEADINGS + 1, [it.says for it in table.places]),
    ):
        sheet.row_dimensions[at] = _Row(sheet, index=at, ht=paper.height(table.places, words))


def _write_rows(sheet: Any, table: Table) -> None:
    """What is there, and room under it."""
    for at in range(FIRST_ROW, table.last_row + 1):
        is_there = at - FIRST_ROW < len(table.rows)
        row = table.rows[at - FIRST_ROW] if is_there else [""] * len(table.places)
        if is_there:
            sheet.row_dimensions[at] = _Row(sheet, index=at, ht=paper.height(table.places, row))
        for column, (place, value) in enumerate(zip(table.places, row, strict=True), start=1):
            cell = _lay_out(sheet.cell(at, column), place)
            cell.alignment = _TOP
            if is_there and place.is_fixed:
                cell.fill = _GREY
            if value != "":
                cell.value = float(value) if isinstance(value, Decimal) else value


def _lay_out(cell: Any, place: Place) -> Any:
    """Typed over or not; and as text, so that 1.1-03 does not become a date."""
    cell.protection = Protection(locked=place.is_fixed)
    cell.number_format = _AS_MONEY if place.is_money else _AS_TYPED if place.is_number else _AS_TEXT
    return cell


class _Row(RowDimension):
    """A row that begins high enough and still grows with what is typed in it."""

    @property
    def customHeight(self) -> bool:  # noqa: N802
        return False


def _lay_on_paper(sheet: Any, table: Table) -> None:
    """Lying, as few pages wide as can be read, with headings and what the row is about on each."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = paper.pages_wide(table), 0
    sheet.print_title_rows = f"{_HEADINGS}:{_HEADINGS}"
    sheet.print_title_cols = f"A:{get_column_letter(paper.FROZEN_COLUMNS)}"
    sheet.print_options.gridLines = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = table.name.capitalize(), "&P / &N"


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
