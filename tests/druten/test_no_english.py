"""No English anywhere, libraries' strings included: every page of the admin is read, as the administrator sees it."""

import gettext
import re
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from tests.druten import doors
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


def admin_pages() -> list[str]:
    """Those with a page behind them; an address with a pattern in it is not filled."""
    return [route for route in doors.addresses() if route.startswith("admin/") and "/^(" not in route]


@time_machine.travel(doors.NOW, tick=False)
def test_the_admin_speaks_dutch() -> None:
    world = doors.make_doors_world()
    client = Client()
    client.force_login(world.administrator)
    found = {}
    for route in admin_pages():
        answer = client.get(doors.fill(world, route), follow=True)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            english = set(re.findall(ENGLISH, words_of(answer.content.decode()))) - ALSO_DUTCH
            if english:
                found[route] = english
    assert "\n".join(f"{route}: {sorted(words)}" for route, words in found.items()) == ""


ENGLISH_OF_LOGGING_IN = re.compile(
    rf"{ENGLISH.pattern}|\b(password|incorrect|sign|security key|authenticator app|recovery|email address|"
    r"must|too many|attempts|contain|optional|enter|your)\b",
    re.IGNORECASE,
)


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
