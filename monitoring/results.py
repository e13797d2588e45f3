"""A partner's results over one year: which rows there are, what is missing, what is frozen (domain.md §3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.urls import reverse

from agreements.models import Agreement, Covenant, Partner, Responsibility
from agreements.succession import Succession
from calendar_cycle.content import Missing
from calendar_cycle.models import Assignment, Milestone
from calendar_cycle.states import WITH_THE_PARTNER
from druten import clock
from monitoring import attachments, bundling, progress
from monitoring.models import Activity, Contribution, Indicator, Measurement, Publication, Result
from monitoring.result_rows import Row

PROMISED = (Contribution.State.PROMISED, Contribution.State.PARTLY)


def year_of(assignment: Assignment) -> int:
    """The year that the results are about."""
    return assignment.milestone.subject_year or 0


@dataclass(frozen=True)
class Plan:
    """What holds for one partner and year: its activities in the latest publication, as they were frozen."""

    activities: dict[str, dict[str, Any]]

    @classmethod
    def of(cls, covenant: Covenant, partner: Partner, year: int, succession: Succession | None = None) -> "Plan":
        """Reads the latest publication about `year`; without one the plan is empty. Two queries, or one where
        `succession` was read already. What those planned in whose place this partner came, is now its own."""
        publication = Publication.objects.defer("pdf").latest(covenant, Publication.Kind.OVERVIEW, year)
        if publication is None:
            return cls({})
        succession = succession or Succession.on(covenant, clock.today())
        slugs = [partner.slug, *succession.of_former(partner)]
        return cls({row["code"]: row for slug in slugs for row in bundling.activities_of(publication, slug)})

    @cached_property
    def served(self) -> set[str]:
        """The codes of the agreements that an activity in it serves."""
        return {code for row in self.activities.values() for code in row["agreements"]}


def plan_of(assignment: Assignment, succession: Succession | None = None) -> Plan:
    """The plan that these results are about."""
    return Plan.of(assignment.covenant, assignment.partner, year_of(assignment), succession)


def sync(
    assignment: Assignment,
    plan: Plan | None = None,
    there: Iterable[Result] | None = None,
    due: Iterable[progress.Due] | None = None,
) -> bool:
    """Makes the rows what they must be, until the hand-in.

    One per activity of this partner in the latest publication about the year, plus one per agreement due
    that it leads and that none of those activities serves. Adds what is missing; takes away only rows in
    which nothing was filled in. A row with words whose activity was dropped stays. `there`: the rows, where they
    were read already with their activities; `due`: what is due, likewise. True when it changed anything.
    """
    if assignment.state not in WITH_THE_PARTNER:
        return False
    plan = plan or plan_of(assignment)
    rows = list(assignment.results.select_related("activity")) if there is None else list(there)
    known = {(row.activity_id, row.agreement_id): row for row in rows}
    wanted = _wanted_activities(assignment, plan, rows) | _wanted_agreements(assignment, plan, due)
    stale = [row.pk for key, row in known.items() if key not in wanted and not row.is_touched]
    new = sorted(wanted - known.keys(), key=lambda key: (key[0] is None, key[0] or 0, key[1] or 0))
    gone = 0
    if stale:
        gone, _ = assignment.results.filter(pk__in=stale, attachments=None, remarks=None).delete()
    # Someone else may open the form in the same instant; and an empty row has no history yet.
    made = [Result(assignment=assignment, activity_id=activity, agreement_id=agreement) for activity, agreement in new]
    Result.objects.bulk_create(made, ignore_conflicts=True)
    return bool(gone or made)


def _wanted_activities(assignment: Assignment, plan: Plan, rows: list[Result]) -> set[tuple[int | None, int | None]]:
    known = {row.activity.code: row.activity.pk for row in rows if row.activity}
    if plan.activities.keys() - known.keys():
        found = Activity.objects.filter(covenant=assignment.covenant, code__in=plan.activities)
        known |= dict(found.values_list("code", "pk"))
    return {(known[code], None) for code in plan.activities if code in known}


def _wanted_agreements(
    assignment: Assignment, plan: Plan, due: Iterable[progress.Due] | None
) -> set[tuple[int | None, int | None]]:
    if due is None:
        due = progress.due_in(assignment.covenant, year_of(assignment), clock.today())
    return {
        (None, row.agreement.pk)
        for row in due
        if row.is_of(assignment.partner_id) and row.agreement.code not in plan.served
    }


def rows_of(assignment: Assignment, plan: Plan | None = None) -> list[Row]:
    """The rows with their plan: activities first, then agreements in the order of the document. One query, apart
    from the plan."""
    plan = plan or plan_of(assignment)
    results = assignment.results.select_related("activity__indicator", "agreement")
    rows = results.annotate(attached=attachments.listed("result")).order_by("agreement__topic__position", "pk")
    found = [Row(row, plan.activities.get(row.activity.code) if row.activity else None) for row in rows]
    return sorted(found, key=lambda row: (row.result.activity_id is None, row.result.pk if row.result.activity else 0))


def add_what_they_serve(rows: Iterable[Row]) -> None:
    """Reads which agreements an activity serves: of what is in the plan that is known. One query, or none."""
    prefetch_related_objects([row.result for row in rows if row.is_dropped], "activity__agreements")


def own_and_former(assignment: Assignment, succession: Succession | None = None) -> set[int]:
    """The partner, and those in whose place it came."""
    own = {assignment.partner_id}
    return own | set((succession or Succession.on(assignment.covenant, clock.today())).formers(own))


def promised_to(assignment: Assignment, succession: Succession | None = None) -> QuerySet[Contribution]:
    """What others promised this partner for the year: asked by it, or offered at its activities or agreements; and
    what they promised those in whose place it came."""
    mine = own_and_former(assignment, succession)
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


def missing_in(assignment: Assignment, rows: Iterable[Result]) -> list[Missing]:
    """A sentence for every one of these rows without a state."""
    empty = sorted((row for row in rows if not row.state), key=lambda row: row.pk)
    return [Missing(f"Kies een stand bij “{_name(row)}”.", _row_url(assignment, row)) for row in empty]


def frozen(
    rows: Iterable[Row], promises: Iterable[Contribution], measured: Iterable[Measurement]
) -> dict[str, list[dict[str, Any]]]:
    """What others will read, of what was read already: rows, promises kept or not, and figures (schema 1)."""
    return {
        "results": [_frozen_row(row) for row in rows],
        "kept": [_frozen_promise(row) for row in promises if row.kept],
        "measurements": [_frozen_measurement(row) for row in measured],
    }


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
        measured = measured.annotate(attached=attachments.listed("measurement")).order_by("pk")
        rows = rows_of(assignment)
        add_what_they_serve(rows)
        return frozen(rows, promised_to(assignment), measured)

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
