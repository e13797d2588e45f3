"""What the pages of one partner's results show, read in a fixed number of queries."""

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse

from agreements.succession import Succession
from calendar_cycle import guards, questions, workflow
from calendar_cycle.content import Missing
from calendar_cycle.models import Assignment
from calendar_cycle.questions import Asked
from calendar_cycle.states import HANDED_IN
from druten import clock
from monitoring import our_figures, results, results_reading
from monitoring.models import Contribution, Measurement
from monitoring.our_figures import OurFigure
from monitoring.result_rows import Row
from monitoring.results_reading import ReadFigure, Reading, Words

if TYPE_CHECKING:
    from agreements.access import Access
    from druten.accounts.models import User

# So many of what is missing stand beside a page; the rest is a link.
SHOWN = 8


class Page:
    """The results of one partner over one year, for somebody of that partner.

    What a page does not show is not read. The assignment is read `for_its_own_page`.
    """

    def __init__(self, assignment: Assignment, user: "User", access: "Access") -> None:
        self.assignment, self.user, self.access = assignment, user, access
        self.covenant, self.partner = assignment.covenant, assignment.partner
        self.year = results.year_of(assignment)

    @cached_property
    def succession(self) -> Succession:
        return Succession.on(self.covenant, clock.today())

    @cached_property
    def rows(self) -> list[Row]:
        """One per activity and agreement; while it may be filled in, made what they must be first."""
        plan = results.plan_of(self.assignment, self.succession)
        found = results.rows_of(self.assignment, plan)
        changed = self.may_edit and results.sync(self.assignment, plan, [row.result for row in found])
        return results.rows_of(self.assignment, plan) if changed else found

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
    def figures_measured(self) -> list[bool]:
        """Of each figure that is asked of us, whether it was filled in."""
        own = Measurement.objects.filter(assignment=self.assignment, year=self.year, indicator=OuterRef("pk"))
        asked = results.indicators_of(self.assignment).annotate(is_measured=Exists(own))
        return [row.is_measured for row in asked]  # type: ignore[attr-defined]

    @property
    def figures_filled_in(self) -> int:
        return sum(self.figures_measured)

    @cached_property
    def figures(self) -> list[OurFigure]:
        """Those that were filled in."""
        return our_figures.filled_in(self.assignment, self.user)

    @property
    def doubtful(self) -> list[OurFigure]:
        return [row for row in self.figures if row.doubt]

    @cached_property
    def promises(self) -> list[Contribution]:
        """What others promised us for the year."""
        seen = Contribution.objects.visible_to(self.user).values("pk")
        return list(results.promised_to(self.assignment, self.succession).filter(pk__in=seen))

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

    @property
    def answered(self) -> int:
        return len([row for row in self.questions if row.answer])

    @cached_property
    def missing(self) -> list[Missing]:
        """What still forbids the hand-in."""
        rows = results.missing_in(self.assignment, (row.result for row in self.rows))
        return [*rows, *questions.missing_in(self.questions, address(self.assignment, "results_questions"))]

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
        figures = [ReadFigure(row.indicator.name, row.now_in_words, row.source) for row in self.figures]
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
        return {
            "rows": _state(len(self.filled_in), len(self.rows)),
            "figures": _state(self.figures_filled_in, len(self.figures_measured)),
            "questions": _state(self.answered, len(self.questions)),
            "promises": _state(len(self.judged), len(self.promises)),
            "check": ("", "nog niet") if self.missing else ("good", "kan"),
        }


def address(assignment: Assignment, name: str, *more: object) -> str:
    """The address of one of the pages of these results."""
    return reverse(f"monitoring:{name}", args=[*place_of(assignment), *more])


def place_of(assignment: Assignment) -> tuple[str, int, str]:
    """What stands in the address of its pages."""
    return assignment.covenant.slug, results.year_of(assignment), assignment.partner.slug


def _state(done: int, total: int) -> tuple[str, str]:
    if not total:
        return "", "niet nodig"
    if done == total:
        return "good", "klaar"
    return ("half", "mee bezig") if done else ("", "nog niet begonnen")
