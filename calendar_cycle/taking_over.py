"""The door for what was settled before a covenant was taken into use: written, frozen and accepted in one deed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction

from calendar_cycle import workflow
from calendar_cycle.workflow import NotAllowed

if TYPE_CHECKING:
    from calendar_cycle.models import Assignment
    from druten.accounts.models import User


@contextmanager
def taking_over(assignment: "Assignment", *, by: "User", message: str) -> Iterator["Assignment"]:
    """One locked transaction around writing the content of an untouched share; it ends with `take_over`.

    Gives the locked row. Nothing can be typed or handed in meanwhile.

    Raises:
        NotAllowed: when the person, the state or the date forbids it; nothing was saved.
    """
    with transaction.atomic():
        locked = workflow.lock(assignment)
        refused = workflow.refusal(locked, "take_over", by=by)
        if refused:
            raise NotAllowed(refused)
        yield locked
        locked.perform("take_over", by=by, message=message)
    assignment.refresh_from_db()
