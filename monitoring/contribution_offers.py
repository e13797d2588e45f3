"""At which activities of others something can be offered: those one may read (domain.md §3, `Contribution`)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from calendar_cycle import guards
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Submission
from monitoring import bundling, overviews
from monitoring.models import Activity, Publication

if TYPE_CHECKING:
    from agreements.access import Person


def readable(assignment: Assignment, reader: "Person") -> list[int]:
    """The ids of the activities of other partners about the year of this overview that the reader may read, in a
    hand-in or in the latest publication, and that still go on. Three queries."""
    covenant, year = assignment.covenant, assignment.milestone.subject_year
    rows = Submission.objects.visible_to(reader).latest_of_each()
    rows = rows.filter(
        assignment__milestone__cycle__covenant=covenant,
        assignment__milestone__kind=MilestoneKind.OVERVIEW,
        assignment__milestone__subject_year=year,
    )
    contents = list(rows.values_list("content", flat=True))
    published = Publication.objects.visible_to(reader).defer("pdf").latest(covenant, Publication.Kind.OVERVIEW, year)
    if published is not None:
        contents += [part.content or {} for part in bundling.from_json(published.content).parts]
    codes = {row["code"] for content in contents for row in content.get("activities", [])}
    found = Activity.objects.going_on().filter(covenant=covenant, code__in=codes)
    return list(found.exclude(overview__assignment__partner=assignment.partner_id).values_list("pk", flat=True))


@dataclass(frozen=True)
class Offers:
    """From which overview of our own something can be offered, and at which activities of the page."""

    own: Assignment
    activities: frozenset[int]


def from_here(assignment: Assignment, reader: "Person") -> Offers | None:
    """For a reader of another's overview: where something can be offered at it; None where that is not possible."""
    rows = Assignment.objects.editable_by(reader).filter(milestone=assignment.milestone).exclude(pk=assignment.pk)
    own = rows.with_everything().order_by("pk").first()
    if own is None or not (guards.covenant_is_open(own) and guards.has_opened(own)):
        return None
    if overviews.results_are_in(own.covenant, own.partner, own.milestone.subject_year):
        return None
    return Offers(own, frozenset(readable(own, reader)))
