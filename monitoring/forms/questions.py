"""The questions that go with an assignment, on one page."""

from collections.abc import Sequence
from typing import Any

from django import forms

from agreements.forms import HouseForm
from calendar_cycle import questions
from calendar_cycle.models import Answer, Assignment, Question
from calendar_cycle.models.question import QuestionText
from monitoring.forms.fields import optional, words
from monitoring.forms.merging import Merging


class QuestionsForm(Merging, HouseForm):
    """All questions for our kind of partner. Nothing is required while filling in."""

    def __init__(self, *args: Any, assignment: Assignment, asked: Sequence[QuestionText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment, self.asked = assignment, asked
        # Without a stored assignment it is the form to look at, before anyone may answer.
        given = questions.answers_to(assignment) if assignment.pk else {}
        for question in asked:
            answer = given.get(question.pk)
            self.fields[_name(question.pk)] = _field(question, initial=answer.text if answer else "")
        self.show_seen()

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
            BothChanged: a colleague answered one of them too; nothing is saved.
        """
        self.settle()
        there = questions.answers_to(self.assignment)
        for question in self.asked:
            text = self.cleaned_data[_name(question.pk)]
            answer = there.get(question.pk)
            if text == (answer.text if answer else ""):
                continue
            answer = answer or Answer(assignment=self.assignment, question_id=question.pk)
            answer.text = text
            answer.save()

    def stored(self) -> dict[str, str]:
        given = questions.answers_to(self.assignment)
        return {_name(row.pk): given[row.pk].text if row.pk in given else "" for row in self.asked}


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
