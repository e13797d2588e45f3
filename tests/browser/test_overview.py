"""An overview in a real browser: no barrier wide or narrow, empty, returned and ready."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from calendar_cycle.models import Assignment, AssignmentEvent
from druten.accounts.models import User
from tests import factories
from tests.browser.test_pages import violations, wider_than_the_screen
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[Page, User], None]
STEPS = ("", "accenten/", "afspraken/", "activiteiten/", "hulp/", "akkoord/", "controleren/")


@pytest.fixture(autouse=True)
def on_1_june() -> object:
    with time_machine.travel(moment(2026, 6, 1, 14), tick=True):
        yield


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


def barriers(page: Page, address: str, paths: tuple[str, ...]) -> list[str]:
    found = []
    for path in paths:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address + path)
        found += violations(page)
        page.set_viewport_size({"width": 320, "height": 700})
        if wide := wider_than_the_screen(page):
            found.append(f"{path}: {wide} pixels too wide")
    return found


def test_the_steps_have_no_barrier_empty_or_returned(
    page: Page, live_server: LiveServer, world: World, log_in: LogIn
) -> None:
    row = factories.AssignmentFactory(milestone=world.milestone(), partner=world.corporation)
    ended = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    log_in(page, world.submitter)
    address = live_server.url + row.get_absolute_url()
    assert barriers(page, address, STEPS) == []
    overview = factories.OverviewFactory(assignment=row)
    factories.ActivityFactory(overview=overview, agreements=[ended])
    Assignment.objects.update(state="returned", answer_before=date(2026, 7, 20))
    AssignmentEvent.objects.create(assignment=row, kind="return_for_changes", message="Noem de kern erbij.")
    factories.MembershipFactory(user=world.submitter, partner=world.other)
    world.assignment(world.other)
    assert barriers(page, address, STEPS) == []
    expect(page.get_by_text("Noem de kern erbij.")).to_be_visible()


def test_ready_goes_by_keyboard_from_editor_to_submitter(
    page: Page, live_server: LiveServer, world: World, log_in: LogIn
) -> None:
    row = world.assignment(state="in_progress")
    log_in(page, world.submitter)
    page.goto(f"{live_server.url}{row.get_absolute_url()}akkoord/")
    page.get_by_label("Eigen datum: klaar vóór").fill("2026-06-12")
    page.get_by_role("button", name="Bewaren").press("Enter")
    expect(page.get_by_text("Bewaard. Alleen uw eigen organisatie ziet dit.")).to_be_visible()
    page.get_by_role("button", name="Klaarzetten om in te dienen").press("Enter")
    expect(page.get_by_text("Eigen datum: vóór 12 juni 2026")).to_be_visible()
    assert barriers(page, live_server.url + row.get_absolute_url(), ("", "akkoord/")) == []
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Klaar om in te dienen: Activiteitenoverzicht 2027").press("Enter")
    page.get_by_role("button", name="Overzicht indienen").press("Enter")
    expect(page.get_by_role("link", name="Wat u indiende als PDF")).to_be_visible()
    assert violations(page) == []
