"""What a reader may know of one year of a covenant, read once for boxes, attention points and figures."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Max, Q, QuerySet

from agreements.access import Person
from agreements.models import Covenant
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Submission
from monitoring import bundling, progress
from monitoring.models import Contribution, Publication
from monitoring.progress import Due

KINDS = (MilestoneKind.OVERVIEW, MilestoneKind.RESULTS)


@dataclass
class Known:
    """One year as a reader may know it on a day. Plans are what was published, else what was handed in.

    `behind_points` and `waiting` hold more than may be read: what attention points are computed from.
    """

    covenant: Covenant
    year: int
    on: date
    due: list[Due]
    assignments: list[Assignment]
    submissions: list[Submission]
    publication: Publication | None
    contributions: list[Contribution] = field(default_factory=list)
    behind_points: list[Submission] = field(default_factory=list)
    waiting: list[Contribution] = field(default_factory=list)

    def for_points(self) -> "Known":
        """The same year as attention points know it. They are everyone's from their moment on, also of who reads
        the overviews by publication only; they name agreements and partners, never what was written (domain.md §5)."""
        return replace(self, submissions=self.behind_points, contributions=self.waiting)

    @cached_property
    def plans(self) -> dict[str, dict[str, Any]]:
        """The plan of each partner (by slug) for the year: of the latest publication, else as handed in."""
        found = {row.assignment.partner.slug: row.content for row in self._latest(MilestoneKind.OVERVIEW, self.year)}
        if self.publication is not None:
            parts = bundling.from_json(self.publication.content).parts
            found |= {part.partner: part.content for part in parts if part.content is not None}
        return found

    @cached_property
    def results(self) -> dict[str, dict[str, Any]]:
        """What each partner (by slug) handed in about the year."""
        return {row.assignment.partner.slug: row.content for row in self._latest(MilestoneKind.RESULTS, self.year)}

    def results_by_year(self) -> list[tuple[int, str, dict[str, Any]]]:
        """(year, slug of the partner, content) of all results that may be read."""
        years = sorted({row.assignment.milestone.subject_year or 0 for row in self.submissions})
        return [
            (year, row.assignment.partner.slug, row.content)
            for year in years
            for row in self._latest(MilestoneKind.RESULTS, year)
        ]

    def step(self, kind: str) -> Any:
        """The step of this kind about the year; None when there is none."""
        rows = (row.milestone for row in self.assignments)
        return next((row for row in rows if row.kind == kind and row.subject_year == self.year), None)

    @cached_property
    def overview_has_ended(self) -> bool:
        """True from the overview's deadline on, of a year that has one after taking into use."""
        step = self.step(MilestoneKind.OVERVIEW)
        return step is not None and not step.before_use and step.before <= self.on

    def _latest(self, kind: str, year: int) -> list[Submission]:
        """Per partner the one that counts: the latest accepted, else the latest."""
        found: dict[int, Submission] = {}
        for row in sorted(self.submissions, key=lambda it: (it.accepted_at is not None, it.number)):
            if row.assignment.milestone.kind == kind and row.assignment.milestone.subject_year == year:
                found[row.assignment_id] = row
        return list(found.values())


def load(covenant: Covenant, year: int, *, reader: Person, on: date) -> Known:
    """Reads it through what `reader` may see, in at most eight queries."""
    assignments = Assignment.objects.filter(milestone__cycle__covenant=covenant, milestone__kind__in=KINDS)
    assignments = assignments.select_related("partner", "milestone__cycle__covenant").order_by("pk")
    asked = Assignment.objects.of_who_takes_part(on).filter(milestone__cycle__covenant=covenant)
    is_asked = ExpressionWrapper(Q(pk__in=asked.values("pk")), output_field=BooleanField())
    assignments = assignments.annotate(
        is_asked=is_asked, granted=Max("extensions__before", filter=Q(extensions__state="granted"))
    )
    submissions = _submissions(covenant, reader, on)
    contributions = _contributions(covenant, year, reader, on)
    publications = Publication.objects.visible_to(reader).defer("pdf")
    return Known(
        covenant=covenant,
        year=year,
        on=on,
        due=progress.due_in(covenant, year, on),
        assignments=list(assignments),
        submissions=[row for row in submissions if row.may_be_read],  # type: ignore[attr-defined]
        publication=publications.latest(covenant, Publication.Kind.OVERVIEW, year),
        contributions=[row for row in contributions if row.may_be_read],  # type: ignore[attr-defined]
        behind_points=submissions,
        waiting=contributions,
    )


def _submissions(covenant: Covenant, reader: Person, on: date) -> list[Submission]:
    """What the reader may read, and every overview that stands from its deadline on, marked; one query."""
    milestone = "assignment__milestone"
    here = {f"{milestone}__cycle__covenant": covenant, f"{milestone}__kind__in": KINDS}
    ended = Q(**{f"{milestone}__kind": MilestoneKind.OVERVIEW, f"{milestone}__before__lte": on})
    rows = _marked(Submission.objects.standing().filter(**here), Submission.objects.visible_to(reader).filter(**here))
    return list(rows.filter(ended | Q(may_be_read=True)).select_related("assignment__partner", "assignment__milestone"))


def _contributions(covenant: Covenant, year: int, reader: Person, on: date) -> list[Contribution]:
    """Those that wait for an answer or were declined: as `_submissions`; one query."""
    milestone = "overview__assignment__milestone"
    here = {f"{milestone}__cycle__covenant": covenant}
    about = Q(**{f"{milestone}__subject_year": year}) | Q(**{f"{milestone}__cycle__year": year})
    states = (Contribution.State.SENT, Contribution.State.DECLINED)
    waiting = Contribution.objects.filter(about, state__in=states, **here)
    rows = _marked(waiting, Contribution.objects.visible_to(reader).filter(**here))
    rows = rows.filter(Q(**{f"{milestone}__before__lte": on}) | Q(may_be_read=True))
    related = ("partner", "activity", "agreement", "overview__assignment__partner", "overview__assignment__milestone")
    return list(rows.select_related(*related).order_by("pk"))


def _marked(rows: QuerySet[Any], readable: QuerySet[Any]) -> QuerySet[Any]:
    """With `may_be_read` on each."""
    mark = ExpressionWrapper(Q(pk__in=readable.values("pk")), output_field=BooleanField())
    return rows.annotate(may_be_read=mark)
