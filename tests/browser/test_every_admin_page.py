"""Every page of the admin, as strictly as the others (`test_every_page`).

Of what is one template with the same columns for every model, one is looked at: the history of a row. A list to which
nothing is sent is the list again, so that those are read only.
"""

import pytest
import time_machine
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser.crawling import crawl
from tests.druten import doors, every_page
from tests.druten.every_page import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HISTORY, LOOKED_AT = "<path:object_id>/history/", "admin/agreements/agreement/<path:object_id>/history/"


def visits(method: str) -> list[Visit]:
    found = [visit for visit in every_page.once(method) if visit.route.startswith("admin/")]
    if method == "POST":
        return [visit for visit in found if not _is_the_same_again(visit.route)]
    return [visit for visit in found if HISTORY not in visit.route or visit.route == LOOKED_AT]


def _is_the_same_again(route: str) -> bool:
    """A history, the first page, and a list: those have an app and a model, and nothing more."""
    is_list = route.count("/") == 3 and "werk/" not in route
    return is_list or HISTORY in route or "app_label" in route


def test_every_page_of_the_admin_is_for_everybody(browser: Browser, live_server: LiveServer) -> None:
    """First read, then sent with nothing in it: that gives the page with its faults, where there is one."""
    read, sent = visits("GET"), visits("POST")
    assert len(read) > 80
    assert len(sent) > 30
    with time_machine.travel(doors.NOW, tick=True):
        assert crawl(browser, live_server, doors.make_doors_world(), [*read, *sent]) == []
