"""The first pages in a real browser: no barrier after a fault or in the narrow menu, on paper, without JavaScript.

What holds for every page is looked at by `test_every_page` and its neighbours.
"""

import re
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from calendar_cycle.models import AssignmentEvent, Extension
from druten.accounts.models import User
from tests.factories import QuestionFactory
from tests.world import World, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[Page, User], None]
PATHS = ("/accounts/login/", "/accounts/password/reset/", "/bestaat-niet/x/")


@pytest.fixture
def busy(transactional_db: None) -> World:
    """A world in which something is asked of everybody."""
    from tests.world import make_world

    world = make_world()
    row = world.assignment(state="returned", answer_before=date(2026, 7, 20))
    AssignmentEvent.objects.create(assignment=row, kind="return_for_changes", message="Noem de kern erbij.")
    Extension.objects.create(
        assignment=world.assignment(world.other), wished_before=date(2026, 7, 20), reason="Vakantie"
    )
    world.assignment(world.tenants, state="submitted")
    for kind in ("results", "accents", "alignment", "bundle"):
        world.milestone(kind)
    return world


@pytest.fixture(autouse=True)
def on_20_june() -> object:
    with time_machine.travel(moment(2026, 6, 20, 14), tick=True):
        yield


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{page.url}: {it['id']}: {[node['html'][:120] for node in it['nodes']]}" for it in found]


def wider_than_the_screen(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_logging_in_has_no_barrier_also_with_errors(page: Page, live_server: LiveServer, busy: World) -> None:
    for path in PATHS:
        page.goto(live_server.url + path)
        assert violations(page) == []
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="Inloggen").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    assert violations(page) == []
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.name") == "login"


def test_it_works_without_javascript(browser: Browser, live_server: LiveServer, busy: World, log_in: LogIn) -> None:
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    try:
        page = context.new_page()
        log_in(page, busy.submitter)
        assert page.get_by_role("link", name="Activiteitenoverzicht 2027 aanpassen").is_visible()
        page.get_by_role("button", name="Uitloggen").click()
        page.wait_for_url(f"{live_server.url}/accounts/login/")
    finally:
        context.close()


def test_the_keyboard_reaches_the_content_first(
    page: Page, live_server: LiveServer, busy: World, log_in: LogIn
) -> None:
    log_in(page, busy.submitter)
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Activiteitenoverzicht 2027 aanpassen"


def test_the_pages_of_the_menu_have_no_barrier_on_a_narrow_screen(
    page: Page, live_server: LiveServer, busy: World, log_in: LogIn
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    log_in(page, busy.secretary)
    menu = page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link")
    addresses = menu.evaluate_all("links => links.map(link => link.href)")
    assert len(addresses) == 9
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        assert wider_than_the_screen(page) == 0, address
        assert violations(page) == []


def test_the_calendar_has_no_barrier_wide_or_narrow(
    page: Page, live_server: LiveServer, busy: World, log_in: LogIn
) -> None:
    busy.submitter.renew_calendar_key()
    story = f"/{busy.covenant.slug}/overzichten/2027/{busy.corporation.slug}/verloop/"
    log_in(page, busy.submitter)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for path in ("/kalender/eigen-agenda/", "/kalender/eigen-agenda/nieuw-adres/", story, "/kalender/"):
            page.goto(live_server.url + path)
            assert wider_than_the_screen(page) == 0, path
            assert violations(page) == []
        assert page.locator(".year--drawing svg").is_visible() is (width == 1280)
        assert page.get_by_role("table").get_by_text("teruggegeven").is_visible()


def test_the_drawing_of_the_year_stands_on_paper(
    page: Page, live_server: LiveServer, busy: World, log_in: LogIn
) -> None:
    log_in(page, busy.submitter)
    page.goto(f"{live_server.url}/kalender/")
    page.set_viewport_size({"width": 680, "height": 900})
    page.emulate_media(media="print")
    assert page.locator(".year--drawing svg").is_visible()
    assert page.get_by_role("columnheader", name="Partners").is_visible()
    assert not page.get_by_role("navigation", name="Hoofdmenu").is_visible()


def test_the_evaluation_input_has_no_barrier_and_fits_a_narrow_screen(
    page: Page, live_server: LiveServer, busy: World, log_in: LogIn
) -> None:
    step = busy.plain().milestone
    QuestionFactory(milestone=step, text="Wat moet anders?", required=True)
    choices = ["Goed", "Matig"]
    QuestionFactory(milestone=step, text="Hoe gaat dat?", position=2, answer_kind="choice", choices=choices)
    base = f"{live_server.url}/druten-2025-2028/evaluatie/inbreng/"
    own = f"{base}2026/woonstichting-druten/"
    log_in(page, busy.submitter)
    found = []
    for address in (f"{base}?alle", own, f"{own}vragen/", f"{own}controleren/", f"{own}uitstel/", f"{own}verloop/"):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        found += violations(page)
        page.set_viewport_size({"width": 320, "height": 700})
        assert wider_than_the_screen(page) == 0, address
    assert found == []
    page.goto(f"{own}vragen/")
    page.get_by_label("Wat moet anders?").fill("Eerder overleggen.")
    page.get_by_label("Hoe gaat dat?").select_option("Matig")
    page.get_by_role("button", name="Antwoorden bewaren").click()
    page.get_by_role("link", name="Controleren en indienen").click()
    page.get_by_role("button", name="Inbreng indienen").click()
    expect(page.get_by_role("heading", name="Wat gebeurt er nu?")).to_be_visible()
    assert violations(page) == []
