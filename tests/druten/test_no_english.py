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


def test_every_translation_is_compiled() -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for written in re.findall(r'^msgid "(.+)"$', PO.read_text("utf-8"), re.M):
        text = written.replace('\\"', '"')
        assert compiled.ngettext(text, text, 1) != text or compiled.gettext(text) != text, text
