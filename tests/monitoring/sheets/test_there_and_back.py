"""Our overview in a spreadsheet, there and back: nothing changes untouched, and what changed is shown and saved."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from calendar_cycle.models import Assignment
from monitoring.models import Activity
from monitoring.sheets import kinds, odf, table
from tests import factories
from tests.monitoring.sheets.conftest import FIRST, PLAN, bring, column, confirm, edited, fetched, put, titles
from tests.world import World

pytestmark = pytest.mark.django_db


def delete(row: int) -> Any:
    return lambda sheet: sheet.delete_rows(row)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_untouched_it_changes_nothing(editor: Client, plan: Assignment, kind: str) -> None:
    before = list(Activity.objects.values())
    page = bring(editor, fetched(editor, kind=kind), name=f"plan.{kind}")
    assert "<h1>0 wijzigingen</h1>" in page.content.decode()
    assert "Alles bewaren" not in page.content.decode()
    assert list(Activity.objects.values()) == before


def test_the_sheet_helps_and_can_not_be_typed_over_where_it_is_fixed(editor: Client, plan: Assignment) -> None:
    book = openpyxl.load_workbook(io.BytesIO(fetched(editor)))
    sheet = book.worksheets[0]
    assert [it.title for it in book.worksheets] == ["Overzicht", "Lijsten"]
    assert book.worksheets[1].sheet_state == "hidden"
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet.cell(FIRST - 2, 2).protection.locked
    assert sheet.cell(FIRST, 1).protection.locked
    assert not sheet.cell(FIRST, 2).protection.locked
    assert not sheet.cell(FIRST + 50, 2).protection.locked
    rules = {it.formula1: it for it in sheet.data_validations.dataValidation if it.type == "list"}
    assert {"lijst_agreements", "lijst_villages", "lijst_first_quarter", "lijst_indicator"} <= rules.keys()
    shown = book.defined_names["lijst_agreements"].attr_text
    assert shown == "Lijsten!$A$1:$A$2"
    assert [cell.value for cell in book["Lijsten"]["A"][:2]] == ["1.1-01 Bouwen 1", "1.1-02 Bouwen 2"]
    assert all(it.prompt for it in sheet.data_validations.dataValidation)


def test_a_text_that_begins_as_a_formula_does_not_stand_so_in_the_file(editor: Client, plan: Assignment) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(editor))).worksheets[0]
    assert sheet.cell(FIRST + 1, column(sheet, "Wat gaat u doen?")).value == "'=1+1"
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "n"}


def test_what_changed_is_shown_old_beside_new_and_saved_whole(editor: Client, plan: Assignment) -> None:
    changes = put(FIRST, Van="1e kwartaal (januari tot en met maart)", Budget_in_euro="€ 25.000,50", Kern_1=None)
    page = bring(editor, edited(fetched(editor), changes))
    shown = page.context["plan"]
    told = [(it.heading, it.old, it.new) for it in shown.changed[0].fields]
    assert told == [
        ("Van", "2e kwartaal (april tot en met juni)", "1e kwartaal (januari tot en met maart)"),
        ("Kern", "Deest\nHorssen", "Horssen"),
        ("Budget in euro", "20.000", "25.000,5"),
    ]
    assert "Rij 5: WW-2027-1 Tien huizen" in page.content.decode()
    assert Activity.objects.get(code="WW-2027-1").budget == 20000
    said = confirm(editor, page).content.decode()
    assert "Bewaard uit de spreadsheet: 1 activiteit veranderd." in said
    row = Activity.objects.get(code="WW-2027-1")
    assert (row.first_quarter, str(row.budget), row.text) == (1, "25000.50", "In Deest,\r\nen in Horssen.")
    assert [it.name for it in row.villages.all()] == ["Horssen"]
    assert [it.code for it in row.agreements.order_by("code")] == ["1.1-01", "1.1-02"]


def test_a_row_without_a_number_is_a_new_activity(editor: Client, plan: Assignment) -> None:
    row = {"Wat gaat u doen?": "Praten", "Afspraak 1": "1.1-02", "Aantal": 3}
    page = bring(editor, edited(fetched(editor), put(FIRST + 4, **row)))
    assert "Komt erbij: 1" in page.content.decode()
    assert "Rij 9: Praten" in page.content.decode()
    assert "1 activiteit toegevoegd" in confirm(editor, page).content.decode()
    made = Activity.objects.get(title="Praten")
    assert (made.code, made.first_quarter, made.last_quarter, made.planned_quantity) == ("WW-2027-3", 1, 4, 3)
    assert [it.code for it in made.agreements.all()] == ["1.1-02"]


@pytest.mark.parametrize("how", [delete(FIRST), lambda sheet: [sheet.cell(FIRST, at) for at in range(2, 30)]])
def test_a_row_that_is_gone_is_dropped_by_its_own_tick_only(editor: Client, plan: Assignment, how: Any) -> None:
    def without(sheet: Any) -> None:
        for cell in how(sheet) or ():
            cell.value = None

    page = bring(editor, edited(fetched(editor), without))
    assert "Staat niet meer in het bestand: 1" in page.content.decode()
    assert "Laten vervallen: WW-2027-1 Tien huizen" in page.content.decode()
    assert "0 wijzigingen" in confirm(editor, page).content.decode()
    assert titles() == ["Tien huizen", "=1+1"]
    page = bring(editor, edited(fetched(editor), without))
    gone = Activity.objects.get(code="WW-2027-1").pk
    assert "1 activiteit weggehaald" in confirm(editor, page, drop=[gone]).content.decode()
    assert titles() == ["=1+1"]


def test_of_what_came_after_the_file_nothing_is_lost(editor: Client, plan: Assignment) -> None:
    content = fetched(editor)
    factories.ActivityFactory(overview=plan.overview, code="WW-2027-3", title="Later")
    page = bring(editor, content)
    assert "<h1>0 wijzigingen</h1>" in page.content.decode()
    assert "WW-2027-3 Later: kwam erbij nadat u het bestand ophaalde." in page.content.decode()
    assert titles() == ["Tien huizen", "=1+1", "Later"]


def test_rows_may_stand_in_another_order(editor: Client, plan: Assignment) -> None:
    def turned(sheet: Any) -> None:
        for at in range(1, sheet.max_column + 1):
            one, other = sheet.cell(FIRST, at), sheet.cell(FIRST + 1, at)
            one.value, other.value = other.value, one.value

    assert "<h1>0 wijzigingen</h1>" in bring(editor, edited(fetched(editor), turned)).content.decode()


def test_an_ods_that_was_filled_in_does_the_same(editor: Client, world: World, plan: Assignment) -> None:
    given = table.build(kinds.sheet_of(plan, by=world.editor))
    at = [place.heading for place in given.places].index("Wat gaat u doen?")
    given.rows[0][at] = "Elf huizen"
    page = bring(editor, odf.write(given), name="plan.ods")
    assert [(it.old, it.new) for it in page.context["plan"].changed[0].fields] == [("Tien huizen", "Elf huizen")]
    confirm(editor, page)
    assert titles() == ["Elf huizen", "=1+1"]


def test_more_agreements_than_columns_make_more_columns(editor: Client, plan: Assignment) -> None:
    activity = Activity.objects.get(code="WW-2027-1")
    topic = activity.agreements.first().topic
    activity.agreements.add(
        *[factories.AgreementFactory(covenant=plan.covenant, topic=topic, code=f"1.1-1{at}") for at in range(6)]
    )
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(editor))).worksheets[0]
    assert column(sheet, "Afspraak 9")
    assert "<h1>0 wijzigingen</h1>" in bring(editor, fetched(editor)).content.decode()


def test_the_pages_lead_to_the_sheet(editor: Client, plan: Assignment) -> None:
    assert f'href="{PLAN}rekenblad/">Werken in een spreadsheet</a>' in editor.get(PLAN).content.decode()
