"""The one door of an assignment."""

from datetime import date
from typing import Any

from calendar_cycle.models import Assignment, Submission
from druten.accounts.models import User
from tests import factories
from tests.world import World, make_world, moment

PARTNER = ("submitter", "editor")
REVIEWERS = ("secretary", "hired_secretary")
IN_JUNE, IN_JULY = moment(2026, 6, 20), moment(2026, 7, 10)
# deed: who, from which states to which, at what time; everything else is refused.
TABLE: dict[str, tuple[tuple[str, ...], dict[str, str], Any]] = {
    "start": (PARTNER, {"todo": "in_progress"}, IN_JUNE),
    "submit": (("submitter",), {"in_progress": "submitted", "returned": "submitted"}, IN_JUNE),
    "confirm": (("submitter",), {"submitted": "submitted", "accepted": "accepted"}, IN_JUNE),
    "withdraw": (("submitter",), {"submitted": "in_progress"}, IN_JUNE),
    "return_for_changes": (REVIEWERS, {"submitted": "returned"}, IN_JUNE),
    "accept": (REVIEWERS, {"submitted": "accepted"}, IN_JUNE),
    "reopen": (REVIEWERS, {"accepted": "returned", "missed": "returned"}, IN_JUNE),
    "let_stand": (REVIEWERS, {"in_progress": "submitted", "returned": "submitted"}, IN_JULY),
    "close": (REVIEWERS, {"todo": "missed", "in_progress": "missed", "returned": "missed"}, IN_JULY),
    "end": (REVIEWERS, {"todo": "missed", "in_progress": "missed", "returned": "missed"}, IN_JUNE),
    "take_over": (REVIEWERS, {"todo": "accepted"}, IN_JULY),
}
WORDS: dict[str, dict[str, Any]] = {
    "return_for_changes": {"message": "Vul aan.", "answer_before": date(2026, 8, 1)},
    "reopen": {"message": "Besproken.", "answer_before": date(2026, 8, 1)},
    "let_stand": {"message": "Niets nieuws."},
    "close": {"message": "Niets ontvangen."},
    "end": {"message": "Doet niet meer mee."},
}


def handed_in(assignment: Assignment, number: int = 1, **marks: Any) -> Submission:
    return assignment.submissions.create(number=number, content={}, **marks)


def person(world: World, role: str) -> User:
    if role == "hired_secretary":
        hired = factories.UserFactory()
        factories.CovenantRoleFactory(user=hired, covenant=world.covenant)
        return hired
    if role == "stranger":
        return make_world("elders-2025-2028").submitter
    return getattr(world, role)


def prepared(world: World, deed: str, state: str) -> Assignment:
    """In this state, with all else as the deed wants it, so that only state and role decide."""
    assignment = world.plain(state=state)
    if deed == "end":
        world.covenant.parties.filter(partner=assignment.partner).update(left_on=date(2026, 6, 1))
    if deed == "take_over":
        world.covenant.in_use_from = date(2026, 7, 1)
        world.covenant.save()
    if deed not in ("start", "close", "take_over"):
        handed_in(assignment, on_behalf=deed == "confirm")
    return assignment
