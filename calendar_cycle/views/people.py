"""The people of one's own organisation: who they are, who is invited, and who leaves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agreements.models import Invitation, Membership, Partner
from calendar_cycle.models import Mail
from calendar_cycle.people import inviting, leaving
from calendar_cycle.people.forms import EndForm, InviteForm
from calendar_cycle.people.scope import Scope, own_partners, own_scope
from calendar_cycle.workflow import NotAllowed
from druten.accounts.second_factor import asked_again
from druten.dutch import long_date

DEEDS = {
    "opnieuw": (
        inviting.send_again,
        "De uitnodiging is opnieuw verstuurd naar {}. De link in de oude mail werkt niet meer.",
    ),
    "intrekken": (inviting.withdraw, "De uitnodiging aan {} is ingetrokken. De link werkt niet meer."),
}


@login_required
@require_http_methods(["GET", "HEAD"])
def organisations(request: HttpRequest) -> HttpResponse:
    """To the own organisation; who works for several chooses."""
    partners = own_partners(request.user)  # type: ignore[arg-type]
    if len(partners) == 1:
        return redirect("calendar_cycle:people", partners[0].slug)
    return render(request, "calendar_cycle/organisations.html", {"partners": partners})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@asked_again
def people(request: HttpRequest, partner: str) -> HttpResponse:
    """Who works for it. A submitter invites a colleague here."""
    organisation = _own(request, partner)
    scope = own_scope(request.user, organisation)  # type: ignore[arg-type]
    if request.method == "POST" and scope is None:
        raise Http404
    form = InviteForm(request.POST or None, scope=scope) if scope else None
    if form and request.method == "POST" and form.is_valid() and _invite(request, organisation, form):
        return redirect("calendar_cycle:people", organisation.slug)
    return _page(request, organisation, scope, form)


@login_required
@require_POST
@asked_again
def invitation_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Sends it again, or withdraws it."""
    if deed not in DEEDS:
        raise Http404
    rows = Invitation.objects.editable_by(request.user).select_related("partner").exclude(partner=None)
    row = get_object_or_404(rows, pk=pk)
    do, said = DEEDS[deed]
    try:
        do(row, by=request.user)  # type: ignore[arg-type]
        messages.success(request, said.format(row.email))
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    return redirect("calendar_cycle:people", row.partner.slug)  # type: ignore[union-attr]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@asked_again
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, says what it does, and then ends it."""
    row = _ending(request, pk)
    is_last = leaving.is_last_submitter(row)
    form = EndForm(request.POST if request.method == "POST" else None, is_last=is_last)
    if form.is_valid():
        try:
            leaving.end(row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except NotAllowed as refusal:
            form.add_error("knows_it_is_the_last" if is_last and not form.errors else None, refusal.reason)
        else:
            messages.success(
                request, f"Vastgelegd: {row.user} werkt {_until(form)} voor {row.partner}. Wat er staat, blijft staan."
            )
            return redirect(_after(request, row.partner))
    return render(request, "calendar_cycle/membership_end.html", {"form": form, "row": row, "is_last": is_last})


def _own(request: HttpRequest, slug: str) -> Partner:
    found = next((row for row in own_partners(request.user) if row.slug == slug), None)  # type: ignore[arg-type]
    if found is None:
        raise Http404
    return found


def _ending(request: HttpRequest, pk: int) -> Membership:
    rows = Membership.objects.current().select_related("user", "partner", "covenant")
    row = get_object_or_404(rows, pk=pk)
    scope = own_scope(request.user, row.partner)  # type: ignore[arg-type]
    if scope is None or not scope.holds(row.covenant_id):
        raise Http404
    return row


def _invite(request: HttpRequest, partner: Partner, form: InviteForm) -> bool:
    try:
        made = inviting.invite(**form.cleaned_data, partner=partner, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        form.add_error("email", refusal.reason)
        return False
    messages.success(request, f"De uitnodiging is verstuurd naar {made.email}. De link werkt twee weken.")
    return True


def _page(request: HttpRequest, partner: Partner, scope: Scope | None, form: InviteForm | None) -> HttpResponse:
    people = leaving.people_of(partner, scope)
    context: dict[str, Any] = {
        "partner": partner,
        "scope": scope,
        "form": form,
        "people": [it for it in people if not it.is_over],
        "former": [it for it in people if it.is_over],
        "invitations": _invitations(request, partner) if scope else [],
    }
    return render(request, "calendar_cycle/people.html", context)


def _invitations(request: HttpRequest, partner: Partner) -> list[Invitation]:
    rows = Invitation.objects.open().editable_by(request.user).filter(partner=partner)
    last = Mail.objects.filter(invitation=OuterRef("pk")).order_by("-pk")
    rows = rows.annotate(not_arrived=Subquery(last.values("given_up_at")[:1]))
    return list(rows.select_related("covenant", "invited_by"))


def _until(form: EndForm) -> str:
    day = form.cleaned_data.get("last_day")
    return f"tot en met {long_date(day)}" if day else "vanaf nu niet meer"


def _after(request: HttpRequest, partner: Partner) -> str:
    """Back to the people; who ended the own membership has no page there any more."""
    if any(row.pk == partner.pk for row in own_partners(request.user)):  # type: ignore[arg-type]
        return reverse("calendar_cycle:people", args=[partner.slug])
    return reverse("home")
