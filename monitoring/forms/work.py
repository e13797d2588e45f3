"""The forms of the working group."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from agreements.forms import HouseForm
from druten import clock


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day; as the browser gives it, or as the Dutch write it (1-9-2026)."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            widget=DayInput(),
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            error_messages={
                "required": "Kies een datum.",
                "invalid": "Dit is geen datum. Schrijf dag, maand en jaar, bijvoorbeeld 1-9-2026.",
            },
            **kwargs,  # type: ignore[arg-type]
        )


def after_today(day: date) -> date:
    """The day, when there is time left until it.

    Raises:
        ValidationError: with a Dutch sentence.
    """
    if day <= clock.today():
        raise ValidationError("Kies een dag na vandaag, zodat de partner tijd heeft.")
    return day


def words(label: str, required: str, help_text: str = "") -> forms.CharField:
    """A field for a few lines that must be written."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": required},
    )


class NothingMore(HouseForm):
    """A deed without words."""


class WithReason(HouseForm):
    message = words("Waarom?", "Schrijf erbij waarom; de partner leest deze reden.", "De partner leest dit.")


class WithMessageAndDay(HouseForm):
    message = words("Wat moet er anders?", "Schrijf erbij wat er anders moet; de partner leest dit bericht.")
    answer_before = DayField(
        label="Antwoord vóór", help_text="Tot deze dag kan de partner aanpassen; de dag zelf is te laat."
    )

    def clean_answer_before(self) -> date:
        return after_today(self.cleaned_data["answer_before"])


class WithReasonAndDay(WithMessageAndDay):
    message = words("Waarom gaat dit weer open?", "Schrijf erbij waarom; de partner leest deze reden.")


class Grant(HouseForm):
    before = DayField(label="Nieuwe termijn: vóór", help_text="De eerste dag die te laat is.")
    message = forms.CharField(
        label="Toelichting (mag leeg)", required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_before(self) -> date:
        return after_today(self.cleaned_data["before"])
