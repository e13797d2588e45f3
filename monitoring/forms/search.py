"""What to look for, over all covenants of a person."""

from typing import TYPE_CHECKING, Any

from django import forms

from agreements.forms import HouseForm
from agreements.models import Covenant
from monitoring.searching.hits import Kind, Wish, words_in

if TYPE_CHECKING:
    from agreements.access import Access

MOST_SIGNS = 200


class _Words(forms.CharField):
    """What one types in a search box; a NUL is a space like any other."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\0", " ")


class SearchForm(HouseForm):
    """Words, and what narrows; every field may stay empty."""

    woorden = _Words(
        label="Zoek naar",
        required=False,
        max_length=MOST_SIGNS,
        error_messages={"max_length": f"Dit is te lang om naar te zoeken. Gebruik hoogstens {MOST_SIGNS} tekens."},
        help_text="Een of meer woorden, of een nummer zoals 1.1-03. Alle woorden moeten erin staan.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    soort = forms.ChoiceField(label="Soort", required=False, choices=[("", "Alles"), *Kind.choices])
    jaar = forms.TypedChoiceField(label="Jaar", required=False, coerce=int, empty_value=None)
    gemeente = forms.ChoiceField(label="Prestatieafspraken", required=False)

    def __init__(self, data: Any, access: "Access") -> None:
        super().__init__(data)
        self.covenants: dict[str, Covenant] = {row.slug: row for row in access.covenants}
        years = sorted({year for row in self.covenants.values() for year in row.years})
        self.fields["jaar"].choices = [("", "Alle jaren"), *((year, year) for year in years)]  # type: ignore[attr-defined]
        named = [(slug, row.title) for slug, row in self.covenants.items()]
        self.fields["gemeente"].choices = [("", "Alle"), *named]  # type: ignore[attr-defined]
        if len(named) < 2:
            del self.fields["gemeente"]

    def wish(self) -> Wish:
        """What is asked for; nothing while something in it can not be read."""
        if not self.is_valid():
            return Wish()
        data = self.cleaned_data
        return Wish(
            words=words_in(data["woorden"]),
            covenant=self.covenants.get(data.get("gemeente", "")),
            kind=data["soort"],
            year=data["jaar"],
        )
