"""Choosing from rows that were read once: no query to show them, and none to check what was chosen."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model


class SeveralOf(forms.MultipleChoiceField):
    """Boxes to tick; gives the rows that were ticked. `opens_first`: of its groups the first is open as long as
    nothing was ticked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, opens_first: bool = False, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.opens_first = opens_first
        self.rows: dict[str, Model] = {}

    def offer(self, rows: Iterable[Model], choices: list[Any]) -> None:
        """What there is to choose, and how it is shown: grouped or not."""
        self.rows, self.choices = {str(row.pk): row for row in rows}, choices

    def clean(self, value: Any) -> list[Model]:
        return [self.rows[key] for key in super().clean(value)]


class OneOf(forms.ChoiceField):
    """One row, or none."""

    def __init__(self, *, empty: str = "---------", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.empty = empty
        self.rows: dict[str, Model] = {}

    def offer(self, rows: Iterable[Model]) -> None:
        """What there is to choose."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [("", self.empty), *((key, str(row)) for key, row in self.rows.items())]

    def clean(self, value: Any) -> Model | None:
        return self.rows.get(super().clean(value))
