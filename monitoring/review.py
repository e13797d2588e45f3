"""A hand-in beside the agreements it concerns, for the working group (domain.md §5).

Only what was handed in is read; of a draft nothing but the state.
"""

from dataclasses import dataclass, field
from typing import Any

from agreements.access import Access, remembered
from calendar_cycle import guards, workflow
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Submission
from druten import clock, dutch
from druten.accounts.models import User
from monitoring import stories
from monitoring.models import Contribution, Indicator, NoActivity, Result
from monitoring.progress import Due, with_what_ends

DEEDS = ("accept", "return_for_changes", "reopen", "let_stand", "close", "end")


@dataclass(frozen=True)
class Beside:
    """Something that was handed in, and the agreements it is about."""

    row: dict[str, Any]
    agreements: list[Due]
    contributions: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Review:
    """All that the page of one assignment shows."""

    assignment: Assignment
    submission: Submission | None
    kind: str
    items: list[Beside]
    untouched: list[Due]
    offers: list[Beside]
    kept: list[dict[str, Any]]
    measurements: list[dict[str, Any]]
    answers: list[dict[str, Any]]
    nothing_to_report: str
    story: list[stories.Told]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What was handed in, without what stands beside it."""
        return [item.row for item in self.items]


def of(assignment: Assignment, reader: User, access: Access) -> Review:
    """The latest hand-in that stands, readable whole, with the agreements due of its year."""
    submission = (
        Submission.objects.visible_to(reader)
        .latest_of_each()
        .filter(assignment=assignment)
        .select_related("submitted_by", "accepted_by")
        .first()
    )
    content: dict[str, Any] = submission.content if submission else {}
    year = assignment.milestone.subject_year
    dues = with_what_ends(assignment.covenant, year, clock.today()) if year and submission else []
    items = _items(content, {due.agreement.code: due for due in dues})
    touched = {due.agreement.code for item in items for due in item.agreements}
    is_overview = assignment.milestone.kind == MilestoneKind.OVERVIEW
    return Review(
        assignment=assignment,
        submission=submission,
        kind=assignment.milestone.kind,
        items=items,
        untouched=[
            due
            for due in dues
            if is_overview and not due.is_apart and due.is_of(assignment.partner) and due.agreement.code not in touched
        ],
        offers=_offers(content, {due.agreement.code: due for due in dues}),
        kept=[{**row, "kept_in_words": _kept(row.get("kept"))} for row in content.get("kept", [])],
        measurements=_measurements(content, assignment),
        answers=[row for row in content.get("answers", []) if row.get("answer")],
        nothing_to_report=content.get("nothing_to_report", ""),
        story=stories.of(assignment, access),
    )


def allowed(review: Review, by: User, access: Access) -> list[tuple[str, str]]:
    """(deed, why not) of the deeds that this state knows; an empty reason means that it may be done."""
    assignment = review.assignment
    beside_the_point = "close" if review.submission else "let_stand"
    here = [name for name in DEEDS if getattr(assignment, name)._django_fsm.has_transition(assignment.state)]
    if not guards.party_has_left(assignment):
        here = [name for name in here if name != "end"]
    here = [name for name in here if name != beside_the_point]
    with remembered(access):
        return [(name, workflow.refusal(assignment, name, by=by)) for name in here]


def why_no_decision(assignment: Assignment, by: User) -> str:
    """Why `by` can not decide on an extension of this partner; empty when he can."""
    return "" if guards.reviews(assignment, by) else guards.refusal_of(guards.reviews, assignment, by)


def _items(content: dict[str, Any], dues: dict[str, Due]) -> list[Beside]:
    """The activities and reasons of an overview, or the rows of results."""
    found = []
    for row in content.get("activities", []):
        asked = [it for it in content.get("contributions", []) if it.get("activity") == row["code"]]
        figures = {"budget": _euros(row.get("budget")), "planned_quantity": _number(row.get("planned_quantity"))}
        found.append(Beside({**row, **figures, "sort": "activity"}, _concerned(row["agreements"], dues), asked))
    for row in content.get("no_activities", []):
        words = {**row, "sort": "nothing", "why_in_words": _label(NoActivity.Why, row["why"])}
        found.append(Beside(words, _concerned([row["agreement"]], dues)))
    for row in content.get("results", []):
        codes = row.get("agreements") or ([row["agreement"]] if row.get("agreement") else [])
        words = {
            **row,
            "sort": "result",
            "state_in_words": _label(Result.State, row["state"]),
            "realised_quantity": _number(row.get("realised_quantity")),
            "planned_quantity": _number(row.get("planned_quantity")),
        }
        found.append(Beside(words, _concerned(codes, dues)))
    return found


def _offers(content: dict[str, Any], dues: dict[str, Due]) -> list[Beside]:
    own = {row["code"] for row in content.get("activities", [])}
    rows = [row for row in content.get("contributions", []) if row.get("activity") not in own]
    return [Beside(row, _concerned([row["agreement"]] if row.get("agreement") else [], dues)) for row in rows]


def _concerned(codes: list[str], dues: dict[str, Due]) -> list[Due]:
    return [dues[code] for code in codes if code in dues]


def _label(choices: Any, value: str) -> str:
    return choices(value).label if value in choices.values else "nog niet ingevuld"


def _number(stored: str | None) -> str:
    """A stored decimal as the Dutch write it; empty when there is none."""
    found = dutch.parse_stored(stored)
    return "" if found is None else dutch.number(found)


def _euros(stored: str | None) -> str:
    found = dutch.parse_stored(stored)
    return "" if found is None else dutch.euros(found)


def _kept(value: str | None) -> str:
    choices = dict(Contribution._meta.get_field("kept").choices or [])
    return str(choices.get(value or "", "nog niet beoordeeld") or "nog niet beoordeeld")


def _measurements(content: dict[str, Any], assignment: Assignment) -> list[dict[str, Any]]:
    """The figures, with the names of their indicators; no query when there are none."""
    rows = content.get("measurements", [])
    if not rows:
        return []
    known = Indicator.objects.filter(covenant=assignment.covenant, key__in={row["indicator"] for row in rows})
    names = dict(known.values_list("key", "name"))
    figures = ("value", "numerator", "denominator")
    return [
        {
            **row,
            "name": names.get(row["indicator"], row["indicator"]),
            **{key: _number(row.get(key)) for key in figures},
        }
        for row in rows
    ]
