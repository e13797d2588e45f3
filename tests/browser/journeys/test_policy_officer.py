"""The policy officer of a corporation: goes on with last year, works in a spreadsheet, asks for help, hands in."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import time_machine
from playwright.sync_api import Page, expect

from calendar_cycle.models import Assignment
from druten.accounts.models import User
from monitoring.models import Activity, Contribution, Result
from tests import factories
from tests.browser.journeys.conftest import Look
from tests.monitoring.sheets.conftest import FIRST, column
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OVERVIEW = re.compile("Activiteiten\u00ad?overzicht 2027$")


@pytest.fixture(autouse=True)
def on_12_may() -> Any:
    with time_machine.travel(moment(2026, 5, 12, 9), tick=True):
        yield


@pytest.fixture
def second_year(transactional_db: None) -> World:
    """Of 2026 one activity is two thirds done and one is ready; the overview of 2027 is empty."""
    world = make_world()
    agreement = factories.AgreementFactory(
        covenant=world.covenant, code="1.1-01", title="Huizen bouwen", led_by=[world.corporation]
    )
    before = world.milestone(
        "overview", year=2025, subject_year=2026, opens_on=date(2025, 4, 1), before=date(2025, 7, 1)
    )
    told = world.milestone("results", year=2027, subject_year=2026, opens_on=date(2026, 12, 1), before=date(2027, 3, 1))
    ours = {"partner": world.corporation}
    last = factories.OverviewFactory(assignment=factories.AssignmentFactory(milestone=before, state="accepted", **ours))
    results = Assignment.objects.create(milestone=told, **ours)
    for title, planned, state, realised in (("Huizen in Deest", 12, "delayed", 8), ("Praten", None, "done", None)):
        row = factories.ActivityFactory(
            overview=last, code=f"WW-2026-{title}", title=title, planned_quantity=planned, agreements=[agreement]
        )
        Result.objects.create(assignment=results, activity=row, state=state, realised_quantity=realised)
    factories.AssignmentFactory(milestone=world.milestone(), **ours)
    return world


def plan_seven(path: Path) -> None:
    """In the file, the quantity of the first activity becomes seven."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(FIRST, column(sheet, "Aantal")).value = 7
    book.save(path)


def test_last_year_goes_on_and_the_sheet_comes_back(
    someone: Callable[..., Page],
    begin: Callable[[Page, User], None],
    look: Look,
    second_year: World,
    tmp_path: Path,
) -> None:
    page = someone()
    begin(page, second_year.submitter)
    page.get_by_role("link", name="Activiteitenoverzicht 2027").first.click()
    look(page, OVERVIEW)
    page.get_by_role("link", name="3. Activiteiten").click()
    look(page, "Activiteiten")
    page.get_by_role("link", name="Kies waar u mee doorgaat").click()
    look(page, "Waar gaat u mee door?")
    expect(page.get_by_role("checkbox").first).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Huizen in Deest")).to_contain_text("4 van de 12 over")
    page.get_by_role("checkbox", name="Huizen in Deest").check()
    page.get_by_role("button", name="Doorgaan met wat is aangevinkt").click()
    look(page, "Activiteiten")
    expect(page.get_by_role("listitem").filter(has_text="Huizen in Deest")).to_contain_text("nog nakijken")

    page.get_by_role("link", name="Terug naar het overzicht").click()
    look(page, OVERVIEW)
    page.get_by_role("link", name="Werken in een spreadsheet").click()
    look(page, "Werken in een spreadsheet")
    with page.expect_download() as taken:
        page.get_by_role("link", name="xlsx ophalen").click()
    path = tmp_path / taken.value.suggested_filename
    taken.value.save_as(path)
    plan_seven(path)
    page.get_by_label("Bestand").set_input_files(path)
    page.get_by_role("button", name="Bestand nakijken").click()
    look(page, f"Wat {path.name} verandert")
    expect(page.get_by_role("row", name="Aantal")).to_contain_text(re.compile("4.*7", re.DOTALL))
    page.get_by_role("button", name="Alles bewaren").click()
    expect(page.get_by_role("status").first).to_contain_text("1 activiteit veranderd")

    page.get_by_role("link", name="3. Activiteiten").click()
    look(page, "Activiteiten")
    page.get_by_role("link", name="Hulp vragen bij Huizen in Deest").click()
    look(page, "Hulp vragen")
    page.get_by_label(re.compile("^Gemeente Druten")).check()
    page.get_by_label("Wat heeft u nodig?").fill("Een vergunning")
    page.get_by_label("Uiterlijk in").select_option("2")
    page.get_by_role("button", name="Nu versturen").click()
    expect(page.get_by_role("status").first).to_contain_text("Verstuurd")

    page.get_by_role("link", name="Mijn taken", exact=True).click()
    look(page, re.compile("Dit vragen we van u$"))
    page.get_by_role("link", name="Activiteitenoverzicht 2027").first.click()
    page.get_by_role("link", name="7. Controleren en indienen").click()
    look(page, "Controleer uw overzicht van 2027")
    expect(page.locator("main")).to_contain_text("Aantal: 7.")
    expect(page.locator("main")).to_contain_text("Gevraagd aan Gemeente Druten")
    page.get_by_role("button", name="Overzicht indienen").click()
    look(page, "Het overzicht van 2027 is ingediend")
    made = Activity.objects.get(overview__assignment__milestone__subject_year=2027)
    assert made.overview.assignment.state == "submitted"
    assert (made.title, made.planned_quantity, made.continues.title) == ("Huizen in Deest", 7, "Huizen in Deest")
    assert Contribution.objects.get().state == "sent"
