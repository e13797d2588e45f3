"""What happened on a step: every deed and every refusal, with actor, time and message (domain.md §5)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction

from calendar_cycle.workflow import NotAllowed
from druten import clock

if TYPE_CHECKING:
    from calendar_cycle.models import Milestone
    from druten.accounts.models import User


def record(milestone: "Milestone", name: str, by: "User", message: str, *, refused: bool = False) -> None:
    """Writes one event."""
    milestone.events.create(kind=name, refused=refused, actor=by, at=clock.now(), message=message)


@contextmanager
def whole(milestone: "Milestone", name: str, by: "User") -> Iterator[None]:
    """Around a deed of several parts: all of it is done, or nothing and one event that says why.

    Events of a refusal further inside go with the rollback, so that it is told once.
    """
    try:
        with transaction.atomic():
            yield
    except NotAllowed as refusal:
        record(milestone, name, by, refusal.reason, refused=True)
        raise
