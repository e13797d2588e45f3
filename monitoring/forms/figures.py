"""The form of our figures: one group of fields a figure, with what was last year beside it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from agreements.forms import DutchNumberField, HouseForm
from calendar_cycle.models import Assignment
from druten.accounts.models import User
from druten.dutch import number
from monitoring import attachments
from monitoring.forms.fields import optional
from monitoring.forms.merging import Merging
from monitoring.models import Indicator, Measurement
from monitoring.our_figures import OurFigure


@dataclass(frozen=True)
class Group:
    """The fields of one figure, as they stand under each other."""

    figure: OurFigure
    numbers: list[forms.BoundField]
    source: list[forms.BoundField]

    @property
    def shows_source(self) -> bool:
        """True when where it comes from was filled in, is wrong, or must be chosen: else it stays folded."""
        return len(self.source) > 1 or any(field.errors or field.value() for field in self.source)


class FiguresForm(Merging, HouseForm):
    """What was measured in the year: a value, or so many out of so many, with where it comes from."""

    def __init__(self, *args: Any, assignment: Assignment, figures: list[OurFigure], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment, self.figures, self.by = assignment, figures, by
        self.indicators = [row.indicator for row in figures]
        there = self.there = self.present()
        for row in self.indicators:
            self._add(row, there.get(row.pk))
        self.show_seen()

    @property
    def groups(self) -> list[Group]:
        """The figures with their fields, the choices between two texts included."""
        return [self._group(row) for row in self.figures]

    def _group(self, figure: OurFigure) -> Group:
        names = [name for name in self.fields if _pk(name) == figure.indicator.pk]
        source = [name for name in names if "source_" in name]
        return Group(figure, [self[name] for name in names if name not in source], [self[name] for name in source])

    def _add(self, row: Indicator, found: Measurement | None) -> None:
        label = f"{row.name} ({row.unit})"
        if is_share(row):
            self._number(f"numerator_{row.pk}", f"{label}: hoeveel?", found.numerator if found else None)
            self._number(f"denominator_{row.pk}", f"{label}: van de hoeveel?", found.denominator if found else None)
        else:
            self._number(f"value_{row.pk}", label, found.value if found else None)
        self.fields[f"source_{row.pk}"] = forms.CharField(
            label=optional("Waar komt dit cijfer vandaan?"),
            max_length=300,
            required=False,
            initial=found.source if found else "",
        )

    def _number(self, name: str, label: str, initial: Decimal | None) -> None:
        field = DutchNumberField(label=label, required=False, initial=initial, lowest=Decimal(0))
        field.widget.attrs["aria-describedby"] = f"vorig-{_pk(name)}"
        self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for row in self.indicators:
            if is_share(row):
                self._check_share(row, data)
            self._check_attached(row)
        return data

    def _check_attached(self, row: Indicator) -> None:
        """A figure that is emptied goes, and would take its attachments along unseen."""
        found = self.there.get(row.pk)
        if found and found.attached and not self.errors and _is_empty(self._values(row)):  # type: ignore[attr-defined]
            place = next(name for name in (f"value_{row.pk}", f"numerator_{row.pk}") if name in self.fields)
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
        rows = self.assignment.measurements.select_related("indicator")
        return {row.indicator_id: row for row in rows.annotate(attached=attachments.listed("measurement"))}

    def stored(self) -> dict[str, Any]:
        there = self.present()
        names = ("value", "numerator", "denominator", "source")
        return {f"{name}_{row.pk}": getattr(there.get(row.pk), name, None) for row in self.indicators for name in names}

    def _values(self, row: Indicator) -> dict[str, Decimal | None]:
        names = ("numerator", "denominator") if is_share(row) else ("value",)
        return {name: self.cleaned_data[f"{name}_{row.pk}"] for name in names}


def _is_empty(values: dict[str, Decimal | None]) -> bool:
    return all(value is None for value in values.values())


def is_share(row: Indicator) -> bool:
    """True when it is so many out of so many: shares are divided, never averaged."""
    return row.kind == Indicator.Kind.SHARE or row.over_partners == Indicator.Over.RATIO


def _pk(name: str) -> int | None:
    """Which indicator a field is about."""
    key = name.rpartition("_")[2]
    return int(key) if key.isdigit() else None
