"""Two colleagues on one activity: who comes second hears it, sees both texts and chooses per field."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Locator, Page, expect

from druten.accounts.models import User
from monitoring.models import Activity
from tests import factories
from tests.browser.journeys.conftest import Look
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OVERVIEW = re.compile("Activiteiten\u00ad?overzicht 2027$")


@pytest.fixture(autouse=True)
def on_5_may() -> Any:
    with time_machine.travel(moment(2026, 5, 5, 14, 3), tick=True):
        yield


@pytest.fixture
def shared(transactional_db: None) -> World:
    """An activity that two people of the corporation may change."""
    world = make_world()
    agreement = factories.AgreementFactory(
        covenant=world.covenant, code="1.1-01", title="Huizen bouwen", led_by=[world.corporation]
    )
    overview = factories.OverviewFactory(
        assignment=factories.AssignmentFactory(milestone=world.milestone(), partner=world.corporation)
    )
    factories.ActivityFactory(overview=overview, code="WW-2027-1", title="Zonnepanelen", agreements=[agreement])
    return world


def said(page: Page) -> Locator:
    return page.locator("[data-typing-said]")


def title(page: Page) -> Locator:
    return page.locator("input[name=title]")


def words(page: Page) -> Locator:
    return page.locator("textarea[name=text]")


def test_nothing_of_either_is_lost(
    someone: Callable[..., Page], begin: Callable[[Page, User], None], look: Look, shared: World
) -> None:
    first, second = someone(), someone()
    for page, user in ((first, shared.editor), (second, shared.submitter)):
        begin(page, user)
        page.get_by_role("link", name="Activiteitenoverzicht 2027").first.click()
        page.get_by_role("link", name="Zonnepanelen").first.click()
        look(page, "Activiteit WW-2027-1")

    # The first types and says nothing; it saves by itself. The second sends other words for the same field.
    title(first).fill("Zonnepanelen in Deest")
    expect(said(first)).to_have_text(re.compile(r"^Bewaard om \d\d:\d\d\.$"), timeout=8000)
    title(second).fill("Zonnepanelen in Horssen")
    words(second).fill("Op dertig daken")
    second.get_by_role("button", name="Activiteit bewaren").click()
    look(second, "Activiteit WW-2027-1")
    expect(second).to_have_title(re.compile("^Fout: "))
    expect(second.get_by_label(re.compile(f"^{shared.editor.name} schreef: “Zonnepanelen in Deest”"))).to_be_visible()
    expect(title(second)).to_have_value("Zonnepanelen in Horssen")
    assert Activity.objects.get().title == "Zonnepanelen in Deest"
    second.get_by_label("Dat blijft staan").check()
    second.get_by_role("button", name="Activiteit bewaren").click()
    look(second, OVERVIEW)
    row = Activity.objects.get()
    assert (row.title, row.text) == ("Zonnepanelen in Deest", "Op dertig daken")

    # The first had the page open all the while. What it types now meets the words of the second in another field:
    # both stay, and it hears of them.
    title(first).fill("Zonnepanelen in Deest en Afferden")
    expect(said(first)).to_contain_text(f"{shared.submitter.name} veranderde intussen ook", timeout=8000)
    expect(words(first)).to_have_value("Op dertig daken")

    # And where both wrote, the save that goes by itself says so, keeps what was typed, and lets it choose.
    second.get_by_role("link", name="Zonnepanelen in Deest", exact=True).click()
    look(second, "Activiteit WW-2027-1")
    words(second).fill("Op veertig daken")
    expect(said(second)).to_contain_text("Bewaard om", timeout=8000)
    words(first).fill("Op vijftig daken")
    expect(said(first)).to_contain_text(shared.submitter.name, timeout=8000)
    expect(words(first)).to_have_value("Op vijftig daken")
    assert Activity.objects.get().text == "Op veertig daken"
    first.get_by_role("button", name="Activiteit bewaren").click()
    expect(first.get_by_label(re.compile(f"^{shared.submitter.name} schreef: “Op veertig daken”"))).to_be_visible()
    first.get_by_label("Wat ik schreef").check()
    first.get_by_role("button", name="Activiteit bewaren").click()
    look(first, OVERVIEW)
    row = Activity.objects.get()
    assert (row.title, row.text) == ("Zonnepanelen in Deest en Afferden", "Op vijftig daken")
    written = set(row.history.values_list("text", flat=True))
    assert written >= {"Op dertig daken", "Op veertig daken", "Op vijftig daken"}
