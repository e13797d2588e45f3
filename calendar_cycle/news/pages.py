"""The pages that mails point to. They live in apps above this one: known by name only."""

from django.urls import NoReverseMatch, reverse

from agreements.models import Covenant
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Milestone

OF_STEP = {
    MilestoneKind.ACCENTS: "work:accents",
    MilestoneKind.ALIGNMENT: "work:alignment",
    MilestoneKind.BUNDLE: "work:publication",
    MilestoneKind.RESULTS_REQUEST: "work:request",
    MilestoneKind.EVALUATION: "work:evaluation",
    MilestoneKind.CLOSING: "work:closing",
}


def work(milestone: Milestone) -> str:
    """Where the working group does its own step; the work page for the others."""
    name = OF_STEP.get(MilestoneKind(milestone.kind))
    return _reverse(name, milestone.pk) if name else work_page()


def work_page() -> str:
    return _reverse("work:page")


def questions(milestone: Milestone) -> str:
    """Where the working group puts the questions of a step together."""
    return _reverse("work:questions", milestone.pk)


def review(assignment: Assignment) -> str:
    """Where the working group reads one partner's share."""
    return _reverse("work:assignment", assignment.pk)


def hand_in(assignment: Assignment) -> str:
    """Where its latest hand-in can be taken along as a document; empty for what has none."""
    place = (assignment.covenant.slug, assignment.milestone.year_in_address, assignment.partner.slug)
    try:
        return reverse(f"monitoring:{assignment.milestone.kind}_pdf", args=place)
    except NoReverseMatch:
        return ""


def moving(milestone: Milestone) -> str:
    """Where the working group moves the dates of a step."""
    return _reverse("work:move", milestone.pk)


def progress(covenant: Covenant) -> str:
    return _reverse("monitoring:progress", covenant.slug)


def calendar() -> str:
    return _reverse("calendar")


def contributions() -> str:
    return _reverse("monitoring:contributions")


def _reverse(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return "/"
