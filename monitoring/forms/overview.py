"""The small forms of an overview."""

from typing import Any

from django import forms

from agreements.forms import HouseModelForm
from monitoring.forms.fields import words
from monitoring.forms.merging import MergingRow
from monitoring.models import NoActivity, Overview


class NoActivityForm(MergingRow, HouseModelForm):
    """ "In 2027 niets, want …"."""

    text = words("Toelichting", missing="Schrijf kort waarom u niets doet.", help_text="Schrijf kort waarom.")

    class Meta:
        model = NoActivity
        fields = ("why", "text")
        widgets = {"why": forms.RadioSelect}
        labels = {"why": "Waarom doet u niets?"}
        error_messages = {"why": {"required": "Kies waarom u niets doet."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].choices = NoActivity.Why.choices  # type: ignore[attr-defined]

    def store(self, overview: Overview) -> None:
        first = overview.no_activities.filter(agreement=self.instance.agreement).first()
        if first and not self.instance.pk:
            self.instance.pk, self.instance._state.adding = first.pk, False  # a colleague was first
        self.settle()
        self.instance.overview = overview
        self.save()


class NothingForm(MergingRow, HouseModelForm):
    """Why there is nothing to report; empty when there is."""

    nothing_to_report = words(
        "Waarom is er niets te melden?",
        required=False,
        help_text="Laat dit leeg als er wel iets te melden is.",
    )

    class Meta:
        model = Overview
        fields = ("nothing_to_report",)

    def store(self, overview: Overview) -> None:
        self.instance.pk = overview.pk  # the door may just have made it
        self.settle()
        overview.nothing_to_report = self.cleaned_data["nothing_to_report"]
        overview.save()
