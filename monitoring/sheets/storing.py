"""Doing what a sheet says: all of it or nothing, in one transaction through the door of the screens."""

from collections.abc import Collection
from dataclasses import dataclass

from calendar_cycle import workflow
from calendar_cycle.models import Assignment
from druten.accounts.models import User
from druten.dutch import enumerate_words
from monitoring.sheets import kinds
from monitoring.sheets import plan as planning
from monitoring.sheets.definition import Definition
from monitoring.sheets.plan import Plan
from monitoring.sheets.reading import Line


class ChangedMeanwhile(Exception):
    """What would be done now is not what was read and agreed to; nothing was done."""


@dataclass
class Done:
    """How many rows were added, changed and dropped."""

    sheet: Definition
    added: int = 0
    changed: int = 0
    dropped: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.dropped)

    def __str__(self) -> str:
        """ "2 activiteiten toegevoegd en 1 activiteit veranderd"."""
        parts = {"toegevoegd": self.added, "veranderd": self.changed, "weggehaald": self.dropped}
        words = [f"{count} {self._word(count)} {deed}" for deed, count in parts.items() if count]
        return enumerate_words(words)

    def _word(self, count: int) -> str:
        return self.sheet.one if count == 1 else self.sheet.many


def store(
    assignment: Assignment,
    lines: list[Line],
    *,
    by: User,
    seen: str,
    overwrite: Collection[int] = (),
    drop: Collection[int] = (),
) -> Done:
    """Saves what the sheet adds and changes, and drops what was agreed to.

    Args:
        seen: the digest of the plan that was read.
        overwrite: of the rows that a colleague changed meanwhile, the ids of those to change nevertheless.
        drop: of the rows that are not in the sheet, the ids of those to drop.

    Raises:
        NotAllowed: when the person, the state or the date forbids it; nothing was saved.
        ChangedMeanwhile: it is not what was read; nothing was saved.
    """
    with workflow.editing(assignment, by=by) as locked:
        plan = planning.build(kinds.sheet_of(locked, by=by), lines)
        if plan.faults or plan.digest != seen:
            raise ChangedMeanwhile
        return _write(plan, by, overwrite, drop)


def _write(plan: Plan, by: User, overwrite: Collection[int], drop: Collection[int]) -> Done:
    done = Done(plan.sheet)
    for row in plan.changed:
        if not row.is_older or row.pk in overwrite:
            plan.sheet.put(row.form)
            done.changed += 1
    for missing in plan.missing:
        if missing.there.row.pk in drop:
            plan.sheet.drop(missing.there, by)
            done.dropped += 1
    for row in plan.added:
        plan.sheet.put(row.form)
        done.added += 1
    return done
