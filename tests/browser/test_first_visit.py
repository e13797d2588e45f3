"""The first visit: from the mail to Mijn taken; and a member of the working group who makes a second step first."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from calendar_cycle.people import inviting
from druten.accounts.models import User
from tests import second_factor
from tests.browser.test_pages import violations, wider_than_the_screen
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[Page, User], None]
NEW = "nieuw@huurders.example"
LINK = re.compile(r"http://localhost:8000(/uitnodiging/\S+/)")


@pytest.fixture(autouse=True)
def on_20_june() -> object:
    with time_machine.travel(moment(2026, 6, 20, 14), tick=True):
        yield


@pytest.fixture
def world(transactional_db: None) -> World:
    """The tenants' overview is open, and one more person is invited to work on it."""
    world = make_world()
    world.assignment(world.tenants)
    return world


@pytest.fixture
def seen(page: Page, live_server: LiveServer) -> Any:
    """`seen()`: what is wrong with this page for who reads it at 320 pixels or with a screen reader."""
    page.set_viewport_size({"width": 320, "height": 640})

    def look() -> list[str]:
        page.wait_for_load_state()
        wide = wider_than_the_screen(page)
        return violations(page) + ([f"{page.url}: {wide} pixels too wide"] if wide else [])

    return look


def link_to(address: str, partner: Any, by: User, **more: Any) -> str:
    mail.outbox.clear()
    inviting.invite(address, by=by, partner=partner, **more)
    found = LINK.search(mail.outbox[0].body)
    assert found
    return found[1]


def code_in_the_mail() -> str:
    return next(line for line in mail.outbox[-1].body.splitlines() if re.fullmatch(r"\d{6}", line))


def test_from_the_mail_by_a_password_to_the_own_tasks(
    page: Page, live_server: LiveServer, world: World, seen: Any
) -> None:
    link = link_to(NEW, world.tenants, world.tenants_submitter, role="submitter")
    page.goto(live_server.url + link)
    found = seen()
    page.get_by_role("button", name="Wachtwoord bewaren en beginnen").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    found += seen()
    page.get_by_label("Uw naam").fill("Ans Dekker")
    page.get_by_label("Kies een wachtwoord").fill("een zin die ik onthoud")
    page.get_by_role("button", name="Wachtwoord bewaren en beginnen").click()
    page.wait_for_url(f"{live_server.url}/")
    found += seen()
    expect(page.get_by_role("status")).to_contain_text("Welkom. U doet nu mee: indiener van")
    expect(page.get_by_role("link", name="Activiteitenoverzicht 2027").first).to_be_visible()
    page.get_by_role("link", name="Ans Dekker").click()
    found += seen()
    page.goto(live_server.url + link)
    expect(page.get_by_role("heading", level=1)).to_have_text("U doet al mee")
    found += seen()
    assert found == []


def test_without_a_password_and_back_again_by_a_code(
    page: Page, live_server: LiveServer, world: World, seen: Any
) -> None:
    page.goto(live_server.url + link_to(NEW, world.tenants, world.tenants_submitter, role="editor"))
    page.get_by_label("Uw naam").fill("Ans Dekker")
    page.get_by_role("button", name="Beginnen zonder wachtwoord").click()
    page.wait_for_url(f"{live_server.url}/")
    page.get_by_role("button", name="Uitloggen").click()
    page.goto(f"{live_server.url}/kalender/")
    found = seen()
    page.get_by_role("link", name="Stuur mij een code").click()
    found += seen()
    page.get_by_label("E-mailadres").fill(NEW)
    page.get_by_role("button", name="Stuur mij een code").click()
    page.wait_for_url("**/login/code/confirm/**")
    found += seen()
    page.get_by_label("Code").fill(code_in_the_mail())
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url(f"{live_server.url}/kalender/")
    assert found == []


def test_the_working_group_makes_a_second_step_first(
    page: Page, live_server: LiveServer, world: World, seen: Any
) -> None:
    address = link_to(
        "secretaris@gemeente.example", None, world.administrator, role="working_group", covenant=world.covenant
    )
    page.goto(live_server.url + address)
    page.get_by_label("Uw naam").fill("Kees Secretaris")
    page.get_by_label("Kies een wachtwoord").fill("een zin die ik onthoud")
    page.get_by_role("button", name="Wachtwoord bewaren en beginnen").click()
    page.wait_for_url(f"{live_server.url}/")
    page.get_by_role("link", name="Werkgroep", exact=True).click()
    page.wait_for_url("**/tweede-stap/")
    found = seen()
    page.get_by_role("link", name="Zet de app aan").click()
    found += seen()
    secret = page.locator("code").inner_text()
    page.get_by_label("Code uit uw app").fill(second_factor.code_of(secret))
    page.get_by_role("button", name="App aanzetten").click()
    page.wait_for_url("**/recovery-codes/")
    found += seen()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    page.wait_for_url(f"{live_server.url}/admin/")
    page.goto(f"{live_server.url}/accounts/tweede-stap/")
    found += seen()
    assert found == []


def test_the_second_step_and_the_people_have_no_barrier(
    page: Page, live_server: LiveServer, world: World, seen: Any, log_in: LogIn
) -> None:
    inviting.invite(NEW, "editor", by=world.submitter, partner=world.corporation)
    log_in(page, world.submitter)
    found = []
    for path in (
        "/mijn/organisatie/",
        "/mijn/gegevens/",
        "/mijn/gegevens/e-mail/",
        "/accounts/tweede-stap/webauthn/add/",
    ):
        page.goto(live_server.url + path)
        found += seen()
    page.goto(f"{live_server.url}/mijn/organisatie/")
    page.get_by_role("button", name="Uitnodiging versturen").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    found += seen()
    page.get_by_role("link", name=re.compile(f"^Beëindigen.*{world.submitter}")).click()
    page.wait_for_url("**/beeindigen/")
    found += seen()
    page.get_by_role("button", name="Lidmaatschap beëindigen").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    found += seen()
    assert found == []


def test_a_passkey_is_made_and_shown(
    page: Page, live_server: LiveServer, world: World, seen: Any, log_in: LogIn
) -> None:
    """With the authenticator that Chromium has for tests, and our rules for scripts in force."""
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})
    log_in(page, world.submitter)
    page.goto(f"{live_server.url}/accounts/tweede-stap/webauthn/add/")
    page.get_by_label("Naam van deze passkey").fill("Mijn telefoon")
    page.get_by_role("button", name="Passkey toevoegen").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto(f"{live_server.url}/accounts/tweede-stap/webauthn/")
    expect(page.get_by_text("Mijn telefoon", exact=True)).to_be_visible()
    found = seen()
    page.get_by_role("button", name="Uitloggen").click()
    page.get_by_label("E-mailadres").fill(world.submitter.email)
    page.get_by_label("Wachtwoord", exact=True).fill("druten-demo")
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url("**/tweede-stap/authenticate/")
    found += seen()
    page.get_by_role("button", name="Passkey gebruiken").click()
    page.wait_for_url(f"{live_server.url}/")
    assert (found, refused) == ([], [])
