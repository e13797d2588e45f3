"""How allauth behaves here."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest
from django.shortcuts import render

from druten.accounts import second_factor

log = logging.getLogger(__name__)


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs up by himself: people are invited or made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        """Who has a second factor shows that; a password that someone looked at would be no second proof."""
        found = super().get_reauthentication_methods(user)
        factors = [method for method in found if method["id"] != "reauthenticate"]
        return factors or found

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of who has just logged in."""
        if self.request and second_factor.proved_lately(self.request):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """To the address with which one logs in; allauth keeps a list of addresses of its own, and ours is empty."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """At once, for one waits for it. When the mail server is away the page says so."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            log.warning("a mail of logging in was not sent: %s", type(error).__name__)
            page = render(self.request, "account/mail_failed.html", status=503)  # type: ignore[arg-type]
            raise ImmediateHttpResponse(page) from error
