"""What somebody typed while the session was over: kept until after the login, for that person only."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict

FIELD = "typist"
LONGEST = 200_000  # signs; a page of ours is far below it
_SALT = "kept-while-logged-out"
_KEY = "kept_text"


def sign(user: Any) -> str:
    """For the hidden field of a form: who is typing in it."""
    return signing.dumps(user.pk, salt=_SALT)


def take(request: HttpRequest) -> QueryDict | None:
    """What this person typed on this page before logging in again, once; None when there is nothing."""
    found = request.session.get(_KEY)
    if not found or found["path"] != request.path:
        return None
    del request.session[_KEY]
    return QueryDict(found["body"]) if found["user"] == request.user.pk else None


def keep(request: HttpRequest) -> bool:
    """Keeps what was sent without a session, for who typed it. False when nobody knows who that is.

    What a page saves by itself is kept by that page, in the browser.
    """
    typist, body = _typist(request.POST.get(FIELD, "")), request.POST.copy()
    for name in ("csrfmiddlewaretoken", FIELD):
        body.pop(name, None)
    text = body.urlencode()
    if typist is None or len(text) > LONGEST or "X-Autosave" in request.headers:
        return False
    request.session[_KEY] = {"path": request.path, "body": text, "user": typist}
    return True


def _typist(signed: str) -> int | None:
    try:
        return signing.loads(signed, salt=_SALT)
    except signing.BadSignature:
        return None
