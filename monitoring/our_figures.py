"""The figures of one partner in the year of its results, with last year's beside each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q, prefetch_related_objects

from calendar_cycle.models import Assignment
from druten.dutch import number
from monitoring import attachments, doubts
from monitoring.figures import Goal, Value
from monitoring.models import Indicator, Measurement, Target
from monitoring.results import indicators_of, year_of

if TYPE_CHECKING:
    from agreements.access import Person


@dataclass(frozen=True)
class OurFigure:
    """One figure of this partner: what it filled in, what it was last year, and what is aimed at."""

    indicator: Indicator
    year: int
    now: Value | None = None
    before: Value | None = None
    source: str = ""
    goals: tuple[Goal, ...] = ()
    attached: tuple[Any, ...] = ()

    @property
    def now_in_words(self) -> str:
        return in_words(self.now, self.indicator.unit) if self.now else ""

    @property
    def before_in_words(self) -> str:
        return in_words(self.before, self.indicator.unit) if self.before else ""

    @property
    def goals_in_words(self) -> str:
        """The targets that hold in the year or come after it."""
        return "; ".join(goal.words for goal in self.goals if goal.to_year >= self.year)

    @property
    def doubt(self) -> str:
        """A question at what was filled in; empty when there is none."""
        return doubts.of_figure(self.indicator.kind, self.before, self.now, self.goals, self.year)


def in_words(value: Value, unit: str) -> str:
    """ "120 woningen"; of a share "30 van de 40 (75%)"."""
    if value.part is not None and value.whole is not None:
        return f"{number(value.part)} van de {number(value.whole)} ({number(value.shown or Decimal(0))}%)"
    shown = number(value.value or Decimal(0))
    return f"{shown}%" if unit == "%" else f"{shown} {unit}".strip()


def asked(assignment: Assignment, user: "Person") -> list[OurFigure]:
    """Every figure that is asked of this partner, filled in or not. Three queries."""
    indicators = list(indicators_of(assignment).prefetch_related(_targets(assignment)))
    return _put_together(assignment, indicators, _measured(assignment, user))


def filled_in(assignment: Assignment, user: "Person") -> list[OurFigure]:
    """Those that were filled in. One query, and one for the targets where a stock is among them."""
    measured = _measured(assignment, user)
    own = [row for row in measured if _is_now(row, assignment)]
    indicators = list({row.indicator_id: row.indicator for row in own}.values())
    stocks = [row for row in indicators if row.kind == Indicator.Kind.STOCK]
    prefetch_related_objects(stocks, _targets(assignment))
    return _put_together(assignment, indicators, measured)


def _targets(assignment: Assignment) -> Prefetch:
    """This partner's own, and those of nobody in particular."""
    rows = Target.objects.filter(Q(partner=None) | Q(partner=assignment.partner)).order_by("to_year", "pk")
    return Prefetch("targets", rows, to_attr="goals_here")


def _measured(assignment: Assignment, user: "Person") -> list[Measurement]:
    """This year's and last year's of this partner."""
    year = year_of(assignment)
    rows = Measurement.objects.visible_to(user).filter(partner=assignment.partner_id, year__in=(year, year - 1))
    covenant = assignment.covenant
    rows = rows.filter(indicator__covenant=covenant).annotate(attached=attachments.listed("measurement"))
    return list(rows.select_related("indicator").order_by("indicator", "pk"))


def _put_together(
    assignment: Assignment, indicators: Iterable[Indicator], measured: list[Measurement]
) -> list[OurFigure]:
    now: dict[int, Measurement] = {row.indicator_id: row for row in measured if _is_now(row, assignment)}
    before = _last_year(measured, year_of(assignment) - 1)
    return [
        OurFigure(
            row,
            year_of(assignment),
            _value(now.get(row.pk)),
            _value(before.get(row.pk)),
            now[row.pk].source if row.pk in now else "",
            tuple(_goal(it, row.unit) for it in getattr(row, "goals_here", ())),
            tuple(attachments.frozen(now[row.pk])) if row.pk in now else (),
        )
        for row in indicators
    ]


def _is_now(row: Measurement, assignment: Assignment) -> bool:
    return row.assignment_id == assignment.pk and row.year == year_of(assignment)


def _last_year(measured: list[Measurement], year: int) -> dict[int, Measurement]:
    """By indicator, what holds: what the working group put right goes before what the partner gave."""
    replaced = {row.supersedes_id for row in measured}
    held: dict[int, list[Measurement]] = defaultdict(list)
    for row in measured:
        if row.year == year and row.pk not in replaced:
            held[row.indicator_id].append(row)
    return {key: max(rows, key=lambda row: (row.assignment_id is None, row.pk)) for key, rows in held.items()}


def _value(row: Measurement | None) -> Value | None:
    return None if row is None else Value(row.value, row.numerator, row.denominator)


def _goal(row: Target, unit: str) -> Goal:
    return Goal(row.kind, row.from_year, row.to_year, row.value, row.value_max, row.about, percent=unit == "%")
