"""One's own choices about mail: which, and who is told while one is away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from calendar_cycle import stand_ins
from calendar_cycle.forms import MailChoiceForm, StandInForm
from calendar_cycle.news import switching_off
from calendar_cycle.workflow import NotAllowed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """Everything, or deadlines only."""
    form = MailChoiceForm(request.POST or None, instance=request.user)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Uw keuze is bewaard.")
        return redirect("calendar_cycle:choices")
    return _page(request, form, StandInForm(user=request.user))  # type: ignore[arg-type]


@login_required
@require_POST
def add_stand_in(request: HttpRequest) -> HttpResponse:
    form = StandInForm(request.POST, user=request.user)  # type: ignore[arg-type]
    if form.is_valid():
        try:
            stand_ins.add(form.made)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"{form.made.stand_in} krijgt in die dagen uw mail.")
            return redirect("calendar_cycle:choices")
    return _page(request, MailChoiceForm(instance=request.user), form)  # type: ignore[arg-type]


@login_required
@require_POST
def remove_stand_in(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(stand_ins.own(request.user), pk=pk).delete()  # type: ignore[arg-type]
    messages.success(request, "De vervanging is weggehaald. U krijgt uw mail weer zelf.")
    return redirect("calendar_cycle:choices")


# A mail program posts here by itself (RFC 8058), without a page of ours before it: the signed address is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def switch_off(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail itself: asks first, for programs that only look; then switches news off."""
    person = switching_off.whose(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        switching_off.switch_off(person)
    return render(request, "calendar_cycle/switched_off.html", {"done": request.method == "POST"})


def _page(request: HttpRequest, form: MailChoiceForm, stand_in_form: StandInForm) -> HttpResponse:
    own = stand_ins.own(request.user)  # type: ignore[arg-type]
    context = {"form": form, "stand_in_form": stand_in_form, "stand_ins": list(own)}
    return render(request, "calendar_cycle/choices.html", context)
