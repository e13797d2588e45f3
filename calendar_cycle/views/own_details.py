"""Mijn gegevens: one's name, address, password and second step, and where the rest is found."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agreements.access import Access
from calendar_cycle.people.details import AddressForm, NameForm
from druten.accounts import new_address, second_factor

TOO_OLD = (
    "Deze link werkt niet meer: hij is ouder dan een dag, al gebruikt, of van iemand anders. Vraag een nieuwe aan."
)
NOT_FREE = "Met dit e-mailadres heeft al iemand een account. Kies een ander adres."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The page, and keeping another name."""
    form = NameForm(request.POST if request.method == "POST" else None, instance=request.user)  # type: ignore[arg-type]
    if form.is_valid():
        form.save()
        messages.success(request, "Uw naam is bewaard.")
        return redirect("calendar_cycle:own_details")
    request.user.refresh_from_db()  # type: ignore[union-attr]
    context = {
        "form": form,
        "has_factor": second_factor.has_one(request.user),
        "memberships": Access.of(request.user).memberships,
    }
    return render(request, "calendar_cycle/own_details.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def address(request: HttpRequest) -> HttpResponse:
    """Asks for another address, and mails it a link."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        new_address.ask(
            request.user,  # type: ignore[arg-type]
            form.cleaned_data["email"],
            lambda token: reverse("calendar_cycle:new_address", args=[token]),
        )
        messages.success(
            request,
            f"Er is een mail gestuurd naar {form.cleaned_data['email']}. Open de link daarin, dan telt het adres.",
        )
        return redirect("calendar_cycle:own_details")
    return render(request, "calendar_cycle/address.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in that mail: asks once more, for programs that only look."""
    wanted = new_address.wanted(request.user, token)  # type: ignore[arg-type]
    if wanted is None:
        messages.error(request, TOO_OLD)
        return redirect("calendar_cycle:own_details")
    if request.method == "POST":
        if new_address.change(request.user, wanted):  # type: ignore[arg-type]
            messages.success(request, f"Uw e-mailadres is nu {wanted}. Daarmee logt u voortaan in.")
        else:
            messages.error(request, NOT_FREE)
        return redirect("calendar_cycle:own_details")
    return render(request, "calendar_cycle/address_confirm.html", {"wanted": wanted})
