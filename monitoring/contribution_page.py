"""What the page of one request or offer shows to one reader."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from agreements.access import Access
from monitoring import contribution_guards as guards
from monitoring import contribution_kept, contribution_making, contribution_story, contributions, taking_up
from monitoring.contribution_kept import Judgement
from monitoring.models import Contribution
from monitoring.stories import Told

if TYPE_CHECKING:
    from druten.accounts.models import User

ANSWERABLE = (
    Contribution.State.SENT,
    Contribution.State.PROMISED,
    Contribution.State.PARTLY,
    Contribution.State.DECLINED,
)


@dataclass(frozen=True)
class Page:
    """What this reader may do with it now, and what there is to read."""

    may_answer: bool
    owns: bool
    may_ask_anew: bool
    may_withdraw: bool
    may_settle: bool
    may_take_up: bool
    why_no_activity: str
    may_tie: bool
    judgement: Judgement | None
    may_reply: bool
    instead: str
    passes_on: bool
    story: list[Told]
    chain: list[Contribution]


def address(contribution: Contribution) -> str:
    return reverse("monitoring:contribution_answer", args=[contribution.pk])


def read(contribution: Contribution, user: "User", access: Access) -> Page:
    """Reads it all, in a fixed number of queries; of an agreement `contribution` reads the trekkers itself."""
    contribution.succession = access.succession_in(contribution.overview.covenant)
    state, states = contribution.state, Contribution.State
    owns, does = guards.owns(contribution, user), guards.does_it(contribution, user)
    judgement = contribution_kept.handed_in(contribution, None if does or owns else user)
    answers = state in ANSWERABLE and guards.may_answer(contribution, access)
    return Page(
        may_answer=answers and not contributions.refusal(contribution, _an_answer(contribution), by=user),
        owns=owns,
        may_ask_anew=owns and not contribution_making.why_not_anew(contribution) and _may_withdraw(contribution, user),
        may_withdraw=owns and _may_withdraw(contribution, user),
        may_settle=owns and not contributions.refusal(contribution, "accept_partly", by=user),
        may_take_up=does and may_take_up(contribution, user),
        why_no_activity=_why_no_activity(contribution, user) if does else "",
        may_tie=answers and not contributions.refusal(contribution, "tie", by=user),
        judgement=judgement,
        may_reply=does and judgement is not None and not contributions.refusal(contribution, "reply", by=user),
        instead=guards.who_answers_instead(contribution),
        passes_on=state == states.CONCEPT and bool(guards.answering_partners(contribution)),
        story=contribution_story.of(contribution, judgement_is_known=judgement is not None),
        chain=contribution_story.chain(contribution, user),
    )


def may_take_up(contribution: Contribution, user: "User") -> bool:
    """True when who does it can make it an activity now: of what is asked also in the same step as the answer."""
    answering = contribution.origin == Contribution.Origin.ASKED and contribution.state == Contribution.State.SENT
    if not answering and contribution.state not in (Contribution.State.PROMISED, Contribution.State.PARTLY):
        return False
    is_free = guards.is_not_taken_up(contribution) and guards.does_it(contribution, user)
    return is_free and not taking_up.why_not(contribution, user)


def may_take_up_at_once(contribution: Contribution, user: "User") -> bool:
    """True when the first answer can make it an activity in the same step."""
    return contribution.state == Contribution.State.SENT and may_take_up(contribution, user)


def _why_no_activity(contribution: Contribution, user: "User") -> str:
    """For who did promise: why it can not become an activity now."""
    promised = contribution.state in (Contribution.State.PROMISED, Contribution.State.PARTLY)
    if not promised or not guards.is_not_taken_up(contribution):
        return ""
    return contributions.refusal(contribution, "take_up", by=user) or taking_up.why_not(contribution, user)


def _an_answer(contribution: Contribution) -> str:
    """An answer that is another one than there is now: whether answering is possible at all."""
    return "decline" if contribution.state != Contribution.State.DECLINED else "promise"


def _may_withdraw(contribution: Contribution, user: "User") -> bool:
    return not contributions.refusal(contribution, "withdraw", by=user)
