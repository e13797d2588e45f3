"""What people and their spreadsheet programs do to the file besides filling it in; each was seen in a real program."""

import io
import re
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from django.test import Client

from calendar_cycle.models import Assignment
from monitoring.models import Activity
from tests.monitoring.sheets.conftest import FIRST, bring, column, edited, fetched, put
from tests.monitoring.sheets.wrong_files import with_parts
from tests.world import World

pytestmark = pytest.mark.django_db
SHEET = "xl__worksheets__sheet1_dot_xml"
LAST_ROW = b'<row r="1048576" ht="12.8" customHeight="false"></row>'


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name)


def sized(rows: bytes, reference: bytes) -> bytes:
    """The sheet as if it said of itself how large it is."""
    changed, times = re.subn(rb'<dimension ref="[^"]*"', b'<dimension ref="' + reference + b'"', rows)
    assert times == 1
    return changed


def changes(page: Any) -> list[tuple[str, str]]:
    return [(it.heading, it.new) for row in page.context["plan"].changed for it in row.fields]


def test_the_last_row_of_the_million_may_be_written_with_nothing_in_it(editor: Client, plan: Assignment) -> None:
    """A program does so after a row was taken out."""
    content = edited(fetched(editor), lambda sheet: sheet.delete_rows(FIRST))
    rows = part(content, "xl/worksheets/sheet1.xml").replace(b"</sheetData>", LAST_ROW + b"</sheetData>")
    page = bring(editor, with_parts(content, **{SHEET: sized(rows, b"A1:R1048576")}))
    assert [it.there.code for it in page.context["plan"].missing] == ["WW-2027-1"]
    assert page.context["plan"].faults == []


def test_a_sheet_that_is_larger_than_it_says_is_read_whole(editor: Client, plan: Assignment) -> None:
    content = edited(fetched(editor), put(FIRST + 1, **{"Wat gaat u doen?": "Elf huizen"}))
    rows = part(content, "xl/worksheets/sheet1.xml")
    page = bring(editor, with_parts(content, **{SHEET: sized(rows, b"A1:A3")}))
    assert changes(page) == [("Wat gaat u doen?", "Elf huizen")]


def test_a_row_far_down_keeps_its_number(editor: Client, plan: Assignment) -> None:
    page = bring(editor, edited(fetched(editor), put(900, **{"Wat gaat u doen?": "Ver", "Afspraak 1": "1.1-01"})))
    assert [row.row for row in page.context["plan"].added] == [900]


def add_notes(book: Any, at: int) -> None:
    notes = book.create_sheet("Kladblad", at)
    notes.append(["Nog", "te", "doen"])
    notes.append([1, 2, 3])


@pytest.mark.parametrize("at", [0, 1])
def test_a_sheet_of_their_own_stands_in_nobodys_way(editor: Client, plan: Assignment, at: int) -> None:
    put_words = put(FIRST, **{"Wat gaat u doen?": "Elf huizen"})
    content = edited(fetched(editor), lambda sheet: [put_words(sheet), add_notes(sheet.parent, at)])
    assert changes(bring(editor, content)) == [("Wat gaat u doen?", "Elf huizen")]


def test_in_an_ods_too_their_own_sheet_may_come_first(editor: Client, plan: Assignment) -> None:
    content = fetched(editor, kind="ods")
    notes = (
        '<table:table table:name="Kladblad"><table:table-row><table:table-cell office:value-type="string">'
        "<text:p>Nog te doen</text:p></table:table-cell></table:table-row></table:table>"
    )
    before, found, after = part(content, "content.xml").decode().partition('<table:table table:name="Overzicht"')
    assert found
    text = (before + notes + found + after).replace("Tien huizen", "Elf huizen").encode()
    page = bring(editor, with_parts(content, content_dot_xml=text), name="plan.ods")
    assert changes(page) == [("Wat gaat u doen?", "Elf huizen")]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (datetime(2027, 4, 1), "01-04-2027"),
        (datetime(2027, 4, 1, 14, 30), "01-04-2027 14:30"),
        ("1-4-2027", "1-4-2027"),
        ("Regel één\nregel twee: € 20.000 – “krullend”", "Regel één\nregel twee: € 20.000 – “krullend”"),
        (2027, "2027"),
        (True, "waar"),
    ],
)
def test_what_is_typed_in_a_text_comes_in_as_it_looks(editor: Client, plan: Assignment, cell: Any, shown: str) -> None:
    page = bring(editor, edited(fetched(editor), put(FIRST, Toelichting=cell)))
    assert changes(page) == [("Toelichting", shown)]


def test_a_date_in_an_ods_is_the_same_date(editor: Client, plan: Assignment) -> None:
    content = fetched(editor, kind="ods")
    text = part(content, "content.xml").decode()
    cell = 'office:value-type="string" table:style-name="vak" table:content-validation-name="keuze1">'
    assert f"{cell}<text:p>Tien huizen" in text
    dated = cell.replace('"string"', '"date" office:date-value="2027-04-01"')
    changed = text.replace(f"{cell}<text:p>Tien huizen", f"{dated}<text:p>4/1/27").encode()
    page = bring(editor, with_parts(content, content_dot_xml=changed), name="plan.ods")
    assert changes(page) == [("Wat gaat u doen?", "01-04-2027")]


def test_how_one_choice_begins_is_enough(editor: Client, plan: Assignment) -> None:
    page = bring(editor, edited(fetched(editor), put(FIRST, Van="3e kwartaal")))
    assert changes(page) == [("Van", "3e kwartaal (juli tot en met september)")]


@pytest.mark.parametrize("hide", ["row", "column", "filter"])
def test_what_is_hidden_is_still_there(editor: Client, plan: Assignment, hide: str) -> None:
    def edit(sheet: Any) -> None:
        if hide == "column":
            sheet.column_dimensions["C"].hidden = True
        else:
            sheet.row_dimensions[FIRST].hidden = True
        if hide == "filter":
            sheet.auto_filter.ref = f"A{FIRST - 2}:F{FIRST + 1}"

    assert "<h1>0 wijzigingen</h1>" in bring(editor, edited(fetched(editor), edit)).content.decode()


def test_a_program_that_keeps_the_texts_in_the_cells_says_the_same(
    editor: Client, world: World, plan: Assignment
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(fetched(editor)))
    anew = openpyxl.Workbook(write_only=True)
    sheet = anew.create_sheet("Overzicht")
    for row in book["Overzicht"].iter_rows(values_only=True):
        sheet.append(row)
    out = io.BytesIO()
    anew.save(out)
    assert "<h1>0 wijzigingen</h1>" in bring(editor, out.getvalue()).content.decode()


def test_lines_are_paragraphs_in_an_ods_and_no_tab_is_left(editor: Client, plan: Assignment) -> None:
    """A program leaves other ends of lines, and tabs, out of a cell: two words would become one."""
    Activity.objects.filter(code="WW-2027-1").update(text="Een\tTwee\r\n\r\nDrie")
    ods, xlsx = fetched(editor, kind="ods"), fetched(editor)
    text = part(ods, "content.xml").decode()
    assert "<text:p>Een Twee</text:p><text:p/><text:p>Drie</text:p>" in text
    assert "text:line-break" not in text
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx)).worksheets[0]
    assert sheet.cell(FIRST, column(sheet, "Toelichting")).value == "Een Twee\n\nDrie"
    for name, content in (("plan.ods", ods), ("plan.xlsx", xlsx)):
        assert "<h1>0 wijzigingen</h1>" in bring(editor, content, name=name).content.decode()
