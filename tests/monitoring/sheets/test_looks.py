"""How the sheet looks where no program works it out: rows high enough, headings in sight, and readable on paper."""

import io
import zipfile

import openpyxl
import pytest
from django.test import Client

from calendar_cycle.models import Assignment
from monitoring.models import Activity
from monitoring.sheets import paper
from monitoring.sheets.table import Place, Table
from tests.monitoring.sheets.conftest import FIRST, RESULTS, column, fetched
from tests.world import World

PLACES = [Place("Nummer", "", 10), Place("Tekst", "", 20)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("kort", 1),
        ("a" * 20, 1),
        ("negen tien elf twaalf", 2),
        ("a" * 45, 3),
        ("een\ntwee\n\nvier", 4),
        ("veel woorden " * 10, 7),
    ],
)
def test_a_row_is_high_enough_for_its_fullest_cell(text: str, lines: int) -> None:
    assert paper.height(PLACES, ["WW-2027-1", text]) == 15 * lines


def test_a_row_is_no_higher_than_a_spreadsheet_allows() -> None:
    assert paper.height(PLACES, ["WW-2027-1", "woord " * 1000]) == 409


@pytest.mark.parametrize(("width", "pages"), [(20, 1), (270, 1), (280, 2), (800, 4)])
def test_what_can_not_be_read_on_one_page_goes_on_the_next(width: int, pages: int) -> None:
    places = [Place("Nummer", "", 10), Place("Wat", "", 10), *[Place("Meer", "", 10)] * (width // 10 - 2)]
    assert paper.pages_wide(Table("overzicht", "", "", places)) == pages


@pytest.mark.django_db
def test_the_xlsx_lies_on_paper_with_headings_on_every_page(editor: Client, plan: Assignment) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(editor))).worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        2,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$3", "$A:$B")
    assert sheet.freeze_panes == f"C{FIRST}"


@pytest.mark.django_db
def test_results_go_on_one_page(editor: Client, results: Assignment) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(editor, RESULTS))).worksheets[0]
    assert sheet.page_setup.fitToWidth == 1


@pytest.mark.django_db
def test_a_long_text_is_seen_whole_and_its_row_may_still_grow(editor: Client, plan: Assignment) -> None:
    Activity.objects.filter(code="WW-2027-2").update(text="\r\n".join(["regel"] * 12))
    content = fetched(editor)
    assert openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].row_dimensions[FIRST + 1].height == 12 * 15
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert b"customHeight" not in packed.read("xl/worksheets/sheet1.xml")


@pytest.mark.django_db
def test_money_reads_as_money_and_a_count_as_it_was_typed(editor: Client, plan: Assignment) -> None:
    """ "#,##0.##" would show 36 as "36,"."""
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(editor))).worksheets[0]
    formats = [sheet.cell(FIRST, column(sheet, name)).number_format for name in ("Budget in euro", "Aantal")]
    assert formats == ["#,##0.00", "General"]
    assert all(sheet.cell(1, 1).font.name == sheet.cell(row, 1).font.name for row in (3, 4, FIRST))


@pytest.mark.django_db
def test_what_is_fixed_looks_other_than_what_can_be_filled_in(
    editor: Client, results: Assignment, world: World
) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(editor, RESULTS))).worksheets[0]
    row = {sheet.cell(3, at).value: sheet.cell(FIRST, at) for at in range(1, sheet.max_column + 1)}
    grey = {heading for heading, cell in row.items() if cell.fill.fill_type}
    assert grey == {heading for heading, cell in row.items() if cell.protection.locked}
    assert "Waar het over gaat" in grey


@pytest.mark.django_db
def test_the_ods_keeps_its_headings_in_sight_and_lies_on_paper(editor: Client, plan: Assignment) -> None:
    with zipfile.ZipFile(io.BytesIO(fetched(editor, kind="ods"))) as packed:
        settings, styles, content = (packed.read(f"{it}.xml").decode() for it in ("settings", "styles", "content"))
    assert '"VerticalSplitPosition" config:type="int">4<' in settings
    assert '"HorizontalSplitPosition" config:type="int">2<' in settings
    assert 'style:print-orientation="landscape"' in styles
    assert 'style:scale-to-X="2"' in styles
    head = content.split("<table:table-header-rows>")[1].split("</table:table-header-rows>")[0]
    assert "Nummer" in head
    assert content.split("</table:table-header-columns>")[0].count("<table:table-column ") == 2
