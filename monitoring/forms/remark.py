"""Saying something of a thing, and answering."""

from typing import Any

from django import forms

from agreements.forms import HouseForm
from monitoring.forms.fields import words


class RemarkForm(HouseForm):
    """What one wants to say, and who may read it; nothing is chosen beforehand."""

    text = words("Uw opmerking", missing="Schrijf eerst uw opmerking.")
    visibility = forms.ChoiceField(
        label="Wie mag dit lezen?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie dit mag lezen.", "invalid_choice": "Kies wie dit mag lezen."},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visibility"].choices = [(value, label.capitalize()) for value, label in choices]  # type: ignore[attr-defined]


class ReplyForm(HouseForm):
    text = words("Uw antwoord", missing="Schrijf eerst uw antwoord.")
