"""Whether a promise was kept, as the partner that received it handed in with its results (domain.md §3)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Submission

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from agreements.access import Person
    from monitoring.models import Contribution


@dataclass(frozen=True)
class Judgement:
    """What was handed in: yes, partly, no or no longer needed, with words."""

    kept: str
    text: str

    @property
    def in_words(self) -> str:
        from monitoring.models import Contribution

        return str(Contribution.Kept(self.kept).label)


def handed_in(contribution: "Contribution", reader: "Person | None" = None) -> Judgement | None:
    """The judgement in the latest hand-in that stands; None while it is a draft of the one who judges.

    Args:
        reader: reads it only where this person may read those results.
    """
    from monitoring import contribution_guards as guards

    if not contribution.kept:
        return None
    rows: QuerySet[Submission] = Submission.objects.standing()
    if reader is not None:
        rows = rows.filter(pk__in=Submission.objects.visible_to(reader).values("pk"))
    overview = contribution.overview
    rows = rows.filter(
        assignment__partner__in=guards.receiving_partners(contribution),
        assignment__milestone__cycle__covenant=overview.covenant,
        assignment__milestone__kind=MilestoneKind.RESULTS,
        assignment__milestone__subject_year=overview.year,
    )
    for submission in rows.order_by("-number"):
        for row in submission.content.get("kept", []):
            if row.get("contribution") == contribution.pk:
                return _judgement(row)
    return None


def tell(assignment: Assignment) -> None:
    """At the hand-in of results: who promised something hears how it was judged; the same judgement once."""
    from monitoring import contribution_news, results

    for row in results.promised_to(assignment).exclude(kept=""):
        event = row.events.filter(kind="judge_kept", refused=False).last()
        if event is not None:
            contribution_news.judged(row, event)


def _judgement(row: dict[str, Any]) -> Judgement:
    return Judgement(row["kept"], row.get("kept_text", ""))
