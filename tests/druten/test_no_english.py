"""No English anywhere, libraries' strings included: every page is read, as those see it who see most of it."""

import gettext
import re
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.druten import doors, every_page
from tests.world import World

pytestmark = pytest.mark.django_db
PO = Path(settings.BASE_DIR) / "locale" / "nl" / "LC_MESSAGES" / "django.po"
# Words that no Dutch sentence has; "is", "in", "over" and such are in both.
ENGLISH = re.compile(
    r"\b(the|this|that|these|will|all|following|select|export|add|change|changed|changes|delete|save|view|history|"
    r"object|reason|comment|by|from|covenant|milestone|assignment|user|field|fields|year|years|start|end|title|text|"
    r"key|question|answer|topic|theme|agreement|activity|meeting|decision|yes|none|true|false|record|revision|entry|entries)\b",
    re.IGNORECASE,
)
ALSO_DUTCH = {"object", "start"}


def words_of(page: str) -> str:
    """What a reader sees: text, labels, and the words on buttons."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    spoken = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', page)
    spoken += re.findall(r'<input[^>]*type="submit"[^>]*value="([^"]*)"', page)
    return unescape(" ".join([re.sub(r"<[^>]+>", " ", page), *spoken]))


ENGLISH_OF_LOGGING_IN = re.compile(
    rf"{ENGLISH.pattern}|\b(password|incorrect|sign|security key|authenticator app|recovery|email address|"
    r"must|too many|attempts|contain|optional|enter|your)\b",
    re.IGNORECASE,
)


OF_LIBRARIES = re.compile(
    rf"{ENGLISH_OF_LOGGING_IN.pattern}|\b(error|errors|search|please|correct|below|results|choose|upload|required|"
    r"invalid|submit|next|previous|loading|close|today|unknown|remove|hold down|items selected|successfully|sure|"
    r"responsibilities|efforts|ambitions|decisions|targets|warning|confirm|back|home|log in|log out)\b",
    re.IGNORECASE,
)


@time_machine.travel(doors.NOW, tick=False)
def test_every_page_speaks_dutch() -> None:
    """As the two roles that see most of it, and with nothing filled in for a POST, so that every fault is said."""
    world = doors.make_doors_world()
    clients = {role: client_of(world, role) for role in every_page.WHO}
    visits = [*every_page.once("GET", roles=2), *every_page.once("POST")]
    assert len(visits) > 300
    found = {str(visit): english_of(clients[visit.role], world, visit) for visit in visits}
    assert {page: words for page, words in found.items() if words} == {}


def english_of(client: Client, world: World, visit: every_page.Visit) -> set[str]:
    """The English words of one page; what a POST did is undone."""
    with transaction.atomic():
        # A browser never sends a form with nothing at all in it.
        sent = {"csrfmiddlewaretoken": "k" * 32} if visit.method == "POST" else {}
        answer = getattr(client, visit.method.lower())(
            doors.fill(world, visit.route), sent, follow=visit.method == "POST"
        )
        transaction.set_rollback(True)
    assert answer.status_code == 200, visit
    # The names of parts of a form that was not sent whole: no browser sends it so.
    page = re.sub(r"\w+-(TOTAL|INITIAL)_FORMS", "", words_of(answer.content.decode()))
    words = OF_LIBRARIES.findall(page)
    return {word.lower() for group in words for word in group if word} - ALSO_DUTCH


def client_of(world: World, role: str) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(world.people[role])
    return client


@pytest.mark.parametrize("who", ["anonymous", "submitter", "secretary"])
@pytest.mark.parametrize("method", ["get", "post"])
@time_machine.travel(doors.NOW, tick=False)
def test_logging_in_and_the_own_pages_speak_dutch(who: str, method: str) -> None:
    """With nothing filled in for a POST, so that every fault is said."""
    world = doors.make_doors_world()
    client = Client()
    if who != "anonymous":
        client.force_login(world.people[who])
    routes = [route for route in doors.addresses() if route.startswith(("accounts/", "mijn/", "uitnodiging/"))]
    assert len(routes) > 30
    found = {}
    for route in routes:
        if route == "accounts/logout/":
            continue
        answer = getattr(client, method)(doors.fill(world, route), follow=True)
        english = set(re.findall(ENGLISH_OF_LOGGING_IN, words_of(answer.content.decode())))
        words = {word.lower() for group in english for word in group if word} - ALSO_DUTCH
        if words:
            found[route] = words
    assert found == {}


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("login/", {"login": "geen-adres", "password": "x"}),
        ("login/", {"login": "submitter@druten.example", "password": "fout"}),
        ("login/code/", {"email": "geen-adres"}),
        ("password/reset/", {"email": "geen-adres"}),
        ("password/change/", {"oldpassword": "fout", "password1": "kort", "password2": "anders"}),
        ("password/change/", {"oldpassword": "druten-demo", "password1": "123456789012", "password2": "123456789012"}),
        ("password/change/", {"oldpassword": "druten-demo", "password1": "wachtwoord12", "password2": "wachtwoord12"}),
        ("tweede-stap/totp/activate/", {"code": "000000"}),
        ("tweede-stap/reauthenticate/", {"code": "000000"}),
        ("tweede-stap/webauthn/add/", {"name": "x", "credential": "{}"}),
    ],
)
def test_what_is_wrong_with_logging_in_is_said_in_dutch(world: World, path: str, sent: dict[str, str]) -> None:
    client = Client()
    if not path.startswith(("login", "password/reset")):
        person = world.secretary if "reauthenticate" in path else world.submitter
        client.force_login(person)
    page = client.post(f"/accounts/{path}", sent, follow=True).content.decode()
    assert [word for word in re.findall(ENGLISH_OF_LOGGING_IN, words_of(page)) if any(word)] == []


def test_the_steps_of_logging_in_speak_dutch(world: World) -> None:
    """A wrong code of the app, and three wrong codes by mail: those pages are there only on the way in."""
    by_app, by_mail = Client(), Client()
    by_app.post("/accounts/login/", {"login": world.secretary.email, "password": "druten-demo"})
    pages = [by_app.post("/accounts/tweede-stap/authenticate/", {"code": "000000"})]
    pages.append(by_mail.post("/accounts/login/code/", {"email": world.submitter.email}, follow=True))
    pages += [by_mail.post("/accounts/login/code/confirm/", {"code": "000000"}, follow=True) for _ in range(3)]
    assert [page.status_code for page in pages] == [200] * 5
    words = [re.findall(ENGLISH_OF_LOGGING_IN, words_of(page.content.decode())) for page in pages]
    assert words == [[]] * 5
    assert re.findall(ENGLISH_OF_LOGGING_IN, "Enter your password")


def test_every_translation_is_compiled() -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for written in re.findall(r'^msgid "(.+)"$', PO.read_text("utf-8"), re.M):
        text = written.replace('\\"', '"')
        assert compiled.ngettext(text, text, 1) != text or compiled.gettext(text) != text, text
