"""What the crawl looks for, it finds: a page with one thing wrong is not let through."""

import base64
import os
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser.crawling import LARGEST, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = """{%% extends "base.html" %%}
{%% block title %%}Er is iets mis{%% endblock %%}
{%% block content %%}<h1>Er is iets mis</h1>%s{%% endblock %%}"""
# Each piece of html, and what is said of it.
WRONG = {
    '<input name="naam">': "axe label",
    '<p class="text-white">Wit op wit</p>': "axe color-contrast",
    '<p style="color: #000">Zwart</p>': "console: Applying inline style",
    '<button onclick="weg()">Weg</button>': "console: Executing inline event handler",
    "<script>weg()</script>": "console: Executing inline script",
    '<script src="/static/js/bestaat-niet.js"></script>': "console: Failed to load resource",
    '<img alt="" src="http://elders.invalid/x.png">': "fetches http://elders.invalid/x.png",
    f'<p class="text-nowrap">{"woord " * 80}</p>': "px too wide: ",
    f"<!-- {base64.b64encode(os.urandom(LARGEST)).decode()} -->": "weighs 1",
}
NAKED = '<html lang="en"><head><title></title></head><body><h1>Er is iets mis</h1></body></html>'


def test_what_is_wrong_is_found(browser: Browser, live_server: LiveServer, settings: Any, tmp_path: Path) -> None:
    plain = settings.TEMPLATES

    def found_in(html: str) -> list[str]:
        (tmp_path / "404.html").write_text(html, encoding="utf-8")
        settings.TEMPLATES = deepcopy(plain)
        settings.TEMPLATES[0]["DIRS"].insert(0, tmp_path)
        return visitor.look("/bestaat-niet/", status=404)

    with Visitor(browser, live_server, "") as visitor:
        assert found_in(PAGE % "<p>Zo is het goed.</p>") == []
        for piece, said in WRONG.items():
            found = found_in(PAGE % piece)
            assert [line for line in found if said in line], (piece[:60], found)
        assert {"is not said to be in Dutch", "has no title"} < set(found_in(NAKED))
        assert visitor.look("/bestaat-niet/") == ["answers 404, not 200"]
