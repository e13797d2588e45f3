"""What a sheet of one kind is: its columns, what stands in it, and the forms that check and save its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from calendar_cycle.models import Assignment
from druten.accounts.models import User
from monitoring.sheets.columns import Choices, Column, Several, Told, Value, flat
from monitoring.sheets.reading import Cell

Values = dict[str, Value]


@dataclass(frozen=True)
class Existing:
    """A row that is in the system. `row` is the model instance."""

    code: str
    title: str
    row: Any

    @property
    def version(self) -> int:
        return self.row.version


class Definition:
    """The sheet of one assignment, read in a fixed number of queries."""

    # "2 activiteiten"
    one: ClassVar[str]
    many: ClassVar[str]
    name: ClassVar[str]
    columns: ClassVar[Sequence[Column]]
    told: ClassVar[Sequence[Told]] = ()
    # True where a row of which all is empty but its number, counts as taken out of the sheet.
    drops_emptied: ClassVar[bool] = False
    with_group: ClassVar[frozenset[str]] = frozenset()

    assignment: Assignment
    existing: dict[str, Existing]

    def form(self, there: Existing | None, data: dict[str, Any] | None = None) -> Any:
        """The form of the screen for this row, or for a new one; with what the sheet says when `data` is given."""
        raise NotImplementedError

    def told_cells(self, there: Existing) -> list[Cell | Decimal]:
        """What stands in the columns that are only read."""
        return []

    def why_no_new(self) -> str:
        """Why no row can be added, as a Dutch sentence; empty when one can."""
        return ""

    def may_drop(self, there: Existing) -> bool:
        """True for a row that can be taken away."""
        return True

    def put(self, form: Any) -> None:
        """Saves a row; within `workflow.editing`."""
        raise NotImplementedError

    def drop(self, there: Existing, by: User) -> None:
        """Takes a row away; within `workflow.editing`."""
        raise NotImplementedError

    def choices(self, form: forms.BaseForm, name: str) -> Choices:
        """What there is to choose in a field; nothing where it is no choice, or is not asked."""
        found = getattr(form.fields.get(name), "choices", ())
        return flat(found, with_group=name in self.with_group)

    def values(self, form: forms.BaseForm) -> Values:
        """What the form holds at first."""
        asked = [column for column in self.columns if column.name in form.fields]
        return {
            column.name: column.of_form(
                form.get_initial_for_field(form.fields[column.name], column.name), self.choices(form, column.name)
            )
            for column in asked
        }

    def shown(self, fields: Sequence[str]) -> list[Column]:
        """The columns of these fields."""
        return [column for column in self.columns if column.name in fields]


def widened(column: Column, values: Sequence[Values]) -> Column:
    """A column of several, as often as the fullest row needs and one more."""
    if not isinstance(column, Several):
        return column
    used = max((len(row.get(column.name, "")) for row in values), default=0)
    return Several(**{**vars(column), "most": max(column.most, used + 1)})
