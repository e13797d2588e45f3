"""One activity, on one page."""

from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Exists, Model, OuterRef, QuerySet

from agreements.forms import DutchNumberField, HouseModelForm
from agreements.models import Agreement, Ambition, Partner, Village
from calendar_cycle.models import Assignment
from monitoring import overviews
from monitoring.forms.fields import optional, optional_words
from monitoring.forms.merging import MergingRow
from monitoring.models import Accent, Activity, Indicator, Overview
from monitoring.progress import Due

# What an activity is linked to, several of each.
LINKS = ("agreements", "ambitions", "accents", "villages")


def _several(model: type[Model], label: str) -> forms.ModelMultipleChoiceField:
    """Boxes to tick; which there are is said by the form."""
    none = model._default_manager.none()
    return forms.ModelMultipleChoiceField(none, label=label, required=False, widget=forms.CheckboxSelectMultiple)


class ActivityForm(MergingRow, HouseModelForm):
    """Everything that others will read of an activity. Ids are those of this covenant only.

    The links are fields of our own, so that a list is read once: what there is to choose and what was chosen.
    """

    agreements = _several(Agreement, "Bij welke afspraken hoort dit?")
    ambitions = _several(Ambition, optional("Aan welke ambities werkt u hiermee?"))
    accents = _several(Accent, optional("Welke accenten van het bestuur dient dit?"))
    villages = _several(Village, "In welke kernen? (leeg: overal)")
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
            "indicator": optional("Telt mee in"),
            "continues": optional("Gaat door op een activiteit van vorig jaar"),
        }

    def __init__(self, *args: Any, assignment: Assignment, due: list[Due], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        if self.instance.pk:
            del self.fields["made_with"]
        else:
            self.fields["made_with"].initial = uuid4()
        if assignment.partner.kind == Partner.Kind.CORPORATION:
            # A corporation says which ambitions it serves (domain.md §4): an agreement carries its own.
            self.fields["ambitions"].help_text = (
                "Een afspraak hoort al bij ambities. Kies hier alleen wat u daarnaast nog dient;"
                " zonder afspraak is een ambitie verplicht."
            )
        if assignment.partner.kind != Partner.Kind.MUNICIPALITY:
            del self.fields["involvement"]
        covenant, year = assignment.covenant, assignment.milestone.subject_year or 0
        last_year = {"overview__assignment__milestone__subject_year": year - 1}
        ambitions = Ambition.objects.filter(topic__covenant=covenant).select_related("topic")
        self._agreements_to_choose(due)
        self._links_to_choose("ambitions", ambitions.order_by("topic__position", "position"), by_topic=True)
        self._links_to_choose("accents", Accent.objects.decided(covenant, year))
        self._links_to_choose("villages", Village.objects.filter(covenant=covenant))
        self._one_to_choose("indicator", Indicator.objects.filter(covenant=covenant))
        self._one_to_choose(
            "continues",
            Activity.objects.going_on().filter(
                overview__assignment__partner=assignment.partner, covenant=covenant, **last_year
            ),
        )
        self.show_seen()

    def _agreements_to_choose(self, due: list[Due]) -> None:
        """Those due, and those it had already; ours first, the rest by topic, and apart what ends this year."""
        chosen = list(self.instance.agreements.select_related("topic")) if self.instance.pk else []
        there = {row.pk: row for row in [*chosen, *(row.agreement for row in due)]}
        rows = sorted(there.values(), key=lambda row: (row.topic.position, row.code))
        apart = {row.agreement.pk for row in due if row.is_apart}
        ours = {row.agreement.pk for row in due if row.is_of(self.assignment.partner)} - apart
        led = [(row.pk, str(row)) for row in rows if row.pk in ours]
        rest = _by_topic(row for row in rows if row.pk not in ours | apart)
        ending = [(row.pk, str(row)) for row in rows if row.pk in apart]
        groups = [("Waarvan wij trekker zijn", led), *rest, ("Loopt dit jaar af: gaat u ermee door?", ending)]
        field: Any = self.fields["agreements"]
        field.queryset = Agreement.objects.filter(pk__in=there, covenant=self.assignment.covenant)
        field.choices = [group for group in groups if group[1]]
        self.initial.setdefault("agreements", [row.pk for row in chosen])

    def _links_to_choose(self, name: str, rows: QuerySet, *, by_topic: bool = False) -> None:
        """All of `rows`, with a tick at what was chosen; nothing where there is nothing to choose."""
        link: Any = Activity._meta.get_field(name)
        mine = {"activity": self.instance.pk, link.m2m_reverse_field_name(): OuterRef("pk")}
        found = list(rows.annotate(is_chosen=Exists(link.remote_field.through.objects.filter(**mine))))
        self._offer(name, rows, _by_topic(found) if by_topic else [(row.pk, str(row)) for row in found])
        self.initial.setdefault(name, [row.pk for row in found if row.is_chosen])

    def _one_to_choose(self, name: str, rows: QuerySet) -> None:
        """One of `rows`, or none; nothing where there is nothing to choose."""
        field: Any = self.fields[name]
        found = [(row.pk, str(row)) for row in rows]
        self._offer(name, rows, [("", field.empty_label), *found] if found else [])

    def _offer(self, name: str, rows: QuerySet, choices: list[Any]) -> None:
        if not choices:
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.queryset, field.choices = rows, choices

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


def _by_topic(rows: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    return [
        (str(topic), [(row.pk, str(row)) for row in found]) for topic, found in groupby(rows, key=lambda row: row.topic)
    ]
