"""What someone wants to do, and what it is when that may not be."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from druten.accounts.models import User


class NotAllowed(Exception):
    """A deed that may not be done. `reason` is one Dutch sentence: what, why and what now."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Deed:
    """What someone wants to do, in which words."""

    name: str
    by: "User | None"
    message: str = ""
    answer_before: date | None = None
    on_behalf: bool = False
    submission_number: int | None = None
