"""The forms of the results: a row, a promise."""

from decimal import Decimal
from typing import Any

from concurrency.exceptions import RecordModifiedError
from django import forms

from agreements.forms import DutchNumberField, HouseForm, HouseModelForm
from agreements.models import Agreement
from druten.accounts.models import User
from druten.dutch import number
from monitoring import attachments
from monitoring.forms.choosing import OneOf
from monitoring.forms.fields import optional, optional_words
from monitoring.forms.merging import MergingRow
from monitoring.forms.versioned import Versioned
from monitoring.models import Contribution, Result
from monitoring.result_rows import Row


class RowForm(MergingRow, HouseModelForm):
    """One activity or agreement: how far it is, how much of it, in which words."""

    state = forms.ChoiceField(
        label="Hoe staat het ervoor?", choices=Result.State.choices, widget=forms.RadioSelect, required=False
    )
    realised_quantity = DutchNumberField(label=optional("Hoeveel?"), lowest=Decimal(0), required=False)
    text = optional_words("Wat is er gedaan?")
    adjustment = optional_words(
        "Wat gaat er nu anders?", help_text="Dit vragen wij bij “vertraagd” en “gaat niet door”."
    )

    class Meta:
        model = Result
        fields = ("state", "realised_quantity", "text", "adjustment")

    def __init__(self, *args: Any, about: Row | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if about is not None and (about.counts_something or self.instance.realised_quantity is not None):
            self.fields["realised_quantity"].label = optional(_how_many(about))
        else:
            del self.fields["realised_quantity"]

    def store(self) -> None:
        """Saves it, within `workflow.editing`."""
        self.settle()
        self.save()


def _how_many(row: Row) -> str:
    """ "Hoeveel van de 12 woningen?", as far as that is known."""
    planned, unit = row.planned_quantity, row.unit
    if planned is None:
        return f"Hoeveel {unit}?" if unit else "Hoeveel?"
    return f"Hoeveel van de {number(planned)} {unit}".strip() + "?"


class JoinedForm(RowForm):
    """A row of our own accord, at an agreement in which we take part."""

    agreement = OneOf(label="Bij welke afspraak?", empty="Kies")
    field_order = ("agreement",)

    class Meta:
        model = Result
        fields = ("agreement", *RowForm.Meta.fields)

    def __init__(self, *args: Any, agreements: list[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreement"].offer(agreements)  # type: ignore[attr-defined]
        self.fields["state"].required = True
        self.fields["agreement"].error_messages["required"] = "Kies bij welke afspraak dit hoort."
        self.fields["state"].error_messages["required"] = "Kies hoe het ervoor staat."

    def _get_validation_exclusions(self) -> set[str]:
        """The agreement was chosen from rows that were read: the database is not asked again."""
        return super()._get_validation_exclusions() | {"agreement"}  # type: ignore[misc]


class RemoveForm(Versioned, HouseModelForm):
    """Takes a row away, unless a colleague changed it after it was read."""

    class Meta:
        model = Result
        fields = ()

    def store(self) -> None:
        """Removes it, within `workflow.editing`.

        Raises:
            RecordModifiedError: it is not what the reader saw.
        """
        self.put_version()
        if not Result.objects.filter(pk=self.instance.pk, version=self.instance.version).exists():
            raise RecordModifiedError("changed meanwhile", target=self.instance)
        attachments.let_go(self.instance)
        self.instance.delete()


class KeptForm(Versioned, HouseForm):
    """Was it done as promised?"""

    kept = forms.ChoiceField(
        label="Is dit nagekomen?",
        choices=Contribution.Kept.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of dit is nagekomen."},
    )
    kept_text = optional_words("Toelichting")

    def __init__(self, *args: Any, instance: Contribution, **kwargs: Any) -> None:
        self.instance = instance
        super().__init__(*args, initial={"kept": instance.kept, "kept_text": instance.kept_text}, **kwargs)

    def store(self, *, by: User) -> None:
        """Says so through the door, within `workflow.editing`.

        Raises:
            RecordModifiedError: it is not what the reader saw: a colleague said so, or the answer has changed.
        """
        if not Contribution.objects.filter(pk=self.instance.pk, version=self.cleaned_data["version"]).exists():
            raise RecordModifiedError("changed meanwhile", target=self.instance)
        given = {name: self.cleaned_data[name] for name in ("kept", "kept_text")}
        self.instance.perform("judge_kept", by=by, **given)

    def changed_by(self) -> User | None:
        """Who did the last deed on it."""
        last = self.instance.events.filter(refused=False).select_related("actor").last()
        return last.actor if last else None
