"""The machine's own account of the rules: who works for whom, what the events add up to, which day is the last.

It is written after domain.md §5 and not after the code, and knows nothing of the doors.
"""

from datetime import date
from typing import NamedTuple

from calendar_cycle.models import Assignment

# Who works for which partner, as the machine knows it: a key of the world.
WORKS_FOR = {
    "submitter": "corporation",
    "editor": "corporation",
    "reader": "corporation",
    "second_secretary": "corporation",
    "other_submitter": "other",
    "tenants_submitter": "tenants",
    "municipality_submitter": "municipality",
    "secretary": "municipality",
}
SUBMITTER_OF = {
    "corporation": "submitter",
    "other": "other_submitter",
    "tenants": "tenants_submitter",
    "municipality": "municipality_submitter",
}
PEOPLE = (*WORKS_FOR, "board", "administrator", "stranger")
WORKING_GROUP = ("secretary", "second_secretary")
MAY_LEAVE = ("corporation", "other", "tenants")
JUDGED = ("accept", "return_for_changes", "reopen", "let_stand", "close")
# What is refused to the own partner; "take_over" is of what was settled before, elsewhere.
JUDGEMENTS = (*JUDGED, "end", "grant_extension", "decline_extension", "give_extension")


class Step(NamedTuple):
    """Where a deed leads, and from where it may come."""

    to: str
    sources: tuple[str, ...]


WITH_PARTNER = ("in_progress", "returned")
STEPS = {
    "start": Step("in_progress", ("todo",)),
    "submit": Step("submitted", WITH_PARTNER),
    "withdraw": Step("in_progress", ("submitted",)),
    "return_for_changes": Step("returned", ("submitted",)),
    "accept": Step("accepted", ("submitted",)),
    "reopen": Step("returned", ("accepted", "missed")),
    "close": Step("missed", ("todo", *WITH_PARTNER)),
    "end": Step("missed", ("todo", *WITH_PARTNER)),
}


def explained(row: Assignment) -> str:
    """The state that the events add up to; a deed that could not come after the one before is told apart."""
    state, counted = "todo", False
    for event in row.events.all():
        if event.refused:
            continue
        if event.kind in STEPS and state not in STEPS[event.kind].sources:
            return f"{event.kind} of what was {state}"
        if event.kind == "let_stand":
            state = "accepted" if counted else "submitted"
        counted = counted or event.kind == "accept"
        state = STEPS[event.kind].to if event.kind in STEPS else state
    return state


def last_day_of(row: Assignment) -> date:
    """The first day that is too late, reckoned from the rows as they are now."""
    return last_day(Assignment.objects.with_everything().get(pk=row.pk))


def last_day(row: Assignment) -> date:
    """The same of a row just read with everything."""
    granted = [extension.before for extension in row.extensions.all() if extension.state == "granted"]
    days = [row.milestone.before, *granted, row.answer_before]
    return max(day for day in days if day is not None)
