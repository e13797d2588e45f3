"""Attachments and remarks in a real browser: without JavaScript, without a barrier, at 1280 and at 360 wide."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from druten.accounts.models import User
from monitoring import remarks
from monitoring.models import Activity, Indicator, Measurement, Result
from tests import factories
from tests.browser.test_pages import violations, wider_than_the_screen
from tests.monitoring.attachments import making
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[Page, User], None]


@pytest.fixture(autouse=True)
def on_20_june() -> Iterator[None]:
    with time_machine.travel(moment(2026, 6, 20, 14), tick=True):
        yield


@pytest.fixture
def busy(transactional_db: None, settings, tmp_path: Path) -> World:
    """A world with an activity, a result and a figure, each with an attachment and a remark."""
    settings.MEDIA_ROOT = str(tmp_path)
    world = make_world()
    agreement = factories.AgreementFactory(
        covenant=world.covenant, code="1.1-01", title="Zonnepanelen op huurhuizen", led_by=[world.corporation]
    )
    plan = world.assignment(state="in_progress")
    activity = factories.ActivityFactory(
        overview=plan.overview, title="Zonnepanelen in Deest", agreements=[agreement], code="WW-2027-1"
    )
    report = world.assignment(
        milestone=world.milestone("results"), state="in_progress", answer_before=date(2026, 7, 10)
    )
    result = Result.objects.create(assignment=report, agreement=agreement, state="done", text="Twaalf daken.")
    indicator = Indicator.objects.create(
        covenant=world.covenant,
        key="daken",
        agreement=agreement,
        name="Daken met panelen",
        unit="daken",
        kind="count",
        over_partners="sum",
        over_years="sum",
    )
    figure = Measurement.objects.create(
        indicator=indicator, partner=world.corporation, assignment=report, year=2025, value=12
    )
    for assignment, thing in (
        (plan, {"activity": activity}),
        (report, {"activity": None, "result": result}),
        (report, {"activity": None, "measurement": figure}),
    ):
        factories.AttachmentFactory(assignment=assignment, **thing)
    row = remarks.make(agreement, "Kan dit ook in Horssen?\nDaar is vraag naar.", "all", by=world.tenants_submitter)
    remarks.reply(row, "Wij zoeken het uit.", by=world.submitter)
    remarks.make(agreement, "Klaar.", "own_partner", by=world.submitter)
    done = remarks.make(agreement, "Wie belt de aannemer?", "working_group", by=world.secretary)
    remarks.close(done, by=world.editor)
    for thing in (activity, result):
        remarks.make(thing, "Nog even nakijken.", "own_partner", by=world.submitter)
    return world


def addresses(world: World) -> dict[str, str]:
    """The pages, by name."""
    here, activity, result = f"/{world.covenant.slug}", Activity.objects.get(), Result.objects.get()
    plan, report = activity.overview.assignment, result.assignment
    attachment = activity.attachments.get()
    return {
        "taken": "/",
        "activiteit": f"{plan.get_absolute_url()}activiteit/{activity.pk}/",
        "nalezen": f"{plan.get_absolute_url()}controleren/",
        "regel": f"{report.get_absolute_url()}rij/{result.pk}/",
        "cijfers": f"{report.get_absolute_url()}cijfers/",
        "bijlage-toevoegen": f"{here}/bijlagen/activiteit/{activity.pk}/",
        "bijlage-weg": f"{here}/bijlagen/{attachment.pk}/weg/",
        "afspraak": f"{here}/afspraken/1.1-01/",
        "opmerkingen": f"{here}/opmerkingen/afspraak/1.1-01/",
        "opmerking": remarks.Remark.objects.order_by("pk").first().get_absolute_url(),
        "opmerkingen-activiteit": f"{here}/opmerkingen/activiteit/{activity.pk}/",
    }


@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_has_a_barrier_or_is_too_wide(
    page: Page, live_server: LiveServer, busy: World, log_in: LogIn, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    pages = addresses(busy)
    log_in(page, busy.editor)
    found, wide = [], []
    for name, address in pages.items():
        page.goto(live_server.url + address)
        found += violations(page)
        wide += [name] if wider_than_the_screen(page) > 0 else []
    assert (found, wide) == ([], [])


@pytest.mark.parametrize(
    ("name", "button"), [("bijlage-toevoegen", "Bijlage toevoegen"), ("opmerkingen", "Opmerking maken")]
)
def test_nor_has_one_with_faults(
    page: Page, live_server: LiveServer, busy: World, log_in: LogIn, name: str, button: str
) -> None:
    where = addresses(busy)[name]
    log_in(page, busy.editor)
    page.goto(live_server.url + where)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.title().startswith("Fout: ")
    assert violations(page) == []


def test_a_file_goes_there_and_back_without_javascript(
    browser: Browser, live_server: LiveServer, busy: World, log_in: LogIn, tmp_path: Path
) -> None:
    where = addresses(busy)["activiteit"]
    photo = tmp_path / "dak in Deest.jpg"
    photo.write_bytes(making.photo())
    with browser.new_context(java_script_enabled=False, locale="nl-NL") as context:
        page = context.new_page()
        log_in(page, busy.editor)
        page.goto(live_server.url + where)
        page.get_by_label("Kies een bestand").set_input_files(photo)
        page.get_by_role("button", name="Bijlage toevoegen").click()
        expect(page.locator(".alert[role=status]")).to_contain_text("“dak in Deest.jpg” is toegevoegd als bijlage.")
        with page.expect_download() as fetched:
            page.get_by_role("link", name="dak in Deest.jpg", exact=True).click()
        assert fetched.value.suggested_filename == "dak in Deest.jpg"
        assert making.PLACE not in Path(fetched.value.path()).read_bytes()
        page.get_by_role("link", name=re.compile("Weghalen.*dak in Deest")).click()
        page.get_by_role("button", name="Bijlage weghalen").click()
        expect(page.locator(".alert[role=status]")).to_contain_text("is weggehaald")
        expect(page.get_by_role("link", name="dak in Deest.jpg", exact=True)).to_have_count(0)


def test_an_answer_is_given_by_keyboard(page: Page, live_server: LiveServer, busy: World, log_in: LogIn) -> None:
    log_in(page, busy.editor)
    page.get_by_role("link", name="2 opmerkingen ongelezen bij 1.1-01").press("Enter")
    page.get_by_role("link", name=re.compile("Antwoorden of sluiten.*Kan dit ook")).press("Enter")
    page.get_by_label("Uw antwoord").focus()
    page.keyboard.type("Ja, in het najaar.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".alert[role=status]")).to_contain_text("Uw antwoord staat erbij.")
    expect(page.get_by_role("list", name="Antwoorden")).to_contain_text("Ja, in het najaar.")
