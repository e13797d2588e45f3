"""The working group puts the questions of a step together (domain.md §3 and §4).

They begin as last year's. They may change until the step opens, or until they are sent (results) or
fixed (overview, evaluation input); from then they stand. Every change and refusal is an event of the step.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max

from agreements.access import Access
from agreements.models import Partner
from calendar_cycle import last_year
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Milestone, Question
from calendar_cycle.models.question import WORDS
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.accounts.models import User
from druten.dutch import long_date

# The kinds of partners that are asked something; an external never is.
KINDS = (Partner.Kind.MUNICIPALITY, Partner.Kind.CORPORATION, Partner.Kind.TENANTS)


def why_fixed(milestone: Milestone, by: User) -> str:
    """Why `by` can not change the questions now, as one Dutch sentence; empty when he can."""
    if refused := _why_not_at_all(milestone, by):
        return refused
    if milestone.questions_sent_at:
        return f"De vragen zijn vastgesteld op {_day(milestone)}. Ze veranderen niet meer."
    return ""


def why_not_settled(milestone: Milestone, by: User) -> str:
    """Why `by` can not fix the questions; those of the results are fixed by sending the uitvraag."""
    if milestone.kind == MilestoneKind.RESULTS:
        return "De vragen bij de resultaten staan vast zodra u de uitvraag verstuurt."
    return why_fixed(milestone, by)


def why_not_released(milestone: Milestone, by: User) -> str:
    """Why `by` can not take the fixing back; before the step opens he can."""
    if refused := _why_not_at_all(milestone, by):
        return refused
    return "" if milestone.questions_sent_at else "De vragen zijn nog niet vastgesteld. U kunt ze gewoon veranderen."


def restart(milestone: Milestone, *, by: User) -> None:
    """Begins (again) with last year's questions.

    Raises:
        NotAllowed: with a Dutch sentence; this goes for every function here.
    """
    with _deed(milestone, "questions_restarted", by) as locked:
        last_year.put_in_place(locked)


def add(milestone: Milestone, question: Question, *, by: User) -> Question:
    """Adds a question at the end; the first change begins with last year's."""
    with _deed(milestone, "question_added", by, question.text) as locked:
        if locked.questions_edited_at is None:
            last_year.put_in_place(locked)
        _check(question)
        last = locked.questions.aggregate(last=Max("position"))["last"] or 0
        question.milestone, question.position = locked, last + 1
        question.save()
    return question


def change(question: Question, *, by: User) -> Question:
    """Saves other words for a question.

    Raises:
        RecordModifiedError: a colleague changed it since the version that it carries.
    """
    with _deed(question.milestone, "question_changed", by, question.text) as locked:
        _present(locked, question)
        _check(question)
        question.save(update_fields=[*WORDS, "version"])
    return question


def last_changed_by(question: Question) -> User | None:
    """Who gave a question its present words; None when it has those from last year."""
    rows = question.milestone.events.filter(kind="question_changed", refused=False, message=question.text)  # type: ignore[attr-defined]
    last = rows.select_related("actor").order_by("at", "pk").last()
    return last.actor if last else None


def remove(question: Question, *, by: User) -> None:
    """Takes a question away from this step; last year's stays where it was."""
    with _deed(question.milestone, "question_removed", by, question.text) as locked:
        _present(locked, question).delete()


def move(question: Question, *, by: User, up: bool) -> None:
    """One place up or down; at the end of the list it stays where it is."""
    with _deed(question.milestone, "question_moved", by, question.text) as locked:
        rows = list(locked.questions.order_by("position"))
        here = rows.index(_present(locked, question))
        there = here - 1 if up else here + 1
        if 0 <= there < len(rows):
            _swap(rows[here], rows[there], free=rows[-1].position + 1)


def settle(milestone: Milestone, *, by: User) -> None:
    """Fixes the questions before the step opens: with these it will."""
    with _deed(milestone, "questions_fixed", by, refused_by=why_not_settled) as locked:
        _stand(locked)


def release(milestone: Milestone, *, by: User) -> None:
    """Takes the fixing back, as long as the step has not opened."""
    with _deed(milestone, "questions_released", by, refused_by=why_not_released) as locked:
        locked.questions_sent_at = None


def sent_with(request: Milestone) -> None:
    """Within the deed that sends the uitvraag: the questions of the results stand from now on."""
    rows = Milestone.objects.select_for_update(of=("self",)).select_related("cycle__covenant")
    results = rows.filter(
        cycle__covenant=request.covenant, kind=MilestoneKind.RESULTS, subject_year=request.subject_year
    ).first()
    if results is None or results.has_opened():
        return
    _stand(results)
    results.save(update_fields=["questions_sent_at"])


def _stand(milestone: Milestone) -> None:
    """What nobody touched is last year's; from now on it stands."""
    if milestone.questions_edited_at is None and not _answered(milestone):
        last_year.put_in_place(milestone)
    milestone.questions_sent_at = clock.now()


@contextmanager
def _deed(
    milestone: Milestone,
    name: str,
    by: User,
    message: str = "",
    *,
    refused_by: Callable[[Milestone, User], str] = why_fixed,
) -> Iterator[Milestone]:
    """One change of the questions: the locked step, its event, or a refusal with the reason."""
    try:
        with transaction.atomic():
            locked = last_year.lock(milestone)
            if refused := refused_by(locked, by):
                raise NotAllowed(refused)
            yield locked
            locked.questions_edited_at = clock.now()
            locked.save(update_fields=["questions_edited_at", "questions_sent_at"])
            locked.events.create(kind=name, actor=by, at=clock.now(), message=message)
    except NotAllowed as refusal:
        milestone.events.create(kind=name, refused=True, actor=by, at=clock.now(), message=refusal.reason)
        raise


def _why_not_at_all(milestone: Milestone, by: User) -> str:
    if not milestone.is_of_parties:
        return "Bij deze stap horen geen vragen."
    if not Access.of(by).in_working_group(milestone.covenant):
        return "Vragen samenstellen kan alleen een lid van de werkgroep."
    if not milestone.covenant.is_open:
        return "Deze prestatieafspraken zijn niet open. Er kan niets worden vastgelegd."
    if milestone.done_at or milestone.before <= clock.today():
        return "Deze ronde is voorbij. De vragen veranderen niet meer."
    if milestone.has_opened() or _answered(milestone):
        return "De vragen staan vast: de partijen kunnen ze al beantwoorden."
    return ""


def _answered(milestone: Milestone) -> bool:
    return milestone.questions.filter(answers__isnull=False).exists()


def _check(question: Question) -> None:
    for sentence in question.problems().values():
        raise NotAllowed(sentence)


def _present(milestone: Milestone, question: Question) -> Question:
    found = milestone.questions.filter(pk=question.pk).first()
    if found is None:
        raise NotAllowed("Deze vraag is intussen weggehaald door een collega.")
    return found


def _swap(first: Question, second: Question, *, free: int) -> None:
    """Through a place that is free, for two questions never stand at one."""
    for row, position in ((first, free), (second, first.position), (first, second.position)):
        Question.objects.filter(pk=row.pk).update(position=position)


def _day(milestone: Milestone) -> str:
    at = milestone.questions_sent_at
    return long_date(at.astimezone(clock.AMSTERDAM).date()) if at else ""
