"""Who must have a second factor: the working group and administrators (quality.md, "Security")."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agreements.access import Access
from druten.accounts import second_factor
from druten.accounts.models import User

INSIDE = frozenset({"admin", "work"})
# To log out one needs no factor.
EXCEPT = frozenset({"admin:logout", "admin:login"})
WANTED = "wanted_after_factor"


def must_have(access: Access) -> bool:
    """True for an administrator and for who is in a working group today; not for the people of a demo."""
    return bool(
        access.user.is_authenticated
        and (access.user.is_superuser or access.is_in_a_working_group)
        and not second_factor.is_of_the_demo(access.user)
    )


class SecondFactorMiddleware:
    """Leads who must have a factor and has none to the page where one is made, before any page of the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        found = request.resolver_match
        if found is None or not INSIDE & set(found.namespaces) or found.view_name in EXCEPT:
            return None
        if not must_have(request.access):  # type: ignore[attr-defined]
            return None
        if second_factor.is_shown(request) or second_factor.has_one(request.user):
            return None
        if request.method == "GET":
            request.session[WANTED] = request.get_full_path()
        return redirect("mfa_index")


class FactorAdapter(DefaultMFAAdapter):
    """Who must have a factor can not put off the last one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "U hebt een tweede stap nodig voor uw rol. Voeg eerst een andere toe.",
        "incorrect_code": "Deze code klopt niet. Kijk in uw app welke code er nu staat.",
    }

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """What a new passkey is called until the person says otherwise."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return f"Passkey {number}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        user = User.objects.get(pk=authenticator.user_id)
        if not must_have(Access.read(user)):
            return True
        others = Authenticator.objects.filter(user=user).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
