"""The login page, which on a demo tells with whom one may log in."""

from typing import Any

from allauth.account.views import LoginView as AllauthLoginView
from django.conf import settings

from druten.accounts.models import User

PASSWORD = "druten-demo"  # noqa: S105 - of made-up people, on a machine with DEBUG on
MOST = 40


def accounts() -> list[User]:
    """The made-up people (their addresses end on ".example"); none unless `DEBUG` is on."""
    if not settings.DEBUG:
        return []
    return list(User.objects.filter(email__endswith=".example", is_active=True).order_by("email")[:MOST])


class LoginView(AllauthLoginView):
    """Allauth's own, with the accounts of the demo beside it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"demo_accounts": accounts(), "demo_password": PASSWORD}
