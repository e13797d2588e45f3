"""The small forms of an overview."""

from typing import Any

from django import forms

from agreements.forms import HouseForm, HouseModelForm
from calendar_cycle import questions
from calendar_cycle.models import Answer, Assignment, Question
from monitoring.forms.activity import LONG
from monitoring.forms.versioned import Versioned
from monitoring.models import NoActivity, Overview


class NoActivityForm(Versioned, HouseModelForm):
    """ "Dit jaar niets, want …"."""

    text = forms.CharField(
        label="Toelichting", max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}), help_text="Schrijf kort waarom."
    )

    class Meta:
        model = NoActivity
        fields = ("why", "text")
        widgets = {"why": forms.RadioSelect}
        labels = {"why": "Waarom doet u dit jaar niets?"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].choices = NoActivity.Why.choices  # type: ignore[attr-defined]

    def store(self, overview: Overview) -> None:
        self.put_version()
        self.instance.overview = overview
        self.save()


class NothingForm(Versioned, HouseModelForm):
    """Why there is nothing to report; empty when there is."""

    nothing_to_report = forms.CharField(
        label="Waarom is er dit jaar niets te melden?",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Laat dit leeg als er wel iets te melden is.",
    )

    class Meta:
        model = Overview
        fields = ("nothing_to_report",)

    def store(self, overview: Overview) -> None:
        if not self.instance.pk:
            overview.nothing_to_report = self.cleaned_data["nothing_to_report"]
            overview.save()
            return
        self.put_version()
        self.save()


class QuestionsForm(HouseForm):
    """All questions for our kind of partner, on one page. Nothing is required while filling in."""

    def __init__(self, *args: Any, assignment: Assignment, asked: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment, self.asked = assignment, asked
        self.given = questions.answers_to(assignment)
        for question in asked:
            self._add(question)

    def _add(self, question: Question) -> None:
        answer = self.given.get(question.pk)
        optional = "" if question.required else " (mag leeg blijven)"
        shared = {
            "label": f"{question.text}{optional}",
            "help_text": question.help_text,
            "required": False,
            "initial": answer.text if answer else "",
        }
        self.fields[f"question_{question.pk}"] = _field(question, shared)
        self.fields[f"version_{question.pk}"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=answer.version if answer else 0
        )

    def clean(self) -> dict[str, Any]:
        for question in self.asked:
            name = f"question_{question.pk}"
            try:
                self.cleaned_data[name] = questions.check(question, self.cleaned_data.get(name, ""))
            except ValueError as error:
                self.add_error(name, str(error))
        return self.cleaned_data

    def store(self) -> None:
        """Saves the answers that changed; raises RecordModifiedError when a colleague was first."""
        for question in self.asked:
            text = self.cleaned_data[f"question_{question.pk}"]
            answer = self.given.get(question.pk) or Answer(assignment=self.assignment, question=question)
            if answer.text == text and (answer.pk or not text):
                continue
            if answer.pk:
                answer.version = self.cleaned_data.get(f"version_{question.pk}") or 0
            answer.text = text
            answer.save()

    def take_present_version(self) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for key, answer in questions.answers_to(self.assignment).items():
            data[f"version_{key}"] = str(answer.version)
        self.data = data


def _field(question: Question, shared: dict[str, Any]) -> forms.Field:
    if question.answer_kind == Question.AnswerKind.CHOICE:
        choices = [(text, text) for text in question.choices]
        return forms.ChoiceField(choices=[("", "Nog geen keuze"), *choices], **shared)
    if question.answer_kind == Question.AnswerKind.NUMBER:
        return forms.CharField(max_length=40, **shared)
    return forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}), **shared)


class ExtensionForm(HouseForm):
    """Asking for a later deadline."""

    wished_before = forms.DateField(
        label="Vóór welke dag kunt u wel inleveren?", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label="Waarom heeft u meer tijd nodig?", max_length=LONG, widget=forms.Textarea(attrs={"rows": 4})
    )
