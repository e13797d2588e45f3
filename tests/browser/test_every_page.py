"""Every page outside the admin in a real browser: no barrier (axe), no scrolling aside at 320 pixels, nothing fetched
elsewhere, nothing refused by our own rules (CSP), Dutch, with a title, and less than 120 kB.

Each address is looked at once, as who sees most of it (`every_page.WHO`): whoever sees less sees less of the same
page. The pages at which several people start are looked at as each of them.
Left out are files and drawings (`every_page.NO_PAGE`), and addresses that only lead on: the page that
they lead to has its own address here.
"""

import pytest
import time_machine
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser.crawling import crawl
from tests.druten import doors, every_page
from tests.druten.every_page import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# At which several people begin, each with a task of their own.
START = (
    "",
    "<slug:covenant>/afspraken/",
    "<slug:covenant>/afspraken/<str:code>/",
    "<slug:covenant>/gezamenlijk/<int:year>/",
    "<slug:covenant>/overzichten/",
    "<slug:covenant>/resultaten/",
    "<slug:covenant>/voortgang/",
    "hulpvragen/",
    "kalender/",
    "mijn/organisatie/",
)
STARTERS = ("submitter", "secretary", "board")


def visits(method: str) -> list[Visit]:
    return [visit for visit in every_page.once(method) if not visit.route.startswith("admin/")]


def starts() -> list[Visit]:
    everybody = every_page.once(roles=len(every_page.WHO))
    return [visit for visit in everybody if visit.route in START and visit.role in STARTERS]


def test_every_page_is_for_everybody(browser: Browser, live_server: LiveServer) -> None:
    """First read, then sent with nothing in it: that gives the page with its faults, where there is one."""
    read, sent = list(dict.fromkeys([*visits("GET"), *starts()])), visits("POST")
    assert len(read) > 105
    assert len(sent) > 35
    with time_machine.travel(doors.NOW, tick=True):
        assert crawl(browser, live_server, doors.make_doors_world(), [*read, *sent]) == []
