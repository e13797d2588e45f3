"""The whole overview, and one row of results, from the page to log in to the confirmation, as one goes who has only
links, fields and buttons. Nothing in it needs JavaScript or a wide screen."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from calendar_cycle.models import Assignment
from druten.accounts.models import User
from monitoring.models import Accent, Activity
from tests import factories
from tests.browser.journeys.conftest import Look
from tests.world import World, make_world, moment

Begin = Callable[[Page, User], None]
OVERVIEW = re.compile("Activiteiten\u00ad?overzicht 2027$")
IN_MAY, IN_JANUARY = moment(2026, 5, 5, 14, 3), moment(2026, 1, 15, 14, 3)


def to_plan() -> World:
    """Something at every step: an accent, two agreements we lead and one we take part in, a question."""
    world = make_world()
    theirs = {"led_by": [world.other], "joined_by": [world.corporation]}
    for code, title, roles in (
        ("1.1-01", "Huizen bouwen", {"led_by": [world.corporation]}),
        ("1.1-02", "Woonwagenstandplaatsen", {"led_by": [world.corporation]}),
        ("1.1-03", "Duurzaamheidsmaatregelen", theirs),
    ):
        factories.AgreementFactory(covenant=world.covenant, code=code, title=title, **roles)
    accents = world.milestone("accents", done_at=moment(2026, 3, 1))
    Accent.objects.create(milestone=accents, year=2027, title="Jongeren", text="Zij wachten te lang.")
    factories.QuestionFactory(milestone=world.milestone(), text="Van wie verwacht u iets?", required=True)
    factories.AssignmentFactory(milestone=world.milestone(), partner=world.corporation)
    return world


def to_report() -> World:
    """The results of 2025 with one row, of an agreement that the corporation leads."""
    world = make_world()
    factories.AgreementFactory(
        covenant=world.covenant, code="1.1-01", title="Huizen bouwen", led_by=[world.corporation]
    )
    world.assignment(milestone=world.milestone("results"))
    return world


def through_the_overview(page: Page, begin: Begin, look: Look, world: World) -> None:
    """Each of its six steps, from the first to the confirmation."""
    begin(page, world.submitter)
    page.get_by_role("link", name="Activiteitenoverzicht 2027").first.click()
    look(page, OVERVIEW)
    page.get_by_role("link", name="1. Accenten van het bestuur lezen").click()
    look(page, "Accenten van het bestuur")
    expect(page.get_by_text("Zij wachten te lang.")).to_be_visible()
    page.get_by_role("link", name="Volgende stap").click()
    look(page, "Onze afspraken")
    page.get_by_role("link", name="In 2027 niets bij 1.1-02").click()
    look(page, "In 2027 niets bij 1.1-02")
    page.get_by_role("button", name="Reden bewaren").click()
    look(page, "In 2027 niets bij 1.1-02")
    expect(page).to_have_title(re.compile("^Fout: "))
    page.get_by_label("later").check()
    page.get_by_label("Toelichting").fill("De grond is er in 2028.")
    page.get_by_role("button", name="Reden bewaren").click()
    look(page, "Onze afspraken")
    page.get_by_role("link", name="Activiteit toevoegen bij 1.1-01").click()
    look(page, "Activiteit toevoegen")
    page.get_by_label("Wat gaat u doen?").fill("36 huizen in Deest")
    page.get_by_role("button", name="Activiteit bewaren").click()
    look(page, "Onze afspraken")
    page.get_by_role("link", name="Volgende stap").click()
    look(page, "Activiteiten")
    page.get_by_role("link", name="Volgende stap").click()
    look(page, "Wat wij vragen en aanbieden")
    page.get_by_role("link", name="Iets aanbieden").click()
    look(page, "Iets aanbieden")
    page.get_by_label("Bij welke afspraak?").select_option(label="1.1-03 Duurzaamheidsmaatregelen")
    page.get_by_label("Wat biedt u aan?").fill("Een dak voor de proef")
    page.get_by_role("button", name="Bewaren tot het indienen").click()
    look(page, "Wat wij vragen en aanbieden")
    page.get_by_role("link", name="Volgende stap").click()
    look(page, "Vragen")
    page.get_by_label("Van wie verwacht u iets?").fill("Van de gemeente.")
    page.get_by_role("button", name="Antwoorden bewaren").click()
    look(page, "Controleer uw overzicht van 2027")
    for said in ("36 huizen in Deest", "De grond is er in 2028.", "Een dak voor de proef", "Van de gemeente."):
        expect(page.locator("main")).to_contain_text(said)
    page.get_by_role("button", name="Overzicht indienen").click()
    look(page, "Het overzicht van 2027 is ingediend")
    assert world.assignment_of(world.corporation).state == "submitted"
    assert Activity.objects.get().agreements.get().code == "1.1-01"


def through_the_results(page: Page, begin: Begin, look: Look, world: World) -> None:
    """One row, from Mijn taken to the hand-in."""
    begin(page, world.submitter)
    page.get_by_role("link", name="Resultaten 2025").first.click()
    look(page, re.compile("^Resultaten 2025"))
    page.get_by_role("link", name="1. Activiteiten en afspraken").click()
    page.get_by_role("link", name="1.1-01 Huizen bouwen").click()
    look(page, "1.1-01 Huizen bouwen")
    page.get_by_label("op schema").check()
    page.get_by_label("Wat is er gedaan?").fill("De eerste paal staat.")
    page.get_by_role("button", name="Bewaren en naar de lijst").click()
    page.get_by_role("link", name="Terug naar de resultaten").click()
    look(page, re.compile("^Resultaten 2025"))
    page.get_by_role("link", name="5. Controleren en indienen").click()
    look(page, "Controleer de resultaten van 2025")
    expect(page.locator("main")).to_contain_text("De eerste paal staat.")
    page.get_by_role("button", name="Resultaten indienen").click()
    look(page, "De resultaten van 2025 zijn ingediend")
    assert Assignment.objects.get(milestone__kind="results").state == "submitted"
