"""The questions that go with an assignment, on one page."""

from collections.abc import Sequence
from typing import Any

from django import forms

from calendar_cycle import questions
from calendar_cycle.models import Answer, Assignment, Question
from calendar_cycle.models.question import QuestionText
from monitoring.forms.fields import optional, words
from monitoring.forms.versioned import VersionedRows


class QuestionsForm(VersionedRows):
    """All questions for our kind of partner. Nothing is required while filling in."""

    def __init__(self, *args: Any, assignment: Assignment, asked: Sequence[QuestionText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment, self.asked = assignment, asked
        # Without a stored assignment it is the form to look at, before anyone may answer.
        given = questions.answers_to(assignment) if assignment.pk else {}
        for question in asked:
            answer = given.get(question.pk)
            self.fields[_name(question.pk)] = _field(question, initial=answer.text if answer else "")
            self.add_version(question.pk, answer)

    def clean(self) -> dict[str, Any]:
        for question in self.asked:
            name = _name(question.pk)
            try:
                self.cleaned_data[name] = questions.check(question, self.cleaned_data.get(name, ""))
            except ValueError as error:
                self.add_error(name, str(error))
        return self.cleaned_data

    def store(self) -> None:
        """Saves the answers that changed, within `workflow.editing`.

        Raises:
            RecordModifiedError: a colleague changed one of them first; nothing is saved.
        """
        there = self.present()
        for question in self.asked:
            text = self.cleaned_data[_name(question.pk)]
            answer = there.get(question.pk)
            if text == (answer.text if answer else ""):
                continue
            self.check_version(question.pk, answer)
            answer = answer or Answer(assignment=self.assignment, question_id=question.pk)
            answer.text = text
            answer.save()

    def present(self) -> dict[int, Answer]:
        return questions.answers_to(self.assignment)

    def place_of(self, key: int) -> str:
        return _name(key)

    def in_words(self, row: Any) -> str:
        return row.text


def _name(key: int) -> str:
    return f"question_{key}"


def _field(question: QuestionText, initial: str) -> forms.Field:
    label = question.text if question.required else optional(question.text)
    shared: dict[str, Any] = {"help_text": question.help_text, "required": False, "initial": initial}
    if question.answer_kind == Question.AnswerKind.CHOICE:
        choices = [(text, text) for text in question.choices]
        return forms.ChoiceField(label=label, choices=[("", "Nog geen keuze"), *choices], **shared)
    if question.answer_kind == Question.AnswerKind.NUMBER:
        return forms.CharField(label=label, max_length=40, **shared)
    return words(label, **shared)
