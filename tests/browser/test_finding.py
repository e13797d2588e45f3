"""Searching and Hulp in a real browser: no barrier, by keyboard, on a narrow screen, without JavaScript."""

from collections.abc import Callable

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from druten.accounts.models import User
from tests import factories
from tests.browser.test_pages import violations, wider_than_the_screen
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[Page, User], None]


@pytest.fixture
def full(transactional_db: None) -> World:
    """Enough to find for two pages, with a very long word."""
    world = make_world()
    with time_machine.travel(moment(2026, 6, 20), tick=False):
        agreements = [
            factories.AgreementFactory(
                covenant=world.covenant,
                code=f"1.1-{number:02}",
                title="Huurwoningen" if number else "Woningtoewijzingsverantwoordingssystematiekwoningen",
                text="Wij bouwen woningen.",
                uitvoering="2026",
                led_by=[world.corporation],
                joined_by=[world.tenants],
            )
            for number in range(25)
        ]
        overview = world.assignment(state="in_progress").overview
        factories.ActivityFactory(overview=overview, code="WW-2027-1", title="Woningen", agreements=agreements)
    return world


@pytest.fixture(autouse=True)
def on_20_june() -> object:
    with time_machine.travel(moment(2026, 6, 20, 14), tick=True):
        yield


def test_searching_from_the_box_on_every_page(page: Page, live_server: LiveServer, full: World, log_in: LogIn) -> None:
    log_in(page, full.submitter)
    page.get_by_label("Zoek een woord of een nummer").fill("woning")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Zoeken naar woning – Prestatieafspraken")
    expect(page.get_by_role("status")).to_contain_text("26 gevonden")
    assert page.locator("mark").count() > 20
    page.get_by_role("link", name="Volgende").click()
    expect(page.get_by_role("status")).to_contain_text("hier staan 21 tot en met 26")
    page.locator("main li.task").get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text("1.1-")


@pytest.mark.parametrize("width", [320, 1280])
def test_no_barrier_wide_or_narrow(page: Page, live_server: LiveServer, full: World, log_in: LogIn, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    log_in(page, full.submitter)
    for path in (
        "/zoeken/",
        "/zoeken/?woorden=woning",
        "/zoeken/?woorden=zwembad",
        "/zoeken/?woorden=a",
        f"/zoeken/?woorden={'x' * 300}",
        "/hulp/",
        "/hulp/woorden/",
        "/hulp/overzicht-maken/",
        "/hulp/mails-van-een-jaar/",
        "/hulpvragen/",
        f"/{full.covenant.slug}/afspraken/1.1-00/",
        f"/{full.covenant.slug}/overzichten/2027/{full.corporation.slug}/",
    ):
        page.goto(live_server.url + path)
        assert wider_than_the_screen(page) == 0, path
        assert violations(page) == []


def test_a_word_opens_by_keyboard_and_closes_again(
    page: Page, live_server: LiveServer, full: World, log_in: LogIn
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    log_in(page, full.submitter)
    page.goto(f"{live_server.url}/{full.covenant.slug}/afspraken/1.1-00/")
    note = page.locator("#woord-trekker")
    assert not note.is_visible()
    word = page.get_by_role("button", name="Trekker: wat is dat?")
    word.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    expect(note).to_contain_text("De partner die de leiding heeft")
    assert wider_than_the_screen(page) == 0
    assert violations(page) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Alle woorden"
    page.keyboard.press("Escape")
    expect(note).not_to_be_visible()
    assert page.evaluate("document.activeElement.className") == "word"
    word.click()
    note.get_by_role("link").click()
    page.wait_for_url(f"{live_server.url}/hulp/woorden/#trekker")


def test_it_all_works_without_javascript(browser: Browser, live_server: LiveServer, full: World, log_in: LogIn) -> None:
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    try:
        page = context.new_page()
        log_in(page, full.submitter)
        page.get_by_label("Zoek een woord of een nummer").fill("1.1-03")
        page.get_by_role("button", name="Zoeken").click()
        page.get_by_role("link", name="1.1-03 Huurwoningen").click()
        page.get_by_role("button", name="Trekker: wat is dat?").click()
        expect(page.locator("#woord-trekker")).to_be_visible()
    finally:
        context.close()


def test_on_paper_there_are_no_boxes_and_no_notes(
    page: Page, live_server: LiveServer, full: World, log_in: LogIn
) -> None:
    log_in(page, full.submitter)
    page.goto(f"{live_server.url}/{full.covenant.slug}/afspraken/1.1-00/")
    page.emulate_media(media="print")
    assert not page.get_by_label("Zoek een woord of een nummer").is_visible()
    assert not page.locator("#woord-trekker").is_visible()
    assert page.get_by_text("Trekker").first.is_visible()
    page.goto(f"{live_server.url}/hulp/overzicht-maken/")
    assert page.locator(".handbook").is_visible()
    assert not page.get_by_role("complementary").is_visible()
