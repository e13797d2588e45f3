"""Writes a row only when something in it changes, and counts what happened, per kind."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

Row = TypeVar("Row", bound=models.Model)


class FileFault(Exception):
    """What is wrong with a file: one Dutch sentence for each fault."""

    def __init__(self, *faults: str) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(faults))


@dataclass
class Tally:
    """How many rows of each model were added, changed and removed; and what was left alone."""

    added: Counter[type[models.Model]] = field(default_factory=Counter)
    changed: Counter[type[models.Model]] = field(default_factory=Counter)
    removed: Counter[type[models.Model]] = field(default_factory=Counter)
    left_alone: list[str] = field(default_factory=list)

    def put(self, model: type[Row], lookup: dict[str, Any], values: dict[str, Any]) -> Row:
        """The row that `lookup` finds with `values` in it: made, changed, or left as it was."""
        row = model._default_manager.filter(**lookup).first()
        if row is None:
            row = model(**lookup, **values)
            _check(row)
            row.save(force_insert=True)
            self.added[model] += 1
        elif self._differs(row, values):
            for name, value in values.items():
                setattr(row, name, value)
            _check(row)
            row.save()
            self.changed[model] += 1
        return row

    def remove(self, rows: models.QuerySet) -> None:
        """Removes rows that nothing points at."""
        count = rows.count()
        if count:
            rows.delete()
            self.removed[rows.model] += count

    def note_change(self, row: models.Model) -> None:
        """Counts a row of which only the relations changed."""
        self.changed[type(row)] += 1

    def lines(self) -> list[str]:
        """What happened in Dutch, a line each; "0 wijzigingen" when nothing did."""
        found = [
            f"{count} {_name(model, count)} {word}"
            for word, counter in (("toegevoegd", self.added), ("gewijzigd", self.changed), ("verwijderd", self.removed))
            for model, count in counter.items()
        ]
        return (found or ["0 wijzigingen"]) + self.left_alone

    def _differs(self, row: models.Model, values: dict[str, Any]) -> bool:
        return any(getattr(row, name) != value for name, value in values.items())


def _check(row: models.Model) -> None:
    """Holds the lengths and choices of the fields, which SQLite does not."""
    try:
        row.clean_fields()
    except ValidationError as refused:
        raise FileFault(
            *(
                f"{row._meta.verbose_name} '{row}', {name}: {' '.join(texts)}"
                for name, texts in refused.message_dict.items()
            )
        ) from refused


def _name(model: type[models.Model], count: int) -> str:
    return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)
