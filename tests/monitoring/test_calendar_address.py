"""The secret address of the feed: made on request, replaced on request, kept by nobody."""

import pytest
import time_machine
from django.test import Client, override_settings

from tests import factories
from tests.agenda import SITE
from tests.world import World, moment


@pytest.fixture(autouse=True)
def on_20_june() -> object:
    with time_machine.travel(moment(2026, 6, 20, 14), tick=False), override_settings(SITE_URL=SITE):
        yield


def test_it_needs_no_login_and_is_kept_by_nobody(world: World) -> None:
    world.submitter.renew_calendar_key()
    answer = Client().get(f"/kalender/{world.submitter.calendar_key}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


def test_what_is_known_already_is_not_sent_again(world: World) -> None:
    world.assignment()
    world.submitter.renew_calendar_key()
    url = f"/kalender/{world.submitter.calendar_key}.ics"
    first = Client().get(url)
    assert first["Last-Modified"]
    assert Client().get(url, headers={"if-none-match": first["ETag"]}).status_code == 304
    world.assignment(world.tenants)
    factories.MembershipFactory(user=world.submitter, partner=world.tenants)
    assert Client().get(url, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_wrong_secret_or_one_of_someone_who_left_is_not_there(world: World) -> None:
    world.submitter.renew_calendar_key()
    key = world.submitter.calendar_key
    for wrong in ("x", "None", "null", key[:-1], key + "x", key.swapcase()):
        assert Client().get(f"/kalender/{wrong}.ics").status_code == 404
    world.submitter.is_active = False
    world.submitter.save()
    assert Client().get(f"/kalender/{key}.ics").status_code == 404


def test_the_secret_is_made_on_request_only_and_once(client: Client, world: World) -> None:
    client.force_login(world.submitter)
    assert "Adres maken" in client.get("/kalender/eigen-agenda/").content.decode()
    world.submitter.refresh_from_db()
    assert world.submitter.calendar_key is None
    client.post("/kalender/eigen-agenda/")
    world.submitter.refresh_from_db()
    key = world.submitter.calendar_key
    assert len(key) >= 43
    answer = client.get("/kalender/eigen-agenda/")
    assert f"{SITE}/kalender/{key}.ics" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    client.post("/kalender/eigen-agenda/")
    world.submitter.refresh_from_db()
    assert world.submitter.calendar_key == key


def test_a_new_address_is_confirmed_and_ends_the_old_one(client: Client, world: World) -> None:
    world.submitter.renew_calendar_key()
    old = world.submitter.calendar_key
    client.force_login(world.submitter)
    assert "Nieuw adres maken" in client.get("/kalender/eigen-agenda/nieuw-adres/").content.decode()
    assert Client().get(f"/kalender/{old}.ics").status_code == 200
    answer = client.post("/kalender/eigen-agenda/nieuw-adres/", follow=True)
    world.submitter.refresh_from_db()
    assert "Het oude adres werkt niet meer" in answer.content.decode()
    assert Client().get(f"/kalender/{old}.ics").status_code == 404
    assert Client().get(f"/kalender/{world.submitter.calendar_key}.ics").status_code == 200


def test_the_page_says_how_to_add_it_in_three_programs(client: Client, world: World) -> None:
    world.submitter.renew_calendar_key()
    client.force_login(world.submitter)
    html = client.get("/kalender/eigen-agenda/").content.decode()
    for program in ("Outlook", "Google Agenda", "Apple Agenda"):
        assert f"<dt>{program}</dt>" in html
