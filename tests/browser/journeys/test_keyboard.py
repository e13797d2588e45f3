"""Who has only a keyboard: from the page to log in to the confirmation, and sees at each stop where it is."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page

from monitoring.models import Activity
from tests.browser.journeys import ways
from tests.browser.journeys.conftest import PASSWORD, Look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STOP = """() => {
  const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
  const label = it.labels?.length ? [...it.labels].map((one) => one.textContent).join(" ") : it.textContent;
  return {
    name: (label || "").replace(/\\u00ad/g, "").replace(/\\s+/g, " ").trim(),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    shown: box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth,
    top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left,
  };
}"""


def tab(page: Page) -> dict[str, Any]:
    """The next stop: it has a visible outline, and comes within the screen."""
    page.keyboard.press("Tab")
    stop: dict[str, Any] = page.evaluate(STOP)
    assert stop["outlined"], stop
    # The page scrolls to its stop in the next frames, not at the key itself.
    page.wait_for_function(f"() => ({STOP})().shown")
    return stop


def tab_to(page: Page, name: str) -> None:
    """On to the stop of this name; no stop on the way lies above and left of the one before."""
    before = {"top": -1.0, "left": -1.0}
    for _ in range(60):
        stop = tab(page)
        assert stop["bottom"] > before["top"] or stop["left"] > before["left"], (before, stop)
        if name in stop["name"]:
            return
        before = stop
    pytest.fail(f"No stop named {name} on {page.url}")


def to_the_content(page: Page) -> None:
    """By the link that comes first on every page; a form that was sent from the content leads back to the content."""
    if page.url.endswith("#inhoud"):
        return
    assert tab(page)["name"] == "Naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def press(page: Page, name: str) -> None:
    """Past the menu to the link or button of this name, and Enter."""
    to_the_content(page)
    tab_to(page, name)
    page.keyboard.press("Enter")


def test_from_the_page_to_log_in_to_the_confirmation(
    someone: Callable[..., Page], look: Look, live_server: Any
) -> None:
    with time_machine.travel(ways.IN_MAY, tick=True):
        world, page = ways.to_plan(), someone()
        # Where a stop is, is measured at once: the browser must not still be gliding to it.
        page.emulate_media(reduced_motion="reduce")
        page.goto(live_server.url)
        look(page, "Inloggen")
        to_the_content(page)
        tab_to(page, "E-mailadres")
        page.keyboard.type(world.submitter.email)
        tab_to(page, "Wachtwoord")
        page.keyboard.type(PASSWORD)
        tab_to(page, "Inloggen")
        page.keyboard.press("Enter")
        look(page, re.compile("Dit vragen we van u$"))
        press(page, "Activiteitenoverzicht 2027")
        look(page, ways.OVERVIEW)
        press(page, "5. Vragen")
        look(page, "Vragen")
        to_the_content(page)
        tab_to(page, "Van wie verwacht u iets?")
        page.keyboard.type("Van de gemeente.")
        tab_to(page, "Antwoorden bewaren")
        page.keyboard.press("Enter")
        look(page, ways.OVERVIEW)
        press(page, "Activiteit toevoegen")
        look(page, "Activiteit toevoegen")
        to_the_content(page)
        tab_to(page, "Wat gaat u doen?")
        page.keyboard.type("36 huizen in Deest")
        tab_to(page, "1.1-01")
        page.keyboard.press("Space")
        tab_to(page, "Activiteit bewaren")
        page.keyboard.press("Enter")
        look(page, ways.OVERVIEW)
        press(page, "7. Controleren en indienen")
        look(page, "Controleer uw overzicht van 2027")
        press(page, "Overzicht indienen")
        look(page, "Het overzicht van 2027 is ingediend")
        assert world.assignment_of(world.corporation).state == "submitted"
        assert Activity.objects.get().agreements.get().code == "1.1-01"
