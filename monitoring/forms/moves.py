"""The forms with which a date moves: first the dates, then the reason and what must be confirmed."""

from typing import Any

from django import forms

from agreements.forms import HouseForm
from calendar_cycle import moves
from calendar_cycle.models import Milestone
from calendar_cycle.move_rules import Dates
from monitoring.forms.fields import DayField, words


class MoveDates(HouseForm):
    """Other dates for one step; each wrong one says why, at its field."""

    opens_on = DayField(label="Gaat open op")
    before = DayField(label="Nieuwe termijn: vóór", help_text="De eerste dag die te laat is.")

    def __init__(self, *args: Any, milestone: Milestone, **kwargs: Any) -> None:
        initial = {"opens_on": milestone.opens_on, "before": milestone.before}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.milestone = milestone
        if moves.why_opening_is_fixed(milestone):
            del self.fields["opens_on"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        for name, sentence in moves.wrong(self.milestone, self.dates).items():
            self.add_error(name if name in self.fields else "before", sentence)
        return given

    @property
    def dates(self) -> Dates:
        """The dates that were given; the opening stays where it can not change."""
        return Dates(self.cleaned_data.get("opens_on") or self.milestone.opens_on, self.cleaned_data["before"])


class Confirmations(HouseForm):
    """A box for each sentence that must be confirmed in so many words."""

    confirmed_warnings = forms.MultipleChoiceField(
        label="Bevestig dat u dit weet",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vink elke zin aan, zodat duidelijk is dat u dit weet."},
    )

    def __init__(self, *args: Any, sentences: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sentences = sentences
        self.fields["confirmed_warnings"].choices = [(row, row) for row in sentences]  # type: ignore[attr-defined]
        if not sentences:
            del self.fields["confirmed_warnings"]

    def clean_confirmed_warnings(self) -> list[str]:
        given: list[str] = self.cleaned_data["confirmed_warnings"]
        if set(given) != set(self.sentences):
            raise forms.ValidationError("Vink elke zin aan, zodat duidelijk is dat u dit weet.")
        return given


class ProposeMove(Confirmations):
    reason = words(
        "Waarom verplaatst deze datum?",
        missing="Schrijf erbij waarom de datum verplaatst.",
        help_text="Iedereen leest deze reden.",
    )
    field_order = ("reason", "confirmed_warnings")
