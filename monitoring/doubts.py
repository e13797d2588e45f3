"""Questions at what was filled in: is this right? Asked and never a refusal; the bounds are our own choice.

A figure is asked about when it moved improbably since last year:

- a share by more than 20 points;
- anything else to more than twice, or to less than half, where the larger of the two is 10 or more: from 1 to 3
  houses says nothing;
- a stock, where last year gives no reason to ask, that lies at less than half of the lowest or at more than twice
  the highest that the targets of the year want.

Nothing is stored of the answer: who changed nothing and saved again has answered, and the page that checks
everything keeps showing it, so that who hands in has seen it.
"""

from collections.abc import Iterable
from decimal import Decimal

from druten.dutch import number
from monitoring.figures import Goal, Value
from monitoring.models import Indicator, Result, Target

POINTS = Decimal(20)
TIMES = Decimal(2)
SMALL = Decimal(10)
ASKS_WHAT_CHANGES = frozenset({Result.State.DELAYED, Result.State.DROPPED})


def of_figure(kind: str, before: Value | None, now: Value | None, goals: Iterable[Goal] = (), year: int = 0) -> str:
    """The question at a figure, as a Dutch sentence; empty when there is none, or nothing was filled in.

    Args:
        kind: of the indicator.
        before: last year's; None when there is none.
        goals: all targets of this partner; those that hold in `year` count.
    """
    if now is None or now.shown is None:
        return ""
    if before is not None and before.shown is not None and jumps(kind, before, now):
        return f"Vorig jaar was dit {_shown(kind, before)}, nu {_shown(kind, now)}. Klopt dat?"
    if kind == Indicator.Kind.STOCK:
        return _outside(now.shown, [it for it in goals if it.from_year <= year <= it.to_year])
    return ""


def jumps(kind: str, before: Value, now: Value) -> bool:
    """True when a figure moved improbably since last year."""
    was, became = before.shown or Decimal(0), now.shown or Decimal(0)
    if is_share(kind, before) or is_share(kind, now):
        return abs(became - was) > POINTS
    low, high = sorted((abs(was), abs(became)))
    return high >= SMALL and high > low * TIMES


def is_share(kind: str, value: Value) -> bool:
    """True for what is shown in percents."""
    return kind == Indicator.Kind.SHARE or value.part is not None


def asks_what_changes(state: str, adjustment: str) -> bool:
    """True for a result that is delayed or does not go on, where nothing says what goes differently now."""
    return state in ASKS_WHAT_CHANGES and not adjustment.strip()


def _outside(now: Decimal, goals: list[Goal]) -> str:
    for goal in goals:
        lowest = None if goal.kind == Target.Kind.AT_MOST else goal.value
        highest = {Target.Kind.AT_MOST.value: goal.value, Target.Kind.BETWEEN.value: goal.value_max}.get(goal.kind)
        below = lowest is not None and now * TIMES < lowest
        if below or (highest is not None and now > highest * TIMES):
            return f"Dit is nu {number(now)}; {goal.words}. Klopt dat?"
    return ""


def _shown(kind: str, value: Value) -> str:
    words = number(value.shown or Decimal(0))
    return f"{words}%" if is_share(kind, value) else words
