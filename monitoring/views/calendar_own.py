"""The calendar in one's own agenda: the address, a new one, and the feed itself."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods, require_safe

from agreements.access import Access
from calendar_cycle.agenda import collecting, writing
from druten.accounts.models import User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """The secret address and what to do with it; it is made when it is asked for."""
    user: User = request.user  # type: ignore[assignment]
    if request.method == "POST":
        if not user.calendar_key:
            user.renew_calendar_key()
        return redirect("calendar_own")
    address = _address(user.calendar_key) if user.calendar_key else ""
    context = {"address": address, "webcal": f"webcal://{address.partition('://')[2]}"}
    return _private(render(request, "monitoring/calendar/own.html", context))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest) -> HttpResponse:
    """A new address, after the question whether that is meant: the old one stops."""
    user: User = request.user  # type: ignore[assignment]
    if not user.calendar_key:
        return redirect("calendar_own")
    if request.method == "POST":
        user.renew_calendar_key()
        messages.success(request, "Uw agenda heeft een nieuw adres. Het oude adres werkt niet meer.")
        return redirect("calendar_own")
    return render(request, "monitoring/calendar/renew.html")


@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """The agenda itself. The secret is the key: programs that fetch it can not log in."""
    user = get_object_or_404(User, calendar_key=key, is_active=True)
    entries = collecting.entries(Access.of(user))
    body = writing.write(entries)
    changed = max((row.changed_at for row in entries), default=None)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="prestatieafspraken.ics"'
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["ETag"] = f'"{hashlib.sha256(body).hexdigest()}"'
    if changed is not None:
        answer["Last-Modified"] = http_date(changed.timestamp())
    # By the ETag alone: what a role brings or takes away has no date of its own.
    found = get_conditional_response(request, etag=answer["ETag"], response=answer)
    return _private(found or answer)


def _address(key: str) -> str:
    return f"{settings.SITE_URL}{reverse('calendar_feed', args=[key])}"


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
