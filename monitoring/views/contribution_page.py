"""One request or offer: read it with its history, and answer it, take it back, change it or ask it anew."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from calendar_cycle.workflow import NotAllowed
from monitoring import contribution_lists, contribution_making, contribution_page, contribution_tying
from monitoring.contributions import ChangedMeanwhile
from monitoring.forms.contribution import AgainForm, AnswerForm, ConceptForm, ReplyForm, Seen, TieForm
from monitoring.models import Contribution
from monitoring.views import saving

# The buttons without words, and what is said after each.
BUTTONS = {
    "send": "Verstuurd. De andere partner krijgt bericht.",
    "withdraw": "Ingetrokken.",
    "accept_partly": "Bewaard. De andere partner krijgt bericht dat dit deel genoeg is.",
    "take_up": "Dit staat nu als activiteit in uw overzicht. Kijk het daar na.",
}
ANSWERED = "Bewaard. De andere partner krijgt bericht."
TIED = "Bewaard. Dit aanbod staat nu bij uw activiteit."
UNTIED = "Bewaard. Dit aanbod staat bij geen activiteit."
NOT_SENT = " Wat u schreef, staat hieronder en is niet verstuurd."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Its page, and every deed on it."""
    contribution = _find(request, pk)
    if request.method != "POST":
        return _show(request, contribution)
    for name, said in BUTTONS.items():
        if name in request.POST:
            return _press(request, contribution, name, said)
    if "reply" in request.POST:
        return _reply(request, contribution)
    if "tie" in request.POST:
        return _tie(request, contribution)
    return _answer(request, contribution)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes or throws away what was not sent yet."""
    contribution = get_object_or_404(_own(request), pk=pk)
    assignment, page = contribution.overview.assignment, contribution_page.address(contribution)
    if request.method != "POST" and (why_not := contribution_making.why_no_concept(contribution)):
        messages.error(request, why_not)
        return redirect(page)
    if "remove" in request.POST:
        return _remove(request, contribution)
    form = ConceptForm(saving.typed(request), instance=contribution, assignment=assignment)
    answer = saving.saved(
        request, assignment, form, lambda _: form.store(), said="Bewaard. Het is nog niet verstuurd.", to=page
    )
    return answer or _form(request, contribution, form, "edit")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks or offers it in other words; what was asked first stays to be read."""
    contribution = get_object_or_404(_own(request), pk=pk)
    if request.method != "POST" and (why_not := contribution_making.why_not_anew(contribution)):
        messages.error(request, why_not)
        return redirect(contribution_page.address(contribution))
    form = AgainForm(saving.typed(request), contribution=contribution)
    if request.method != "POST" or not form.is_valid():
        return _form(request, contribution, form, "again")
    try:
        made = contribution_making.ask_anew(contribution, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason + NOT_SENT)
        return _form(request, contribution, form, "again", status=409)
    messages.success(request, "Verstuurd. Wat u eerst vroeg, is ingetrokken en blijft te lezen.")
    return redirect(contribution_page.address(made))


def _find(request: HttpRequest, pk: int) -> Contribution:
    """For who may see it; to do something with it, for who may edit it."""
    rows = Contribution.objects.visible_to(request.user)
    if request.method == "POST":
        rows = Contribution.objects.editable_by(request.user)
    return get_object_or_404(rows.select_related(*contribution_lists.RELATED), pk=pk)


def _own(request: HttpRequest) -> Any:
    """Those that this person's own partners ask or offer."""
    rows = Contribution.objects.asked_or_offered_by(request.user)
    return rows.select_related(*contribution_lists.RELATED, "overview__assignment__edited_by")


def _show(request: HttpRequest, contribution: Contribution, status: int = 200, **forms: Any) -> HttpResponse:
    access = request.access  # type: ignore[attr-defined]
    page = contribution_page.read(contribution, request.user, access)  # type: ignore[arg-type]
    version = {"version": contribution.version}
    tied = version | {"activity": contribution.tied_to_id}
    context = {
        "contribution": contribution,
        "page": page,
        "form": AnswerForm(initial=version, may_take_up=page.may_take_up and not contribution.answered_at),
        "reply_form": ReplyForm(initial=version | {"reply": contribution.kept_reply}),
        "tie_form": _tie_form(request, contribution, initial=tied) if page.may_tie else None,
        **forms,
    }
    return render(request, "monitoring/contribution/answer.html", context, status=status)


def _form(
    request: HttpRequest, contribution: Contribution, form: Any, template: str, status: int = 200
) -> HttpResponse:
    assignment = contribution.overview.assignment
    context = {"contribution": contribution, "form": form, "assignment": assignment}
    return render(request, f"monitoring/contribution/{template}.html", context, status=status)


def _press(request: HttpRequest, contribution: Contribution, name: str, said: str) -> HttpResponse:
    form = Seen(request.POST)
    form.is_valid()
    try:
        contribution.perform(name, by=request.user, version=form.cleaned_data["version"])  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, said)
    return redirect(contribution_page.address(contribution))


def _answer(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    may_take_up = contribution_page.may_take_up_at_once(contribution, request.user)  # type: ignore[arg-type]
    form = AnswerForm(request.POST, may_take_up=may_take_up)
    if not form.is_valid():
        return _show(request, contribution, form=form)
    given = dict(form.cleaned_data)
    deed, message = given.pop("deed"), given.pop("message")
    return _with_words(request, contribution, form, "form", deed, message, given)


def _reply(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _show(request, contribution, reply_form=form)
    given = {"version": form.cleaned_data["version"]}
    return _with_words(request, contribution, form, "reply_form", "reply", form.cleaned_data["reply"], given)


def _tie(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    form = _tie_form(request, contribution, request.POST)
    if not form.is_valid():
        return _show(request, contribution, tie_form=form)
    try:
        contribution.perform("tie", by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, TIED if contribution.tied_to else UNTIED)
    return redirect(contribution_page.address(contribution))


def _tie_form(request: HttpRequest, contribution: Contribution, data: Any = None, **initial: Any) -> TieForm:
    choices = contribution_tying.choices(contribution, request.user)  # type: ignore[arg-type]
    return TieForm(data, choices=choices, **initial)


def _with_words(
    request: HttpRequest, contribution: Contribution, form: Seen, where: str, deed: str, message: str, given: dict
) -> HttpResponse:
    """Does it; a refusal shows the form again, with all that was typed and what stands there now."""
    try:
        contribution.perform(deed, by=request.user, message=message, **given)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason + NOT_SENT)
        now = _find(request, contribution.pk)
        if isinstance(refusal, ChangedMeanwhile):
            form.renew(now.version)
        return _show(request, now, status=409, **{where: form})
    messages.success(request, ANSWERED)
    return redirect(contribution_page.address(contribution))


def _remove(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    try:
        contribution_making.remove_concept(contribution, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
        return redirect(contribution_page.address(contribution))
    messages.success(request, "Het concept is weggehaald.")
    return redirect("monitoring:contributions")
