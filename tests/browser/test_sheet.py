"""A policy officer takes the overview along in a spreadsheet and brings it back: every page without a barrier."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from druten.accounts.models import User
from monitoring.models import Activity
from tests import factories
from tests.monitoring.sheets.conftest import FIRST, PLAN, edited, put
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[Page, User], None]


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(moment(2026, 5, 10), tick=True):
        yield


@pytest.fixture
def planned(transactional_db: None) -> World:
    world = make_world()
    agreement = factories.AgreementFactory(covenant=world.covenant, code="1.1-01", led_by=[world.corporation])
    overview = factories.OverviewFactory(
        assignment=factories.AssignmentFactory(milestone=world.milestone(), partner=world.corporation), last_number=2
    )
    for at, title in enumerate(("Tien huizen", "Praten"), start=1):
        factories.ActivityFactory(overview=overview, code=f"WW-2027-{at}", title=title, agreements=[agreement])
    return world


def check(page: Page) -> None:
    """No barrier, and nothing beside a narrow screen."""
    found = Axe().run(page).response["violations"]
    assert [(it["id"], [node["html"][:120] for node in it["nodes"]]) for it in found] == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    page.set_viewport_size({"width": 1280, "height": 800})


def bring(page: Page, path: Path) -> None:
    page.get_by_label("Bestand").set_input_files(path)
    page.get_by_role("button", name="Bestand nakijken").click()


def test_there_and_back(page: Page, live_server: LiveServer, planned: World, log_in: LogIn, tmp_path: Path) -> None:
    log_in(page, planned.editor)
    page.goto(f"{live_server.url}{PLAN}")
    page.get_by_role("link", name="Werken in een spreadsheet").click()
    check(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="xlsx ophalen").click()
    content = Path(taken.value.path()).read_bytes()
    path = tmp_path / taken.value.suggested_filename
    assert path.name == "overzicht-2027-woonstichting-druten.xlsx"

    path.write_bytes(edited(content, put(FIRST, Van="mei")))
    bring(page, path)
    expect(page.get_by_role("alert")).to_contain_text("Rij 5, kolom Van: “mei” staat niet in de lijst.")
    check(page)

    page.get_by_role("link", name="Een ander bestand kiezen").click()

    def changed(sheet: Any) -> None:
        put(FIRST, **{"Wat gaat u doen?": "Elf huizen"})(sheet)
        sheet.delete_rows(FIRST + 1)

    path.write_bytes(edited(content, changed))
    bring(page, path)
    expect(page.get_by_role("row", name="Elf huizen")).to_contain_text("Tien huizen")
    check(page)
    page.get_by_label("Laten vervallen: WW-2027-2 Praten").check()
    page.get_by_role("button", name="Alles bewaren").click()
    expect(page.get_by_role("status")).to_contain_text("1 activiteit veranderd en 1 activiteit weggehaald")
    assert list(Activity.objects.values_list("title", flat=True)) == ["Elf huizen"]
