"""What every answer says to the browser: nothing inline, nothing of elsewhere, no frame, no guessing."""

import pytest
from django.test import Client

from tests.world import World

PAGES = ["/accounts/login/", "/", "/er-is-hier-niets/"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_asks_of_this_site_only(client: Client, world: World, address: str) -> None:
    client.force_login(world.submitter)
    policy = client.get(address)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_no_to_guessing_frames_and_devices(client: Client, world: World, address: str) -> None:
    client.force_login(world.submitter)
    answer = client.get(address)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_no_script_reads_the_cookies_and_no_other_site_sends_them(client: Client, world: World) -> None:
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": world.submitter.email, "password": "druten-demo"})
    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name


def test_no_page_has_style_or_script_in_it(client: Client, world: World) -> None:
    world.assignment()
    client.force_login(world.submitter)
    page = client.get("/").content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page
