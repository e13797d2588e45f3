"""What the page of one partner's evaluation input shows: questions only, about the first half of the agreements."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from calendar_cycle import extensions, guards, questions, workflow
from calendar_cycle.content import Missing
from calendar_cycle.models import Assignment
from calendar_cycle.questions import Asked
from monitoring.overview_page import to_confirm

if TYPE_CHECKING:
    from agreements.access import Access
    from druten.accounts.models import User


@dataclass(frozen=True)
class Page:
    """The task list of one partner."""

    questions: list[Asked]
    missing: list[Missing]
    why_not_edit: str
    may_submit: bool
    may_ask: bool
    to_confirm: bool

    @property
    def may_edit(self) -> bool:
        return not self.why_not_edit

    @property
    def answered(self) -> int:
        return len([row for row in self.questions if row.answer.strip()])

    @property
    def answering(self) -> tuple[str, str]:
        """How far the answers are, as a shape and a word: ("half", "mee bezig")."""
        if self.answered == len(self.questions):
            return "good", "klaar"
        return ("half", "mee bezig") if self.answered else ("", "nog niet begonnen")


def build(assignment: Assignment, user: "User", access: "Access", url: str) -> Page:
    """Everything on the page, for somebody of the own partner.

    Args:
        assignment: read `for_its_own_page`.
        url: where the questions are answered.
    """
    asked = questions.asked(assignment)
    return Page(
        questions=asked,
        missing=questions.missing_in(asked, url),
        why_not_edit=workflow.why_no_editing(assignment, user),
        may_submit=access.may_submit(assignment.covenant, assignment.partner),
        may_ask=guards.is_asked(assignment) and not extensions.why_no_asking(assignment, user),
        to_confirm=to_confirm(assignment, access),
    )
