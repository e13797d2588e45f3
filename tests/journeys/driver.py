"""Plays people at their screens: opens a page, fills in its form, presses its button."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from html import unescape
from typing import Any

import time_machine
from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from agreements.access import Access
from agreements.second_factor import must_have
from druten.accounts.models import User
from tests import second_factor


class Person:
    """Someone who is logged in."""

    def __init__(self, email: str) -> None:
        self.user = User.objects.get(email=email)
        self._client = Client(raise_request_exception=True)
        # Outside a demo the people of the story need a second step like anyone else.
        if must_have(Access.read(self.user)):
            second_factor.give(self.user)

    @property
    def client(self) -> Client:
        """Logged in anew: a session does not last from one deed in the year to the next."""
        self._client.force_login(self.user)
        return self._client

    def reads(self, name: str, *args: Any) -> str:
        """The text of a page that is there."""
        response = self.client.get(reverse(name, args=args), follow=True)
        assert response.status_code == 200, (name, args, response.status_code)
        return unescape(response.content.decode())

    def is_kept_from(self, name: str, *args: Any) -> bool:
        return self.client.get(reverse(name, args=args)).status_code == 404

    def fills_in(self, name: str, *args: Any, **typed: Any) -> str:
        """Opens a page with a form, types, and saves; gives the page that follows."""
        address = reverse(name, args=args)
        page = self.client.get(address)
        assert page.status_code == 200, (address, page.status_code)
        data = values_of(form_of(page)) | typed
        response = self.client.post(address, {key: value for key, value in data.items() if value is not None})
        assert response.status_code == 302, errors_of(response)
        return self._followed(response)

    def presses(self, name: str, *args: Any, **typed: Any) -> str:
        """A button: gives the page that follows."""
        response = self.client.post(reverse(name, args=args), typed)
        assert response.status_code in (200, 302), response.status_code
        return self._followed(response) if response.status_code == 302 else unescape(response.content.decode())

    def _followed(self, response: HttpResponse) -> str:
        page = self.client.get(response["Location"], follow=True)
        assert page.status_code == 200
        return unescape(page.content.decode())


def form_of(page: Any) -> BaseForm:
    """The form that the page shows."""
    return page.context["form"]


def values_of(form: BaseForm) -> dict[str, Any]:
    """What the browser would send if nobody typed."""
    found: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if value in (None, "", []) or value is False:
            continue
        found[bound.html_name] = [getattr(row, "pk", row) for row in value] if isinstance(value, list) else value
    return found


def errors_of(response: Any) -> str:
    form = response.context and response.context.get("form")
    return str(form.errors.as_data() if form is not None else response.status_code)


@contextmanager
def on(moment: datetime) -> Iterator[None]:
    """The clock stands at this moment."""
    with time_machine.travel(moment, tick=False):
        yield
