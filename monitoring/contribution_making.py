"""Making what partners ask of and offer each other: a concept, sent at once, or sent again in other words.

Until it is sent it is part of the overview and follows its door; from then on it has one of its own
(`monitoring.contributions`).
"""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from calendar_cycle import workflow
from calendar_cycle.workflow import NotAllowed
from monitoring import contribution_news, contributions, overviews
from monitoring.models import Contribution, Overview

if TYPE_CHECKING:
    from calendar_cycle.models import Assignment
    from druten.accounts.models import User

ASKED_AGAIN_FROM = (Contribution.State.SENT, Contribution.State.PARTLY, Contribution.State.DECLINED)


def make(assignment: "Assignment", *, by: "User", send: bool = False, **fields: Any) -> Contribution:
    """A new contribution of this assignment's overview: a concept while it is being filled in, or sent at once.

    After the hand-in (the talk of August makes new ones) only at once: it has a life of its own then.

    Raises:
        NotAllowed: with a Dutch sentence; nothing was saved.
    """
    if send and workflow.why_no_editing(assignment, by):
        with transaction.atomic():
            return _make_and_send(overviews.of(workflow.lock(assignment)), by, fields)
    with workflow.editing(assignment, by=by) as locked:
        overview = overviews.of(locked)
        return _make_and_send(overview, by, fields) if send else overview.contributions.create(**fields)


def ask_anew(contribution: Contribution, *, by: "User", version: int | None = None, **fields: Any) -> Contribution:
    """Takes back what was asked or offered and sends it in other words; both stay to be read.

    Raises:
        NotAllowed: with a Dutch sentence; nothing has changed.
    """
    if why_not := why_not_anew(contribution):
        raise NotAllowed(why_not)
    with transaction.atomic():
        contribution.perform("withdraw", by=by, message=contribution_news.ASKED_ANEW, version=version)
        same = {"activity": contribution.activity, "agreement": contribution.agreement, "origin": contribution.origin}
        given = {"partner": contribution.partner, **same, **fields, "replaces": contribution}
        return _make_and_send(contribution.overview, by, given)


def why_not_anew(contribution: Contribution) -> str:
    """Why it is not asked in other words, as one Dutch sentence; empty when it may be."""
    if contribution.state in ASKED_AGAIN_FROM:
        return ""
    return f"Opnieuw vragen kan nu niet: de stand is “{contribution.get_state_display()}”."


def remove_concept(contribution: Contribution, *, by: "User") -> None:
    """Throws away what was never sent.

    Raises:
        NotAllowed: with a Dutch sentence.
    """
    with workflow.editing(contribution.overview.assignment, by=by):
        concept = contributions.lock(contribution)
        if why_not := why_no_concept(concept):
            raise NotAllowed(why_not)
        concept.delete()


def why_no_concept(contribution: Contribution) -> str:
    """From `sent` on the text is fixed: why, as one Dutch sentence; empty for a concept."""
    if contribution.state == Contribution.State.CONCEPT:
        return ""
    return "Dit is al verstuurd: de tekst ligt vast. U kunt het intrekken en opnieuw vragen."


def _make_and_send(overview: Overview, by: "User", fields: dict[str, Any]) -> Contribution:
    contribution = overview.contributions.create(**fields)
    contribution.perform("send", by=by)
    return contribution
