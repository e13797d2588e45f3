"""Mijn gegevens: one's name, address and password."""

import re

import pytest
from django.core import mail
from django.test import Client

from druten.accounts import new_address
from tests import factories
from tests.world import World

pytestmark = pytest.mark.django_db
PAGE = "/mijn/gegevens/"
NEW = "nieuw-adres@druten.example"


@pytest.fixture
def client(world: World) -> Client:
    client = Client()
    client.force_login(world.submitter)
    return client


def test_the_name_is_kept_and_may_not_be_empty(client: Client, world: World) -> None:
    client.post(PAGE, {"name": "Ans Dekker"})
    page = client.post(PAGE, {"name": ""}).content.decode()
    world.submitter.refresh_from_db()
    assert (world.submitter.name, "Vul uw naam in." in page) == ("Ans Dekker", True)
    assert ">Ans Dekker<" in page


def link_of(client: Client, email: str = NEW) -> str:
    mail.outbox.clear()
    client.post(f"{PAGE}e-mail/", {"email": email})
    (sent,) = mail.outbox
    assert sent.to == [email]
    found = re.search(r"http://localhost:8000(/mijn/gegevens/\S+/)", sent.body)
    assert found
    return found[1]


def email_of(world: World) -> str:
    world.submitter.refresh_from_db()
    return world.submitter.email


def test_another_address_counts_when_its_link_was_followed_and_the_button_pressed(client: Client, world: World) -> None:
    link = link_of(client, NEW.title())
    client.get(link)
    assert email_of(world) == "submitter@druten.example"
    client.post(link)
    assert email_of(world) == NEW
    told = mail.outbox[-1]
    assert (told.to, told.subject) == (["submitter@druten.example"], "Uw e-mailadres is veranderd")
    assert client.post("/accounts/logout/").status_code == 302
    assert client.post("/accounts/login/", {"login": NEW, "password": "druten-demo"})["Location"] == "/"


def test_the_link_works_once_for_this_person_and_for_a_day(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_of(client)
    other = Client()
    other.force_login(world.editor)
    assert "Deze link werkt niet meer" in other.post(link, follow=True).content.decode()
    monkeypatch.setattr(new_address, "VALID_FOR", -1)
    assert "Deze link werkt niet meer" in client.post(link, follow=True).content.decode()
    monkeypatch.undo()
    client.post(link)
    client.post(link_of(client, "derde@druten.example"))
    assert "Deze link werkt niet meer" in client.post(link, follow=True).content.decode()
    assert email_of(world) == "derde@druten.example"


def test_an_address_of_another_is_not_taken(client: Client, world: World) -> None:
    link = link_of(client)
    factories.UserFactory(email=NEW)
    assert "heeft al iemand een account" in client.post(link, follow=True).content.decode()
    assert email_of(world) == "submitter@druten.example"


def test_when_the_mail_server_is_away_the_page_says_so(client: Client, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    answer = client.post(f"{PAGE}e-mail/", {"email": NEW})
    assert (answer.status_code, "De mail kon niet weg" in answer.content.decode()) == (503, True)
