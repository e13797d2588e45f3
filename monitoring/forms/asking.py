"""The form with which the working group writes one question, and the form of a partner to look at."""

from collections.abc import Sequence
from typing import Any

from django import forms

from agreements.forms import HouseModelForm, SeenField
from calendar_cycle.asking import KINDS
from calendar_cycle.models import Assignment, Milestone, Question
from calendar_cycle.models.question import QuestionText
from monitoring.forms.fields import optional
from monitoring.forms.questions import QuestionsForm
from monitoring.forms.versioned import Versioned
from monitoring.question_page import PLURAL


class ChoicesField(forms.CharField):
    """One choice a line; gives a list of texts."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> list[str]:
        lines = super().clean(value).splitlines()
        return [line.strip() for line in lines if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class QuestionForm(Versioned, HouseModelForm):
    """One question: for whom, in which words, which form of answer."""

    # Of which step: when a colleague takes the question away meanwhile, what was typed still has a place.
    step = SeenField()

    choices = ChoicesField(
        label="Keuzes (alleen bij een keuze)",
        required=False,
        max_length=2000,
        help_text="Elke keuze op een eigen regel.",
    )

    class Meta:
        model = Question
        fields = ("text", "help_text", "partner_kind", "answer_kind", "choices", "required")
        labels = {
            "text": "Vraag",
            "help_text": optional("Uitleg onder de vraag"),
            "partner_kind": "Voor wie is de vraag?",
            "answer_kind": "Hoe geeft de partner antwoord?",
            "required": "Deze vraag moet worden beantwoord",
        }
        error_messages = {"text": {"required": "Schrijf de vraag op."}}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2, "maxlength": 1000}),
            "help_text": forms.Textarea(attrs={"rows": 2, "maxlength": 1000}),
            "partner_kind": forms.RadioSelect,
            "answer_kind": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].initial = self.instance.milestone_id
        kinds = [("", "Alle partners"), *[(kind.value, PLURAL[kind].capitalize()) for kind in KINDS]]
        self.fields["partner_kind"].choices = kinds  # type: ignore[attr-defined]
        answers = [("text", "Tekst"), ("number", "Getal"), ("choice", "Keuze uit een lijst")]
        self.fields["answer_kind"].choices = answers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer_kind") != Question.AnswerKind.CHOICE:
            given["choices"] = []
        return given


def as_partner_sees_it(milestone: Milestone, asked: Sequence[QuestionText]) -> QuestionsForm:
    """The very form that partners fill in, of these questions; nothing in it can be changed."""
    form = QuestionsForm(asked=asked, assignment=Assignment(milestone=milestone))
    for field in form.fields.values():
        field.disabled = True
    return form
