"""The questions that go with an assignment, and their answers."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from calendar_cycle.content import Missing
from calendar_cycle.models import Answer, Assignment, Question
from calendar_cycle.models.question import QuestionText
from druten.dutch import parse_number


def of(assignment: Assignment) -> list[Question]:
    """The questions for this partner's kind, in order."""
    return list(rows_for(assignment))


def rows_for(assignment: Assignment) -> QuerySet[Question]:
    """The same, still to be read."""
    kinds = ("", assignment.partner.kind)
    return Question.objects.filter(milestone=assignment.milestone_id, partner_kind__in=kinds).order_by("position")


def answers_to(assignment: Assignment) -> dict[int, Answer]:
    """The answers given so far, by the id of their question."""
    return {answer.question_id: answer for answer in assignment.answers.all()}


@dataclass(frozen=True)
class Asked:
    """A question with the answer that was given so far; empty without one."""

    question: Question
    answer: str = ""


def asked(assignment: Assignment) -> list[Asked]:
    """The questions for this partner's kind with their answers, in order. One query."""
    given = Answer.objects.filter(assignment=assignment, question=OuterRef("pk")).values("text")[:1]
    rows = rows_for(assignment).annotate(given=Subquery(given))
    return [Asked(row, row.given or "") for row in rows]  # type: ignore[attr-defined]


def missing(assignment: Assignment) -> list[Missing]:
    """A sentence for every required question without an answer."""
    return missing_in(asked(assignment))


def missing_in(rows: list[Asked], url: str = "") -> list[Missing]:
    """The same, of what was read already; `url`: where they are answered."""
    unanswered = [row.question for row in rows if row.question.required and not row.answer.strip()]
    return [missing_answer(row.text, url) for row in unanswered]


def missing_answer(text: str, url: str = "") -> Missing:
    """What is said of a required question with these words, when it has no answer."""
    return Missing(f"Beantwoord de vraag “{text}”", url)


def check(question: QuestionText, text: str) -> str:
    """The answer as it is stored: trimmed, and right for its kind. Empty is no answer.

    Raises:
        ValueError: with a Dutch sentence.
    """
    answer = text.strip()
    if not answer:
        return ""
    if question.answer_kind == Question.AnswerKind.NUMBER:
        parse_number(answer)
    if question.answer_kind == Question.AnswerKind.CHOICE and answer not in question.choices:
        raise ValueError("Kies een van de mogelijkheden.")
    return answer


def freeze(assignment: Assignment) -> list[dict[str, str]]:
    """The questions with their answers, as they go into a submission."""
    return frozen(asked(assignment))


def frozen(rows: list[Asked]) -> list[dict[str, str]]:
    """The same, of what was read already."""
    return [{"question": row.question.text, "answer": row.answer} for row in rows]
