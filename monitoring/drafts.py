"""The live rows of one overview, read once: what is missing in them, and how they freeze (domain.md §3, §5)."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from agreements.models import Ambition
from calendar_cycle.content import Missing
from calendar_cycle.models import Assignment
from monitoring import attachments, serving
from monitoring.models import Activity, Contribution, NoActivity

NOTHING_YET = (
    "Er staat nog niets in het overzicht. Voeg een activiteit of een aanbod toe,"
    " of schrijf waarom er niets te melden is."
)


@dataclass(frozen=True)
class Draft:
    """What the own partner filled in so far; nothing of it while it has not begun."""

    assignment: Assignment
    nothing_to_report: str = ""
    activities: list[Activity] = field(default_factory=list)
    no_activities: list[NoActivity] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """An offer to another, or why there is nothing to report."""
        offers = any(row.origin == Contribution.Origin.OFFERED for row in self.contributions)
        return offers or bool(self.nothing_to_report.strip())


def of(assignment: Assignment) -> Draft:
    """Reads it whole: the activities that go on with all they are linked to, and what was not withdrawn."""
    overview = getattr(assignment, "overview", None)
    if overview is None:
        return Draft(assignment)
    activities = overview.activities.going_on().knowing_what_it_serves().select_related("indicator", "continues")
    activities = activities.annotate(attached=attachments.listed("activity"))
    ambitions = Prefetch("ambitions", Ambition.objects.select_related("topic"))
    contributions = overview.contributions.exclude(state=Contribution.State.WITHDRAWN)
    linked = ("agreements", ambitions, "accents", "villages")
    return Draft(
        assignment,
        overview.nothing_to_report,
        list(activities.order_by("pk").prefetch_related(*linked)),
        list(overview.no_activities.select_related("agreement").order_by("agreement__code")),
        list(contributions.select_related("activity", "agreement", "partner").order_by("pk")),
    )


def briefly(assignment: Assignment) -> Draft:
    """Reads only what says whether something is missing."""
    overview = getattr(assignment, "overview", None)
    if overview is None:
        return Draft(assignment)
    return Draft(
        assignment,
        overview.nothing_to_report,
        list(overview.activities.going_on().knowing_what_it_serves().order_by("pk")),
        contributions=list(overview.contributions.exclude(state=Contribution.State.WITHDRAWN)),
    )


def missing(draft: Draft) -> list[Missing]:
    """What forbids the hand-in: something must be there, and every activity serves what `serving` asks."""
    rows = []
    if not draft.activities and not draft.says_something:
        rows.append(Missing(NOTHING_YET, page(draft.assignment, "activity_add")))
    for row in draft.activities:
        if reason := serving.lacks(draft.assignment.partner, row):
            said = f"“{row.title}”: {reason[0].lower()}{reason[1:]}"
            rows.append(Missing(said, page(draft.assignment, "activity_edit", row.pk)))
    return rows


def freeze(draft: Draft) -> dict[str, Any]:
    """All that others will read (schema 1); what was asked at a dropped activity is left out."""
    return {
        "nothing_to_report": draft.nothing_to_report,
        "activities": [_frozen_activity(row) for row in draft.activities],
        "no_activities": [
            {"agreement": row.agreement.code, "why": row.why, "text": row.text} for row in draft.no_activities
        ],
        "contributions": [
            _frozen_contribution(row)
            for row in draft.contributions
            if row.activity is None or row.activity.dropped_on is None
        ],
    }


def page(assignment: Assignment, name: str, *more: Any) -> str:
    """The address of one of the pages of this overview."""
    slugs = (assignment.covenant.slug, assignment.milestone.subject_year, assignment.partner.slug)
    return reverse(f"monitoring:{name}", args=[*slugs, *more])


def _frozen_activity(row: Activity) -> dict[str, Any]:
    return {
        "id": row.pk,
        "code": row.code,
        "title": row.title,
        "text": row.text,
        "agreements": sorted(agreement.code for agreement in row.agreements.all()),
        "ambitions": [
            {"id": ambition.pk, "topic": ambition.topic.number, "position": ambition.position, "text": ambition.text}
            for ambition in row.ambitions.all()
        ],
        "accents": [{"id": accent.pk, "title": accent.title} for accent in row.accents.all()],
        "involvement": list(row.involvement),
        "first_quarter": row.first_quarter,
        "last_quarter": row.last_quarter,
        "budget": _as_text(row.budget),
        "indicator": row.indicator.key if row.indicator else None,
        "planned_quantity": _as_text(row.planned_quantity),
        "villages": [village.name for village in row.villages.all()],
        "continues": row.continues.code if row.continues else None,
        "attachments": attachments.frozen(row),
    }


def _as_text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _frozen_contribution(row: Contribution) -> dict[str, Any]:
    return {
        "id": row.pk,
        "origin": row.origin,
        "activity": row.activity.code if row.activity else None,
        "agreement": row.agreement.code if row.agreement else None,
        "partner": row.partner.slug,
        "text": row.text,
        "by_quarter": row.by_quarter,
    }
