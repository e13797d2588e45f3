"""The joint overview of a year: what the parties handed in, side by side (domain.md §4 and §5).

`build` reads submissions and contributions as they stand; `as_json` freezes a bundle in canonical
JSON; `from_json` reads it back, years later. Page, PDF and publication all use the same `Bundle`.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from agreements.access import Person
from agreements.models import Agreement, Covenant, Party
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Submission
from druten import clock
from druten.clock import AMSTERDAM
from druten.dutch import long_date
from monitoring.models import Accent, Contribution, NoActivity, Publication
from monitoring.models.accent import AccentQuerySet
from monitoring.models.contribution import ContributionQuerySet

SCHEMA = 1

STANDINGS = {
    "accepted": "vastgesteld",
    "submitted": "nog niet vastgesteld",
    "missing": "niet ontvangen",
    "left": "doet niet meer mee",
}
# Of these nobody needs to be confirmed before publishing.
SETTLED = ("accepted", "left")


@dataclass(frozen=True)
class Part:
    """One party's share: what it handed in, and how that stands."""

    partner: str
    name: str
    kind: str
    standing: str
    unconfirmed: bool = False
    number: int | None = None
    submitted_on: str | None = None
    content: dict[str, Any] | None = None
    left_on: str | None = None

    @property
    def standing_in_words(self) -> str:
        """ "vastgesteld"; or "doet niet meer mee sinds 10 juni 2026"."""
        since = f" sinds {long_date(date.fromisoformat(self.left_on))}" if self.left_on else ""
        return f"{STANDINGS[self.standing]}{since}"

    @property
    def activities(self) -> list[dict[str, Any]]:
        return (self.content or {}).get("activities", [])

    @property
    def no_activities(self) -> list[dict[str, Any]]:
        """Why nothing this year, per agreement, with the reason in words."""
        rows = (self.content or {}).get("no_activities", [])
        return [{**row, "why_in_words": NoActivity.Why(row["why"]).label} for row in rows]

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The questions that were answered."""
        return [row for row in (self.content or {}).get("answers", []) if row.get("answer")]

    @property
    def nothing_to_report(self) -> str:
        return (self.content or {}).get("nothing_to_report", "")


@dataclass(frozen=True)
class Bundle:
    """All parties of one covenant for one year."""

    covenant: str
    title: str
    year: int
    parts: list[Part]
    contributions: list[dict[str, Any]] = field(default_factory=list)
    accents: list[dict[str, str]] = field(default_factory=list)
    agreements: dict[str, str] = field(default_factory=dict)

    @cached_property
    def by_agreement(self) -> list[tuple[str, str, list[tuple[str, dict[str, Any]]]]]:
        """(code, title, [(party, activity)]) for every agreement that an activity serves, by code."""
        served: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for part in self.parts:
            for activity in part.activities:
                for code in activity["agreements"]:
                    served.setdefault(code, []).append((part.name, activity))
        return [(code, self.agreements.get(code, ""), served[code]) for code in sorted(served)]

    @property
    def activities(self) -> list[dict[str, Any]]:
        """Those of all parties."""
        return [row for part in self.parts for row in part.activities]

    def contributions_at(self, activity: str) -> list[dict[str, Any]]:
        """What others were asked or offered at one activity, by its code."""
        return [row for row in self.contributions if row["activity"] == activity]

    @property
    def waiting_for(self) -> list[Part]:
        """The parties that are not accepted: each must be confirmed before publishing. Not who has left."""
        return [part for part in self.parts if part.standing not in SETTLED]


def build(covenant: Covenant, year: int) -> Bundle:
    """What a publication about `year` would hold now. A fixed number of queries."""
    rows = _assignments(covenant, year)
    counting = {row.assignment_id: row for row in Submission.objects.filter(assignment__in=rows).counting()}
    parts = [_part(row, counting.get(row.pk)) for row in rows]
    return _bundle(covenant, year, parts, Contribution.objects.all(), Accent.objects.all())


def came_in(covenant: Covenant, year: int) -> Bundle:
    """The latest hand-in of every party, accepted or not: what is sent round after the deadline."""
    rows = _assignments(covenant, year)
    latest = {row.assignment_id: row for row in Submission.objects.filter(assignment__in=rows).latest_of_each()}
    parts = [_part(row, latest.get(row.pk)) for row in rows]
    return _bundle(covenant, year, parts, Contribution.objects.all(), Accent.objects.all())


def of_submissions(covenant: Covenant, year: int, submissions: list[Submission], *, reader: Person) -> Bundle:
    """The same, of the hand-ins that `reader` may see, with the contributions and accents that he may see.

    The partners of the submissions are loaded.
    """
    parts = [_part(row.assignment, row) for row in submissions]
    contributions = Contribution.objects.visible_to(reader)
    return _bundle(covenant, year, parts, contributions, Accent.objects.visible_to(reader))


def as_json(bundle: Bundle) -> str:
    """Canonical JSON: sorted keys, no spaces, decimals as text; organisations and functions, no people."""
    content = {"schema": SCHEMA, "kind": Publication.Kind.OVERVIEW.value, **asdict(bundle)}
    for part in content["parts"]:
        # Only where someone left, so that what was published before this was known keeps its hash.
        if part["left_on"] is None:
            del part["left_on"]
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_json(text: str) -> Bundle:
    """A bundle out of a publication's content."""
    content = json.loads(text)
    parts = [Part(**row) for row in content["parts"]]
    kept = ("covenant", "title", "year", "contributions", "accents", "agreements")
    return Bundle(parts=parts, **{key: content[key] for key in kept})


def hash_of(content: str) -> str:
    """The SHA-256 of a content, as hexadecimals."""
    return sha256(content.encode()).hexdigest()


def activities_of(publication: Publication, partner_slug: str) -> list[dict[str, Any]]:
    """The activities of one partner in a publication, as they were frozen (schema 1)."""
    for part in from_json(publication.content).parts:
        if part.partner == partner_slug:
            return part.activities
    return []


def _assignments(covenant: Covenant, year: int) -> list[Assignment]:
    rows = Assignment.objects.filter(
        milestone__cycle__covenant=covenant, milestone__kind=MilestoneKind.OVERVIEW, milestone__subject_year=year
    )
    left = Party.objects.filter(covenant=covenant, partner=OuterRef("partner"), left_on__lte=clock.today())
    return list(rows.annotate(left_on=Subquery(left.values("left_on")[:1])).select_related("partner").order_by("pk"))


def _bundle(
    covenant: Covenant,
    year: int,
    parts: list[Part],
    contributed: ContributionQuerySet,
    accents: AccentQuerySet,
) -> Bundle:
    codes = {code for part in parts for row in part.activities for code in row["agreements"]}
    codes |= {row["agreement"] for part in parts for row in part.no_activities}
    contributions = _contributions(contributed, covenant, year, parts)
    codes |= {row["agreement"] for row in contributions if row["agreement"]}
    titles = dict(Agreement.objects.filter(covenant=covenant, code__in=codes).values_list("code", "title"))
    return Bundle(
        covenant=covenant.slug,
        title=covenant.title,
        year=year,
        parts=parts,
        contributions=contributions,
        accents=[{"title": row.title, "text": row.text} for row in accents.decided(covenant, year).order_by("pk")],
        agreements=titles,
    )


def _part(assignment: Assignment, submission: Submission | None) -> Part:
    partner = assignment.partner
    if submission is None:
        left_on = assignment.left_on  # type: ignore[attr-defined]
        standing = "left" if left_on else "missing"
        return Part(partner.slug, partner.name, partner.kind, standing, left_on=_day(left_on) if left_on else None)
    return Part(
        partner=partner.slug,
        name=partner.name,
        kind=partner.kind,
        standing="accepted" if submission.accepted_at else "submitted",
        unconfirmed=submission.on_behalf and submission.confirmed_at is None,
        number=submission.number,
        submitted_on=_day(timezone.localtime(submission.submitted_at, AMSTERDAM).date()),
        content=submission.content,
    )


def _day(day: date) -> str:
    return day.isoformat()


def _contributions(
    contributed: ContributionQuerySet, covenant: Covenant, year: int, parts: list[Part]
) -> list[dict[str, Any]]:
    """Those at the activities and agreements in these hand-ins, as they stand at this moment."""
    shown = {row["code"] for part in parts for row in part.activities}
    here = {part.partner for part in parts if part.content is not None}
    rows = contributed.filter(
        overview__assignment__milestone__cycle__covenant=covenant,
        overview__assignment__milestone__subject_year=year,
    ).exclude(state__in=(Contribution.State.CONCEPT, Contribution.State.WITHDRAWN))
    related = ("activity", "agreement", "partner", "tied_to", "overview__assignment__partner")
    rows = rows.select_related(*related).order_by("pk")
    return [
        _contribution(row, shown)
        for row in rows
        if (row.activity.code in shown if row.activity else row.overview.assignment.partner.slug in here)
    ]


def _contribution(row: Contribution, shown: set[str]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "origin": row.origin,
        "asker": row.overview.assignment.partner.name,
        "activity": row.activity.code if row.activity else None,
        "agreement": row.agreement.code if row.agreement else None,
        "tied_to": row.tied_to.code if row.tied_to and row.tied_to.code in shown else None,
        "partner": row.partner.slug,
        "partner_name": row.partner.name,
        "text": row.text,
        "by_quarter": row.by_quarter,
        "state": row.state,
        "state_in_words": row.get_state_display(),
        "answer": row.answer_in_words,
    }
