"""What stands behind the link of an invitation: who invites, for what, and one step to come in.

A mail program may open the link by itself, so looking changes nothing; only the button takes the invitation.
"""

from allauth.account.utils import perform_login
from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agreements.models import Invitation
from calendar_cycle.people import inviting, letter
from calendar_cycle.people.forms import WelcomeForm
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User

UNKNOWN = "Deze link klopt niet. Kopieer de hele link uit de mail, of vraag om een nieuwe uitnodiging."
SWITCHED_OFF = "Uw account staat uit. Vraag de beheerder om het weer aan te zetten."


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation; taking it by POST."""
    too_often = consume_or_429(request, action="invitation", limit_get=True)
    if too_often:
        return too_often
    row = inviting.find(token)
    if row is None:
        return _nothing(request, UNKNOWN, status=404)
    refusal = inviting.why_not(row)
    if refusal:
        return _nothing(request, refusal, status=410, is_own=_took(row, request))
    if request.user.is_authenticated:
        return _for_who_is_in(request, row, token)
    person = User.objects.filter(email__iexact=row.email).first()
    if person is None:
        return _for_who_is_new(request, row, token)
    if not person.is_active:
        return _nothing(request, SWITCHED_OFF, status=410)
    return _page(request, row, "log_in")


def _for_who_is_in(request: HttpRequest, row: Invitation, token: str) -> HttpResponse:
    if not _is_for(row, request):
        return _page(request, row, "other")
    if request.method == "POST":
        try:
            return _welcome(request, inviting.accept(token, request.user))  # type: ignore[arg-type]
        except NotAllowed as refusal:
            return _nothing(request, refusal.reason, status=410)
    return _page(request, row, "accept")


def _for_who_is_new(request: HttpRequest, row: Invitation, token: str) -> HttpResponse:
    form = WelcomeForm(request.POST if request.method == "POST" else None, email=row.email)
    if not form.is_valid():
        return _page(request, row, "new", form)
    try:
        with transaction.atomic():
            password = form.cleaned_data["password"] or None
            user = User.objects.create_user(row.email, password, name=form.cleaned_data["name"])
            inviting.accept(token, user)
    except NotAllowed as refusal:
        return _nothing(request, refusal.reason, status=410)
    except IntegrityError:  # the same person came in by another window a moment earlier
        return _nothing(request, inviting.TAKEN, status=410)
    answer = perform_login(request, user, redirect_url=reverse("home"))
    _say_welcome(request, row)
    return answer


def _welcome(request: HttpRequest, row: Invitation) -> HttpResponse:
    _say_welcome(request, row)
    return redirect("home")


def _say_welcome(request: HttpRequest, row: Invitation) -> None:
    messages.success(request, f"Welkom. U doet nu mee: {row.what}. Hieronder staat wat van u gevraagd wordt.")


def _is_for(row: Invitation, request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.email.lower() == row.email.lower()


def _took(row: Invitation, request: HttpRequest) -> bool:
    return row.accepted_by_id is not None and row.accepted_by_id == request.user.pk


def _page(request: HttpRequest, row: Invitation, stand: str, form: WelcomeForm | None = None) -> HttpResponse:
    context = {"row": row, "stand": stand, "form": form, **letter.context_of(row)}
    return render(request, "calendar_cycle/invitation.html", context)


def _nothing(request: HttpRequest, sentence: str, *, status: int, is_own: bool = False) -> HttpResponse:
    context = {"sentence": sentence, "is_own": is_own}
    return render(request, "calendar_cycle/invitation_gone.html", context, status=status)
