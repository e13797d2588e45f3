"""Looking at one page as strictly as can be: what a browser, axe and a narrow screen have to say of it."""

import gzip
from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response
from pytest_django.live_server_helper import LiveServer

from tests.druten import doors, every_page
from tests.druten.every_page import Visit
from tests.world import World

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
LARGEST = 120_000
# Any value of this length is a good key, as long as the cookie and the form say the same.
CSRF = "k" * 32
# Every rule of axe, the good habits as well as WCAG. It need not fetch the stylesheets once more.
READ = """async () => ({
    lang: document.documentElement.lang,
    title: document.title,
    axe: (await axe.run(document, {resultTypes: ["violations"], preload: false})).violations.map(
        (it) => `axe ${it.id}: ${it.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`),
})"""
TOO_WIDE = """() => {
    const root = document.documentElement, over = root.scrollWidth - root.clientWidth;
    if (over <= 0) return [];
    const out = [...document.body.querySelectorAll("*")].filter(
        (it) => Math.max(it.getBoundingClientRect().right, it.scrollWidth) > root.clientWidth + 1);
    return [`${over} px too wide: ${out.slice(-3).map((it) => it.outerHTML.slice(0, 90)).join(" | ")}`];
}"""
SEND = """([address, fields]) => {
    const form = document.createElement("form");
    Object.assign(form, {method: "post", action: address});
    for (const [name, value] of fields) {
        form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
    }
    document.body.append(form);
    form.submit();
}"""


class Visitor:
    """A browser in which somebody is logged in; `look` says what is wrong with a page."""

    def __init__(self, browser: Browser, server: LiveServer, session: str) -> None:
        self.server = server
        self.context = _context(browser, server, session)
        self.page: Page = self.context.new_page()
        self.weights: dict[str, int] = {}
        self._asked: list[Request] = []
        self._said: list[tuple[str, str]] = []
        self._parts: dict[str, int] = {}
        self.page.on("request", lambda request: self._asked.append(request))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._said.append((str(error), "")))

    def look(
        self, address: str, method: str = "GET", status: int = 200, sent: Iterable[tuple[str, Any]] = ()
    ) -> list[str]:
        """Everything that is wrong, in words; nothing when all is well."""
        if method == "POST" and not self.page.url.startswith(self.server.url):
            self.page.goto(f"{self.server.url}/hulp/woorden/")
        self._forget()
        answer = self._post(address, sent) if method == "POST" else self.page.goto(self.server.url + address)
        assert answer is not None
        return self._judge(answer, status)

    def press(self, button: str, status: int = 200) -> list[str]:
        """The same of the page to which a button leads."""
        self._forget()
        with self.page.expect_navigation() as going:
            self.page.get_by_role("button", name=button).click()
        return self._judge(going.value, status)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def _forget(self) -> None:
        self._asked.clear()
        self._said.clear()

    def _judge(self, answer: Response, status: int) -> list[str]:
        if answer.status != status:
            return [f"answers {answer.status}, not {status}"]
        of_itself = [*self._elsewhere(), *self._weight(answer), *self._words_and_axe(), *self._width()]
        # Last, as what is refused may be told a moment after the page is there.
        return [*of_itself, *self._console(answer)]

    def _post(self, address: str, sent: Iterable[tuple[str, Any]]) -> Response:
        """What was filled in, sent past what the browser itself would stop."""
        fields = [("csrfmiddlewaretoken", CSRF), *sent]
        with self.page.expect_navigation() as going:
            self.page.evaluate(SEND, [address, fields])
        return going.value

    def _words_and_axe(self) -> list[str]:
        found = self.page.evaluate(READ)
        wrong = [] if found["lang"].startswith("nl") else ["is not said to be in Dutch"]
        if len(found["title"].strip(" –-|")) < 3:
            wrong.append("has no title")
        return wrong + found["axe"]

    def _width(self) -> list[str]:
        self.page.set_viewport_size(NARROW)
        wider = self.page.evaluate(TOO_WIDE)
        self.page.set_viewport_size(WIDE)
        return wider

    def _elsewhere(self) -> list[str]:
        home = urlsplit(self.server.url).netloc
        urls = [request.url for request in self._asked if not request.url.startswith("data:")]
        return [f"fetches {url}" for url in urls if urlsplit(url).netloc != home]

    def _hear(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self._said.append((line.text, line.location["url"]))

    def _console(self, answer: Response) -> list[str]:
        """The browser itself reports a page that is not 200; that one is meant, but no file that it asks for."""
        meant = f"the server responded with a status of {answer.status}"
        return [f"console: {line}" for line, url in self._said if meant not in line or url != answer.url]

    def _weight(self, answer: Response) -> list[str]:
        """Of html, css and js, as a server sends it that compresses."""
        parts = (request for request in self._asked if request.resource_type in {"stylesheet", "script"})
        total = _compressed(answer) + sum(self._weight_of(request) for request in parts)
        self.weights[urlsplit(self.page.url).path] = total
        return [f"weighs {total} bytes"] if total >= LARGEST else []

    def _weight_of(self, part: Request) -> int:
        if part.url not in self._parts:
            self._parts[part.url] = _compressed(part.response())
        return self._parts[part.url]


def crawl(browser: Browser, server: LiveServer, world: World, visits: list[Visit]) -> list[str]:
    """What is wrong, a line each; in the order given, with one browser for each role."""
    wrong = []
    with ExitStack() as open_ones:
        visitors = {
            role: open_ones.enter_context(Visitor(browser, server, every_page.cookie_of(world, role)))
            for role in {visit.role for visit in visits}
        }
        for visit in visits:
            visitor, address = visitors[visit.role], doors.fill(world, visit.route)
            found = visitor.look(address, visit.method) + _astray(visitor, visit, address)
            wrong += [f"{visit}: {fault}" for fault in found]
    return wrong


def _astray(visitor: Visitor, visit: Visit, address: str) -> list[str]:
    """Whether it was another page that was looked at. A form may lead on, but not to who is logged out meanwhile."""
    landed = unquote(urlsplit(visitor.page.url).path)
    may_lead_on = visit.method == "POST" and not landed.startswith("/accounts/login/")
    return [] if landed == unquote(address) or may_lead_on else [f"leads to {landed}"]


def _compressed(answer: Response | None) -> int:
    return len(gzip.compress(answer.body())) if answer else 0


def _context(browser: Browser, server: LiveServer, session: str) -> BrowserContext:
    context = browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam", viewport=WIDE)  # type: ignore[arg-type]
    context.add_init_script(Axe().axe_script)
    cookies = {settings.CSRF_COOKIE_NAME: CSRF, settings.SESSION_COOKIE_NAME: session}
    context.add_cookies([{"name": key, "value": value, "url": server.url} for key, value in cookies.items() if value])
    return context
