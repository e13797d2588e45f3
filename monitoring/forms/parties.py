"""The forms with which a party joins, leaves or goes up in another."""

from typing import Any

from django import forms
from django.utils.text import slugify

from agreements.forms import HouseForm
from agreements.models import Covenant, Decision, Partner, Party
from monitoring.forms.fields import DayField

KINDS = [row for row in Partner.Kind.choices if row[0] != Partner.Kind.EXTERNAL]


class Leave(HouseForm):
    """From when, and the decision behind it."""

    on = DayField(label="Vanaf", help_text="De eerste dag waarop dit geldt.")
    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label="Besluit",
        empty_label="Kies een besluit",
        help_text="Staat het er niet bij? Leg dan eerst het overleg met het besluit vast.",
        error_messages={"required": "Kies het besluit waarop dit steunt.", "invalid_choice": "Kies een besluit."},
    )

    def __init__(self, *args: Any, covenant: Covenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions = Decision.objects.filter(meeting__covenant=covenant).select_related("meeting")
        field: Any = self.fields["decision"]
        field.queryset = decisions.order_by("-meeting__held_on", "number")
        field.label_from_instance = lambda row: f"{row.meeting}: {row}"


class Merge(Leave):
    into = forms.ModelChoiceField(
        Party.objects.none(),
        label="Gaat op in",
        empty_label="Kies een partij",
        error_messages={"required": "Kies de partij die het overneemt.", "invalid_choice": "Kies een partij."},
    )
    field_order = ("into", "on", "decision")

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, covenant=party.covenant, **kwargs)
        others = Party.objects.filter(covenant=party.covenant).taking_part().exclude(pk=party.pk)
        field: Any = self.fields["into"]
        field.queryset = others.select_related("partner")
        field.label_from_instance = lambda row: row.partner.name


class Join(Leave):
    name = forms.CharField(
        label="Naam van de organisatie", max_length=150, error_messages={"required": "Schrijf de naam op."}
    )
    short_name = forms.CharField(
        label="Korte naam", max_length=60, error_messages={"required": "Schrijf een korte naam op."}
    )
    # The municipality is there from the beginning: who joins is mostly another kind.
    kind = forms.ChoiceField(label="Soort", choices=KINDS, initial=Partner.Kind.CORPORATION)
    code = forms.CharField(
        label="Afkorting",
        max_length=6,
        help_text="Staat voor de nummers van haar activiteiten, bijvoorbeeld WW.",
        error_messages={"required": "Schrijf een afkorting op."},
    )
    field_order = ("name", "short_name", "kind", "code", "on", "decision")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if not slugify(name):
            raise forms.ValidationError("Schrijf een naam met letters.")
        return name

    def partner(self) -> Partner:
        """The organisation of this name, unsaved when nobody has it yet."""
        given = self.cleaned_data
        known = Partner.objects.filter(name__iexact=given["name"], kind=given["kind"]).first()
        return known or Partner(
            name=given["name"], short_name=given["short_name"], kind=given["kind"], slug=_free_slug(given["name"])
        )


def _free_slug(name: str) -> str:
    """An address for a new partner: its name, with a number when another has that."""
    base = slugify(name)[:44]
    taken = set(Partner.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
