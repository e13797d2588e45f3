"""A request that is too large is refused before it is read, on a page of ours."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class TooLargeMiddleware:
    """Looks at what the browser says it will send. A file that is a bit too large still reaches its form, which
    says so at the field."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) > settings.LARGEST_REQUEST:
            return _page(request)
        return self.get_response(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What can not be read (400), or is too much to read (413): words beside a file count too."""
    return _page(request) if isinstance(exception, TOO_LARGE) else defaults.bad_request(request, exception)


def _page(request: HttpRequest) -> HttpResponse:
    return render(request, "413.html", status=413)
