"""The results in a real browser: from the task list to the confirmation, wide and narrow, without a barrier."""

import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from calendar_cycle.models import Assignment
from druten.accounts.models import User
from monitoring.models import Indicator
from tests import factories
from tests.monitoring.results_pages import PATH
from tests.monitoring.results_pages.plans import indicator, measured, planned
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.long]
LogIn = Callable[[Page, User], None]


@pytest.fixture
def world(transactional_db: None) -> World:
    """An activity that was planned, an agreement without one, a figure with last year's, a share and a question."""
    world = make_world()
    with time_machine.travel(moment(2026, 1, 15)):
        agreements = factories.AgreementFactory.create_batch(2, covenant=world.covenant, led_by=[world.corporation])
        assignment = world.assignment(milestone=world.milestone("results"))
        factories.QuestionFactory(milestone=assignment.milestone, text="Wat viel op?", required=True)
        planned(world, agreements[0])
        measured(world, indicator(world, "huizen", name="Nieuwe huizen"), value=120)
        indicator(world, "aandeel", name="Tevreden", kind="share", over_partners="ratio", unit="%")
    return world


@pytest.fixture(autouse=True)
def in_january() -> Iterator[None]:
    with time_machine.travel(moment(2026, 1, 15, 14), tick=True):
        yield


def barriers(page: Page) -> list[str]:
    """What axe finds, and what does not fit a narrow screen."""
    found = []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        rows = Axe().run(page).response["violations"]
        found += [f"{page.url} {width}: {it['id']}: {[node['html'][:120] for node in it['nodes']]}" for it in rows]
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{page.url}: {too_wide} pixels wider than {width}"] if too_wide else []
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def go_through(page: Page, look: Callable[[Page], None]) -> None:
    """From the task list to the confirmation, with the buttons and links that a reader sees; `look` at each page."""
    look(page)
    page.get_by_role("link", name=re.compile("^Begin met ")).click()
    look(page)
    expect(page.get_by_role("heading", name="Dit was het plan")).to_be_visible()
    page.get_by_label("vertraagd").check()
    page.get_by_label("Hoeveel van de 12 woningen?").fill("veel")
    page.get_by_role("button", name="Bewaren en naar de volgende regel").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    look(page)
    page.get_by_label("Hoeveel van de 12 woningen?").fill("8")
    page.get_by_role("button", name="Bewaren en naar de volgende regel").click()
    expect(page.get_by_role("heading", name="Dit is de afspraak")).to_be_visible()
    look(page)
    page.get_by_label("klaar").check()
    page.get_by_role("button", name="Bewaren en naar de lijst").click()
    expect(page.get_by_text("gehaald: 8 van de 12 woningen")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Volgende stap: cijfers").click()
    page.get_by_label("Nieuwe huizen (woningen)").fill("12")
    page.get_by_label("Tevreden (%): hoeveel?").fill("50")
    page.get_by_label("Tevreden (%): van de hoeveel?").fill("40")
    page.get_by_role("button", name="Cijfers bewaren").click()
    expect(page.get_by_role("alert")).to_contain_text("Dit kan niet meer zijn dan 40.")
    look(page)
    page.get_by_label("Tevreden (%): hoeveel?").fill("30")
    page.get_by_role("button", name="Cijfers bewaren").click()
    expect(page.get_by_text("Vorig jaar was dit 120, nu 12. Klopt dat?")).to_be_visible()
    expect(page.get_by_text("30 van de 40 (75%)")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Volgende stap: vragen").click()
    page.get_by_label("Wat viel op?").fill("De zomer was droog.")
    look(page)
    page.get_by_role("button", name="Antwoorden bewaren").click()
    page.get_by_role("link", name="4. Wat u was toegezegd").click()
    look(page)
    page.get_by_role("link", name="Volgende stap: controleren").click()
    expect(page.get_by_role("region", name="Kijk dit nog na")).to_contain_text("Nieuwe huizen")
    look(page)
    page.get_by_role("button", name="Resultaten indienen").click()
    expect(page.get_by_role("heading", name="Wat gebeurt er nu?")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Naar de resultaten").click()
    expect(page.get_by_role("button", name="Inzending intrekken")).to_be_visible()
    look(page)


def test_from_the_task_list_to_the_confirmation_without_a_barrier(
    page: Page, live_server: LiveServer, world: World, log_in: LogIn
) -> None:
    found: list[str] = []
    log_in(page, world.submitter)
    page.goto(live_server.url + PATH)
    go_through(page, lambda here: found.extend(barriers(here)))
    assert found == []
    assert world.assignment_of(world.corporation, "results").state == Assignment.State.SUBMITTED


def test_the_same_without_javascript(browser: Browser, live_server: LiveServer, world: World, log_in: LogIn) -> None:
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    try:
        page = context.new_page()
        log_in(page, world.submitter)
        page.goto(live_server.url + PATH)
        go_through(page, lambda here: None)
    finally:
        context.close()
    assert world.assignment_of(world.corporation, "results").state == Assignment.State.SUBMITTED


def test_a_figure_is_saved_by_itself_and_asked_about_at_the_button(
    page: Page, live_server: LiveServer, world: World, log_in: LogIn
) -> None:
    log_in(page, world.submitter)
    page.goto(f"{live_server.url}{PATH}cijfers/")
    page.get_by_label("Nieuwe huizen (woningen)").fill("12")
    expect(page.get_by_role("status")).to_contain_text("Bewaard om ", timeout=10_000)
    about = Indicator.objects.get(key="huizen")
    assert [row.value for row in about.measurements.filter(year=2025)] == [12]
    page.get_by_role("button", name="Cijfers bewaren").click()
    expect(page.get_by_text("Vorig jaar was dit 120, nu 12. Klopt dat?")).to_be_visible()
    page.get_by_role("button", name="Cijfers bewaren").click()
    expect(page.get_by_role("heading", name="Resultaten 2025")).to_be_visible()
