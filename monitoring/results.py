"""A partner's results over one year: which rows there are, what is missing, what is frozen (domain.md §3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from agreements.models import Agreement, Covenant, Partner, Responsibility
from agreements.succession import Succession
from calendar_cycle.content import Missing
from calendar_cycle.models import Assignment, Milestone, Submission
from calendar_cycle.states import WITH_THE_PARTNER
from druten import clock
from druten.dutch import parse_stored
from monitoring import attachments, bundling, progress
from monitoring.models import Activity, Contribution, Indicator, Measurement, Publication, Result

PROMISED = (Contribution.State.PROMISED, Contribution.State.PARTLY)


def year_of(assignment: Assignment) -> int:
    """The year that the results are about."""
    return assignment.milestone.subject_year or 0


@dataclass(frozen=True)
class Plan:
    """What holds for one partner and year: its activities in the latest publication, as they were frozen."""

    activities: dict[str, dict[str, Any]]

    @classmethod
    def of(cls, covenant: Covenant, partner: Partner, year: int) -> "Plan":
        """Reads the latest publication about `year`; without one the plan is empty. Two queries.
        What those planned in whose place this partner came, is now its own."""
        publication = Publication.objects.defer("pdf").latest(covenant, Publication.Kind.OVERVIEW, year)
        if publication is None:
            return cls({})
        slugs = [partner.slug, *Succession.on(covenant, clock.today()).of_former(partner)]
        return cls({row["code"]: row for slug in slugs for row in bundling.activities_of(publication, slug)})

    @cached_property
    def served(self) -> set[str]:
        """The codes of the agreements that an activity in it serves."""
        return {code for row in self.activities.values() for code in row["agreements"]}


def plan_of(assignment: Assignment) -> Plan:
    """The plan that these results are about."""
    return Plan.of(assignment.covenant, assignment.partner, year_of(assignment))


def sync(assignment: Assignment, plan: Plan | None = None) -> None:
    """Makes the rows what they must be, until the hand-in.

    One per activity of this partner in the latest publication about the year, plus one per agreement due
    that it leads and that none of those activities serves. Adds what is missing; takes away only rows in
    which nothing was filled in. A row with words whose activity was dropped stays.
    """
    if assignment.state not in WITH_THE_PARTNER:
        return
    plan = plan or plan_of(assignment)
    rows = list(assignment.results.select_related("activity"))
    there = {(row.activity_id, row.agreement_id): row for row in rows}
    wanted = _wanted_activities(assignment, plan, rows) | _wanted_agreements(assignment, plan)
    stale = [row.pk for key, row in there.items() if key not in wanted and not row.is_touched]
    new = sorted(wanted - there.keys(), key=lambda key: (key[0] is None, key[0] or 0, key[1] or 0))
    if stale:
        assignment.results.filter(pk__in=stale, attachments=None, remarks=None).delete()
    # Someone else may open the form in the same instant; and an empty row has no history yet.
    made = [Result(assignment=assignment, activity_id=activity, agreement_id=agreement) for activity, agreement in new]
    Result.objects.bulk_create(made, ignore_conflicts=True)


def _wanted_activities(assignment: Assignment, plan: Plan, rows: list[Result]) -> set[tuple[int | None, int | None]]:
    known = {row.activity.code: row.activity.pk for row in rows if row.activity}
    if plan.activities.keys() - known.keys():
        found = Activity.objects.filter(covenant=assignment.covenant, code__in=plan.activities)
        known |= dict(found.values_list("code", "pk"))
    return {(known[code], None) for code in plan.activities if code in known}


def _wanted_agreements(assignment: Assignment, plan: Plan) -> set[tuple[int | None, int | None]]:
    due = progress.due_in(assignment.covenant, year_of(assignment), clock.today())
    return {
        (None, row.agreement.pk)
        for row in due
        if row.is_of(assignment.partner_id) and row.agreement.code not in plan.served
    }


@dataclass(frozen=True)
class Row:
    """A result with what was planned for it."""

    result: Result
    planned: dict[str, Any] | None

    @property
    def code(self) -> str:
        about = self.result.activity or self.result.agreement
        return about.code if about else ""

    @property
    def title(self) -> str:
        if self.planned:
            return self.planned["title"]
        about = self.result.activity or self.result.agreement
        return about.title if about else ""

    @property
    def text(self) -> str:
        """What was planned, or agreed."""
        if self.planned:
            return self.planned["text"]
        return self.result.agreement.text if self.result.agreement else ""

    @property
    def agreements(self) -> list[str]:
        if self.planned:
            return self.planned["agreements"]
        if self.result.agreement:
            return [self.result.agreement.code]
        return [row.code for row in self.result.activity.agreements.all()] if self.result.activity else []

    @property
    def is_dropped(self) -> bool:
        """True for an activity that the latest publication does not hold any more."""
        return self.result.activity_id is not None and self.planned is None

    @property
    def planned_quantity(self) -> Decimal | None:
        if self.planned:
            return Decimal(self.planned["planned_quantity"]) if self.planned["planned_quantity"] else None
        return self.result.activity.planned_quantity if self.result.activity else None

    @property
    def indicator(self) -> str | None:
        """The key of the indicator in which the quantity counts."""
        if self.planned:
            return self.planned["indicator"]
        found = self.result.activity.indicator if self.result.activity else None
        return found.key if found else None

    @property
    def counts_something(self) -> bool:
        """True when a quantity is asked."""
        return self.planned_quantity is not None or self.indicator is not None


def rows_of(assignment: Assignment, plan: Plan | None = None) -> list[Row]:
    """The rows with their plan: activities first, then agreements in the order of the document."""
    plan = plan or plan_of(assignment)
    results = assignment.results.select_related("activity__indicator", "agreement")
    rows = results.annotate(attached=attachments.listed("result")).prefetch_related("activity__agreements")
    rows = rows.order_by("agreement__topic__position", "pk")
    found = [Row(row, plan.activities.get(row.activity.code) if row.activity else None) for row in rows]
    return sorted(found, key=lambda row: (row.result.activity_id is None, row.result.pk if row.result.activity else 0))


def own_and_former(assignment: Assignment) -> set[int]:
    """The partner, and those in whose place it came."""
    own = {assignment.partner_id}
    return own | set(Succession.on(assignment.covenant, clock.today()).formers(own))


def promised_to(assignment: Assignment) -> QuerySet[Contribution]:
    """What others promised this partner for the year: asked by it, or offered at its activities or agreements; and
    what they promised those in whose place it came."""
    mine = own_and_former(assignment)
    led = Responsibility.objects.filter(partner__in=mine, role=Responsibility.Role.TREKKER).values("agreement")
    asked = Q(origin=Contribution.Origin.ASKED, overview__assignment__partner__in=mine)
    offered = Q(origin=Contribution.Origin.OFFERED) & (
        Q(activity__overview__assignment__partner__in=mine) | Q(activity=None, agreement__in=led)
    )
    rows = Contribution.objects.filter(
        asked | offered,
        state__in=PROMISED,
        overview__assignment__milestone__cycle__covenant=assignment.covenant,
        overview__assignment__milestone__subject_year=year_of(assignment),
    ).exclude(partner__in=mine)
    return rows.select_related("partner", "activity", "agreement").order_by("pk")


def indicators_of(assignment: Assignment) -> QuerySet[Indicator]:
    """The figures asked of this partner: with a target of its own, or, without a target of anyone in
    particular, about an agreement or a topic in which it leads. Not those that come from the results."""
    partner = assignment.partner
    led = Agreement.objects.filter(covenant=assignment.covenant).binding(partner)
    own = Q(targets__partner=partner)
    of_nobody = ~Q(pk__in=Indicator.objects.filter(targets__partner__isnull=False).values("pk"))
    leads = Q(agreement__in=led.values("pk")) | Q(topic__in=led.values("topic"))
    rows = Indicator.objects.filter(own | (of_nobody & leads), covenant=assignment.covenant, from_results=False)
    return rows.distinct().order_by("pk")


def read(submission: Submission) -> list[dict[str, Any]]:
    """The rows of a hand-in, with their numbers as numbers again."""
    numbers = ("realised_quantity", "planned_quantity")
    rows = submission.content.get("results", [])
    return [{**row, **{key: parse_stored(row.get(key)) for key in numbers}} for row in rows]


def missing_in(assignment: Assignment, rows: Iterable[Result]) -> list[Missing]:
    """A sentence for every one of these rows without a state."""
    empty = sorted((row for row in rows if not row.state), key=lambda row: row.pk)
    return [Missing(f"Kies een stand bij “{_name(row)}”.", _row_url(assignment, row)) for row in empty]


class ResultsContent:
    """What the door asks of the content of results."""

    schema = 1

    def missing(self, assignment: Assignment) -> Sequence[Missing]:
        """A sentence for every row without a state."""
        rows = assignment.results.filter(state="").select_related("activity", "agreement")
        return missing_in(assignment, rows)

    def freeze(self, assignment: Assignment) -> dict[str, Any]:
        """All that others will read: rows, promises kept or not, and figures."""
        measured = assignment.measurements.select_related("indicator")
        measured = measured.annotate(attached=attachments.listed("measurement"))
        return {
            "results": [_frozen_row(row) for row in rows_of(assignment)],
            "kept": [_frozen_promise(row) for row in promised_to(assignment) if row.kept],
            "measurements": [_frozen_measurement(row) for row in measured.order_by("pk")],
        }

    def forbids_reopening(self, assignment: Assignment) -> str:
        return ""

    def announcement(self, milestone: Milestone) -> str:
        return ""

    def started(self, assignment: Assignment) -> None:
        sync(assignment)

    def submitted(self, assignment: Assignment) -> None:
        """Who promised something hears whether it was kept."""
        from monitoring import contribution_kept

        contribution_kept.tell(assignment)


def _name(row: Result) -> str:
    about = row.activity or row.agreement
    return f"{about.code} {about.title}" if about else ""


def _row_url(assignment: Assignment, row: Result) -> str:
    place = [assignment.covenant.slug, year_of(assignment), assignment.partner.slug, row.pk]
    return reverse("monitoring:results_row", args=place)


def _frozen_row(row: Row) -> dict[str, Any]:
    result = row.result
    return {
        "id": result.pk,
        "activity": result.activity.code if result.activity else None,
        "agreement": result.agreement.code if result.agreement else None,
        "title": row.title,
        "agreements": row.agreements,
        "state": result.state,
        "realised_quantity": _text(result.realised_quantity),
        "planned_quantity": _text(row.planned_quantity),
        "indicator": row.indicator,
        "text": result.text,
        "adjustment": result.adjustment,
        "attachments": attachments.frozen(result),
    }


def _frozen_promise(row: Contribution) -> dict[str, Any]:
    return {
        "contribution": row.pk,
        "partner": row.partner.slug,
        "text": row.text,
        "kept": row.kept,
        "kept_text": row.kept_text,
    }


def _frozen_measurement(row: Measurement) -> dict[str, Any]:
    return {
        "indicator": row.indicator.key,
        "year": row.year,
        "value": _text(row.value),
        "numerator": _text(row.numerator),
        "denominator": _text(row.denominator),
        "source": row.source,
        "attachments": attachments.frozen(row),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
