"""Asking, offering and answering."""

from typing import Any

from django import forms

from agreements.forms import HouseForm
from agreements.models import Agreement, Partner
from agreements.succession import Succession
from calendar_cycle.models import Assignment
from druten import clock
from monitoring.contribution_guards import why_not_asked
from monitoring.forms.fields import optional, words
from monitoring.models import Activity
from monitoring.progress import Due

_QUARTERS = [("", "Maakt niet uit"), *Activity.Quarter.choices]


class _Wish(HouseForm):
    text = words("")
    by_quarter = forms.TypedChoiceField(
        label=optional("Uiterlijk in"), choices=_QUARTERS, coerce=int, empty_value=None, required=False
    )


class AskForm(_Wish):
    """What we need from another partner of this covenant, at our own activity."""

    partner = forms.ModelChoiceField(Partner.objects.none(), label="Van wie heeft u iets nodig?", empty_label="Kies")
    field_order = ("partner", "text", "by_quarter")

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Partner.objects.filter(parties__covenant=assignment.covenant).exclude(pk=assignment.partner_id)
        self.fields["partner"].queryset = rows.order_by("name")  # type: ignore[attr-defined]
        self.fields["text"].label = "Wat heeft u nodig?"
        self._succession = Succession.on(assignment.covenant, clock.today())
        self.fields["partner"].label_from_instance = self._name  # type: ignore[attr-defined]

    def _name(self, partner: Partner) -> str:
        return f"{partner} (doet niet meer mee)" if partner.pk in self._succession.days else str(partner)

    def clean_partner(self) -> Partner:
        partner: Partner = self.cleaned_data["partner"]
        if refused := why_not_asked(partner, self._succession):
            raise forms.ValidationError(refused)
        return partner


class OfferForm(_Wish):
    """What we offer to others, at an agreement that another leads."""

    agreement = forms.ModelChoiceField(Agreement.objects.none(), label="Bij welke afspraak?", empty_label="Kies")
    field_order = ("agreement", "text", "by_quarter")

    def __init__(self, *args: Any, assignment: Assignment, due: list[Due], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [
            row.agreement.pk for row in due if any(partner.pk != assignment.partner_id for partner in row.trekkers)
        ]
        rows = Agreement.objects.filter(pk__in=others, covenant=assignment.covenant)
        self.fields["agreement"].queryset = rows.order_by("topic__position", "code")  # type: ignore[attr-defined]
        self.fields["text"].label = "Wat biedt u aan?"


class AnswerForm(HouseForm):
    """Promise, promise partly or decline."""

    deed = forms.ChoiceField(
        label="Wat is uw antwoord?",
        choices=[
            ("promise", "Wij doen dit"),
            ("promise_partly", "Wij doen een deel"),
            ("decline", "Wij doen dit niet"),
        ],
        widget=forms.RadioSelect,
    )
    message = words("Toelichting", required=False, help_text="Verplicht als u een deel doet of het niet doet.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        needs_words = cleaned.get("deed") in ("promise_partly", "decline") and "message" not in self.errors
        if needs_words and not cleaned.get("message"):
            self.add_error("message", "Schrijf erbij waarom. De andere partner leest dit.")
        return cleaned
