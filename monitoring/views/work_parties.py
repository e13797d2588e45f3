"""Who takes part: a party joins, leaves, or goes up in another."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from agreements.forms import HouseForm
from agreements.models import Covenant, Party
from calendar_cycle import taking_part
from calendar_cycle.workflow import NotAllowed
from monitoring.forms import parties as forms
from monitoring.views.work_door import render_work, working_group_view


@working_group_view
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    covenants = list(Covenant.objects.editable_by(request.user))
    rows = Party.objects.filter(covenant__in=covenants).signed().select_related("partner", "succeeded_by__partner")
    rows = rows.select_related("partner", "succeeded_by__partner", "decision__meeting").order_by("pk")
    desks = [(row, [party for party in rows if party.covenant_id == row.pk]) for row in covenants]
    return render_work(request, "admin/work_parties.html", {"title": "Wie meedoet", "desks": desks})


@working_group_view
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, pk: int) -> HttpResponse:
    covenant = get_object_or_404(Covenant.objects.editable_by(request.user), pk=pk)
    form = forms.Join(_given(request), covenant=covenant)

    def do() -> None:
        given = form.cleaned_data
        with transaction.atomic():
            partner = form.partner()
            if partner.pk is None:
                partner.save()
            taking_part.join(
                covenant,
                partner,
                by=request.user,  # type: ignore[arg-type]
                on=given["on"],
                decision=given["decision"],
                code=given["code"],
            )

    return _do(request, covenant, form, do, "Nieuwe partij doet mee", "Partij toevoegen")


@working_group_view
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    party = _party(request, pk)
    form = forms.Leave(_given(request), covenant=party.covenant)

    def do() -> None:
        taking_part.leave(party, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]

    return _do(request, party.covenant, form, do, f"Doet niet meer mee: {party.partner}", "Vastleggen", party)


@working_group_view
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    party = _party(request, pk)
    form = forms.Merge(_given(request), party=party)

    def do() -> None:
        taking_part.merge(party, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]

    return _do(request, party.covenant, form, do, f"Gaat op in een andere partij: {party.partner}", "Vastleggen", party)


def _party(request: HttpRequest, pk: int) -> Party:
    rows = Party.objects.filter(covenant__in=Covenant.objects.editable_by(request.user)).signed()
    return get_object_or_404(rows.select_related("partner", "covenant"), pk=pk)


def _given(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _do(
    request: HttpRequest,
    covenant: Covenant,
    form: HouseForm,
    do: Callable[[], None],
    title: str,
    button: str,
    party: Party | None = None,
) -> HttpResponse:
    """The form; or what was asked, with a refusal on top of the form."""
    if form.is_valid():
        try:
            do()
            messages.success(request, "Vastgelegd. De opdrachten zijn bijgewerkt.")
            return redirect("work:parties")
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    context = {
        "title": title,
        "covenant": covenant,
        "party": party,
        "form": form,
        "button": button,
        "refusal": taking_part.why_no_change(covenant, request.user),  # type: ignore[arg-type]
        "wrong": form if form.errors else None,
        "errors": bool(form.errors),
    }
    return render_work(request, "admin/work_party.html", context)
