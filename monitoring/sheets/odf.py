"""A table as an ods file: drop-downs, help, and headings that can not be typed over."""

import io
from decimal import Decimal
from typing import Any

from odf import number, style, table, teletype, text
from odf.opendocument import OpenDocumentSpreadsheet
from openpyxl.utils import get_column_letter

from monitoring.sheets import odf_page, paper
from monitoring.sheets.table import ROOM, Place, Table

LISTS = "Lijsten"
CONTENT_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MM_A_SIGN = 2.1


def write(given: Table) -> bytes:
    """The file."""
    document = OpenDocumentSpreadsheet()
    _Styles(document).add(given)
    _add_choices(document, given)
    odf_page.add_page(document, given)
    odf_page.add_view(document, given.name.capitalize())
    sheet = table.Table(name=given.name.capitalize(), stylename="blad", protected="true")
    _add_columns(sheet, given)
    _add_top(sheet, given)
    for row in given.rows:
        sheet.addElement(_row(given, row))
    empty = _row(given, [""] * len(given.places))
    empty.setAttribute("numberrowsrepeated", str(ROOM))
    sheet.addElement(empty)
    document.spreadsheet.addElement(sheet)
    document.spreadsheet.addElement(_lists(given))
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


class _Styles:
    """How cells, columns and sheets look, and which can be typed over."""

    def __init__(self, document: Any) -> None:
        self.styles = document.automaticstyles

    def add(self, given: Table) -> None:
        as_text = number.TextStyle(name="tekst")
        as_text.addElement(number.TextContent())
        as_money = number.NumberStyle(name="geld")
        as_money.addElement(number.Number(decimalplaces="2", minintegerdigits="1", grouping="true"))
        for data in (as_text, as_money):
            self.styles.addElement(data)
        self._cell("titel", bold=True, size="14pt", wraps=False)
        self._cell("kop", bold=True, grey=True)
        self._cell("uitleg", size="9pt", grey=True)
        self._cell("vast")
        self._cell("gegeven", grey=True)
        self._cell("vak", protect="none", data="tekst")
        self._cell("getal", protect="none")
        self._cell("bedrag", protect="none", data="geld")
        for name, display in (("blad", "true"), ("verborgen", "false")):
            kind = style.Style(name=name, family="table", masterpagename=odf_page.PAGE)
            kind.addElement(style.TableProperties(display=display))
            self.styles.addElement(kind)
        for at, place in enumerate(given.places):
            kind = style.Style(name=f"kolom{at}", family="table-column")
            kind.addElement(style.TableColumnProperties(columnwidth=f"{place.width * _MM_A_SIGN:.1f}mm"))
            self.styles.addElement(kind)

    def _cell(
        self,
        name: str,
        *,
        protect: str = "protected",
        data: str = "",
        bold: bool = False,
        size: str = "",
        grey: bool = False,
        wraps: bool = True,
    ) -> None:
        kind = style.Style(name=name, family="table-cell", **({"datastylename": data} if data else {}))
        colour = {"backgroundcolor": "#e9eef3"} if grey else {}
        wrap = "wrap" if wraps else "no-wrap"
        kind.addElement(style.TableCellProperties(cellprotect=protect, wrapoption=wrap, verticalalign="top", **colour))
        letters = ({"fontweight": "bold"} if bold else {}) | ({"fontsize": size} if size else {})
        if letters:
            kind.addElement(style.TextProperties(**letters))
        self.styles.addElement(kind)


def _add_choices(document: Any, given: Table) -> None:
    """Per column its help, and the list to choose from."""
    rules = table.ContentValidations()
    for at, place in enumerate(given.places):
        if place.is_fixed:
            continue
        rule = table.ContentValidation(name=f"keuze{at}", **_condition(given, place))
        help_message = table.HelpMessage(title=place.heading, display="true")
        help_message.addElement(text.P(text=place.says))
        rule.addElement(help_message)
        if place.list_name:
            refusal = table.ErrorMessage(title="Dit staat niet in de lijst", display="true", messagetype="stop")
            refusal.addElement(text.P(text="Kies iets uit de lijst bij dit vakje."))
            rule.addElement(refusal)
        rules.addElement(rule)
    document.spreadsheet.addElement(rules)


def _condition(given: Table, place: Place) -> dict[str, str]:
    if not place.list_name:
        return {}
    column = get_column_letter(list(given.lists).index(place.list_name) + 1)
    last = len(given.lists[place.list_name])
    where = f"${LISTS}.${column}$1:.${column}${last}"
    return {
        "condition": f"of:cell-content-is-in-list([{where}])",
        "allowemptycell": "true",
        "displaylist": "unsorted",
        "basecelladdress": f"{given.name.capitalize()}.A1",
    }


def _add_columns(sheet: Any, given: Table) -> None:
    """The columns; the first ones come back on every page of paper."""
    first = table.TableHeaderColumns()
    for at, _ in enumerate(given.places):
        place = first if at < paper.FROZEN_COLUMNS else sheet
        place.addElement(table.TableColumn(stylename=f"kolom{at}", defaultcellstylename="vast"))
        if at == paper.FROZEN_COLUMNS - 1:
            sheet.addElement(first)


def _add_top(sheet: Any, given: Table) -> None:
    """Title, whose it is (not shown), headings that come back on every page of paper, and help."""
    for words, kind, visible in (
        ([given.title], "titel", "visible"),
        ([given.mark], "vast", "collapse"),
        ([place.heading for place in given.places], "kop", "visible"),
        ([place.says for place in given.places], "uitleg", "visible"),
    ):
        row = table.TableRow(visibility=visible)
        for word in words:
            row.addElement(_cell(word, stylename=kind))
        place = sheet
        if kind == "kop":
            place = table.TableHeaderRows()
            sheet.addElement(place)
        place.addElement(row)


def _row(given: Table, values: list[Any]) -> Any:
    row = table.TableRow()
    for at, (place, value) in enumerate(zip(given.places, values, strict=True)):
        if place.is_fixed:
            row.addElement(_cell(value, stylename="gegeven" if any(values) else "vast"))
        else:
            kind = "bedrag" if place.is_money else "getal" if place.is_number else "vak"
            row.addElement(_cell(value, stylename=kind, contentvalidationname=f"keuze{at}"))
    return row


def _cell(value: Any, **how: str) -> Any:
    """A number as a number, anything else as text, with its spaces, and each line a paragraph: LibreOffice leaves
    other ends of lines out."""
    if isinstance(value, Decimal):
        cell = table.TableCell(valuetype="float", value=str(value), **how)
        cell.addElement(text.P(text=str(value)))
        return cell
    if value == "":
        return table.TableCell(**how)
    cell = table.TableCell(valuetype="string", **how)
    for line in value.split("\n"):
        paragraph = text.P()
        teletype.addTextToElement(paragraph, line)
        cell.addElement(paragraph)
    return cell


def _lists(given: Table) -> Any:
    """What can be chosen, on a sheet that is not shown."""
    sheet = table.Table(name=LISTS, stylename="verborgen", protected="true")
    columns = list(given.lists.values())
    for at in range(max(map(len, columns), default=0)):
        row = table.TableRow()
        for labels in columns:
            row.addElement(_cell(labels[at] if at < len(labels) else ""))
        sheet.addElement(row)
    return sheet
