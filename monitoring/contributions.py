"""The one door for what partners ask of and offer each other (domain.md §3, `Contribution`).

A contribution is asked, offered and answered as long as the covenant is open and the partner that asks
or offers has not handed in its results about that year. From `sent` on its text is fixed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction

from calendar_cycle import guards as workflow_guards
from calendar_cycle.workflow import NotAllowed
from druten import clock
from monitoring import contribution_guards as guards
from monitoring import contribution_news, contribution_tying, taking_up
from monitoring.models import Contribution, ContributionEvent, Overview

if TYPE_CHECKING:
    from django_fsm import Transition

    from druten.accounts.models import User

DEEDS = (
    "send",
    "promise",
    "promise_partly",
    "decline",
    "withdraw",
    "accept_partly",
    "take_up",
    "tie",
    "judge_kept",
    "reply",
)
ANSWERS = ("promise", "promise_partly", "decline")


class ChangedMeanwhile(NotAllowed):
    """Someone else did something in between: the reader has not seen what stands there now."""


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
        name: one of `DEEDS`.
        message: the words of an answer; needed for promise_partly (what is done), decline and reply.
        given: for promise_partly: `left_out`, what is not done. For promise and promise_partly: `as_activity`, to
            make it an activity in the same step. For judge_kept: `kept` (a value of `Contribution.Kept`) and
            `kept_text`.
            For tie: `activity`, an own activity, or None for none. For each: `version`, what the reader saw; left out,
            nothing is compared.

    Raises:
        ChangedMeanwhile: someone else did something in between.
        NotAllowed: with a Dutch sentence.
    """
    if name not in DEEDS:
        raise ValueError(f"unknown deed {name!r}")
    deed = Deed(name, by, message.strip(), given)
    try:
        with transaction.atomic():
            locked = lock(contribution)
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


def send_concepts(overview: Overview) -> None:
    """Sends all that is still a concept: part of the hand-in, whoever does that.

    What is asked of who left meanwhile goes to who came in its place; without one it stays a concept.
    """
    handed_in = overview.assignment.latest_submission
    by = handed_in.submitted_by if handed_in else None
    for row in overview.contributions.filter(state=Contribution.State.CONCEPT):
        concept = lock(row)
        if not guards.why_not_sent(concept) or guards.answering_partners(concept):
            _do(concept, Deed("send", by))


def lock(contribution: Contribution) -> Contribution:
    rows = Contribution.objects.select_for_update(of=("self",)).select_related(
        "overview__assignment__milestone__cycle__covenant",
        "overview__assignment__partner",
        "partner",
        "agreement",
        "taken_up_as",
    )
    return rows.get(pk=contribution.pk)


def _check(contribution: Contribution, deed: Deed) -> None:
    """Who, what was read, state, guards, words: in that order, so that a stranger learns nothing."""
    _check_person(contribution, deed)
    _check_what_was_read(contribution, deed)
    _check_rules(contribution, deed)
    if deed.name == "promise_partly" and not (deed.message and _left_out(deed)):
        raise NotAllowed(guards.BOTH_PARTS)
    if deed.name == "decline" and not deed.message:
        raise NotAllowed(guards.WORDS)
    if deed.name == "reply" and not deed.message:
        raise NotAllowed(guards.A_REPLY)
    if deed.name == "judge_kept":
        _check_judgement(contribution, deed)


def _check_person(contribution: Contribution, deed: Deed) -> None:
    rule = _transition(contribution, deed.name)
    if not rule.permission(contribution, deed.by):  # type: ignore[operator, misc, arg-type]
        raise NotAllowed(workflow_guards.refusal_of(rule.permission, contribution, deed.by))


def _check_what_was_read(contribution: Contribution, deed: Deed) -> None:
    seen = deed.given.get("version")
    if seen is None or seen == contribution.version:
        return
    last = contribution.events.filter(refused=False).select_related("actor").last()
    who = str(last.actor) if last and last.actor else "Iemand anders"
    raise ChangedMeanwhile(
        f"{who} was u voor: de stand is nu “{contribution.get_state_display()}”. Lees eerst wat er nu staat."
    )


def _check_rules(contribution: Contribution, deed: Deed) -> None:
    _check_person(contribution, deed)
    if not getattr(contribution, deed.name)._django_fsm.has_transition(contribution.state):
        raise NotAllowed(f"Dit kan nu niet: de stand is “{contribution.get_state_display()}”.")
    for guard in _transition(contribution, deed.name).conditions:
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
    _EFFECTS.get(deed.name, _nothing_more)(contribution, deed)
    contribution.save()
    event = _record(contribution, deed, text=_words(deed))
    contribution_news.after_deed(contribution, event)


def _words(deed: Deed) -> str:
    """What the history tells of it."""
    if deed.name == "promise_partly":
        return f"Wel: {deed.message}\nNiet: {_left_out(deed)}"
    if deed.name == "judge_kept":
        return str(deed.given.get("kept_text", "")).strip()
    if deed.name == "tie":
        return str(deed.given["activity"] or contribution_tying.AT_NONE)
    return deed.message


def _left_out(deed: Deed) -> str:
    return str(deed.given.get("left_out", "")).strip()


def _record(contribution: Contribution, deed: Deed, *, text: str, refused: bool = False) -> ContributionEvent:
    return contribution.events.create(kind=deed.name, refused=refused, actor=deed.by, at=clock.now(), text=text)


# What a deed brings about besides the state


def _nothing_more(contribution: Contribution, deed: Deed) -> None:
    return None


def _sent(contribution: Contribution, deed: Deed) -> None:
    contribution.sent_at = clock.now()


def _answered(contribution: Contribution, deed: Deed) -> None:
    contribution.answer, contribution.answered_at = deed.message, clock.now()
    contribution.left_out = _left_out(deed) if deed.name == "promise_partly" else ""
    contribution.settled_at = None
    if deed.given.get("as_activity") and deed.name != "decline":
        _taken_up(contribution, deed)
    if deed.name == "decline":
        contribution.tied_to = None


def _settled(contribution: Contribution, deed: Deed) -> None:
    contribution.settled_at = clock.now()


def _taken_up(contribution: Contribution, deed: Deed) -> None:
    contribution.taken_up_as = taking_up.make(contribution, by=deed.by)  # type: ignore[arg-type]


def _tied(contribution: Contribution, deed: Deed) -> None:
    contribution_tying.put(contribution, deed.given["activity"], by=deed.by)  # type: ignore[arg-type]


def _judged(contribution: Contribution, deed: Deed) -> None:
    contribution.kept = deed.given["kept"]
    contribution.kept_text = _words(deed)


def _replied(contribution: Contribution, deed: Deed) -> None:
    contribution.kept_reply = deed.message


_EFFECTS: dict[str, Callable[[Contribution, Deed], None]] = {
    "send": _sent,
    "promise": _answered,
    "promise_partly": _answered,
    "decline": _answered,
    "accept_partly": _settled,
    "take_up": _taken_up,
    "tie": _tied,
    "judge_kept": _judged,
    "reply": _replied,
}
