"""One row of the results, with what was planned for it beside it (domain.md §3, `Result`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from druten.dutch import enumerate_words, euros, number, parse_stored
from monitoring import doubts
from monitoring.documents.overview import quarters
from monitoring.models import Indicator, Result


@dataclass(frozen=True)
class Row:
    """A result with what was planned for it."""

    result: Result
    planned: dict[str, Any] | None

    @property
    def code(self) -> str:
        about = self.result.activity or self.result.agreement
        return about.code if about else ""

    @property
    def title(self) -> str:
        if self.planned:
            return self.planned["title"]
        about = self.result.activity or self.result.agreement
        return about.title if about else ""

    @property
    def text(self) -> str:
        """What was planned, or agreed."""
        if self.planned:
            return self.planned["text"]
        return self.result.agreement.text if self.result.agreement else ""

    @property
    def agreements(self) -> list[str]:
        if self.planned:
            return self.planned["agreements"]
        if self.result.agreement:
            return [self.result.agreement.code]
        return [row.code for row in self.result.activity.agreements.all()] if self.result.activity else []

    @property
    def is_dropped(self) -> bool:
        """True for an activity that the latest publication does not hold any more."""
        return self.result.activity_id is not None and self.planned is None

    @property
    def planned_quantity(self) -> Decimal | None:
        if self.planned:
            return Decimal(self.planned["planned_quantity"]) if self.planned["planned_quantity"] else None
        return self.result.activity.planned_quantity if self.result.activity else None

    @property
    def indicator(self) -> str | None:
        """The key of the indicator in which the quantity counts."""
        if self.planned:
            return self.planned["indicator"]
        found = self.result.activity.indicator if self.result.activity else None
        return found.key if found else None

    @property
    def counts_something(self) -> bool:
        """True when a quantity is asked."""
        return self.planned_quantity is not None or self.indicator is not None

    @property
    def unit(self) -> str:
        """What is counted, where that is known."""
        found = self._indicator
        return found.unit if found and found.key == self.indicator else ""

    @property
    def quantity_in_words(self) -> str:
        """ "8 van de 12 woningen"; empty while no quantity was filled in."""
        return quantity_in_words(self.result.realised_quantity, self.planned_quantity, self.unit)

    @property
    def asks_what_changes(self) -> bool:
        return doubts.asks_what_changes(self.result.state, self.result.adjustment)

    @property
    def _indicator(self) -> Indicator | None:
        return self.result.activity.indicator if self.result.activity else None

    def facts(self, year: int) -> list[tuple[str, str]]:
        """What was planned, as (label, words): quantity, when, where, accents, money. Nothing of what was left out."""
        plan = self.planned or {}
        budget, villages, accents = parse_stored(plan.get("budget")), plan.get("villages"), plan.get("accents")
        planned, first = self.planned_quantity, plan.get("first_quarter")
        told = [
            ("Aantal", "" if planned is None else f"{number(planned)} {self.unit}".strip()),
            ("Wanneer", quarters(first, plan["last_quarter"], year) if first else ""),
            ("Kernen", enumerate_words(villages or [])),
            ("Accenten", enumerate_words([it["title"] for it in accents or []])),
            ("Budget", "" if budget is None else euros(budget)),
        ]
        return [(label, words) for label, words in told if words]


@dataclass(frozen=True)
class Place:
    """Where a row stands among the others, for who goes through all of them."""

    number: int
    total: int
    before: Row | None = None
    after: Row | None = None


def place_among(rows: Sequence[Row], pk: int) -> Place:
    """The place of the row with this id, counted from 1; without neighbours where it is not among them."""
    at = next((index for index, row in enumerate(rows) if row.result.pk == pk), None)
    if at is None:
        return Place(0, len(rows))
    before = rows[at - 1] if at else None
    return Place(at + 1, len(rows), before, rows[at + 1] if at + 1 < len(rows) else None)


def quantity_in_words(realised: Decimal | None, planned: Decimal | None, unit: str = "") -> str:
    """ "8 van de 12 woningen", "8 woningen" where nothing was planned; empty while nothing was reached."""
    if realised is None:
        return ""
    whole = "" if planned is None else f" van de {number(planned)}"
    return f"{number(realised)}{whole} {unit}".strip()
