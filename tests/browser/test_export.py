"""The export page of the admin works under our Content-Security-Policy."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from druten.accounts.models import User
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_all_boxes_are_ticked_and_unticked_at_once(
    page: Page, live_server: LiveServer, world: World, log_in: Callable[[Page, User], None]
) -> None:
    user = world.secretary
    user.set_password("druten-demo")
    user.save()
    log_in(page, user)
    page.goto(f"{live_server.url}/admin/agreements/agreement/export/")
    boxes = page.locator('.selectable-field-export-row input[type="checkbox"]')
    everything = page.get_by_label("Alles kiezen")
    everything.uncheck()
    assert not any(box.is_checked() for box in boxes.all())
    everything.check()
    assert all(box.is_checked() for box in boxes.all())
    assert boxes.count() > 5
