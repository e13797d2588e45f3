"""Taking a second factor away, one at a time of one person: of two that go at once, the second is the last.

Of a passkey allauth asks nobody whether it may go, as it does of an app with codes.
"""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from druten.accounts.models import User


class PutOffAppView(DeactivateTOTPView):
    """As allauth's own, which says itself why the last one stays."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _wait_for_others(request)
        return super().post(request, *args, **kwargs)


class RemovePasskeyView(RemoveWebAuthnView):
    """Says why the last one stays of who must have a second factor, and what to do first; else allauth's own."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        adapter = get_adapter()
        why_not = "" if adapter.can_delete_authenticator(self.object) else _sentence(adapter)
        return super().get_context_data(**kwargs) | {"why_not": why_not}

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _wait_for_others(request)
        self.object = self.get_object()
        if not get_adapter().can_delete_authenticator(self.object):
            return self.render_to_response(self.get_context_data(), status=409)
        return super().post(request, *args, **kwargs)


def _wait_for_others(request: HttpRequest) -> None:
    User.objects.select_for_update().get(pk=request.user.pk or 0)


def _sentence(adapter: Any) -> str:
    return str(adapter.error_messages["cannot_delete_authenticator"])


app = PutOffAppView.as_view()
passkey = RemovePasskeyView.as_view()
