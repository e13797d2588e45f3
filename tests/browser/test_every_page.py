"""Every page, as who sees most of it, in a real browser: no barrier (axe), no scrolling aside at 320 pixels, nothing
fetched elsewhere, nothing refused by our own rules (CSP), Dutch, with a title, and less than 120 kB.

Left out are files and drawings (`every_page.NO_PAGE`), and addresses that only lead on: the page that
they lead to has its own address here.
"""

from itertools import groupby

import pytest
import time_machine
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser.crawling import Visitor
from tests.druten import doors, every_page
from tests.druten.every_page import Visit
from tests.world import World

# The library's own page of downloading carries a handler in its html. Our rules stop it, as they should;
# `static/js/export.js` does its work.
STOPPED = {"admin/agreements/agreement/export/": "Executing inline event handler"}
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def crawl(browser: Browser, server: LiveServer, world: World, visits: list[Visit]) -> dict[str, list[str]]:
    """What is wrong, by page; one browser for each role."""
    wrong = {}
    sessions = {role: every_page.cookie_of(world, role) for role in every_page.WHO}
    for role, own in groupby(sorted(visits, key=lambda it: it.role), lambda it: it.role):
        visitor = Visitor(browser, server, sessions[role])
        for visit in own:
            found = visitor.look(doors.fill(world, visit.route), visit.method)
            if meant := STOPPED.get(visit.route):
                found = [fault for fault in found if meant not in fault]
            if found:
                wrong[str(visit)] = found
        visitor.close()
    return wrong


def said(wrong: dict[str, list[str]]) -> str:
    return "\n".join(f"{page}: {fault}" for page, faults in wrong.items() for fault in faults)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_page_is_for_everybody(browser: Browser, live_server: LiveServer, method: str) -> None:
    """A POST with nothing in it gives the page with its faults, where there is one."""
    visits = every_page.once(method)
    assert len(visits) > (150 if method == "GET" else 20)
    with time_machine.travel(doors.NOW, tick=True):
        wrong = crawl(browser, live_server, doors.make_doors_world(), visits)
    assert said(wrong) == ""
