"""What the door must know of the content of an assignment, without knowing the content's app.

`monitoring` registers one `Content` per kind of milestone. A kind without one has questions only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from calendar_cycle.models import Assignment, Milestone


@dataclass(frozen=True)
class Missing:
    """Something that must still be filled in: a Dutch sentence, and the page where it is done."""

    sentence: str
    url: str = ""


class Content(Protocol):
    """The content of one kind of assignment."""

    schema: int

    def missing(self, assignment: "Assignment") -> Sequence[Missing]:
        """What forbids handing in."""

    def freeze(self, assignment: "Assignment") -> dict[str, Any]:
        """All that others will read, as JSON: decimals as text, dates as ISO."""

    def forbids_reopening(self, assignment: "Assignment") -> str:
        """A Dutch sentence when it may not be reopened any more; empty when it may."""

    def announcement(self, milestone: "Milestone") -> str:
        """What goes with the news that it opened, such as the accents; empty when there is nothing."""

    def started(self, assignment: "Assignment") -> None:
        """Called within the transaction of `start`."""

    def submitted(self, assignment: "Assignment") -> None:
        """Called within the transaction of `submit`, after the content was frozen."""


class QuestionsOnly:
    """The content of a kind that nobody registered."""

    schema = 1

    def missing(self, assignment: "Assignment") -> Sequence[Missing]:
        return []

    def freeze(self, assignment: "Assignment") -> dict[str, Any]:
        return {}

    def forbids_reopening(self, assignment: "Assignment") -> str:
        return ""

    def announcement(self, milestone: "Milestone") -> str:
        return ""

    def started(self, assignment: "Assignment") -> None:
        return None

    def submitted(self, assignment: "Assignment") -> None:
        return None


_registered: dict[str, Content] = {}
_questions_only = QuestionsOnly()


def register(kind: str, content: Content) -> None:
    """Says what the content of a kind of milestone is; once, in `AppConfig.ready()`."""
    _registered[kind] = content


def of(assignment: "Assignment") -> Content:
    """The content of this assignment's kind."""
    return _registered.get(assignment.milestone.kind, _questions_only)
