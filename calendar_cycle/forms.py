"""One's own choices about mail."""

from typing import Any

from django import forms

from agreements.forms import HouseForm, HouseModelForm
from agreements.models import StandIn
from calendar_cycle import stand_ins
from druten.accounts.models import User


class MailChoiceForm(HouseModelForm):
    class Meta:
        model = User
        fields = ("mail_choice",)
        labels = {"mail_choice": "Welke mail wilt u krijgen?"}
        help_texts = {"mail_choice": "Over besluiten over uw eigen werk krijgt u altijd mail."}
        widgets = {"mail_choice": forms.RadioSelect}


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={
            "required": "Kies een datum.",
            "invalid": "Dit is geen datum. Schrijf dag, maand en jaar, bijvoorbeeld 1-9-2026.",
        },
    )


class StandInForm(HouseForm):
    """Who is told what would be told to you, from when to when."""

    stand_in = forms.ModelChoiceField(
        User.objects.none(),
        label="Wie vervangt u?",
        empty_label="Kies een collega",
        error_messages={"required": "Kies een collega.", "invalid_choice": "Kies een collega uit de lijst."},
    )
    starts_on = _day("Vanaf")
    ends_on = _day("Tot en met")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["stand_in"].queryset = stand_ins.colleagues(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "De laatste dag ligt vóór de eerste. Kies een latere dag.")
        return given

    @property
    def made(self) -> StandIn:
        return StandIn(user=self.user, **self.cleaned_data)
