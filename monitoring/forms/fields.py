"""Fields that many of our forms have: a few lines, a day, what may stay empty."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Div
from django import forms

# The longest text that anyone may write, in signs: the same everywhere.
LONGEST_TEXT = 10_000


def optional(label: str) -> str:
    """The label of a field that may stay empty."""
    return f"{label} (mag leeg blijven)"


def words(label: str, *, missing: str = "", **kwargs: Any) -> forms.CharField:
    """A field for a few lines; `missing` is what is said when they were left out."""
    if missing:
        kwargs["error_messages"] = {"required": missing}
    return forms.CharField(label=label, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)


def optional_words(label: str, **kwargs: Any) -> forms.CharField:
    """The same, for what may stay empty."""
    return words(optional(label), required=False, **kwargs)


class Fold(Div):
    """A part of a form behind one line that opens it, also without JavaScript."""

    template = "components/fold.html"

    def __init__(self, words: str, names: Iterable[str], *, is_open: bool) -> None:
        super().__init__(*names)
        self.words, self.is_open = words, is_open


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
