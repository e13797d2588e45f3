"""The forms of the results: a row, our figures, the questions, a promise, a later deadline."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agreements.forms import DutchNumberField, HouseForm, HouseModelForm
from calendar_cycle import questions
from calendar_cycle.models import Answer, Assignment, Question
from druten.dutch import number
from monitoring.models import Contribution, Indicator, Measurement, Result

LONG = 10_000


def _words(label: str, **kwargs: Any) -> forms.CharField:
    kwargs.setdefault("required", False)
    return forms.CharField(label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)


class RowForm(HouseModelForm):
    """One activity or agreement: how far it is, how much of it, in which words."""

    state = forms.ChoiceField(
        label="Hoe staat het ervoor?", choices=Result.State.choices, widget=forms.RadioSelect, required=False
    )
    realised_quantity = DutchNumberField(label="Gehaald aantal (mag leeg)", lowest=Decimal(0), required=False)
    text = _words("Wat is er gedaan? (mag leeg)")
    adjustment = _words(
        "Wat gaat er nu anders? (mag leeg)", help_text="Bijvoorbeeld als het vertraagd is of niet doorgaat."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Result
        fields = ("state", "realised_quantity", "text", "adjustment")

    def __init__(self, *args: Any, counts: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not counts and self.instance.realised_quantity is None:
            del self.fields["realised_quantity"]
        self.initial["version"] = self.instance.version


class FiguresForm(HouseForm):
    """What was measured in the year: a value, or so many out of so many, with where it comes from."""

    def __init__(self, *args: Any, indicators: list[Indicator], there: dict[int, Measurement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicators, self.there = indicators, there
        for row in indicators:
            self._add(row, there.get(row.pk))

    def _add(self, row: Indicator, found: Measurement | None) -> None:
        label = f"{row.name} ({row.unit})"
        if is_share(row):
            self._number(f"numerator_{row.pk}", f"{label}: hoeveel?", found.numerator if found else None)
            self._number(f"denominator_{row.pk}", f"{label}: van de hoeveel?", found.denominator if found else None)
        else:
            self._number(f"value_{row.pk}", label, found.value if found else None)
        self.fields[f"source_{row.pk}"] = forms.CharField(
            label=f"{row.name}: waar komt dit cijfer vandaan? (mag leeg)",
            max_length=300,
            required=False,
            initial=found.source if found else "",
        )

    def _number(self, name: str, label: str, initial: Decimal | None) -> None:
        self.fields[name] = DutchNumberField(label=label, required=False, initial=initial, lowest=Decimal(0))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for row in self.indicators:
            if is_share(row):
                self._check_share(row, data)
        return data

    def _check_share(self, row: Indicator, data: dict[str, Any]) -> None:
        names = (f"numerator_{row.pk}", f"denominator_{row.pk}")
        if any(name in self.errors for name in names):
            return
        part, whole = (data.get(name) for name in names)
        if (part is None) != (whole is None):
            self.add_error(names[0] if part is None else names[1], "Vul beide getallen in, of geen van beide.")
        elif whole is not None and whole <= 0:
            self.add_error(names[1], "Vul een getal in dat groter is dan 0.")
        elif part is not None and whole is not None and part > whole:
            self.add_error(names[0], f"Dit kan niet meer zijn dan {number(whole)}.")

    def save(self, assignment: Assignment) -> None:
        """Stores what was filled in; what was emptied goes."""
        for row in self.indicators:
            values = self._values(row)
            if all(value is None for value in values.values()):
                assignment.measurements.filter(indicator=row).delete()
                continue
            found = self.there.get(row.pk) or Measurement(indicator=row, assignment=assignment)
            for name, value in values.items():
                setattr(found, name, value)
            found.partner, found.year = assignment.partner, assignment.milestone.subject_year or 0
            found.source, found.by = self.cleaned_data[f"source_{row.pk}"], assignment.edited_by
            found.save()

    def _values(self, row: Indicator) -> dict[str, Decimal | None]:
        names = ("numerator", "denominator") if is_share(row) else ("value",)
        return {name: self.cleaned_data[f"{name}_{row.pk}"] for name in names}


def is_share(row: Indicator) -> bool:
    """True when it is so many out of so many: shares are divided, never averaged."""
    return row.kind == Indicator.Kind.SHARE or row.over_partners == Indicator.Over.RATIO


class QuestionsForm(HouseForm):
    """The questions that go with an assignment."""

    def __init__(self, *args: Any, asked: list[Question], given: dict[int, Answer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for row in asked:
            label = row.text if row.required else f"{row.text} (mag leeg)"
            initial = given[row.pk].text if row.pk in given else ""
            self.fields[self.name_of(row)] = self._field(row, label=label, help_text=row.help_text, initial=initial)

    @staticmethod
    def name_of(row: Question) -> str:
        return f"question_{row.pk}"

    def _field(self, row: Question, **about: Any) -> forms.Field:
        if row.answer_kind == Question.AnswerKind.CHOICE:
            choices = [(choice, choice) for choice in row.choices]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, required=False, **about)
        if row.answer_kind == Question.AnswerKind.NUMBER:
            return forms.CharField(max_length=40, required=False, **about)
        return _words(about.pop("label"), **about)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for row in self.asked:
            name = self.name_of(row)
            try:
                data[name] = questions.check(row, data.get(name, ""))
            except ValueError as error:
                self.add_error(name, ValidationError(str(error)))
        return data

    def save(self, assignment: Assignment) -> None:
        """Stores the answers; an answer that was not changed is left alone."""
        given = questions.answers_to(assignment)
        for row in self.asked:
            text = self.cleaned_data[self.name_of(row)]
            answer = given.get(row.pk) or Answer(assignment=assignment, question=row)
            if answer.text != text:
                answer.text = text
                answer.save()


class KeptForm(HouseForm):
    """Was it done as promised?"""

    kept = forms.ChoiceField(label="Is dit nagekomen?", choices=Contribution.Kept.choices, widget=forms.RadioSelect)
    kept_text = _words("Toelichting (mag leeg)")


class ExtensionForm(HouseForm):
    """Asking for a later deadline."""

    wished_before = forms.DateField(
        label="Vóór welke dag levert u in?", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = _words("Waarom heeft u meer tijd nodig?", required=True)
