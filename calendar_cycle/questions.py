"""The questions that go with an assignment, and their answers."""

from calendar_cycle.content import Missing
from calendar_cycle.models import Answer, Assignment, Question
from druten.dutch import parse_number


def of(assignment: Assignment) -> list[Question]:
    """The questions for this partner's kind, in order."""
    kinds = ("", assignment.partner.kind)
    return list(assignment.milestone.questions.filter(partner_kind__in=kinds).order_by("position"))


def answers_to(assignment: Assignment) -> dict[int, Answer]:
    """The answers given so far, by the id of their question."""
    return {answer.question_id: answer for answer in assignment.answers.all()}


def missing(assignment: Assignment) -> list[Missing]:
    """A sentence for every required question without an answer."""
    given = answers_to(assignment)
    asked = [question for question in of(assignment) if question.required]
    unanswered = [row for row in asked if row.pk not in given or not given[row.pk].text.strip()]
    return [Missing(f"Beantwoord de vraag “{row.text}”") for row in unanswered]


def check(question: Question, text: str) -> str:
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
    given = answers_to(assignment)
    return [
        {"question": question.text, "answer": given[question.pk].text if question.pk in given else ""}
        for question in of(assignment)
    ]
