"""A real Chromium that speaks Dutch, and how one logs in with it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest, HttpResponseBase
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from druten.accounts.models import User
from tests import chromium, second_factor


@pytest.fixture(scope="session")
def base_url() -> None:
    """Addresses are of `live_server`; the plugin's own fixture is of a shape that pytest is leaving behind."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of this machine, which calls nobody."""
    path = chromium.find()
    if path is None:
        pytest.fail("No Chromium. Run: python -m tests.chromium")
    return browser_type_launch_args | {
        "executable_path": path,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


@pytest.fixture(autouse=True)
def _keeps_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser keeps stylesheets and scripts, as it does in production. Without being told so it asks for each of
    them again on every page, because the clock of the tests is not that of the browser."""

    def serve(self: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        response = plain(self, request)
        response["Cache-Control"] = f"max-age={10 * 365 * 24 * 60 * 60}"
        return response

    plain = StaticFilesHandler.serve
    monkeypatch.setattr(StaticFilesHandler, "serve", serve)


@pytest.fixture
def log_in(live_server: LiveServer) -> Callable[[Page, User], None]:
    """`log_in(page, user)`: through the login page, with a code for who has a factor, to Mijn taken."""

    def through_the_page(page: Page, user: User) -> None:
        page.goto(f"{live_server.url}/accounts/login/")
        page.get_by_label("E-mailadres").fill(user.email)
        page.get_by_label("Wachtwoord", exact=True).fill("druten-demo")
        page.get_by_role("button", name="Inloggen").click()
        factor = second_factor.of(user)
        if factor:
            page.get_by_label("Code uit uw app").fill(second_factor.code_of(factor.data["secret"]))
            page.get_by_role("button", name="Inloggen", exact=True).click()
        page.wait_for_url(f"{live_server.url}/")

    return through_the_page
