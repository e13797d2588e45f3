"""What the page of one overview shows, read in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Value

from agreements.models import Agreement, Covenant
from calendar_cycle import guards, questions, workflow
from calendar_cycle.content import Missing
from calendar_cycle.models import Assignment, OwnApproval
from calendar_cycle.questions import Asked
from calendar_cycle.states import HANDED_IN
from druten import clock
from druten.dutch import long_date
from monitoring import continuing, drafts, progress, serving
from monitoring.continuing import Before
from monitoring.drafts import Draft
from monitoring.models import Accent, Activity, Contribution, NoActivity
from monitoring.progress import Due

if TYPE_CHECKING:
    from agreements.access import Access
    from druten.accounts.models import User


@dataclass
class Line:
    """An agreement that asks something of this year, and what we said about it."""

    due: Due
    leads: bool
    activities: list[Activity] = field(default_factory=list)
    no_activity: NoActivity | None = None
    before: list[Before] = field(default_factory=list)

    @property
    def agreement(self) -> Agreement:
        return self.due.agreement

    @property
    def is_said(self) -> bool:
        return bool(self.activities or self.no_activity)


class Page:
    """The overview of one partner for one year, for somebody of that partner.

    What a page does not show is not read. The assignment is read `for_its_own_page`.
    """

    def __init__(
        self, assignment: Assignment, user: "User", access: "Access", others: Sequence[Assignment] = ()
    ) -> None:
        """`others`: the overviews of the same year of the other partners for whom `user` works."""
        self.others = list(others)
        self.assignment, self.user, self.access = assignment, user, access
        self.covenant, self.partner = assignment.covenant, assignment.partner
        self.year = assignment.milestone.subject_year or 0

    @cached_property
    def accents(self) -> list[Accent]:
        return list(Accent.objects.decided(self.covenant, self.year))

    @cached_property
    def draft(self) -> Draft:
        """What was filled in so far; of the agreements the codes only."""
        overview = getattr(self.assignment, "overview", None)
        if overview is None:
            return Draft(self.assignment)
        codes = Prefetch("agreements", Agreement.objects.only("code").order_by("code"))
        activities = overview.activities.going_on().knowing_what_it_serves().select_related("continues")
        contributions = overview.contributions.exclude(state=Contribution.State.WITHDRAWN)
        rows = list(activities.prefetch_related(codes))
        for row in rows:
            row.lacks = serving.lacks_in_words(self.partner, row)  # type: ignore[attr-defined]
        return Draft(
            self.assignment,
            overview.nothing_to_report,
            rows,
            list(overview.no_activities.all()),
            list(contributions.select_related("activity", "agreement", "partner").order_by("pk")),
        )

    @cached_property
    def lines(self) -> list[Line]:
        """The agreements that ask something of this year, and those that end."""
        reasons = {row.agreement_id: row for row in self.draft.no_activities}
        at: dict[int, list[Activity]] = {}
        for activity in self.draft.activities:
            for agreement in activity.agreements.all():
                at.setdefault(agreement.pk, []).append(activity)
        due = progress.with_what_ends(self.covenant, self.year, clock.today(), partner=self.partner)
        return [
            Line(row, row.is_of(self.partner), at.get(row.agreement.pk, []), reasons.get(row.agreement.pk))
            for row in due
        ]

    @cached_property
    def last_year(self) -> list[Before]:
        """What we did the year before."""
        return continuing.last_year(self.assignment)

    @cached_property
    def to_go_on_with(self) -> list[Before]:
        return [row for row in self.last_year if not row.is_continued]

    def with_last_year(self) -> "Page":
        """Puts last year's activities beside the agreements that they served."""
        for line in self.lines:
            line.before = [
                row
                for row in self.last_year
                if any(agreement.pk == line.agreement.pk for agreement in row.activity.agreements.all())
            ]
        return self

    @property
    def led(self) -> list[Line]:
        return [row for row in self.lines if row.leads and not row.due.is_apart]

    @property
    def joined(self) -> list[Line]:
        apart = [row for row in self.lines if not row.leads and not row.due.is_apart]
        return [row for row in apart if row.due.is_joined_by(self.partner)]

    @property
    def ending(self) -> list[Line]:
        return [row for row in self.lines if row.leads and row.due.is_apart]

    @property
    def activities(self) -> list[Activity]:
        return self.draft.activities

    @property
    def untouched(self) -> list[Activity]:
        """Taken along from last year, and not looked at since."""
        return [row for row in self.activities if row.untouched]

    @property
    def contributions(self) -> list[Contribution]:
        return self.draft.contributions

    @property
    def nothing_to_report(self) -> str:
        return self.draft.nothing_to_report

    @cached_property
    def questions(self) -> list[Asked]:
        return questions.asked(self.assignment)

    @cached_property
    def missing(self) -> list[Missing]:
        """What still forbids the hand-in."""
        unanswered = questions.missing_in(self.questions, drafts.page(self.assignment, "overview_questions"))
        return [*drafts.missing(self.draft), *unanswered]

    @cached_property
    def why_not_edit(self) -> str:
        return workflow.why_no_editing(self.assignment, self.user)

    @property
    def may_edit(self) -> bool:
        return not self.why_not_edit

    @property
    def may_submit(self) -> bool:
        return self.access.may_submit(self.covenant, self.partner)

    @cached_property
    def may_ask(self) -> bool:
        fills_in = self.access.may_edit(self.covenant, self.partner)
        return fills_in and guards.covenant_is_open(self.assignment) and guards.is_asked(self.assignment)

    @property
    def to_confirm(self) -> bool:
        return to_confirm(self.assignment, self.access)

    @property
    def unsaid(self) -> list[Line]:
        """Agreements we lead about which nothing was said: a hint."""
        return [row for row in self.led if not row.is_said]

    @property
    def answered(self) -> int:
        return len([row for row in self.questions if row.answer])

    @property
    def waiting(self) -> int:
        return len([row for row in self.contributions if row.state == Contribution.State.SENT])

    @property
    def states(self) -> dict[str, tuple[str, str]]:
        """Per step the shape and the word: ("good", "klaar")."""
        said = not self.unsaid
        all_answered = self.answered == len(self.questions)
        return {
            "agreements": _state(said, any(row.is_said for row in self.led)),
            "activities": self._state_of_activities,
            "help": ("good", "ingevuld") if self.contributions else ("", "mag leeg blijven"),
            "questions": _state(all_answered, self.answered > 0),
            "approval": ("good", "klaar om in te dienen") if self.is_ready else ("", "mag leeg blijven"),
            "check": self._state_of_check,
        }

    @property
    def _state_of_activities(self) -> tuple[str, str]:
        if self.untouched:
            return "half", "nakijken"
        if any(row.lacks for row in self.activities):  # type: ignore[attr-defined]
            return "warn", "nog niet af"
        there = bool(self.activities or self.nothing_to_report)
        return _state(there, there)

    @property
    def approval(self) -> OwnApproval:
        """What our own people agreed among themselves; an empty one when that is nothing yet."""
        return getattr(self.assignment, "own_approval", None) or OwnApproval(assignment=self.assignment)

    @property
    def is_ready(self) -> bool:
        return self.approval.is_ready

    @property
    def approved_in_words(self) -> str:
        """ "Eigen datum: vóór 20 juni 2026. Akkoord op 12 juni 2026"; who sees it when nothing was written down."""
        row, said = self.approval, []
        if row.own_before:
            said.append(f"Eigen datum: vóór {long_date(row.own_before)}")
        if row.agreed_on:
            said.append(f"Bestuur akkoord op {long_date(row.agreed_on)}")
        elif row.presented_on:
            said.append(f"Voorgelegd aan bestuur op {long_date(row.presented_on)}")
        return ". ".join(said) or "Alleen uw eigen organisatie ziet dit"

    @property
    def _state_of_check(self) -> tuple[str, str]:
        if self.assignment.state == Assignment.State.RETURNED:
            return "warn", "teruggegeven"
        return ("good", "kan") if not self.missing else ("", "nog niet")


def to_confirm(assignment: Assignment, access: "Access") -> bool:
    """True when the partner is asked to say yes to what was handed in for it. Read `for_its_own_page`."""
    if assignment.state not in HANDED_IN:
        return False
    is_unconfirmed = assignment.is_unconfirmed  # type: ignore[attr-defined]
    return is_unconfirmed and access.may_submit(assignment.covenant, assignment.partner)


def _state(done: bool, begun: bool) -> tuple[str, str]:
    if done:
        return "good", "klaar"
    return ("half", "mee bezig") if begun else ("", "nog niet begonnen")


def reading(assignment: Assignment, content: dict[str, Any]) -> dict[str, Any]:
    """A frozen overview (schema 1) with the words that a reader needs beside the codes."""
    words = _words(assignment.covenant)
    return {
        **content,
        "titles": words["titles"],
        "partners": words["partners"],
        "indicators": words["indicators"],
        "whys": dict(NoActivity.Why.choices),
        "involvements": dict(Activity.Involvement.choices),
    }


def _words(covenant: Covenant) -> dict[str, dict[str, str]]:
    """What the codes of agreements, partners and indicators in a frozen overview stand for. One query."""
    titles = covenant.agreements.values_list(Value("titles"), "code", "title")
    partners = covenant.parties.values_list(Value("partners"), "partner__slug", "partner__name")
    indicators = covenant.indicators.values_list(Value("indicators"), "key", "name")
    found: dict[str, dict[str, str]] = {"titles": {}, "partners": {}, "indicators": {}}
    for kind, code, word in titles.order_by().union(partners.order_by(), indicators.order_by()):
        found[kind][code] = word
    return found
