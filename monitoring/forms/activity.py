"""One activity, on one page."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from agreements.forms import DutchNumberField, HouseModelForm
from agreements.models import Agreement, Ambition, Partner
from calendar_cycle.models import Assignment
from druten.dutch import enumerate_words
from monitoring import overviews, serving
from monitoring.forms.choosing import OneOf, SeveralOf
from monitoring.forms.fields import Fold, optional, optional_words
from monitoring.forms.merging import KEEP, MergingRow
from monitoring.forms.offers import LINKS, Offers, by_topic
from monitoring.models import Activity, Overview
from monitoring.progress import Due

# What most activities do without. It stands at the end, folded: else it is three screens to the button.
SELDOM = {
    "ambitions": "een ambitie",
    "accents": "een accent",
    "indicator": "een cijfer",
    "continues": "iets van een jaar eerder",
}


class ActivityForm(MergingRow, HouseModelForm):
    """Everything that others will read of an activity. Ids are those of this covenant only.

    What there is to choose is read once (`Offers`), by this form or by who has many of them.
    """

    agreements = SeveralOf(label="Bij welke afspraken hoort dit?", opens_first=True)
    ambitions = SeveralOf(label=optional("Aan welke ambities werkt u hiermee?"))
    accents = SeveralOf(label=optional("Welke accenten van het bestuur dient dit?"))
    villages = SeveralOf(label="In welke kernen? (leeg: overal)")
    indicator = OneOf(label=optional("Voor welk cijfer telt dit mee?"), required=False)
    continues = OneOf(label=optional("Gaat door op een activiteit van een jaar eerder"), required=False)
    budget = DutchNumberField(
        label=optional("Budget in euro"), required=False, lowest=Decimal(0), help_text="Bijvoorbeeld 20.000."
    )
    planned_quantity = DutchNumberField(
        label=optional("Aantal"),
        required=False,
        lowest=Decimal(0),
        help_text="Voor 36 woningen: vul 36 in.",
    )
    involvement = forms.MultipleChoiceField(
        label=optional("Hoe doet de gemeente mee?"),
        choices=Activity.Involvement,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = optional_words("Toelichting")
    made_with = forms.UUIDField(widget=forms.HiddenInput, required=False, label="formulier")

    field_order = (
        "title",
        "text",
        "agreements",
        "ambitions",
        "accents",
        "involvement",
        "first_quarter",
        "last_quarter",
        "villages",
        "budget",
        "indicator",
        "planned_quantity",
        "continues",
    )

    class Meta:
        model = Activity
        fields = (
            "title",
            "text",
            "involvement",
            "first_quarter",
            "last_quarter",
            "budget",
            "indicator",
            "planned_quantity",
            "continues",
        )
        labels = {
            "title": "Wat gaat u doen?",
            "first_quarter": "Van",
            "last_quarter": "Tot en met",
        }
        error_messages = {"title": {"required": "Schrijf op wat u gaat doen."}}

    def __init__(
        self, *args: Any, assignment: Assignment, due: list[Due], offers: Offers | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        if self.instance.pk:
            del self.fields["made_with"]
        else:
            self.fields["made_with"].initial = uuid4()
        if serving.says_which_ambitions(assignment.partner):
            self.fields["ambitions"].label = "Aan welke ambities werkt u hiermee?"
            self.fields[
                "ambitions"
            ].help_text = (
                "Minstens één. De ambities van de gekozen afspraak tellen al mee; kies hier wat daar nog bij komt."
            )
        if assignment.partner.kind != Partner.Kind.MUNICIPALITY:
            del self.fields["involvement"]
        self.offers = offers or Offers.of(assignment, due, self.instance)
        self._offer(self.offers)
        self.show_seen()

    @property
    def helper(self) -> FormHelper:
        """What is seldom filled in at the end, folded as long as nothing in it asks to be seen."""
        found = super().helper
        must = {"ambitions"} if serving.says_which_ambitions(self.assignment.partner) else set()
        apart = [name for name in self.fields if name.removeprefix(KEEP) in SELDOM.keys() - must]
        rest = [name for name in self.fields if name not in apart]
        words = enumerate_words([SELDOM[name] for name in apart if name in SELDOM], last="of")
        tells = any(self[name].value() or self[name].errors for name in apart)
        fold = Fold(optional(f"Hoort dit ook bij {words}?"), apart, is_open=tells)
        found.layout = Layout(*rest, *([fold] if apart else []))
        return found

    def _offer(self, offers: Offers) -> None:
        """What there is to choose, with what was chosen; a choice of nothing is left out."""
        shown: dict[str, list[Any]] = {
            "ambitions": by_topic(offers.ambitions),
            "accents": [(row.pk, str(row)) for row in offers.accents],
            "villages": [(row.pk, str(row)) for row in offers.villages],
        }
        self.fields["agreements"].offer(offers.all_agreements, offers.agreement_groups)  # type: ignore[attr-defined]
        for name, choices in shown.items():
            self.fields[name].offer(getattr(offers, name), choices)  # type: ignore[attr-defined]
        for name in ("indicator", "continues"):
            self.fields[name].offer(getattr(offers, name))  # type: ignore[attr-defined]
        for name in LINKS:
            self.initial.setdefault(name, offers.chosen.get(name, []))
        for name in (*shown, "indicator", "continues"):
            if not getattr(offers, name):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_quarter"), cleaned.get("last_quarter")
        if first and last and last < first:
            self.add_error("last_quarter", "Het laatste kwartaal ligt vóór het eerste. Kies een later kwartaal.")
        if not {"agreements", "ambitions"} & set(self.errors):
            self._check_what_it_serves(cleaned.get("agreements") or [], cleaned.get("ambitions") or [])
        return cleaned

    def _check_what_it_serves(self, agreements: Iterable[Agreement], ambitions: Iterable[Ambition]) -> None:
        chosen, own = {row.pk for row in agreements}, bool(list(ambitions))
        carried = own or not self.offers.ambitions or bool(chosen.intersection(self.offers.carrying))
        reason = serving.why_not(self.assignment.partner, something=bool(chosen) or own, an_ambition=carried)
        if reason:
            self.add_error("agreements" if reason == serving.NOTHING else "ambitions", reason)

    def _get_validation_exclusions(self) -> set[str]:
        """What the fields and `clean` hold of these in words, the constraints hold too: they are not asked first,
        for with two hundred rows that is a thousand queries. What was chosen from rows that were read, is there."""
        held = {"indicator", "continues", "last_quarter", "budget", "planned_quantity"}
        return super()._get_validation_exclusions() | held  # type: ignore[misc]

    def store(self, overview: Overview) -> None:
        """Saves it in this overview; within `workflow.editing`."""
        if not self.instance.pk:
            self._take_what_this_form_made(overview)
        self.settle()
        if not self.instance.pk:
            self.instance.overview, self.instance.covenant = overview, overview.covenant
            self.instance.code = overviews.next_code(overview)
            self.instance.made_with = self.cleaned_data.get("made_with")
        self.instance.untouched = False
        self.save()
        for name in LINKS:
            if name in self.cleaned_data:
                getattr(self.instance, name).set(self.cleaned_data[name])

    def _take_what_this_form_made(self, overview: Overview) -> None:
        """Sent a second time (a second click, a lost answer) the form changes what it made the first time."""
        key = self.cleaned_data.get("made_with")
        first = overview.activities.going_on().filter(made_with=key).first() if key else None
        if first is None:
            return
        for field in first._meta.concrete_fields:
            if field.name not in self.fields:
                setattr(self.instance, field.attname, getattr(first, field.attname))
        self.instance._state.adding = False
        if first.history.count() == 1:
            self.cleaned_data["version"] = first.version  # nobody changed it since this form made it
