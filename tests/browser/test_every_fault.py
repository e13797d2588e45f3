"""Every page that says that something went wrong: in the same clothes, with a way on, and as strictly looked at as the
others (`test_every_page`). By who is logged in and by who is not."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.crawling import Visitor
from tests.druten import every_page
from tests.world import make_world, moment

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
# Who is not logged in, is asked to.
OF_NOBODY = {address: status for address, status in FAULTS.items() if "csrf" not in address}


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer) -> Iterator[Visitor]:
    with time_machine.travel(moment(2026, 6, 20), tick=True):
        session = every_page.cookie_of(make_world(), "submitter")
        with Visitor(browser, live_server, session) as visitor:
            yield visitor


def test_every_fault_has_a_page_with_a_way_on(visitor: Visitor, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.pictures.off_urls"
    for faults in (FAULTS, OF_NOBODY):
        for address, status in faults.items():
            assert visitor.look(address, status=status) == [], address
            expect(visitor.page.get_by_text("Prestatieafspraken", exact=True)).to_be_visible()
            expect(visitor.page.get_by_role("heading", level=1)).to_have_count(1)
            expect(visitor.page.get_by_role("main").get_by_role("link", name="Naar Mijn taken")).to_be_visible()
        visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def test_a_session_that_is_over_leads_to_the_login_page(visitor: Visitor, settings: Any) -> None:
    """Of a form that was sent too late."""
    visitor.look("/mijn/gegevens/")
    visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    assert visitor.look("/mijn/gegevens/", "POST", sent=[("name", "Van mij")]) == []
    expect(visitor.page.get_by_text("U was niet meer ingelogd.")).to_be_visible()
    expect(visitor.page.get_by_label("E-mailadres")).to_be_visible()


def test_a_form_of_which_the_key_is_wrong_says_so(visitor: Visitor) -> None:
    """By the real check, for who is logged in: the page of `/fout/csrf/` with a way back to the form."""
    visitor.look("/mijn/gegevens/")
    visitor.context.clear_cookies(name="csrftoken")
    assert visitor.look("/mijn/gegevens/", "POST", status=403) == []
    expect(visitor.page.get_by_role("link", name="Terug naar de pagina")).to_be_visible()
