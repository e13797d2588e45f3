"""Two deeds of the working group that take two pages: moving a date with a second person, and taking over the past."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from agreements.models import Covenant
from calendar_cycle import planning
from calendar_cycle.models import Milestone, Submission
from druten.accounts.models import User
from tests import factories
from tests.browser.test_pages import violations, wider_than_the_screen
from tests.browser.test_year import leaves
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[Page, User], None]
SHEET = "Jaar;Partner;Titel;Afspraken;Stand\n2026;woonstichting-druten;Tien huizen;1.1-01;klaar\n"


@pytest.fixture(autouse=True)
def on_1_june() -> Iterator[None]:
    with time_machine.travel(moment(2026, 6, 1, 14), tick=True):
        yield


@pytest.fixture
def world(transactional_db: None) -> World:
    """One partner has handed in, one has not."""
    world = make_world()
    world.assignment(state="submitted")
    world.assignment(world.other, state="in_progress")
    world.milestone("alignment")
    return world


def barriers(page: Page) -> list[str]:
    """What axe finds, wide and at 320 pixels, where nothing may stick out either."""
    found = violations(page)
    page.set_viewport_size({"width": 320, "height": 640})
    found += violations(page)
    if wider_than_the_screen(page):
        found.append(f"{page.url}: wider than 320 pixels")
    page.set_viewport_size({"width": 1280, "height": 800})
    return found


def test_a_date_moves_once_a_second_person_confirms(
    page: Page, live_server: LiveServer, world: World, log_in: LogIn
) -> None:
    step = world.milestone()
    address = f"{live_server.url}/admin/werk/verplaatsen/{step.pk}/"
    found: list[str] = []

    log_in(page, world.secretary)
    page.goto(f"{live_server.url}/admin/werk/verplaatsen/")
    found += barriers(page)
    page.goto(address)
    found += barriers(page)
    page.get_by_label("Nieuwe termijn: vóór").fill("2026-09-08")
    page.get_by_role("button", name="Bekijken wat dit doet").click()
    expect(page.get_by_text("heeft al ingediend")).to_be_visible()
    expect(page.get_by_text("krijgt 69 dagen meer")).to_be_visible()
    found += barriers(page)
    page.get_by_role("button", name="Nieuwe datum voorstellen").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf erbij waarom de datum verplaatst.")
    expect(page.get_by_role("alert")).to_contain_text("Vink elke zin aan")
    found += barriers(page)
    page.get_by_label("Waarom verplaatst deze datum?").fill("Het bestuur komt later.")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Nieuwe datum voorstellen").click()
    expect(page.get_by_text("Het voorstel staat klaar.")).to_be_visible()
    expect(page.get_by_role("button", name="Datum verplaatsen")).to_have_count(0)
    found += barriers(page)
    assert Milestone.objects.get(pk=step.pk).before == date(2026, 7, 1)
    leaves(page, live_server)

    log_in(page, world.second_secretary)
    page.goto(address)
    expect(page.get_by_text("Het bestuur komt later.")).to_be_visible()
    found += barriers(page)
    page.get_by_role("button", name="Datum verplaatsen").click()
    expect(page.get_by_text("De datum is verplaatst.")).to_be_visible()
    found += barriers(page)
    assert Milestone.objects.get(pk=step.pk).before == date(2026, 9, 8)
    assert found == []


@pytest.fixture
def late_start(world: World) -> World:
    """The covenant was taken into use on 1 April 2027: what ended before can be taken over."""
    agreement = factories.AgreementFactory(
        covenant=world.covenant, topic=factories.TopicFactory(covenant=world.covenant), code="1.1-01"
    )
    agreement.responsibilities.create(partner=world.corporation, role="trekker")
    world.assignment_of(world.corporation).delete()
    Covenant.objects.filter(pk=world.covenant.pk).update(in_use_from=date(2027, 4, 1))
    world.covenant.refresh_from_db()
    planning.plan(world.covenant)
    return world


def test_the_past_is_taken_over_after_a_look(
    page: Page, live_server: LiveServer, late_start: World, log_in: LogIn
) -> None:
    address = f"{live_server.url}/admin/werk/overnemen/{late_start.covenant.pk}/"
    found: list[str] = []
    with time_machine.travel(moment(2027, 5, 1, 14), tick=True):
        log_in(page, late_start.secretary)
        page.goto(address)
        found += barriers(page)
        page.get_by_role("button", name="Bestand nakijken").click()
        expect(page.get_by_role("alert")).to_contain_text("Kies een bestand.")
        found += barriers(page)
        choose(page, SHEET.replace("klaar", "gereed"))
        expect(page.get_by_role("alert")).to_contain_text("Rij 2, kolom stand: “gereed” is geen stand")
        expect(page.get_by_role("button", name="Overnemen")).to_have_count(0)
        found += barriers(page)
        page.get_by_role("link", name="Een ander bestand kiezen").click()
        choose(page, SHEET)
        expect(page.get_by_text("Dit voegt toen.csv toe. Er is nog niets overgenomen.")).to_be_visible()
        found += barriers(page)
        assert not Submission.objects.exists()
        page.get_by_role("button", name="Overnemen").click()
        expect(page.get_by_text("Overgenomen: Activiteitenoverzicht 2026")).to_be_visible()
        found += barriers(page)
    assert Submission.objects.filter(taken_over=True).exists()
    assert found == []


def choose(page: Page, text: str) -> None:
    file = {"name": "toen.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("Bestand").set_input_files(files=[file])
    page.get_by_role("button", name="Bestand nakijken").click()
