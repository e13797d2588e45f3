"""What the page of one overview shows, read in a fixed number of queries."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Value

from agreements.models import Agreement, Covenant
from calendar_cycle import guards, questions, workflow
from calendar_cycle.content import Missing
from calendar_cycle.models import Assignment
from calendar_cycle.questions import Asked
from druten import clock
from monitoring import drafts, progress
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

    @property
    def agreement(self) -> Agreement:
        return self.due.agreement

    @property
    def is_said(self) -> bool:
        return bool(self.activities or self.no_activity)


@dataclass
class Page:
    """The task list of one partner for one year."""

    accents: list[Accent]
    led: list[Line]
    joined: list[Line]
    ending: list[Line]
    activities: list[Activity]
    contributions: list[Contribution]
    questions: list[Asked]
    missing: list[Missing]
    nothing_to_report: str
    why_not_edit: str
    may_submit: bool
    may_ask: bool
    to_confirm: bool = False

    @property
    def may_edit(self) -> bool:
        return not self.why_not_edit

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
        said, any_activity = not self.unsaid, bool(self.activities or self.nothing_to_report)
        all_answered = self.answered == len(self.questions)
        return {
            "agreements": _state(said, any(row.is_said for row in self.led)),
            "activities": _state(any_activity, any_activity),
            "questions": _state(all_answered, self.answered > 0),
            "check": ("good", "kan") if not self.missing else ("", "nog niet"),
        }


def _state(done: bool, begun: bool) -> tuple[str, str]:
    if done:
        return "good", "klaar"
    return ("half", "mee bezig") if begun else ("", "nog niet begonnen")


def build(assignment: Assignment, user: "User", access: "Access") -> Page:
    """Everything on the page, for somebody of the own partner. The assignment is read `for_its_own_page`."""
    covenant, partner = assignment.covenant, assignment.partner
    year = assignment.milestone.subject_year or 0
    draft = _draft(assignment)
    due = progress.with_what_ends(covenant, year, clock.today(), partner=partner)
    lines = _lines(due, draft)
    asked = questions.asked(assignment)
    why_not = workflow.why_no_editing(assignment, user)
    led = [row for row in lines if row.leads and not row.due.is_apart]
    return Page(
        accents=list(Accent.objects.decided(covenant, year)),
        led=led,
        joined=[row for row in lines if not row.leads and not row.due.is_apart and row.due.is_joined_by(partner)],
        ending=[row for row in lines if row.leads and row.due.is_apart],
        activities=draft.activities,
        contributions=draft.contributions,
        questions=asked,
        missing=[
            *drafts.missing(draft),
            *questions.missing_in(asked, drafts.page(assignment, "overview_questions")),
        ],
        nothing_to_report=draft.nothing_to_report,
        why_not_edit=why_not,
        may_submit=access.may_submit(covenant, partner),
        may_ask=access.may_edit(covenant, partner)
        and guards.covenant_is_open(assignment)
        and guards.is_asked(assignment),
        to_confirm=to_confirm(assignment, access),
    )


def to_confirm(assignment: Assignment, access: "Access") -> bool:
    """True when the partner is asked to say yes to what was handed in for it. Read `for_its_own_page`."""
    if assignment.state not in (Assignment.State.SUBMITTED, Assignment.State.ACCEPTED):
        return False
    is_unconfirmed = assignment.is_unconfirmed  # type: ignore[attr-defined]
    return is_unconfirmed and access.may_submit(assignment.covenant, assignment.partner)


def _draft(assignment: Assignment) -> Draft:
    """What the page needs of it; of the agreements the codes only."""
    overview = getattr(assignment, "overview", None)
    if overview is None:
        return Draft(assignment)
    codes = Prefetch("agreements", Agreement.objects.only("code").order_by("code"))
    activities = overview.activities.going_on().knowing_what_it_serves().select_related("continues")
    contributions = overview.contributions.exclude(state=Contribution.State.WITHDRAWN)
    return Draft(
        assignment,
        overview.nothing_to_report,
        list(activities.prefetch_related(codes)),
        list(overview.no_activities.all()),
        list(contributions.select_related("activity", "agreement", "partner").order_by("pk")),
    )


def _lines(due: list[Due], draft: Draft) -> list[Line]:
    reasons = {row.agreement_id: row for row in draft.no_activities}
    serving: dict[int, list[Activity]] = {}
    for activity in draft.activities:
        for agreement in activity.agreements.all():
            serving.setdefault(agreement.pk, []).append(activity)
    partner = draft.assignment.partner
    return [
        Line(row, row.is_of(partner), serving.get(row.agreement.pk, []), reasons.get(row.agreement.pk)) for row in due
    ]


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
