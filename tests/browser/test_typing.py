"""Typing in a real browser: it saves by itself, survives a lost connection and a session that ended."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from druten.accounts.models import User
from monitoring.models import Activity
from tests import factories
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.long]
LogIn = Callable[[Page, User], None]
BASE = "/druten-2025-2028/overzichten/2027/woonstichting-druten/"


@pytest.fixture(autouse=True)
def on_5_may() -> Any:
    with time_machine.travel(moment(2026, 5, 5, 14, 3), tick=True):
        yield


@pytest.fixture
def at_work(transactional_db: None) -> World:
    world = make_world()
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    assignment = world.assignment(state="in_progress")
    factories.ActivityFactory(overview=assignment.overview, title="Zonnepanelen", agreements=[agreement])
    return world


@pytest.fixture
def form(page: Page, live_server: LiveServer, at_work: World, log_in: LogIn) -> Page:
    """The page of an activity, open for its editor."""
    log_in(page, at_work.editor)
    page.goto(f"{live_server.url}{BASE}activiteit/{Activity.objects.get().pk}/")
    return page


def said(page: Page) -> Any:
    return page.locator("[data-typing-said]")


def title(page: Page) -> Any:
    return page.get_by_label("Wat gaat u doen?")


def test_it_saves_by_itself(form: Page) -> None:
    title(form).fill("Zonnepanelen in Deest")
    expect(said(form)).to_have_text(re.compile(r"^Bewaard om \d\d:\d\d\.$"), timeout=8000)
    assert Activity.objects.get().title == "Zonnepanelen in Deest"
    assert Axe().run(form).response["violations"] == []
    title(form).fill("Zonnepanelen in Horssen")
    form.get_by_role("button", name="Activiteit bewaren").click()
    form.wait_for_url(f"**{BASE}activiteiten/")
    assert Activity.objects.get().title == "Zonnepanelen in Horssen"
    form.goto(form.url.removesuffix("activiteiten/") + f"activiteit/{Activity.objects.get().pk}/")
    expect(form.locator("[data-typing-found]")).to_be_hidden()


def test_a_new_activity_is_made_once(form: Page, live_server: LiveServer) -> None:
    form.goto(f"{live_server.url}{BASE}activiteit/")
    title(form).fill("Isoleren")
    form.locator("input[name=agreements]").first.check()
    expect(said(form)).to_contain_text("Bewaard om", timeout=8000)
    form.wait_for_url(re.compile(r"/activiteit/\d+/$"))
    title(form).fill("Isoleren van 40 woningen")
    form.get_by_role("button", name="Activiteit bewaren").click()
    form.wait_for_url(f"**{BASE}activiteiten/")
    assert sorted(row.title for row in Activity.objects.all()) == ["Isoleren van 40 woningen", "Zonnepanelen"]


def test_a_lost_connection_is_said_and_nothing_is_lost(form: Page) -> None:
    form.context.set_offline(True)
    title(form).fill("Geschreven in de trein")
    expect(said(form)).to_contain_text("Geen verbinding. Uw tekst staat veilig in deze browser.", timeout=8000)
    form.context.set_offline(False)
    expect(said(form)).to_contain_text("Bewaard om", timeout=8000)
    assert Activity.objects.get().title == "Geschreven in de trein"


def test_who_is_logged_out_while_typing_goes_on_where_it_was(form: Page, at_work: World) -> None:
    form.context.clear_cookies(name="sessionid")
    title(form).fill("Getypt na afloop van de sessie")
    form.get_by_role("link", name="Log opnieuw in en ga verder.").click(timeout=8000)
    form.get_by_label("E-mailadres").fill(at_work.editor.email)
    form.get_by_label("Wachtwoord", exact=True).fill("druten-demo")
    form.get_by_role("button", name="Inloggen").click()
    expect(title(form)).to_have_value("Getypt na afloop van de sessie")
    expect(form.locator("[data-typing-found]")).to_be_visible()
    expect(said(form)).to_contain_text("Bewaard om", timeout=8000)
    assert Activity.objects.get().title == "Getypt na afloop van de sessie"


def test_what_was_found_can_be_taken_away(form: Page) -> None:
    form.route("**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    title(form).fill("Toch niet")
    expect(said(form)).to_contain_text("Geen verbinding", timeout=8000)
    form.reload()
    expect(form.locator("[data-typing-found]")).to_be_visible()
    assert Axe().run(form).response["violations"] == []
    form.get_by_role("button", name="Deze tekst weghalen").click()
    expect(title(form)).to_have_value(Activity.objects.get().title)
    form.reload()
    expect(form.locator("[data-typing-found]")).to_be_hidden()


def test_two_at_once_choose(form: Page, at_work: World) -> None:
    row = Activity.objects.get()
    row.title = "Zonnepanelen van een collega"
    row.save()
    title(form).fill("Zonnepanelen van mij")
    form.get_by_role("button", name="Activiteit bewaren").click()
    expect(form).to_have_title(re.compile("^Fout: "))
    assert Axe().run(form).response["violations"] == []
    form.get_by_label("Dat blijft staan").check()
    form.get_by_role("button", name="Activiteit bewaren").click()
    form.wait_for_url(f"**{BASE}activiteiten/")
    assert Activity.objects.get().title == "Zonnepanelen van een collega"
