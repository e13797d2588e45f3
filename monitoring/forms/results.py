"""The forms of the results: a row, our figures, a promise."""

from decimal import Decimal
from typing import Any

from concurrency.exceptions import RecordModifiedError
from django import forms

from agreements.forms import DutchNumberField, HouseForm, HouseModelForm
from agreements.models import Agreement
from calendar_cycle.models import Assignment
from druten.accounts.models import User
from druten.dutch import number
from monitoring import attachments
from monitoring.forms.choosing import OneOf
from monitoring.forms.fields import optional, optional_words
from monitoring.forms.merging import Merging, MergingRow
from monitoring.forms.versioned import Versioned
from monitoring.models import Contribution, Indicator, Measurement, Result


class RowForm(MergingRow, HouseModelForm):
    """One activity or agreement: how far it is, how much of it, in which words."""

    state = forms.ChoiceField(
        label="Hoe staat het ervoor?", choices=Result.State.choices, widget=forms.RadioSelect, required=False
    )
    realised_quantity = DutchNumberField(label=optional("Gehaald aantal"), lowest=Decimal(0), required=False)
    text = optional_words("Wat is er gedaan?")
    adjustment = optional_words(
        "Wat gaat er nu anders?", help_text="Bijvoorbeeld als het vertraagd is of niet doorgaat."
    )

    class Meta:
        model = Result
        fields = ("state", "realised_quantity", "text", "adjustment")

    def __init__(self, *args: Any, counts: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not counts and self.instance.realised_quantity is None:
            del self.fields["realised_quantity"]

    def store(self) -> None:
        """Saves it, within `workflow.editing`."""
        self.settle()
        self.save()


class JoinedForm(RowForm):
    """A row of our own accord, at an agreement in which we take part."""

    agreement = OneOf(label="Bij welke afspraak?", empty="Kies")
    field_order = ("agreement",)

    class Meta:
        model = Result
        fields = ("agreement", *RowForm.Meta.fields)

    def __init__(self, *args: Any, agreements: list[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, counts=False, **kwargs)
        self.fields["agreement"].offer(agreements)  # type: ignore[attr-defined]
        self.fields["state"].required = True

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


class FiguresForm(Merging, HouseForm):
    """What was measured in the year: a value, or so many out of so many, with where it comes from."""

    def __init__(
        self, *args: Any, assignment: Assignment, indicators: list[Indicator], by: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.assignment, self.indicators, self.by = assignment, indicators, by
        there = self.there = self.present()
        for row in indicators:
            self._add(row, there.get(row.pk))
        self.show_seen()

    def _add(self, row: Indicator, found: Measurement | None) -> None:
        label = f"{row.name} ({row.unit})"
        if is_share(row):
            self._number(f"numerator_{row.pk}", f"{label}: hoeveel?", found.numerator if found else None)
            self._number(f"denominator_{row.pk}", f"{label}: van de hoeveel?", found.denominator if found else None)
        else:
            self._number(f"value_{row.pk}", label, found.value if found else None)
        self.fields[f"source_{row.pk}"] = forms.CharField(
            label=optional(f"{row.name}: waar komt dit cijfer vandaan?"),
            max_length=300,
            required=False,
            initial=found.source if found else "",
        )

    def _number(self, name: str, label: str, initial: Decimal | None) -> None:
        self.fields[name] = DutchNumberField(label=label, required=False, initial=initial, lowest=Decimal(0))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for row in self.indicators:
            if is_share(row):
                self._check_share(row, data)
            self._check_attached(row)
        return data

    def _check_attached(self, row: Indicator) -> None:
        """A figure that is emptied goes, and would take its attachments along unseen."""
        place, found = self._place_of(row.pk), self.there.get(row.pk)
        if found and found.attached and not self.errors and _is_empty(self._values(row)):  # type: ignore[attr-defined]
            self.add_error(place, "Bij dit cijfer staan bijlagen. Haal die eerst weg, of laat het cijfer staan.")

    def _check_share(self, row: Indicator, data: dict[str, Any]) -> None:
        names = (f"numerator_{row.pk}", f"denominator_{row.pk}")
        if any(name in self.errors for name in names):
            return
        part, whole = (data.get(name) for name in names)
        if (part is None) != (whole is None):
            self.add_error(names[0] if part is None else names[1], "Vul beide getallen in, of geen van beide.")
        elif whole is not None and whole <= 0:
            self.add_error(names[1], "Vul een getal in dat groter is dan 0.")
        elif part is not None and whole is not None and part > whole:
            self.add_error(names[0], f"Dit kan niet meer zijn dan {number(whole)}.")

    def store(self) -> None:
        """Saves what was filled in or changed, within `workflow.editing`; what was emptied goes.

        Raises:
            BothChanged: a colleague gave one of them too; nothing is saved.
        """
        self.settle()
        there = self.present()
        for row in self.indicators:
            self._store(row, there.get(row.pk))

    def _store(self, row: Indicator, found: Measurement | None) -> None:
        values = self._values(row)
        if not self._changes(row, values, found):
            return
        if _is_empty(values):
            self.assignment.measurements.filter(indicator=row).delete()
            return
        found = found or Measurement(indicator=row, assignment=self.assignment)
        for name, value in values.items():
            setattr(found, name, value)
        found.partner, found.year = self.assignment.partner, self.assignment.milestone.subject_year or 0
        found.source, found.by = self.cleaned_data[f"source_{row.pk}"], self.by
        found.save()

    def _changes(self, row: Indicator, values: dict[str, Decimal | None], found: Measurement | None) -> bool:
        if found is None:
            return not _is_empty(values)
        there = {name: getattr(found, name) for name in values}
        return values != there or (found.source != self.cleaned_data[f"source_{row.pk}"] and not _is_empty(values))

    def present(self) -> dict[int, Measurement]:
        rows = self.assignment.measurements.select_related("indicator").annotate(
            attached=attachments.listed("measurement")
        )
        return {row.indicator_id: row for row in rows}

    def stored(self) -> dict[str, Any]:
        there = self.present()
        names = ("value", "numerator", "denominator", "source")
        return {f"{name}_{row.pk}": getattr(there.get(row.pk), name, None) for row in self.indicators for name in names}

    def _place_of(self, key: int) -> str:
        return next(name for name in (f"value_{key}", f"numerator_{key}") if name in self.fields)

    def _values(self, row: Indicator) -> dict[str, Decimal | None]:
        names = ("numerator", "denominator") if is_share(row) else ("value",)
        return {name: self.cleaned_data[f"{name}_{row.pk}"] for name in names}


def _is_empty(values: dict[str, Decimal | None]) -> bool:
    return all(value is None for value in values.values())


def is_share(row: Indicator) -> bool:
    """True when it is so many out of so many: shares are divided, never averaged."""
    return row.kind == Indicator.Kind.SHARE or row.over_partners == Indicator.Over.RATIO


class KeptForm(Versioned, HouseForm):
    """Was it done as promised?"""

    kept = forms.ChoiceField(label="Is dit nagekomen?", choices=Contribution.Kept.choices, widget=forms.RadioSelect)
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
