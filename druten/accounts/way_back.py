"""Who sends a form while logged out comes back to that form: its page, not the address that it was sent to."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from druten.accounts import kept

KEPT = "U was niet meer ingelogd. Log in, dan komt u terug op de pagina en staat uw tekst er weer in."
NOT_SENT = "U was niet meer ingelogd. Wat u net verstuurde, is niet aangekomen. Log in, dan komt u terug op de pagina."


def page_of_form(request: HttpRequest) -> str:
    """The page on which the form stood, as the browser says; the first page when it does not, or is elsewhere."""
    said = request.META.get("HTTP_REFERER", "")
    home = resolve_url(settings.LOGIN_REDIRECT_URL)
    if not url_has_allowed_host_and_scheme(said, {request.get_host()}, require_https=request.is_secure()):
        return home
    parts = urlsplit(said)
    if parts.path.startswith(reverse("account_login")):
        return home
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class WayBackMiddleware:
    """Turns "log in, then come back here" into "log in, then come back to the form" for what was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and _leads_to_login(request, response):
            return to_login(request)
        return response


def to_login(request: HttpRequest) -> HttpResponse:
    """To the login page, saying that what was sent did not arrive; from there back to the form, with its text."""
    if kept.keep(request):
        messages.warning(request, KEPT)
        return redirect_to_login(request.path)
    messages.warning(request, NOT_SENT)
    return redirect_to_login(page_of_form(request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is too old. Who is logged out is sent to log in; who is not, reads what to do."""
    if not request.user.is_authenticated and not request.path.startswith(_entrance()):
        return to_login(request)
    return render(request, "403_csrf.html", {"back": page_of_form(request)}, status=403)


def _leads_to_login(request: HttpRequest, response: HttpResponse) -> bool:
    if response.status_code != 302 or request.user.is_authenticated:
        return False
    parts = urlsplit(response["Location"])
    wanted = parse_qs(parts.query).get(REDIRECT_FIELD_NAME, [])
    return parts.path == reverse("account_login") and wanted == [request.get_full_path()]


def _entrance() -> str:
    return reverse("account_login").removesuffix("login/")
