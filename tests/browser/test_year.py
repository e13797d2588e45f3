"""The heart of the year in a real browser: hand in, accept, look; with axe on every page on the way."""

from collections.abc import Callable

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from druten.accounts.models import User
from tests import factories
from tests.browser.test_pages import violations
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[Page, User], None]


@pytest.fixture(autouse=True)
def on_25_june() -> object:
    with time_machine.travel(moment(2026, 6, 25, 14), tick=True):
        yield


@pytest.fixture
def planned(transactional_db: None) -> World:
    """A corporation with one agreement, about to plan 2027."""
    world = make_world()
    factories.AgreementFactory(
        covenant=world.covenant, code="1.1-01", title="Huizen bouwen", led_by=[world.corporation]
    )
    world.milestone("results")
    factories.AssignmentFactory(milestone=world.milestone("overview"), partner=world.corporation)
    return world


def leaves(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/")
    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_url("**/accounts/login/**")


def test_it_is_planned_handed_in_accepted_and_seen(
    page: Page, live_server: LiveServer, planned: World, log_in: LogIn
) -> None:
    base = f"{live_server.url}/{planned.covenant.slug}"
    overview = f"{base}/overzichten/2027/{planned.corporation.slug}/"
    found: list[str] = []

    log_in(page, planned.submitter)
    found += violations(page)
    page.get_by_role("link", name="Activiteitenoverzicht 2027").first.click()
    page.wait_for_url(f"{overview}**")
    found += violations(page)
    page.goto(f"{overview}activiteit/?afspraak=1.1-01")
    found += violations(page)
    page.get_by_label("Wat gaat u doen?").fill("36 huizen in Deest")
    page.get_by_role("button", name="bewaren").first.click()
    expect(page.get_by_role("link", name="36 huizen in Deest").first).to_be_visible()
    page.goto(f"{overview}controleren/")
    found += violations(page)
    page.get_by_role("button", name="Overzicht indienen").click()
    page.wait_for_url("**/ingediend/")
    found += violations(page)
    leaves(page, live_server)

    log_in(page, planned.secretary)
    page.goto(f"{live_server.url}/admin/")
    found += violations(page)
    assignment = planned.assignment_of(planned.corporation)
    page.goto(f"{live_server.url}/admin/werk/opdracht/{assignment.pk}/")
    found += violations(page)
    assert "36 huizen in Deest" in page.content()
    page.get_by_role("button", name="Inzending accepteren").click()
    expect(page.get_by_text("De inzending is geaccepteerd.")).to_be_visible()
    assignment.refresh_from_db()
    assert assignment.state == "accepted"
    leaves(page, live_server)

    log_in(page, planned.board)
    for path in ("voortgang/", "gezamenlijk/2027/", "afspraken/", "afspraken/1.1-01/"):
        page.goto(f"{base}/{path}")
        found += violations(page)
    assert found == []
