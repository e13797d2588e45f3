"""The states in which a page of the work is seldom seen, as strictly looked at as the others (`test_every_page`):
nothing on it yet, closed, and a colleague who was first. Full pages and forms with faults are looked at there."""

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from monitoring.models import Activity, Contribution
from tests import factories
from tests.browser.crawling import Visitor
from tests.druten import every_page
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BASE = "/druten-2025-2028/overzichten/2027/woonstichting-druten/"
PARTS = ("", "accenten/", "afspraken/", "activiteiten/", "hulp/", "controleren/", "verloop/")
LISTS = ("/", "/afspraken/", "/overzichten/", "/resultaten/", "/voortgang/", "/hulpvragen/", "/kalender/")


@pytest.fixture
def at_work(transactional_db: None) -> World:
    """One activity in an overview that is being made, with help asked of the tenants."""
    world = make_world()
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    overview = world.assignment(state="in_progress").overview
    activity = factories.ActivityFactory(overview=overview, title="Zonnepanelen", agreements=[agreement])
    factories.ContributionFactory(activity=activity, partner=world.tenants, by_quarter=2)
    return world


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer, at_work: World) -> Iterator[Visitor]:
    with time_machine.travel(moment(2026, 6, 20), tick=True):
        session = every_page.cookie_of(at_work, "submitter")
        with Visitor(browser, live_server, session) as visitor:
            yield visitor


def test_a_colleague_was_first_in_the_same_activity(visitor: Visitor) -> None:
    """The form comes back with both texts, to choose from."""
    activity = Activity.objects.get()
    assert visitor.look(f"{BASE}activiteit/{activity.pk}/") == []
    activity.title = "Van een collega"
    activity.save()
    visitor.page.get_by_label("Wat gaat u doen?").fill("Van mij")
    assert visitor.press("Activiteit bewaren") == []
    expect(visitor.page.get_by_text("Van een collega").first).to_be_visible()
    expect(visitor.page.get_by_label("Wat gaat u doen?")).to_have_value("Van mij")


def test_a_colleague_was_first_in_answering(browser: Browser, live_server: LiveServer, at_work: World) -> None:
    """The page of a conflict (409), with what was typed still in it."""
    with time_machine.travel(moment(2026, 6, 20), tick=True):
        asked = Contribution.objects.get()
        asked.perform("send", by=at_work.submitter)
        body = [("deed", "decline"), ("message", "Wij hebben geen tijd."), ("version", asked.version)]
        with Visitor(browser, live_server, every_page.cookie_of(at_work, "tenants_submitter")) as visitor:
            address = f"/hulpvragen/{asked.pk}/"
            assert visitor.look(address) == []
            asked.perform("promise", by=at_work.tenants_submitter)
            assert visitor.look(address, "POST", status=409, sent=body) == []
            expect(visitor.page.get_by_text("was u voor")).to_be_visible()
            expect(visitor.page.get_by_text("Wij hebben geen tijd.")).to_be_visible()


def test_a_step_that_has_closed(visitor: Visitor, at_work: World) -> None:
    """What one may still read, and what one typed too late (409)."""
    address = f"{BASE}activiteit/{Activity.objects.get().pk}/"
    assert visitor.look(address) == []
    visitor.page.get_by_label("Wat gaat u doen?").fill("Van mij")
    with time_machine.travel(moment(2026, 7, 3), tick=True):
        session = every_page.cookie_of(at_work, "submitter")
        visitor.context.add_cookies([{"name": "sessionid", "value": session, "url": visitor.server.url}])
        assert visitor.press("Activiteit bewaren", status=409) == []
        expect(visitor.page.get_by_text("Van mij")).to_be_visible()
        expect(visitor.page.get_by_role("link", name="Verder")).to_be_visible()
        assert {part: visitor.look(BASE + part) for part in PARTS} == {part: [] for part in PARTS}


def test_pages_with_nothing_on_them(browser: Browser, live_server: LiveServer) -> None:
    """The lists before anything was agreed, asked or planned."""
    world = make_world()
    with time_machine.travel(moment(2026, 6, 20), tick=True):
        for role in ("submitter", "secretary", "board"):
            with Visitor(browser, live_server, every_page.cookie_of(world, role)) as visitor:
                assert {page: visitor.look(page) for page in LISTS} == {page: [] for page in LISTS}
