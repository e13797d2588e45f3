"""How long one stays in, and that who is out again comes back to where one was."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.world import World, moment

pytestmark = pytest.mark.django_db
START = moment(2026, 6, 20, 9)
PAGE = "/mijn/gegevens/"


def at(**later: int) -> Any:
    return time_machine.travel(START + timedelta(**later), tick=False)


@pytest.fixture
def client(world: World) -> Client:
    client = Client()
    with at():
        client.force_login(world.submitter)
    return client


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 302)])
def test_after_an_hour_of_rest_one_is_out(client: Client, minutes: int, status: int) -> None:
    with at(minutes=minutes):
        assert client.get(PAGE).status_code == status


def test_who_goes_on_stays_in_for_eight_hours_and_no_longer(client: Client) -> None:
    found = []
    for minutes in range(30, 60 * 9, 30):
        with at(minutes=minutes):
            found.append(client.get(PAGE).status_code)
    assert found == [200] * 16 + [302]


def test_the_login_page_says_why_and_leads_back(client: Client) -> None:
    with at(hours=2):
        answer = client.get("/voortgang/", follow=True)
        assert answer.redirect_chain == [("/accounts/login/?next=/voortgang/", 302)]
        page = answer.content.decode()
        assert "U bent uitgelogd, omdat u een tijd niets deed." in page
        sent = {"login": "submitter@druten.example", "password": "druten-demo", "next": "/voortgang/"}
        assert client.post("/accounts/login/", sent)["Location"] == "/voortgang/"


def send(client: Client, came_from: str | None, **more: Any) -> Any:
    if came_from is not None:
        more["HTTP_REFERER"] = came_from
    return client.post("/mijn/berichten/vervanger/", {"stand_in": 1}, **more)


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/mijn/berichten/", "/mijn/berichten/"),
        ("http://testserver/mijn/berichten/?jaar=2027", "/mijn/berichten/%3Fjaar%3D2027"),
        (None, "/"),
        ("https://elders.example/mijn/berichten/", "/"),
        ("http://testserver/accounts/login/?next=/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_what_is_sent_while_logged_out_leads_back_to_the_page_of_the_form(
    world: World, came_from: str | None, back: str
) -> None:
    client = Client()
    answer = send(client, came_from)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={back}")
    page = client.get(answer["Location"]).content.decode()
    assert "Wat u net verstuurde, is niet aangekomen." in page


def test_after_logging_in_the_form_is_there(client: Client) -> None:
    with at(hours=2):
        answer = send(client, "http://testserver/mijn/berichten/")
        back = {"login": "submitter@druten.example", "password": "druten-demo", "next": "/mijn/berichten/"}
        client.get(answer["Location"])
        page = client.post("/accounts/login/", back, follow=True)
    assert (page.status_code, "Vervanger vastleggen" in page.content.decode()) == (200, True)


def test_a_form_without_its_key_while_logged_out_leads_to_login(world: World) -> None:
    answer = send(Client(enforce_csrf_checks=True), "http://testserver/mijn/berichten/")
    assert answer["Location"] == "/accounts/login/?next=/mijn/berichten/"


def test_a_form_without_its_key_while_logged_in_leads_back_to_its_page(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.submitter)
    answer = send(client, "http://testserver/mijn/berichten/")
    assert answer.status_code == 403
    assert 'href="/mijn/berichten/">Terug naar de pagina' in answer.content.decode()
