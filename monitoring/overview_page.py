"""What the page of one overview shows, read in a fixed number of queries."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Prefetch, Subquery

from agreements.models import Agreement, Responsibility
from calendar_cycle import guards, workflow
from calendar_cycle.content import Missing
from calendar_cycle.models import Answer, Assignment, Question
from druten import clock
from monitoring import overviews, progress
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
    questions: list[Question]
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
        return len([row for row in self.questions if row.answer])  # type: ignore[attr-defined]

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
    """Everything on the page, for somebody of the own partner."""
    covenant, partner = assignment.covenant, assignment.partner
    year = assignment.milestone.subject_year or 0
    activities = list(
        Activity.objects.going_on()
        .filter(overview__assignment=assignment)
        .select_related("continues")
        .prefetch_related(Prefetch("agreements", queryset=Agreement.objects.order_by("code")), "ambitions")
    )
    no_activities = {row.agreement_id: row for row in NoActivity.objects.filter(overview__assignment=assignment)}
    due = progress.due_in(covenant, year, clock.today())
    joined = set(
        Responsibility.objects.filter(partner=partner, role="betrokkene", agreement__covenant=covenant).values_list(
            "agreement", flat=True
        )
    )
    lines = [_line(row, assignment, activities, no_activities) for row in due]
    asked = _questions(assignment)
    overview = getattr(assignment, "overview", None)
    nothing = overview.nothing_to_report if overview else ""
    contributions = _contributions(assignment)
    why_not = workflow.why_no_editing(assignment, user)
    led = [row for row in lines if row.leads]
    return Page(
        accents=list(Accent.objects.decided(covenant, year)),
        led=led,
        joined=[row for row in lines if not row.leads and row.agreement.pk in joined],
        ending=[row for row in led if row.due.ends_this_year],
        activities=activities,
        contributions=contributions,
        questions=asked,
        missing=_missing(assignment, activities, nothing, contributions, asked),
        nothing_to_report=nothing,
        why_not_edit=why_not,
        may_submit=access.may_submit(covenant, partner),
        may_ask=access.may_edit(covenant, partner) and guards.covenant_is_open(assignment),
        to_confirm=_to_confirm(assignment, access),
    )


def _to_confirm(assignment: Assignment, access: "Access") -> bool:
    if assignment.state not in (Assignment.State.SUBMITTED, Assignment.State.ACCEPTED):
        return False
    return access.may_submit(assignment.covenant, assignment.partner) and guards.was_handed_in_on_behalf(assignment)


def _line(row: Due, assignment: Assignment, activities: list[Activity], nothing: dict[int, NoActivity]) -> Line:
    key = row.agreement.pk
    serving = [activity for activity in activities if any(it.pk == key for it in activity.agreements.all())]
    return Line(row, row.is_of(assignment.partner), serving, nothing.get(key))


def _questions(assignment: Assignment) -> list[Question]:
    given = Answer.objects.filter(assignment=assignment, question=OuterRef("pk")).values("text")[:1]
    kinds = ("", assignment.partner.kind)
    rows = assignment.milestone.questions.filter(partner_kind__in=kinds).annotate(answer=Subquery(given))
    return list(rows.order_by("position"))


def _contributions(assignment: Assignment) -> list[Contribution]:
    rows = Contribution.objects.filter(overview__assignment=assignment).exclude(state=Contribution.State.WITHDRAWN)
    return list(rows.select_related("activity", "agreement", "partner").order_by("pk"))


def _missing(
    assignment: Assignment,
    activities: list[Activity],
    nothing: str,
    contributions: list[Contribution],
    asked: list[Question],
) -> list[Missing]:
    """As the door will say it, from what was read already."""
    offers = any(row.origin == Contribution.Origin.OFFERED for row in contributions)
    rows = overviews.missing_in(assignment, activities, said_something=bool(nothing.strip()) or offers)
    url = overviews.page(assignment, "overview_questions")
    for row in asked:
        if row.required and not (row.answer or "").strip():  # type: ignore[attr-defined]
            rows.append(Missing(f"Beantwoord de vraag “{row.text}”", url))
    return rows


def reading(assignment: Assignment, content: dict[str, Any]) -> dict[str, Any]:
    """A frozen overview (schema 1) with the words that a reader needs beside the codes."""
    codes = {code for row in content.get("activities", []) for code in row["agreements"]}
    codes |= {row["agreement"] for row in content.get("no_activities", [])}
    codes |= {row["agreement"] for row in content.get("contributions", []) if row["agreement"]}
    found = Agreement.objects.filter(covenant=assignment.covenant, code__in=codes)
    parties = assignment.covenant.parties.select_related("partner")
    return {
        **content,
        "titles": dict(found.values_list("code", "title")),
        "partners": {row.partner.slug: row.partner.name for row in parties},
        "whys": dict(NoActivity.Why.choices),
        "involvements": dict(Activity.Involvement.choices),
        "indicators": dict(assignment.covenant.indicators.values_list("key", "name")),
    }
