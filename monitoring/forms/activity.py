"""One activity, on one page."""

from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q

from agreements.forms import DutchNumberField, HouseModelForm
from agreements.models import Agreement, Ambition, Partner, Village
from calendar_cycle.models import Assignment
from monitoring import overviews
from monitoring.forms.fields import optional, optional_words
from monitoring.forms.versioned import Versioned
from monitoring.models import Accent, Activity, Indicator, Overview
from monitoring.progress import Due


class ActivityForm(Versioned, HouseModelForm):
    """Everything that others will read of an activity. Ids are those of this covenant only."""

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

    class Meta:
        model = Activity
        fields = (
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
        widgets = {
            "agreements": forms.CheckboxSelectMultiple,
            "ambitions": forms.CheckboxSelectMultiple,
            "accents": forms.CheckboxSelectMultiple,
            "villages": forms.CheckboxSelectMultiple,
        }
        labels = {
            "title": "Wat gaat u doen?",
            "agreements": "Bij welke afspraken hoort dit?",
            "ambitions": optional("Aan welke ambities werkt u hiermee?"),
            "accents": optional("Welke accenten van het bestuur dient dit?"),
            "first_quarter": "Van",
            "last_quarter": "Tot en met",
            "villages": "In welke kernen? (leeg: overal)",
            "indicator": optional("Telt mee in"),
            "continues": optional("Gaat door op een activiteit van vorig jaar"),
        }

    def __init__(self, *args: Any, assignment: Assignment, due: list[Due], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        year = assignment.milestone.subject_year or 0
        fields: dict[str, Any] = self.fields
        self._agreements_to_choose(due)
        covenant = assignment.covenant
        fields["ambitions"].queryset = Ambition.objects.filter(topic__covenant=covenant).select_related("topic")
        fields["ambitions"].choices = _by_topic(fields["ambitions"].queryset.order_by("topic__position", "position"))
        fields["accents"].queryset = Accent.objects.decided(covenant, year)
        fields["villages"].queryset = Village.objects.filter(covenant=covenant)
        fields["indicator"].queryset = Indicator.objects.filter(covenant=covenant)
        fields["continues"].queryset = Activity.objects.going_on().filter(
            overview__assignment__partner=assignment.partner,
            overview__assignment__milestone__subject_year=year - 1,
            covenant=covenant,
        )
        if assignment.partner.kind != Partner.Kind.MUNICIPALITY:
            del fields["involvement"]
        for name in ("ambitions", "accents", "villages", "indicator", "continues"):
            if not fields[name].queryset.exists():
                del fields[name]

    def _agreements_to_choose(self, due: list[Due]) -> None:
        """Those due, and those it had already; ours first, the rest by topic."""
        chosen = list(self.instance.agreements.values_list("pk", flat=True)) if self.instance.pk else []
        keys = [row.agreement.pk for row in due]
        field: Any = self.fields["agreements"]
        field.queryset = Agreement.objects.filter(
            Q(pk__in=keys) | Q(pk__in=chosen), covenant=self.assignment.covenant
        ).select_related("topic")
        ours = {row.agreement.pk for row in due if row.is_of(self.assignment.partner)}
        rows = list(field.queryset.order_by("topic__position", "code"))
        led = [(row.pk, str(row)) for row in rows if row.pk in ours]
        rest = _by_topic(row for row in rows if row.pk not in ours)
        field.choices = ([("Waarvan wij trekker zijn", led)] if led else []) + rest

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_quarter"), cleaned.get("last_quarter")
        if first and last and last < first:
            self.add_error("last_quarter", "Het laatste kwartaal ligt vóór het eerste. Kies een later kwartaal.")
        nothing_served = not cleaned.get("agreements") and not cleaned.get("ambitions")
        if nothing_served and not {"agreements", "ambitions"} & set(self.errors):
            self.add_error("agreements", "Kies minstens één afspraak of ambitie waar dit bij hoort.")
        return cleaned

    def store(self, overview: Overview) -> None:
        """Saves it in this overview; within `workflow.editing`."""
        self.put_version()
        if not self.instance.pk:
            self.instance.overview, self.instance.covenant = overview, overview.covenant
            self.instance.code = overviews.next_code(overview)
        self.save()


def _by_topic(rows: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    return [
        (str(topic), [(row.pk, str(row)) for row in found]) for topic, found in groupby(rows, key=lambda row: row.topic)
    ]
