"""The steps of each milestone, as one table (domain.md §4): most tick themselves, some are ticked by hand.

A tick never finishes a milestone: that is done by the deed itself.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from django.db import transaction

from agreements.access import Access
from calendar_cycle.kinds import MilestoneKind as Kind
from calendar_cycle.models import Milestone, StepTick
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.accounts.models import User


class Fact(Enum):
    """What shows by itself that a step was done."""

    HAND = auto()  # nothing: someone says so, with a name behind it
    CONCLUDED = auto()  # the deed that concludes the milestone
    QUESTIONS_EDITED = auto()  # of the results that the uitvraag opens
    QUESTIONS_STAND = auto()
    ALL_JUDGED = auto()  # every share of this milestone is accepted or closed
    RESULTS_JUDGED = auto()  # every share of the results of the year before
    ACCENTS_PREPARED = auto()
    DISTRIBUTED = auto()
    ADVISED = auto()


@dataclass(frozen=True)
class Item:
    """One step: its key, its words, and what ticks it."""

    key: str
    words: str
    fact: Fact = Fact.HAND


TABLE: dict[Kind, tuple[Item, ...]] = {
    Kind.ACCENTS: (
        Item("market", "Marktinformatie verzamelen"),
        Item("results", "Resultaten van vorig jaar binnen en beoordeeld", Fact.RESULTS_JUDGED),
        Item("talked", "Doorspreken in de werkgroep"),
        Item("theme", "Besluiten of er een themabijeenkomst komt"),
        Item("village", "Kern kiezen voor de wijkschouw"),
        Item("prepared", "Accenten voorbereiden", Fact.ACCENTS_PREPARED),
        Item("decided", "Besluit van het bestuur vastleggen", Fact.CONCLUDED),
    ),
    Kind.OVERVIEW: (
        Item("questions", "Vragen vaststellen", Fact.QUESTIONS_STAND),
        Item("judged", "Alle overzichten binnen en beoordeeld", Fact.ALL_JUDGED),
        Item("distributed", "Rondsturen wat binnenkwam", Fact.DISTRIBUTED),
    ),
    Kind.ALIGNMENT: (Item("concluded", "Gesprek houden en verslag vastleggen", Fact.CONCLUDED),),
    Kind.BUNDLE: (Item("published", "Gezamenlijk overzicht publiceren", Fact.CONCLUDED),),
    Kind.RESULTS_REQUEST: (
        Item("questions", "Vragen samenstellen", Fact.QUESTIONS_EDITED),
        Item("sent", "Uitvraag versturen", Fact.CONCLUDED),
    ),
    Kind.RESULTS: (Item("judged", "Alle resultaten binnen en beoordeeld", Fact.ALL_JUDGED),),
    Kind.EVALUATION_INPUT: (
        Item("questions", "Vragen vaststellen", Fact.QUESTIONS_STAND),
        Item("judged", "Alle inbreng binnen en beoordeeld", Fact.ALL_JUDGED),
    ),
    Kind.EVALUATION: (
        Item("advised", "Advies van de werkgroep versturen", Fact.ADVISED),
        Item("decided", "Besluit van het bestuur vastleggen", Fact.CONCLUDED),
    ),
    Kind.CLOSING: (Item("decided", "Besluit van het bestuur vastleggen", Fact.CONCLUDED),),
}


@dataclass(frozen=True)
class Ticked:
    """One step of one milestone, as it stands now."""

    item: Item
    done: bool
    by_hand: bool
    by: str = ""
    on: date | None = None


def of(milestone: Milestone, true: dict[Fact, bool], ticks: Iterable[StepTick]) -> list[Ticked]:
    """The steps of a milestone, as they stand.

    Args:
        true: per fact whether it is so; what is not in it does not apply here, and its step is left out.
        ticks: what was ticked by hand, with who did it.
    """
    by_hand = {tick.step: tick for tick in ticks}
    items = TABLE[Kind(milestone.kind)]
    return [
        _by_hand(item, by_hand.get(item.key)) if item.fact == Fact.HAND else Ticked(item, true[item.fact], False)
        for item in items
        if item.fact == Fact.HAND or item.fact in true
    ]


def _by_hand(item: Item, tick: StepTick | None) -> Ticked:
    if tick is None:
        return Ticked(item, done=False, by_hand=True)
    name = str(tick.by) if tick.by else "iemand die hier niet meer werkt"
    return Ticked(item, True, True, name, tick.at.astimezone(clock.AMSTERDAM).date())


def tick(milestone: Milestone, step: str, *, by: User) -> None:
    """Says that a step was done, with a name behind it; a second time changes nothing.

    Raises:
        NotAllowed: by who is not in the working group, or at a step that ticks itself.
    """
    with _deed(milestone, "tick", step, by):
        StepTick.objects.get_or_create(milestone=milestone, step=step, defaults={"by": by, "at": clock.now()})


def untick(milestone: Milestone, step: str, *, by: User) -> None:
    """Takes a tick back, whoever gave it.

    Raises:
        NotAllowed: as `tick`.
    """
    with _deed(milestone, "untick", step, by):
        StepTick.objects.filter(milestone=milestone, step=step).delete()


@contextmanager
def _deed(milestone: Milestone, name: str, step: str, by: User) -> Iterator[None]:
    """The event of a tick, or of its refusal."""
    item = next((row for row in TABLE[Kind(milestone.kind)] if row.key == step), None)
    try:
        with transaction.atomic():
            Milestone.objects.select_for_update().get(pk=milestone.pk)
            if refused := _why_not(milestone, item, by):
                raise NotAllowed(refused)
            yield
            words = item.words if item else ""
            milestone.events.create(kind=name, actor=by, at=clock.now(), message=words)  # type: ignore[attr-defined]
    except NotAllowed as refusal:
        milestone.events.create(  # type: ignore[attr-defined]
            kind=name, refused=True, actor=by, at=clock.now(), message=refusal.reason
        )
        raise


def _why_not(milestone: Milestone, item: Item | None, by: User) -> str:
    if item is None:
        return "Deze stap hoort niet bij deze mijlpaal."
    if not Access.of(by).in_working_group(milestone.covenant):
        return "Afvinken kan alleen een lid van de werkgroep."
    if not milestone.covenant.is_open:
        return "Deze prestatieafspraken zijn niet open. Er kan niets worden vastgelegd."
    if item.fact != Fact.HAND:
        return "Deze stap vinkt u niet af: dat gebeurt vanzelf als het gedaan is."
    return ""
