"""What one partner plans for one year: its content for the door, and its small deeds (domain.md §3, §5)."""

from typing import TYPE_CHECKING, Any

from django.db.models import F

from calendar_cycle.content import Missing
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Milestone, Submission
from druten import clock
from monitoring import attachments, drafts, progress
from monitoring.models import Accent, Activity, Contribution, Overview, Publication

if TYPE_CHECKING:
    from agreements.models import Covenant, Partner
    from druten.accounts.models import User
    from monitoring.progress import Due


class OverviewContent:
    """What the door of the workflow asks of an overview."""

    schema = 1

    def missing(self, assignment: Assignment) -> list[Missing]:
        """Something must be there, and every activity serves an agreement or an ambition."""
        return drafts.missing(drafts.briefly(assignment))

    def freeze(self, assignment: Assignment) -> dict[str, Any]:
        """All that others will read; dropped activities are left out."""
        return drafts.freeze(drafts.of(assignment))

    def forbids_reopening(self, assignment: Assignment) -> str:
        """Not any more once this partner accounted for the year."""
        year = assignment.milestone.subject_year
        if not results_are_in(assignment.covenant, assignment.partner, year):
            return ""
        return (
            f"Heropenen kan niet meer: de resultaten over {year} van {assignment.partner.name} zijn al ingediend."
            " Wat er anders liep, kan de partner bij die resultaten schrijven."
        )

    def announcement(self, milestone: Milestone) -> str:
        """The accents that the board decided for this year."""
        accents = list(Accent.objects.decided(milestone.covenant, milestone.subject_year or 0))
        if not accents:
            return ""
        return "Het bestuur zet dit jaar voorop:\n" + "\n".join(f"- {row.title}" for row in accents)

    def started(self, assignment: Assignment) -> None:
        of(assignment)

    def submitted(self, assignment: Assignment) -> None:
        """What was still a concept goes out with the hand-in."""
        from monitoring import contributions

        contributions.send_concepts(of(assignment))


def of(assignment: Assignment) -> Overview:
    """The overview of an assignment; made when it is not there (within `workflow.editing`)."""
    return Overview.objects.get_or_create(assignment=assignment)[0]


def next_code(overview: Overview) -> str:
    """The code of the next activity, `WW-2027-12`: party, year and a number that is never used again."""
    Overview.objects.filter(pk=overview.pk).update(last_number=F("last_number") + 1)
    number = Overview.objects.values_list("last_number", flat=True).get(pk=overview.pk)
    party = overview.covenant.parties.get(partner=overview.partner)
    return f"{party.code}-{overview.year}-{number}"


def drop(activity: Activity, *, by: "User") -> None:
    """Takes an activity out of the plan; within `workflow.editing`.

    Gone when nobody but the own partner ever saw it; marked as dropped when a publication about that year
    has it, when someone else was asked or offered something at it, or when something was said of it. What was asked
    is withdrawn.
    """
    for row in activity.contributions.filter(overview=activity.overview):
        if row.state == Contribution.State.CONCEPT:
            row.delete()
        elif row.state != Contribution.State.WITHDRAWN:
            row.perform("withdraw", by=by, message="De activiteit gaat niet door.")
    spoken_of = activity.contributions.exists() or activity.results.exists() or activity.remarks.exists()
    if spoken_of or is_published(activity):
        activity.dropped_on = clock.today()
        activity.save()
    else:
        attachments.let_go(activity)
        activity.delete()


def is_published(activity: Activity) -> bool:
    """True when a publication about its year holds it."""
    rows = Publication.objects.filter(
        covenant=activity.covenant_id, kind=Publication.Kind.OVERVIEW, subject_year=activity.overview.year
    )
    return rows.filter(content__contains=f'"code":"{activity.code}"').exists()


def due(overview: Overview) -> "list[Due]":
    """The agreements that ask something of this overview's year, known today."""
    return progress.due_in(overview.covenant, overview.year, clock.today())


def not_yet_said(overview: Overview, known: "list[Due] | None" = None) -> "list[Due]":
    """Agreements due that this partner leads, without an activity and without a reason why not: a hint, no blocker."""
    served = set(overview.activities.going_on().values_list("agreements", flat=True))
    served |= set(overview.no_activities.values_list("agreement", flat=True))
    rows = due(overview) if known is None else known
    return [row for row in rows if row.is_of(overview.partner) and row.agreement.pk not in served]


def results_are_in(covenant: "Covenant", partner: "Partner", year: int | None) -> bool:
    """True when `partner` has a standing hand-in of its results about `year`."""
    return (
        Submission.objects.standing()
        .filter(
            assignment__partner=partner,
            assignment__milestone__cycle__covenant=covenant,
            assignment__milestone__kind=MilestoneKind.RESULTS,
            assignment__milestone__subject_year=year,
        )
        .exists()
    )
