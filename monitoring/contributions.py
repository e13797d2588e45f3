"""The one door for what partners ask of and offer each other (domain.md §3, `Contribution`).

A contribution is asked, offered and answered as long as the covenant is open and the partner that asks
or offers has not handed in its results about that year. From `sent` on its text is fixed.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction

from calendar_cycle import guards as workflow_guards
from calendar_cycle import workflow
from calendar_cycle.workflow import NotAllowed
from druten import clock
from monitoring import contribution_guards as guards
from monitoring import contribution_news, overviews
from monitoring.models import Contribution, ContributionEvent, Overview

if TYPE_CHECKING:
    from django_fsm import Transition

    from calendar_cycle.models import Assignment
    from druten.accounts.models import User

DEEDS = ("send", "promise", "promise_partly", "decline", "withdraw", "judge_kept")
ANSWERS = ("promise", "promise_partly", "decline")
NEED_WORDS = ("promise_partly", "decline")


@dataclass(frozen=True)
class Deed:
    """What someone wants to do with a contribution, in which words."""

    name: str
    by: "User | None"
    message: str = ""
    given: dict[str, Any] = field(default_factory=dict)


def perform(contribution: Contribution, name: str, *, by: "User", message: str = "", **given: Any) -> None:
    """Does the deed, or refuses it; either way it is an event.

    Args:
        name: send, promise, promise_partly, decline, withdraw or judge_kept.
        message: the words of an answer; needed for promise_partly and decline.
        given: for judge_kept: `kept` (a value of `Contribution.Kept`) and `kept_text`.

    Raises:
        NotAllowed: with a Dutch sentence.
    """
    if name not in DEEDS:
        raise ValueError(f"unknown deed {name!r}")
    deed = Deed(name, by, message.strip(), given)
    try:
        with transaction.atomic():
            locked = _lock(contribution)
            _check(locked, deed)
            _do(locked, deed)
    except NotAllowed as refusal:
        _record(contribution, deed, refused=True, text=refusal.reason)
        raise
    contribution.refresh_from_db()


def refusal(contribution: Contribution, name: str, *, by: "User") -> str:
    """Why `by` may not do this deed now, as one Dutch sentence; empty when he may. Words are not looked at."""
    try:
        _check_rules(contribution, Deed(name, by))
    except NotAllowed as no:
        return no.reason
    return ""


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


def send_concepts(overview: Overview) -> None:
    """Sends all that is still a concept: part of the hand-in, whoever does that.

    What is asked of who left meanwhile goes to who came in its place; without one it stays a concept.
    """
    handed_in = overview.assignment.latest_submission
    by = handed_in.submitted_by if handed_in else None
    for row in overview.contributions.filter(state=Contribution.State.CONCEPT):
        concept = _lock(row)
        if not guards.why_not_sent(concept) or guards.answering_partners(concept):
            _do(concept, Deed("send", by))


def still_open(assignment: "Assignment") -> bool:
    """True while partners may still ask and offer about this assignment's year."""
    return (
        workflow_guards.covenant_is_open(assignment)
        and workflow_guards.has_opened(assignment)
        and not overviews.results_are_in(assignment.covenant, assignment.partner, assignment.milestone.subject_year)
    )


def _make_and_send(overview: Overview, by: "User", fields: dict[str, Any]) -> Contribution:
    contribution = overview.contributions.create(**fields)
    contribution.perform("send", by=by)
    return contribution


def _lock(contribution: Contribution) -> Contribution:
    rows = Contribution.objects.select_for_update(of=("self",)).select_related(
        "overview__assignment__milestone__cycle__covenant", "overview__assignment__partner", "partner", "agreement"
    )
    return rows.get(pk=contribution.pk)


def _check(contribution: Contribution, deed: Deed) -> None:
    """Who, state, guards, words: in that order, so that a stranger learns nothing."""
    _check_rules(contribution, deed)
    if deed.name in NEED_WORDS and not deed.message:
        raise NotAllowed(guards.WORDS)
    if deed.name == "judge_kept":
        _check_judgement(contribution, deed)


def _check_rules(contribution: Contribution, deed: Deed) -> None:
    rule = _transition(contribution, deed.name)
    if not rule.permission(contribution, deed.by):  # type: ignore[operator, misc, arg-type]
        raise NotAllowed(workflow_guards.refusal_of(rule.permission, contribution, deed.by))
    if not getattr(contribution, deed.name)._django_fsm.has_transition(contribution.state):
        raise NotAllowed(f"Dit kan nu niet: de stand is “{contribution.get_state_display()}”.")
    for guard in rule.conditions:
        if not guard(contribution):
            raise NotAllowed(workflow_guards.refusal_of(guard, contribution))
    if deed.name == "send" and (why_not := guards.why_not_sent(contribution)):
        raise NotAllowed(why_not)


def _check_judgement(contribution: Contribution, deed: Deed) -> None:
    if deed.given.get("kept") not in Contribution.Kept.values:
        raise NotAllowed("Kies of de toezegging is nagekomen: ja, deels, nee of niet meer nodig.")
    why_not = guards.why_no_judging(contribution, deed.by)  # type: ignore[arg-type]
    if why_not:
        raise NotAllowed(why_not)


def _transition(contribution: Contribution, name: str) -> "Transition":
    declared = getattr(contribution, name)._django_fsm
    return declared.get_transition(contribution.state) or next(iter(declared.transitions.values()))


def _do(contribution: Contribution, deed: Deed) -> None:
    getattr(contribution, deed.name)()
    if deed.name == "send":
        contribution.sent_at = clock.now()
    if deed.name in ANSWERS:
        contribution.answer, contribution.answered_at = deed.message, clock.now()
    if deed.name == "judge_kept":
        contribution.kept = deed.given["kept"]
        contribution.kept_text = str(deed.given.get("kept_text", "")).strip()
    contribution.save()
    event = _record(contribution, deed, text=contribution.kept_text if deed.name == "judge_kept" else deed.message)
    contribution_news.after_deed(contribution, event)


def _record(contribution: Contribution, deed: Deed, *, text: str, refused: bool = False) -> ContributionEvent:
    return contribution.events.create(kind=deed.name, refused=refused, actor=deed.by, at=clock.now(), text=text)
