"""What we promised becomes an activity of ours: filled in beforehand, to be looked at (domain.md §3)."""

from typing import TYPE_CHECKING

from django.utils.text import Truncator

from agreements.models import Agreement
from calendar_cycle import workflow
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Submission
from calendar_cycle.workflow import NotAllowed
from monitoring import contribution_guards as guards
from monitoring import overviews
from monitoring.models import Activity, Contribution

if TYPE_CHECKING:
    from druten.accounts.models import User

LONGEST_TITLE = 120


def make(contribution: Contribution, *, by: "User") -> Activity:
    """An activity in the overview of who does it, marked `untouched`; within the door of the contribution.

    It serves what the request is known to serve: the agreement of an offer, else what the reader may read in a
    hand-in of the one who asks; that link is part of a draft before (docs/decisions/0004).

    Raises:
        NotAllowed: when that overview may not be edited now, with a Dutch sentence.
    """
    assignment = assignment_for(contribution, by)
    if assignment is None:
        raise NotAllowed(_nowhere(contribution))
    agreements = _agreements(contribution, by)
    with workflow.editing(assignment, by=by) as locked:
        overview = overviews.of(locked)
        activity = Activity.objects.create(
            overview=overview,
            covenant=overview.covenant,
            code=overviews.next_code(overview),
            title=Truncator(" ".join(contribution.text.split())).chars(LONGEST_TITLE, truncate="…"),
            text=_text(contribution),
            last_quarter=contribution.by_quarter or Activity.Quarter.FOURTH,
            untouched=True,
        )
        activity.agreements.set(agreements)
    return activity


def why_not(contribution: Contribution, by: "User") -> str:
    """Why it can not become an activity now, as one Dutch sentence; empty when it can."""
    assignment = assignment_for(contribution, by)
    return workflow.why_no_editing(assignment, by) if assignment else _nowhere(contribution)


def assignment_for(contribution: Contribution, by: "User") -> Assignment | None:
    """The overview about its year of the partner that does it, for who fills that in; the one that is open first."""
    rows = Assignment.objects.editable_by(by).with_everything()
    found = rows.filter(
        partner__in=guards.doing_partners(contribution),
        milestone__cycle__covenant=contribution.overview.covenant,
        milestone__kind=MilestoneKind.OVERVIEW,
        milestone__subject_year=contribution.overview.year,
    )
    return min(found, key=lambda row: (bool(workflow.why_no_editing(row, by)), row.pk), default=None)


def _nowhere(contribution: Contribution) -> str:
    return f"U heeft geen activiteitenoverzicht over {contribution.overview.year}."


def _text(contribution: Contribution) -> str:
    """What was asked or offered by whom, and what was answered."""
    overview, asked = contribution.overview, contribution.origin == Contribution.Origin.ASKED
    about = contribution.activity.title if contribution.activity else str(contribution.agreement)
    lines = [f"{overview.partner} {'vroeg' if asked else 'bood aan'} bij “{about}”: {contribution.text}"]
    if contribution.answer:
        lines.append(f"Antwoord: {contribution.answer}")
    if contribution.left_out:
        lines.append(f"Dit doen wij niet: {contribution.left_out}")
    return "\n\n".join(lines)


def _agreements(contribution: Contribution, by: "User") -> list[Agreement]:
    activity = contribution.activity
    if activity is None:
        return [contribution.agreement] if contribution.agreement else []
    asker = Submission.objects.visible_to(by).filter(assignment=activity.overview.assignment)
    latest = asker.latest_of_each().first()
    rows = latest.content.get("activities", []) if latest else []
    codes = {code for row in rows if row["code"] == activity.code for code in row["agreements"]}
    return list(Agreement.objects.filter(covenant=contribution.overview.covenant, code__in=codes))
