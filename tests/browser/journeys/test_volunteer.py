"""The volunteer of a tenants' organisation: on a tablet, on a slow line, and logged out in the middle of a sentence."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect

from druten.accounts.models import User
from monitoring.models import Contribution
from tests import factories
from tests.browser.journeys.conftest import Look, sign_in
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OVERVIEW = re.compile("Activiteiten\u00ad?overzicht 2027$")
SLOW = {"offline": False, "latency": 60, "downloadThroughput": 200_000, "uploadThroughput": 60_000}


@pytest.fixture(autouse=True)
def on_5_may() -> Any:
    with time_machine.travel(moment(2026, 5, 5, 14, 3), tick=True):
        yield


@pytest.fixture
def asked(transactional_db: None) -> World:
    """An agreement that the tenants take part in, a question for them, and one request from the corporation."""
    world = make_world()
    agreement = factories.AgreementFactory(
        covenant=world.covenant, code="1.1-01", title="Samen isoleren", led_by=[world.corporation]
    )
    factories.AgreementFactory(
        covenant=world.covenant, code="1.1-02", title="Bewoners betrekken", led_by=[world.tenants]
    )
    factories.QuestionFactory(
        milestone=world.milestone(), text="Hoe praat u met bewoners?", required=True, partner_kind="tenants"
    )
    factories.AssignmentFactory(milestone=world.milestone(), partner=world.tenants)
    theirs = factories.OverviewFactory(
        assignment=factories.AssignmentFactory(milestone=world.milestone(), partner=world.corporation)
    )
    activity = factories.ActivityFactory(overview=theirs, title="Isoleren in Deest", agreements=[agreement])
    factories.ContributionFactory(activity=activity, partner=world.tenants, state="sent", sent_at=moment(2026, 5, 1))
    return world


def test_she_is_interrupted_and_hands_in(
    someone: Callable[..., Page], begin: Callable[[Page, User], None], look: Look, asked: World
) -> None:
    page = someone(viewport={"width": 768, "height": 1024}, has_touch=True)
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    begin(page, asked.tenants_submitter)

    page.get_by_role("link", name="Activiteitenoverzicht 2027").first.tap()
    look(page, OVERVIEW)
    page.get_by_role("link", name="5. Vragen").tap()
    look(page, "Vragen")
    page.get_by_label("Hoe praat u met bewoners?").press_sequentially("Wij gaan langs de ")
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Hoe praat u met bewoners?").press_sequentially("deuren.")
    page.get_by_role("link", name="Log opnieuw in en ga verder.").tap()
    sign_in(page, asked.tenants_submitter)
    look(page, "Vragen")
    expect(page.get_by_label("Hoe praat u met bewoners?")).to_have_value("Wij gaan langs de deuren.")
    expect(page.get_by_text("In deze browser stond nog tekst van u")).to_be_visible()
    page.get_by_role("button", name="Antwoorden bewaren").tap()
    look(page, OVERVIEW)
    expect(page.get_by_text("1 van 1 beantwoord")).to_be_visible()

    page.get_by_role("link", name="2. Onze afspraken").tap()
    look(page, "Onze afspraken")
    page.get_by_role("link", name="Activiteit toevoegen bij 1.1-02").tap()
    look(page, "Activiteit toevoegen")
    page.get_by_label("Wat gaat u doen?").fill("Koffie in het buurthuis")
    page.get_by_role("button", name="Activiteit bewaren").tap()
    look(page, "Onze afspraken")
    page.get_by_role("link", name="Volgende stap").tap()
    look(page, "Activiteiten")
    page.get_by_role("link", name="Volgende stap").tap()
    look(page, "Wat wij vragen en aanbieden")
    expect(page.get_by_text("U vraagt en biedt nog niets.")).to_be_visible()

    page.get_by_role("link", name="Hulpvragen", exact=True).tap()
    look(page, "Hulpvragen en aanbod")
    page.get_by_role("link", name=re.compile("Kunt u bewoners uitnodigen?")).tap()
    look(page, re.compile("^Hulpvraag van Woonstichting Druten"))
    page.get_by_label("Wij doen een deel").check()
    page.get_by_label("Toelichting").fill("Wij nodigen uit.")
    page.get_by_label("Wat doet u niet?").fill("Wij brengen geen brieven rond.")
    page.get_by_role("button", name="Antwoord versturen").tap()
    expect(page.get_by_role("status").first).to_contain_text("De andere partner krijgt bericht")

    page.get_by_role("link", name="Mijn taken", exact=True).tap()
    look(page, re.compile("Dit vragen we van u$"))
    page.get_by_role("link", name="Activiteitenoverzicht 2027").first.tap()
    look(page, OVERVIEW)
    page.get_by_role("link", name="7. Controleren en indienen").tap()
    look(page, "Controleer uw overzicht van 2027")
    expect(page.get_by_text("Wij gaan langs de deuren.")).to_be_visible()
    page.get_by_role("button", name="Overzicht indienen").tap()
    look(page, "Het overzicht van 2027 is ingediend")
    expect(page.get_by_role("heading", name="Wat gebeurt er nu?")).to_be_visible()
    assert asked.assignment_of(asked.tenants).state == "submitted"
    assert Contribution.objects.get().state == "partly"
