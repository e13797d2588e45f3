"""What the pages of one partner's results show, read in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse

from agreements.succession import Succession
from calendar_cycle import guards, questions, workflow
from calendar_cycle.content import Missing
from calendar_cycle.models import Assignment
from calendar_cycle.questions import Asked
from calendar_cycle.states import HANDED_IN
from druten import clock
from monitoring import our_figures, results, results_reading, results_todo
from monitoring.models import Contribution
from monitoring.our_figures import OurFigure
from monitoring.result_rows import Row
from monitoring.results import Plan
from monitoring.results_reading import ReadFigure, Reading, Words
from monitoring.results_todo import Count, Todo

if TYPE_CHECKING:
    from agreements.access import Access
    from druten.accounts.models import User

# So many of what is missing stand beside a page; the rest is a link.
SHOWN = 8


class Page:
    """The results of one partner over one year, for somebody of that partner.

    What a page does not show is not read. The assignment is read `for_its_own_page`. `others`: the results of the
    same year of this person's other partners.
    """

    def __init__(
        self, assignment: Assignment, user: "User", access: "Access", others: Sequence[Assignment] = ()
    ) -> None:
        self.assignment, self.user, self.access = assignment, user, access
        self.others = list(others)
        self.covenant, self.partner = assignment.covenant, assignment.partner
        self.year = results.year_of(assignment)

    @cached_property
    def succession(self) -> Succession:
        return Succession.on(self.covenant, clock.today())

    @cached_property
    def plan(self) -> Plan:
        return results.plan_of(self.assignment, self.succession)

    @cached_property
    def rows(self) -> list[Row]:
        """One per activity and agreement, as they are stored."""
        return results.rows_of(self.assignment, self.plan)

    def brought_up_to_date(self) -> "Page":
        """Makes the rows what they must be, while somebody may still fill them in."""
        if self.may_edit and results.sync(self.assignment, self.plan, [row.result for row in self.rows]):
            self.rows = results.rows_of(self.assignment, self.plan)
        return self

    def with_what_they_serve(self) -> "Page":
        """Reads along which agreements an activity serves that is not in the plan any more."""
        results.add_what_they_serve(self.rows)
        return self

    def to_be_read(self) -> "Page":
        """Reads the answers whole, so that what is missing in them is not asked again."""
        asked = [row.question for row in self.questions if not row.answer]
        self.unanswered = [row.text for row in asked if row.required]
        return self.with_what_they_serve()

    @property
    def filled_in(self) -> list[Row]:
        return [row for row in self.rows if row.result.state]

    @property
    def first_open(self) -> Row | None:
        """Where to begin, or to go on."""
        return next((row for row in self.rows if not row.result.state), None)

    @property
    def to_say_what_changes(self) -> list[Row]:
        """Late or dropped, without a word on what goes differently now: a question, never a refusal."""
        return [row for row in self.rows if row.asks_what_changes]

    @cached_property
    def todo(self) -> Todo:
        """How far questions, figures and promises are."""
        return results_todo.of(self.assignment, self.succession)

    @cached_property
    def figures(self) -> list[OurFigure]:
        """Those that were filled in."""
        return our_figures.filled_in(self.assignment, self.user)

    @property
    def doubtful(self) -> list[OurFigure]:
        return [row for row in self.figures if row.doubt]

    @cached_property
    def promises(self) -> list[Contribution]:
        """What others promised us for the year: as it goes into a hand-in, which the own partner may read."""
        return list(results.promised_to(self.assignment, self.succession))

    @property
    def judged(self) -> list[Contribution]:
        return [row for row in self.promises if row.kept]

    @property
    def asks_something(self) -> bool:
        """True when something is asked that does not forbid the hand-in."""
        return bool(self.doubtful or self.to_say_what_changes or len(self.judged) < len(self.promises))

    @cached_property
    def questions(self) -> list[Asked]:
        return questions.asked(self.assignment)

    @cached_property
    def missing(self) -> list[Missing]:
        """What still forbids the hand-in."""
        rows = results.missing_in(self.assignment, (row.result for row in self.rows))
        url = address(self.assignment, "results_questions")
        return [*rows, *(questions.missing_answer(words, url) for words in self.unanswered)]

    @cached_property
    def unanswered(self) -> list[str]:
        """The required questions without an answer."""
        return self.todo.unanswered

    @property
    def missing_first(self) -> list[Missing]:
        return self.missing[:SHOWN]

    @property
    def missing_more(self) -> int:
        return len(self.missing) - len(self.missing_first)

    @cached_property
    def reading(self) -> Reading:
        """It as others would read it, were it handed in now; who may fill it in gets a way to each row."""
        content = results.frozen(self.rows, self.promises, []) | {"answers": questions.frozen(self.questions)}
        partners = {row.partner.slug: row.partner.name for row in self.promises}
        units = {row.indicator: row.unit for row in self.rows if row.indicator}
        read = results_reading.of(content, Words(partners, units=units))
        figures = [
            ReadFigure(row.indicator.name, row.now_in_words, row.source, list(row.attached)) for row in self.figures
        ]
        if not self.may_edit:
            return replace(read, figures=figures)
        urls = [address(self.assignment, "results_row", row.result.pk) for row in self.rows]
        rows = [replace(row, url=url) for row, url in zip(read.rows, urls, strict=True)]
        return replace(read, rows=rows, figures=figures)

    @cached_property
    def why_not_edit(self) -> str:
        return workflow.why_no_editing(self.assignment, self.user)

    @property
    def may_edit(self) -> bool:
        return not self.why_not_edit

    @property
    def may_submit(self) -> bool:
        return self.access.may_submit(self.covenant, self.partner)

    @property
    def may_ask(self) -> bool:
        fills_in = self.access.may_edit(self.covenant, self.partner)
        return fills_in and guards.covenant_is_open(self.assignment) and guards.is_asked(self.assignment)

    @cached_property
    def why_not_submit(self) -> str:
        """Why it can not be handed in now, apart from what is missing; empty when it can."""
        return workflow.refusal_to_submit(self.assignment, [], by=self.user)

    @property
    def to_confirm(self) -> bool:
        """True when the partner is asked to say yes to what was handed in for it."""
        if self.assignment.state not in HANDED_IN or not self.may_submit:
            return False
        return self.assignment.is_unconfirmed  # type: ignore[attr-defined]

    @property
    def states(self) -> dict[str, tuple[str, str]]:
        """Per step the shape and the word: ("good", "klaar")."""
        # Rows are made when the form is first opened; until then none is no sign that there is nothing to do.
        is_made = self.may_edit or bool(self.rows)
        return {
            "rows": Count(len(self.filled_in), len(self.rows) if is_made else 1).state,
            "figures": self.todo.figures.state,
            "questions": self.todo.questions.state,
            "promises": self.todo.promises.state,
            "check": ("", "nog niet") if self.missing else ("good", "kan"),
        }


def address(assignment: Assignment, name: str, *more: object) -> str:
    """The address of one of the pages of these results."""
    return reverse(f"monitoring:{name}", args=[*place_of(assignment), *more])


def place_of(assignment: Assignment) -> tuple[str, int, str]:
    """What stands in the address of its pages."""
    return assignment.covenant.slug, results.year_of(assignment), assignment.partner.slug
