"""The questions of a step: put together by the working group, looked at as a partner will, fixed or sent."""

from collections.abc import Callable
from functools import partial
from typing import Any

from concurrency.exceptions import RecordModifiedError
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreements.forms import SeenField
from calendar_cycle import asking, last_year
from calendar_cycle.models import Milestone, Question
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User
from monitoring import question_page
from monitoring.forms.asking import QuestionForm, as_partner_sees_it
from monitoring.forms.work import NothingMore
from monitoring.views.work_door import milestone_or_404, render_work, step_context, working_group_view

CHANGED_MEANWHILE = (
    "{who} heeft dit intussen veranderd. Uw tekst staat hieronder en is nog niet bewaard."
    " Vergelijk die met wat nu bewaard is, en bewaar daarna opnieuw."
)
TAKEN_AWAY = (
    "Een collega haalde deze vraag intussen weg. Uw tekst staat hieronder en is nog niet bewaard."
    " Bewaart u haar, dan komt zij er als nieuwe vraag bij."
)
OF_STEP: dict[str, tuple[Callable[..., None], str]] = {
    "opnieuw": (asking.restart, "De vragen van vorig jaar staan klaar. U kunt ze nu veranderen."),
    "vaststellen": (asking.settle, "De vragen zijn vastgesteld. Met deze vragen gaat het formulier open."),
    "terugnemen": (asking.release, "De vragen zijn niet meer vastgesteld. U kunt ze weer veranderen."),
}
OF_QUESTION: dict[str, tuple[Callable[..., None], str]] = {
    "weg": (asking.remove, "De vraag is weg."),
    "omhoog": (partial(asking.move, up=True), "De vraag staat nu een plaats hoger."),
    "omlaag": (partial(asking.move, up=False), "De vraag staat nu een plaats lager."),
}


@working_group_view
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = milestone_or_404(request, pk, *question_page.KINDS)
    context = {
        **step_context(milestone, NothingMore(), wrong=False),
        "title": f"Vragen bij {milestone}",
        "page": question_page.of(milestone, request.user),  # type: ignore[arg-type]
    }
    return render_work(request, "admin/work_questions.html", context)


@working_group_view
@require_POST
def perform(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Begin (again) with last year's, fix, take the fixing back."""
    milestone = milestone_or_404(request, pk, *question_page.KINDS)
    do, done = _known(OF_STEP, deed)
    _done_or_refused(request, partial(do, milestone), done)
    return redirect("work:questions", milestone.pk)


@working_group_view
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = milestone_or_404(request, pk, *question_page.KINDS)

    def save(question: Question, by: User) -> None:
        asking.add(milestone, question, by=by)

    return _form(request, milestone, Question(milestone=milestone), save, "Vraag toevoegen")


@working_group_view
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    question = _questions(request).filter(pk=pk).first()
    if question is None:
        return _taken_away(request)

    def save(question: Question, by: User) -> None:
        asking.change(question, by=by)

    return _form(request, question.milestone, question, save, "Vraag veranderen")


@working_group_view
@require_POST
def arrange(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Take away, one place up, one place down."""
    question = _question(request, pk)
    do, done = _known(OF_QUESTION, deed)
    _done_or_refused(request, partial(do, question), done)
    return redirect("work:questions", question.milestone_id)


@working_group_view
@require_GET
def example(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The form as one kind of partner gets it: in the surroundings of the partners, to look at only."""
    milestone = milestone_or_404(request, pk, *question_page.KINDS)
    if kind not in asking.KINDS:
        raise Http404
    asked = [row for row in question_page.coming(milestone) if row.partner_kind in ("", kind)]
    context = {
        "milestone": milestone,
        "kind": question_page.PLURAL[kind],
        "form": as_partner_sees_it(milestone, asked),
        "year": milestone.subject_year,
    }
    return render(request, "monitoring/questions_example.html", context)


def _question(request: HttpRequest, pk: int) -> Question:
    return get_object_or_404(_questions(request), pk=pk)


def _questions(request: HttpRequest) -> QuerySet[Question]:
    return Question.objects.editable_by(request.user).select_related("milestone__cycle__covenant")


def _taken_away(request: HttpRequest) -> HttpResponse:
    """A colleague took the question away while it was being changed: what was typed can become a new one."""
    step = SeenField().clean(request.POST.get("step"))
    milestone = milestone_or_404(request, step, *question_page.KINDS)
    form = QuestionForm(request.POST, instance=Question(milestone=milestone))
    form.full_clean()
    form.add_error(None, TAKEN_AWAY)
    action = reverse("work:question_add", args=[milestone.pk])
    return _show_form(request, milestone, form, "Vraag toevoegen", action=action)


def _known(deeds: dict[str, Any], name: str) -> Any:
    if name not in deeds:
        raise Http404
    return deeds[name]


def _done_or_refused(request: HttpRequest, do: Callable[..., None], done: str) -> None:
    try:
        do(by=request.user)
        messages.success(request, done)
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)


def _form(
    request: HttpRequest, milestone: Milestone, question: Question, save: Callable[[Question, User], None], title: str
) -> HttpResponse:
    """The form of one question."""
    if refused := asking.why_fixed(milestone, request.user):  # type: ignore[arg-type]
        messages.error(request, refused)
        return redirect("work:questions", milestone.pk)
    form = QuestionForm(request.POST or None, instance=question)
    if request.method == "POST" and form.is_valid():
        try:
            form.put_version()
            save(form.save(commit=False), request.user)  # type: ignore[arg-type]
            messages.success(request, "De vraag is bewaard.")
            return redirect("work:questions", milestone.pk)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        except RecordModifiedError:
            form.take_present_version()
            who = asking.last_changed_by(form.present) or "Een collega"
            form.add_error(None, CHANGED_MEANWHILE.format(who=who))
    return _show_form(request, milestone, form, title)


def _show_form(
    request: HttpRequest, milestone: Milestone, form: QuestionForm, title: str, *, action: str = ""
) -> HttpResponse:
    question = form.instance
    last_years = question.replaces if question.replaces_id else None
    context = {
        **step_context(milestone, form, bool(form.errors)),
        "title": title,
        "action": action,
        "last_years": last_years if last_years and last_years.text != question.text else None,
        "request_of": last_year.request_of(milestone),
    }
    return render_work(request, "admin/work_question.html", context)
