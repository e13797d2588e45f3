"""The deeds of the working group on a step, as one table: at which steps, when, what goes with it, what it does.

Domain.md §4, "done when". Soft dates: late is shown, never blocked.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.dutch import long_date

if TYPE_CHECKING:
    from agreements.models import Decision, Meeting
    from calendar_cycle.models import Milestone
    from druten.accounts.models import User

UNFINISHED = ("todo", "in_progress", "returned", "submitted")


@dataclass(frozen=True)
class Given:
    """What goes with a deed: who, in which words, with which decision, talk or document."""

    by: "User"
    message: str = ""
    decision: "Decision | None" = None
    meeting: "Meeting | None" = None
    document: bytes = b""
    late: list[str] = field(default_factory=list)

    @property
    def held(self) -> "Meeting | None":
        """The meeting in which it was said or decided."""
        return self.meeting or (self.decision.meeting if self.decision else None)


Check = Callable[["Milestone"], None]
CheckGiven = Callable[["Milestone", Given], None]
Effect = Callable[["Milestone", Given], None]


# Whether it may be done now


def _has_opened(step: "Milestone") -> None:
    if not step.has_opened():
        raise NotAllowed(f"Dit kan nog niet: het staat open vanaf {long_date(step.opens_on)}.")


def _was_before_use(step: "Milestone") -> None:
    if not step.before_use:
        raise NotAllowed("Overnemen kan alleen van wat afliep vóór de ingebruikname van deze prestatieafspraken.")


def _deadline_has_passed(step: "Milestone") -> None:
    if clock.today() < step.before:
        raise NotAllowed(f"Rondsturen kan nog niet: de partijen hebben de tijd tot {long_date(step.before)}.")


def _advice_was_sent(step: "Milestone") -> None:
    _has_opened(step)
    if not step.events.filter(kind="advise", refused=False).exists():
        raise NotAllowed("Er is nog geen advies van de werkgroep. Verstuur dat eerst; daarna besluit het bestuur.")


def _nothing_is_unfinished(step: "Milestone") -> None:
    """A covenant closes when nobody has anything left to hand in or to judge; what was before its use is no work."""
    from calendar_cycle.models import Assignment

    _has_opened(step)
    rows = Assignment.objects.filter(milestone__cycle__covenant=step.covenant, state__in=UNFINISHED)
    open_ones = [row for row in rows.with_everything().order_by("pk") if not row.milestone.before_use]
    if open_ones:
        first = "; ".join(str(row) for row in open_ones[:3])
        more = f" en nog {len(open_ones) - 3}" if len(open_ones) > 3 else ""
        raise NotAllowed(f"Afsluiten kan nog niet. Dit is niet klaar: {first}{more}. Beoordeel of sluit dat eerst.")


# What must go with it


def _nothing_more(step: "Milestone", given: Given) -> None:
    return None


def _with_decision(step: "Milestone", given: Given) -> None:
    if given.decision is None:
        raise NotAllowed("Leg het besluit van het bestuur vast: de datum van het overleg en wat er is besloten.")


def _with_report(step: "Milestone", given: Given) -> None:
    if given.meeting is None or not given.meeting.report.strip():
        raise NotAllowed("Leg de datum van het gesprek en een kort verslag vast.")


def _with_words(step: "Milestone", given: Given) -> None:
    if not given.message:
        raise NotAllowed("Schrijf het advies op; het bestuur leest het.")


def _with_document(step: "Milestone", given: Given) -> None:
    if not given.document:
        raise NotAllowed("Er is geen document om rond te sturen.")


# What it does besides


def _sends_the_questions(step: "Milestone", given: Given) -> None:
    from calendar_cycle import asking

    asking.sent_with(step)


def _keeps_the_document(step: "Milestone", given: Given) -> None:
    last = step.distributions.order_by("number").last()
    step.distributions.create(
        number=last.number + 1 if last else 1, pdf=given.document, late=given.late, by=given.by, at=clock.now()
    )


def _tells_the_board(step: "Milestone", given: Given) -> None:
    from calendar_cycle.news import deeds

    deeds.advised(step, given.message)


def _closes_the_covenant(step: "Milestone", given: Given) -> None:
    covenant = step.covenant
    covenant.state = covenant.State.CLOSED
    covenant.save()


@dataclass(frozen=True)
class Deed:
    """One deed: at which kinds of step; what must be true, what must go with it, what it does."""

    kinds: frozenset[MilestoneKind]
    may: Check = _has_opened
    needs: CheckGiven = _nothing_more
    effect: Effect = _nothing_more
    # False: the step is not done by it, and it may be done again.
    concludes: bool = True


DEEDS: dict[str, tuple[Deed, ...]] = {
    "decide": (
        Deed(frozenset({MilestoneKind.ACCENTS}), needs=_with_decision),
        Deed(frozenset({MilestoneKind.EVALUATION}), may=_advice_was_sent, needs=_with_decision),
        Deed(
            frozenset({MilestoneKind.CLOSING}),
            may=_nothing_is_unfinished,
            needs=_with_decision,
            effect=_closes_the_covenant,
        ),
    ),
    "conclude": (Deed(frozenset({MilestoneKind.ALIGNMENT}), needs=_with_report),),
    "publish": (Deed(frozenset({MilestoneKind.BUNDLE})),),
    "take_over": (Deed(frozenset({MilestoneKind.BUNDLE}), may=_was_before_use),),
    "send": (Deed(frozenset({MilestoneKind.RESULTS_REQUEST}), effect=_sends_the_questions),),
    "distribute": (
        Deed(
            frozenset({MilestoneKind.OVERVIEW}),
            may=_deadline_has_passed,
            needs=_with_document,
            effect=_keeps_the_document,
            concludes=False,
        ),
    ),
    "advise": (
        Deed(frozenset({MilestoneKind.EVALUATION}), needs=_with_words, effect=_tells_the_board, concludes=False),
    ),
}


def of(step: "Milestone", name: str) -> Deed | None:
    """The deed of this name at a step of this kind; None when it does not belong there."""
    return next((deed for deed in DEEDS.get(name, ()) if step.kind in deed.kinds), None)
