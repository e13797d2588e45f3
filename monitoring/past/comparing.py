"""Whether what the file says of one share is there already."""

from collections import Counter
from collections.abc import Hashable
from decimal import Decimal
from typing import Any

from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment
from monitoring.models import Activity
from monitoring.past.columns import Given

State = Assignment.State


def stands(assignment: Assignment, rows: list[Given]) -> tuple[bool, str]:
    """(it is there already, why it can not be taken over): for a share of which `submissions` are read."""
    taken_over = [row for row in assignment.submissions.all() if row.taken_over]
    if assignment.state == State.TODO and not assignment.edited_at and not assignment.submissions.all():
        return False, ""
    if not taken_over:
        return False, f"{assignment} is hier al ingevuld of ingediend. Overnemen kan dan niet meer."
    if _frozen(assignment.milestone.kind, taken_over[-1].content) == Counter(
        as_given(assignment.milestone.kind, row) for row in rows
    ):
        return True, ""
    return False, f"{assignment} is al overgenomen, met een andere inhoud. Wat is overgenomen, verandert niet meer."


def as_given(kind: str, row: Given) -> Hashable:
    """What counts of a line, as a plan or as a result."""
    if kind == MilestoneKind.OVERVIEW:
        return _plan(
            row.title,
            row.text,
            row.agreements,
            (row.first_quarter, row.last_quarter),
            (row.budget, row.planned_quantity),
        )
    about = row.title or row.agreements[0]
    return about, row.state, _number(row.realised_quantity), row.done, row.adjustment


def of_activity(row: Activity) -> Hashable:
    """The same of an activity that was taken over before."""
    codes = [agreement.code for agreement in row.agreements.all()]
    quarters = (row.first_quarter, row.last_quarter)
    return _plan(row.title, row.text, codes, quarters, (row.budget, row.planned_quantity))


def _frozen(kind: str, content: dict[str, Any]) -> Counter[Hashable]:
    if kind == MilestoneKind.OVERVIEW:
        return Counter(_frozen_activity(row) for row in content["activities"])
    return Counter(_frozen_result(row) for row in content["results"])


def _frozen_activity(row: dict[str, Any]) -> Hashable:
    quarters = (row["first_quarter"], row["last_quarter"])
    return _plan(row["title"], row["text"], row["agreements"], quarters, (row["budget"], row["planned_quantity"]))


def _frozen_result(row: dict[str, Any]) -> Hashable:
    about = row["title"] if row["activity"] else row["agreement"]
    return about, row["state"], _number(row["realised_quantity"]), row["text"], row["adjustment"]


def _plan(title: str, text: str, codes: list[str], quarters: Hashable, numbers: tuple[Any, Any]) -> Hashable:
    return title, text, tuple(sorted(codes)), quarters, _number(numbers[0]), _number(numbers[1])


def _number(value: Decimal | str | None) -> Decimal | None:
    return None if value is None else Decimal(value).normalize()
