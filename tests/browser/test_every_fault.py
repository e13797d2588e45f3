"""Every page that says that something went wrong: the same clothes, Dutch, a way on, and no barrier; and the states in
which a page of the work is seldom seen: closed, empty, and a colleague who was first."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from monitoring.models import Activity
from tests import factories
from tests.browser.crawling import Visitor
from tests.druten import every_page
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FAULTS = {
    "/fout/400/": 400,
    "/fout/naam/": 400,
    "/fout/403/": 403,
    "/fout/csrf/": 403,
    "/bestaat-niet/x/": 404,
    "/fout/413/": 413,
    "/fout/429/": 429,
    "/fout/500/": 500,
}
BASE = "/druten-2025-2028/overzichten/2027/woonstichting-druten/"
PARTS = ("", "accenten/", "afspraken/", "activiteiten/", "hulp/", "controleren/", "verloop/")


@pytest.fixture
def at_work(transactional_db: None) -> World:
    """One activity in an overview that is being made."""
    world = make_world()
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    assignment = world.assignment(state="in_progress")
    factories.ActivityFactory(overview=assignment.overview, title="Zonnepanelen", agreements=[agreement])
    return world


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer, at_work: World) -> Iterator[Visitor]:
    with time_machine.travel(moment(2026, 6, 20), tick=True):
        visitor = Visitor(browser, live_server, every_page.cookie_of(at_work, "submitter"))
        yield visitor
        visitor.close()


def test_every_fault_has_a_page_with_a_way_on(visitor: Visitor, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.pictures.off_urls"
    for address, status in FAULTS.items():
        assert visitor.look(address, status=status) == [], address
        expect(visitor.page.get_by_text("Prestatieafspraken", exact=True)).to_be_visible()
        expect(visitor.page.get_by_role("heading", level=1)).to_have_count(1)
        expect(visitor.page.get_by_role("main").get_by_role("link", name="Naar Mijn taken")).to_be_visible()


def test_who_is_not_logged_in_reads_them_as_well(browser: Browser, live_server: LiveServer, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.pictures.off_urls"
    nobody = Visitor(browser, live_server, "")
    for address, status in FAULTS.items():
        if "csrf" not in address:
            assert nobody.look(address, status=status) == [], address
            expect(nobody.page.get_by_role("main").get_by_role("link", name="Naar Mijn taken")).to_be_visible()
    nobody.close()


def test_a_session_that_is_over_leads_to_the_login_page(visitor: Visitor) -> None:
    visitor.context.clear_cookies(name="sessionid")
    assert visitor.look(BASE, "POST") == []
    expect(visitor.page.get_by_text("U was niet meer ingelogd.")).to_be_visible()
    expect(visitor.page.get_by_label("E-mailadres")).to_be_visible()


def test_a_colleague_who_was_first(visitor: Visitor) -> None:
    assert visitor.look(*_late(), status=200, sent=_sent()) == []
    expect(visitor.page.get_by_text("intussen").first).to_be_visible()


def test_a_step_that_has_closed(visitor: Visitor, at_work: World) -> None:
    """What one may still read, and what one typed too late."""
    with time_machine.travel(moment(2026, 7, 3), tick=True):
        session = every_page.cookie_of(at_work, "submitter")
        visitor.context.add_cookies([{"name": "sessionid", "value": session, "url": visitor.server.url}])
        assert {part: visitor.look(BASE + part) for part in PARTS} == {part: [] for part in PARTS}
        assert visitor.look(*_late(), status=409, sent=_sent()) == []
        expect(visitor.page.get_by_text("Van mij")).to_be_visible()
        expect(visitor.page.get_by_role("link", name="Verder")).to_be_visible()


def test_pages_with_nothing_on_them(browser: Browser, live_server: LiveServer, transactional_db: None) -> None:
    world = make_world()
    pages = ("/", "/afspraken/", "/overzichten/", "/resultaten/", "/voortgang/", "/hulpvragen/")
    with time_machine.travel(moment(2026, 6, 20), tick=True):
        for role in ("submitter", "secretary", "board"):
            visitor = Visitor(browser, live_server, every_page.cookie_of(world, role))
            assert {page: visitor.look(page) for page in pages} == {page: [] for page in pages}
            visitor.close()


def _late() -> tuple[str, str]:
    return f"{BASE}activiteit/{Activity.objects.get().pk}/", "POST"


def _sent() -> str:
    row = Activity.objects.get()
    agreements = [it.pk for it in row.agreements.all()]
    given = {"title": "Van mij", "agreements": agreements, "first_quarter": 1, "last_quarter": 2, "version": 999}
    return urlencode(given, doseq=True)
