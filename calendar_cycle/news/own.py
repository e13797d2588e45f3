"""What the people of one partner are told about their own approval: by nobody else, to nobody else."""

from collections.abc import Iterable
from datetime import date

from calendar_cycle.models import OwnApproval
from calendar_cycle.news import telling, words
from calendar_cycle.news.deeds import reached_by
from calendar_cycle.news.table import DEADLINE, DEEDS
from calendar_cycle.news.telling import Item
from druten import clock
from druten.dutch import days_left, long_date


def own_date(approval: OwnApproval, before: date, due: date, today: date) -> Item:
    """So many days are left before the partner's own date.

    Args:
        before: the own date.
        due: the day of the reminder; after days of silence it may be told later.
    """
    assignment = approval.assignment
    return _item(
        approval,
        f"own_date_{(before - due).days}",
        f"approval:{approval.pk}",
        before,
        f"Uw eigen datum voor {assignment.milestone}: vóór {long_date(before)} ({days_left(before, today)})",
        "own_date",
        left=days_left(before, today),
    )


def ready(approval: OwnApproval) -> None:
    """To the submitters: it can be handed in."""
    assignment = approval.assignment
    if assignment.milestone.before_use:
        return
    item = _item(
        approval,
        "ready",
        f"approval:{approval.pk}:{clock.now():%H%M%S}",
        clock.today(),
        f"Klaar om in te dienen: {assignment.milestone}, vóór {long_date(assignment.own_deadline)}",
        "ready",
    )
    # Who says so of what he hands in himself needs no mail about it.
    people: Iterable[object] = reached_by("ready", assignment.covenant, [assignment.partner_id])
    telling.tell_of_deed(item, [row for row in people if row != approval.ready_by])  # type: ignore[misc]


def _item(
    approval: OwnApproval, kind: str, subject: str, for_date: date, title: str, template: str, **more: str
) -> Item:
    assignment = approval.assignment
    context = {
        "approval": approval,
        "assignment": assignment,
        "milestone": assignment.milestone,
        "before": assignment.own_deadline,
        **more,
    }
    return Item(
        covenant=assignment.covenant,
        kind=kind,
        subject=subject,
        for_date=for_date,
        sort=DEEDS[kind].sort if kind in DEEDS else DEADLINE,
        title=title,
        text=words.text(template, context),
        address=assignment.get_absolute_url(),
    )
