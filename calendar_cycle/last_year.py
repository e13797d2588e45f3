"""The questions of last year: where a year begins, and what opens when nobody sent or fixed anything new.

Domain.md §4: nobody waits for another's omission. The reading of "never sent" stands in
docs/decisions/0003-vragen.md.
"""

from collections.abc import Sequence

from django.db import transaction

from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Answer, Milestone, Question, StandardQuestion
from calendar_cycle.models.question import WORDS, QuestionText
from calendar_cycle.news import telling, words
from calendar_cycle.news.deeds import reached_by
from druten import clock

OPENED_WITH_THEM = "old_questions"


def of(milestone: Milestone) -> Sequence[QuestionText]:
    """The questions of the last step of this kind that had any; else the covenant's standard ones."""
    covenant = milestone.covenant
    earlier = Milestone.objects.filter(cycle__covenant=covenant, kind=milestone.kind, before__lt=milestone.before)
    previous = earlier.filter(questions__isnull=False).order_by("before").last()
    if previous is not None:
        return list(previous.questions.order_by("position"))
    standard = StandardQuestion.objects.filter(covenant=covenant, milestone_kind=milestone.kind)
    return list(standard.order_by("position"))


def request_of(milestone: Milestone) -> Milestone | None:
    """The uitvraag that opens this round of results; None for other steps."""
    if milestone.kind != MilestoneKind.RESULTS:
        return None
    rows = Milestone.objects.filter(
        cycle__covenant=milestone.covenant,
        kind=MilestoneKind.RESULTS_REQUEST,
        subject_year=milestone.subject_year,
    )
    return rows.first()


def are_sent(milestone: Milestone) -> bool:
    """True when the working group sent or fixed the questions of this step."""
    if milestone.questions_sent_at:
        return True
    request = request_of(milestone)
    return request is not None and request.done_at is not None


def put_in_place(milestone: Milestone) -> list[str]:
    """Makes last year's questions those of this step; gives the words of what made way.

    Each points to the one it was copied from. Where last year asked nothing, what is there stays; and
    rows that say the same already stay too, so that a form that someone has before him keeps working.
    """
    wanted, present = of(milestone), list(milestone.questions.order_by("position"))
    if not wanted:
        return []
    if [row.words for row in wanted] == [row.words for row in present]:
        for row, source in zip(present, wanted, strict=True):
            Question.objects.filter(pk=row.pk).update(replaces=_source(source))
        return []
    milestone.questions.all().delete()
    Question.objects.bulk_create(
        Question(
            milestone=milestone,
            position=position,
            replaces=_source(source),
            **{name: getattr(source, name) for name in WORDS},
        )
        for position, source in enumerate(wanted, start=1)
    )
    kept = [row.words for row in wanted]
    return [row.text for row in present if row.words not in kept]


def prepare(milestone: Milestone) -> None:
    """As a step opens: what was never sent or fixed makes way for last year's, and the working group hears so.

    Done once for an opening. Where someone has answered already, the questions stay as they are.
    """
    if not milestone.is_of_parties or are_sent(milestone):
        return
    with transaction.atomic():
        locked = lock(milestone)
        if are_sent(locked) or _is_prepared(locked):
            return
        answered = Answer.objects.filter(question__milestone=locked).exists()
        gone = [] if answered else put_in_place(locked)
        if not locked.questions.exists():
            return
        draft = locked.questions_edited_at is not None
        if not answered:
            locked.questions_edited_at = None
            locked.save(update_fields=["questions_edited_at"])
        locked.events.create(kind=OPENED_WITH_THEM, at=clock.now(), message="\n".join(gone))
        item = words.old_questions(locked, which=_in_words(locked, answered), lost_draft=draft and not answered)
        telling.tell_of_deed(item, reached_by(item.kind, locked.covenant, []))


def make_ready(milestone: Milestone) -> None:
    """The same, when a partner comes in before the calendar went round: the form opens by the clock."""
    if milestone.announced_on is None and milestone.has_opened() and not milestone.before_use:
        prepare(milestone)


def lock(milestone: Milestone) -> Milestone:
    """The row afresh, locked until the transaction ends."""
    rows = Milestone.objects.select_for_update(of=("self",)).select_related("cycle__covenant")
    return rows.get(pk=milestone.pk)


def _in_words(milestone: Milestone, answered: bool) -> str:
    """With which questions it opened."""
    if answered:
        return "de vragen die er stonden"
    copied = milestone.questions.filter(replaces__isnull=False).exists()
    return "de vragen van vorig jaar" if copied else "de standaardvragen"


def _is_prepared(milestone: Milestone) -> bool:
    """True when it opened with them before, and nobody changed anything since."""
    rows = milestone.events.filter(kind=OPENED_WITH_THEM)
    if milestone.questions_edited_at:
        rows = rows.filter(at__gte=milestone.questions_edited_at)
    return rows.exists()


def _source(row: QuestionText) -> Question | None:
    return row if isinstance(row, Question) else None
