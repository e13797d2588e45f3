"""The forms of the working group."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agreements.forms import HouseForm, HouseModelForm, SeenField
from agreements.models import Agreement, Covenant, Topic
from calendar_cycle import extensions
from calendar_cycle.models import Assignment
from druten import clock
from monitoring.forms.fields import DayField, optional, optional_words, words
from monitoring.models import Accent


def after_today(day: date) -> date:
    """The day, when there is time left until it.

    Raises:
        ValidationError: with a Dutch sentence.
    """
    if day <= clock.today():
        raise ValidationError("Kies een dag na vandaag, zodat de partner tijd heeft.")
    return day


class NothingMore(HouseForm):
    """A deed without words."""


class SendRound(HouseForm):
    """A deed without words, with the number that the page announced: a second click has one that is gone."""

    number = SeenField()


class WithReason(HouseForm):
    message = words(
        "Waarom?", missing="Schrijf erbij waarom; de partner leest deze reden.", help_text="De partner leest dit."
    )


class WithMessageAndDay(HouseForm):
    message = words("Wat moet er anders?", missing="Schrijf erbij wat er anders moet; de partner leest dit bericht.")
    answer_before = DayField(
        label="Antwoord vóór", help_text="De partner past aan vóór deze dag; de dag zelf is te laat."
    )

    def clean_answer_before(self) -> date:
        return after_today(self.cleaned_data["answer_before"])


class AboutHandIn(HouseForm):
    """A deed about the hand-in that stood on the page."""

    submission_number = SeenField()


class ReturnForChanges(AboutHandIn, WithMessageAndDay):
    """Back to the partner."""


class LetStand(AboutHandIn, WithReason):
    """What was handed in before, holds."""


class WithReasonAndDay(WithMessageAndDay):
    message = words("Waarom gaat dit weer open?", missing="Schrijf erbij waarom; de partner leest deze reden.")


class Grant(HouseForm):
    before = DayField(label="Nieuwe termijn: vóór", help_text="De eerste dag die te laat is.")
    message = optional_words("Toelichting")

    def clean_before(self) -> date:
        return after_today(self.cleaned_data["before"])


class GiveExtension(HouseForm):
    """A later deadline without a request; a day that makes no sense says why, at its field."""

    before = DayField(label="Nieuwe termijn: vóór", help_text="De eerste dag die te laat is.")
    reason = words("Waarom krijgt de partner uitstel?", missing="Schrijf erbij waarom; de partner leest deze reden.")

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_give_%s", **kwargs})
        self.assignment = assignment

    def clean_before(self) -> date:
        day: date = self.cleaned_data["before"]
        wrong = extensions.why_not_until(self.assignment, day)
        if wrong:
            raise ValidationError(wrong)
        return day


def held_on_field() -> DayField:
    return DayField(label="Datum van het overleg")


def place_field() -> forms.CharField:
    return forms.CharField(label=optional("Plaats"), required=False, max_length=150)


class Decide(HouseForm):
    held_on = held_on_field()
    place = place_field()
    text = words("Wat heeft het bestuur besloten?", missing="Schrijf op wat het bestuur heeft besloten.")


class Advise(HouseForm):
    message = words("Wat adviseert de werkgroep?", missing="Schrijf het advies op; het bestuur leest het.")


class Conclude(HouseForm):
    held_on = DayField(label="Datum van het gesprek")
    place = place_field()
    report = words(
        "Verslag",
        missing="Schrijf een kort verslag.",
        help_text="Wat is besproken en wat verandert er. Alle partijen lezen dit.",
    )


class AccentForm(HouseModelForm):
    class Meta:
        model = Accent
        fields = ("title", "text", "topic", "agreement")
        labels = {
            "title": "Titel",
            "text": optional("Toelichting"),
            "topic": optional("Onderwerp"),
            "agreement": optional("Afspraak"),
        }
        help_texts = {"agreement": "Kies een onderwerp of een afspraak, niet allebei."}
        error_messages = {"title": {"required": "Geef het accent een titel."}}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, covenant: Covenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.filter(covenant=covenant)  # type: ignore[attr-defined]
        self.fields["agreement"].queryset = Agreement.objects.filter(covenant=covenant)  # type: ignore[attr-defined]
        for name, nothing in (("topic", "Geen onderwerp"), ("agreement", "Geen afspraak")):
            self.fields[name].empty_label = nothing  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("topic") and given.get("agreement"):
            self.add_error("agreement", "Kies een onderwerp of een afspraak, niet allebei.")
        return given


class Publish(HouseForm):
    """Per party that is not accepted a box to confirm; from version 2 on a reason."""

    confirmed = forms.MultipleChoiceField(
        label="Ik publiceer zonder vastgestelde inzending van", required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = words("Waarom komt er een nieuwe versie?", missing="Schrijf op waarom; dat staat in het document.")

    def __init__(self, *args: Any, waiting: list[tuple[str, str]], version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmed"].choices = waiting  # type: ignore[attr-defined]
        if not waiting:
            del self.fields["confirmed"]
        if version == 1:
            del self.fields["reason"]
