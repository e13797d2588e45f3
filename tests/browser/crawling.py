"""Looking at one page as strictly as can be: what a browser, axe and a narrow screen have to say of it."""

import gzip
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, Route
from pytest_django.live_server_helper import LiveServer

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
LARGEST = 120_000
# Any value of this length is a good key, as long as the cookie and the form say the same.
CSRF = "k" * 32
AXE = Axe()


class Visitor:
    """A browser in which somebody is logged in; `look` says what is wrong with a page."""

    def __init__(self, browser: Browser, server: LiveServer, session: str) -> None:
        self.server = server
        self.context = _context(browser, server, session)
        self.page: Page = self.context.new_page()
        self.heaviest = (0, "")
        self._asked: list[Request] = []
        self._said: list[str] = []
        self._weights: dict[str, int] = {}
        self.page.on("request", lambda request: self._asked.append(request))
        self.page.on("console", lambda line: self._said.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self._said.append(str(error)))

    def look(self, address: str, method: str = "GET", status: int = 200, sent: str = "") -> list[str]:
        """Everything that is wrong, in words; nothing when all is well."""
        self._asked.clear()
        self._said.clear()
        answer = self._post(address, sent) if method == "POST" else self.page.goto(self.server.url + address)
        assert answer is not None
        if answer.status != status:
            return [f"answers {answer.status}, not {status}"]
        # First what the page itself did: axe fetches the stylesheets once more, and tries to apply them in place.
        of_itself = [*self._elsewhere(), *self._console(status), *self._weight(), *self._words()]
        return [*of_itself, *self._axe(), *self._width()]

    def close(self) -> None:
        self.context.close()

    def _post(self, address: str, sent: str) -> Response | None:
        """A form with nothing filled in, sent past what the browser itself would stop."""
        data = f"csrfmiddlewaretoken={CSRF}&{sent}"
        kind = {"content-type": "application/x-www-form-urlencoded"}

        def send(route: Route) -> None:
            route.continue_(method="POST", post_data=data, headers=route.request.headers | kind)

        self.page.route(self.server.url + address, send, times=1)
        return self.page.goto(self.server.url + address)

    def _axe(self) -> list[str]:
        found = AXE.run(self.page).response["violations"]
        return [f"axe {it['id']}: {[node['html'][:160] for node in it['nodes'][:3]]}" for it in found]

    def _width(self) -> list[str]:
        self.page.set_viewport_size(NARROW)
        wider = self.page.evaluate(
            """() => {
                const root = document.documentElement, over = root.scrollWidth - root.clientWidth;
                if (over <= 0) return "";
                const out = [...document.body.querySelectorAll("*")].filter(
                    (it) => it.getBoundingClientRect().right > root.clientWidth + 1);
                return `${over} px too wide: ${out.slice(0, 4).map((it) => it.outerHTML.slice(0, 90)).join(" | ")}`;
            }"""
        )
        self.page.set_viewport_size(WIDE)
        return [wider] if wider else []

    def _words(self) -> list[str]:
        wrong = []
        if not (self.page.evaluate("document.documentElement.lang") or "").startswith("nl"):
            wrong.append("is not said to be in Dutch")
        if len(self.page.title().strip(" –-|")) < 3:
            wrong.append("has no title")
        return wrong

    def _elsewhere(self) -> list[str]:
        home = urlsplit(self.server.url).netloc
        urls = [request.url for request in self._asked if not request.url.startswith("data:")]
        return [f"fetches {url}" for url in urls if urlsplit(url).netloc != home]

    def _console(self, status: int) -> list[str]:
        """The browser itself reports a page that is not 200; that one is meant."""
        meant = f"the server responded with a status of {status}"
        return [f"console: {line}" for line in self._said if status == 200 or meant not in line]

    def _weight(self) -> list[str]:
        total = sum(self._weight_of(request) for request in self._asked)
        self.heaviest = max(self.heaviest, (total, self.page.url))
        return [f"weighs {total} bytes"] if total >= LARGEST else []

    def _weight_of(self, request: Request) -> int:
        """Of html, css and js, as a server sends it that compresses."""
        if request.resource_type not in {"document", "stylesheet", "script"}:
            return 0
        is_page = request.resource_type == "document"
        if is_page or request.url not in self._weights:
            body = self.page.content().encode() if is_page else _body(request)
            self._weights[request.url] = len(gzip.compress(body))
        return self._weights[request.url]


def _body(request: Request) -> bytes:
    answer = request.response()
    return answer.body() if answer else b""


def _context(browser: Browser, server: LiveServer, session: str) -> BrowserContext:
    context = browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam", viewport=WIDE)  # type: ignore[arg-type]
    cookies = {settings.CSRF_COOKIE_NAME: CSRF, settings.SESSION_COOKIE_NAME: session}
    context.add_cookies([{"name": key, "value": value, "url": server.url} for key, value in cookies.items() if value])
    return context
