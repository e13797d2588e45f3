"""The machine's own account of the rules: who works for whom, what the events add up to, which day is the last."""

from datetime import date

from calendar_cycle.models import Assignment, Extension

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
PEOPLE = (*WORKS_FOR, "board", "administrator", "stranger")
WORKING_GROUP = ("secretary", "second_secretary")
PARTNERS = ("corporation", "other", "tenants")
JUDGED = ("accept", "return_for_changes", "reopen", "let_stand", "close")
JUDGEMENTS = (*JUDGED, "end", "grant_extension", "decline_extension", "give_extension")
LEADS_TO = {
    "start": "in_progress",
    "submit": "submitted",
    "withdraw": "in_progress",
    "return_for_changes": "returned",
    "accept": "accepted",
    "reopen": "returned",
    "close": "missed",
    "end": "missed",
}


def explained(row: Assignment) -> str:
    """The state that the events add up to."""
    state, counted = "todo", False
    for event in row.events.all():
        if event.refused:
            continue
        if event.kind == "accept":
            counted = True
        if event.kind == "let_stand":
            state = "accepted" if counted else "submitted"
        state = LEADS_TO.get(event.kind, state)
    return state


def last_day_of(row: Assignment) -> date:
    """The first day that is too late, reckoned from the rows as they are now."""
    row = Assignment.objects.select_related("milestone").get(pk=row.pk)
    granted = Extension.objects.filter(assignment=row.pk, state="granted").values_list("before", flat=True)
    days = [row.milestone.before, *granted, row.answer_before]
    return max(day for day in days if day is not None)
