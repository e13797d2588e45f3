"""One day of the demo: made in a database of its own, served, and looked at."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests import chromium
from tests.pictures.screen import PREPARED, Screen
from tests.pictures.screens import SCREENS

WIDTHS = (1280, 360)
HEIGHTS = {1280: 900, 360: 740}
# 960 wide is for the handleiding: larger letters, and less to keep.
README_HEIGHTS = {1280: 1200, 960: 760, 360: 900}
PASSWORD = "druten-demo"
ROOT = Path(__file__).resolve().parents[2]
SHEETS = Path(__file__).parent / "sheets"


def take(day: str, folder: Path, only: str, *, for_readme: bool) -> int:
    """Writes the pictures of one day to `folder`; gives how many failed. `only` is a part of their names."""
    screens = [it for it in SCREENS[day] if only in it.name and (it.readme or not for_readme)]
    if not screens:
        return 0
    with TemporaryDirectory() as place, ExitStack() as stack:
        _make_demo(day, Path(place))
        addresses = _addresses(screens, day)
        urls = {debug: stack.enter_context(_server(debug)) for debug in {it.debug for it in screens}}
        camera = stack.enter_context(_camera())
        failed = 0
        for screen in screens:
            try:
                camera(screen, urls[screen.debug] + addresses[screen.name], folder, for_readme)
            except Error as error:
                failed += 1
                print(f"{screen.name}: {str(error).splitlines()[0]}")  # noqa: T201
    print(day, len(screens) - failed, "screens")  # noqa: T201
    return failed


def _make_demo(day: str, place: Path) -> None:
    """Settles where the demo lives, before anything reads the settings, and plays it up to the day."""
    os.environ |= {
        "DEBUG": "1",
        "DEMO_DATE": day[:10],
        "DATABASE_URL": f"sqlite:///{place / 'demo.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "druten.settings",
        "LOG_LEVEL": "ERROR",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_covenant", ROOT / "fixtures" / "druten-2025-2028.yaml", stdout=StringIO())
    for command in ("plan_cycles", "demo"):
        call_command(command, stdout=StringIO())


def _addresses(screens: list[Screen], day: str) -> dict[str, str]:
    """Looked up before the browser starts: its event loop and the database do not go together."""
    from tests.pictures import places

    getattr(places, PREPARED.get(day, "nothing"))()
    return {screen.name: places.full(screen.address) for screen in screens}


@contextmanager
def _server(debug: bool) -> Iterator[str]:
    """The address of the demo's server, with errors as a developer sees them or as people do."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = "druten.settings" if debug else "tests.pictures.off"
    words = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings}
    server = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/accounts/login/")
        yield url
    finally:
        server.terminate()
        server.wait()


def _wait_for(url: str) -> None:
    for _ in range(150):
        try:
            urlopen(url).close()  # noqa: S310 - our own server
        except URLError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"Nothing is served at {url}")


@contextmanager
def _camera() -> Iterator["Camera"]:
    path = chromium.find()
    if path is None:
        raise RuntimeError("No Chromium. Run: python -m tests.chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield Camera(browser)
        browser.close()


class Camera:
    """Keeps one browser session for each person and server."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.pages: dict[tuple[str, str], Page] = {}

    def __call__(self, screen: Screen, url: str, folder: Path, for_readme: bool) -> None:
        """Writes the screen at each width; its steps are done once."""
        page = self._page(screen.account, url)
        page.emulate_media(media="print" if screen.printed else "screen")
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHTS[WIDTHS[0]]})
        page.goto(url)
        for what, name in screen.steps:
            _step(page, what, name)
        for width in screen.readme if for_readme else WIDTHS:
            height = (README_HEIGHTS if for_readme else HEIGHTS)[width]
            page.set_viewport_size({"width": width, "height": height})
            name = screen.readme[width] if for_readme else f"{screen.name}-{width}"
            page.screenshot(path=folder / f"{name}.png", full_page=not for_readme)
            too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if too_wide:
                print(f"{screen.name}: {too_wide} pixels wider than {width}")  # noqa: T201

    def _page(self, account: str, url: str) -> Page:
        server = "/".join(url.split("/")[:3])
        if (account, server) not in self.pages:
            page = self.browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam").new_page()
            if account:
                page.goto(f"{server}/accounts/login/")
                page.get_by_label("E-mailadres").fill(account)
                page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
                page.get_by_role("button", name="Inloggen").click()
                page.wait_for_url(f"{server}/")
            page.set_default_timeout(5000)
            self.pages[account, server] = page
        return self.pages[account, server]


def _step(page: Page, what: str, name: str) -> None:
    if what == "click":
        page.locator("main, #content").get_by_role("button", name=name).first.click()
    elif what == "choose":
        page.locator("main, #content").locator("input[type=file]").first.set_input_files(SHEETS / name)
    elif what == "fill":
        label, words = name.split("=", 1)
        page.get_by_label(label).fill(words)
    elif what == "open":
        page.locator("summary", has_text=name).first.click()
    else:
        raise ValueError(what)
    page.wait_for_load_state()
