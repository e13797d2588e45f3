"""What every journey does on its way: it looks around on each page, and starts at the page to log in."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from druten.accounts.models import User
from tests.browser.test_pages import violations, wider_than_the_screen

PASSWORD = "druten-demo"


class Look(Protocol):
    """`look(page, heading)`."""

    def __call__(self, page: Page, heading: str | re.Pattern[str]) -> None: ...


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Look:
    """Waits for the page with this heading; it fits its screen, and has no barrier. The same page is held against
    axe once in a journey, once more when it shows faults. Axe itself is a script: a page without JavaScript is not
    held against it, and the narrow screens pass the same pages."""
    seen: set[str] = set()
    scripted = "without_javascript" not in request.node.path.name

    def around(page: Page, heading: str | re.Pattern[str]) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        page.wait_for_load_state()
        assert wider_than_the_screen(page) == 0, page.url
        shape = re.sub(r"\d+", "0", urlsplit(page.url).path) + ("Fout" if page.title().startswith("Fout: ") else "")
        if scripted and shape not in seen:
            seen.add(shape)
            assert violations(page) == []

    return around


@pytest.fixture
def someone(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`someone(**settings)`: a page of a person with a browser of the own."""
    made: list[BrowserContext] = []

    def opened(**settings: Any) -> Page:
        context = browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam", **settings)
        context.set_default_timeout(10_000)
        made.append(context)
        return context.new_page()

    yield opened
    for context in made:
        context.close()


@pytest.fixture
def begin(live_server: LiveServer, look: Look) -> Callable[[Page, User], None]:
    """`begin(page, user)`: from the first address by the page to log in to Mijn taken."""

    def at_the_door(page: Page, user: User) -> None:
        page.goto(live_server.url)
        look(page, "Inloggen")
        sign_in(page, user)
        page.wait_for_url(f"{live_server.url}/")
        look(page, re.compile("Dit vragen we van u$"))

    return at_the_door


def sign_in(page: Page, user: User) -> None:
    """Fills in the page to log in."""
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
