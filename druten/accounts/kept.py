"""What somebody typed while the session was over: kept until after the login, for that person only."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url

FIELD = "typist"
LONGEST = 200_000  # signs; a page of ours is far below it
_SALT = "kept-while-logged-out"
_KEY = "kept_text"


def sign(user: Any) -> str:
    """For the hidden field of a form: who is typing in it."""
    return signing.dumps(user.pk, salt=_SALT)


class KeepTextMiddleware:
    """A form that is sent after the session ended leads to the login page; its text waits in the new session.

    What a page saves by itself is kept by that page, in the browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        by_itself = "X-Autosave" in request.headers
        if request.method == "POST" and not by_itself and _leads_to_login(answer):
            _keep(request)
        return answer


def take(request: HttpRequest) -> QueryDict | None:
    """What this person typed on this page before logging in again, once; None when there is nothing."""
    found = request.session.get(_KEY)
    if not found or found["path"] != request.path:
        return None
    del request.session[_KEY]
    return QueryDict(found["body"]) if found["user"] == request.user.pk else None


def _keep(request: HttpRequest) -> None:
    typist, body = _typist(request.POST.get(FIELD, "")), request.POST.copy()
    for name in ("csrfmiddlewaretoken", FIELD):
        body.pop(name, None)
    text = body.urlencode()
    if typist is not None and len(text) <= LONGEST:
        request.session[_KEY] = {"path": request.path, "body": text, "user": typist}


def _typist(signed: str) -> int | None:
    try:
        return signing.loads(signed, salt=_SALT)
    except signing.BadSignature:
        return None


def _leads_to_login(answer: HttpResponse) -> bool:
    return isinstance(answer, HttpResponseRedirect) and answer.url.startswith(resolve_url(settings.LOGIN_URL))
