"""Figures of the indicators: partners and years taken together as each indicator says (domain.md §3).

0 is a value; none is "nog geen cijfer". A sum with a gap says so. Shares are divided, never averaged.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from agreements.models import Covenant
from druten.dutch import enumerate_words, number, parse_stored
from monitoring.models import Indicator, Measurement, Target

Over = Indicator.Over

_RULES = {
    (Over.SUM, Over.SUM): "Opgeteld over de partijen en over de jaren.",
    (Over.SUM, Over.LATEST): "Opgeteld over de partijen; de laatste stand telt.",
    (Over.SUM, Over.NONE): "Opgeteld over de partijen; elk jaar apart.",
    (Over.RATIO, Over.LATEST): "Een aandeel: alles bij elkaar gedeeld, niet gemiddeld. De laatste stand telt.",
    (Over.RATIO, Over.RATIO): "Een aandeel over alle jaren: alles bij elkaar gedeeld, niet gemiddeld.",
}
_PARTNERS = {
    Over.SUM: "Opgeteld over de partijen.",
    Over.LATEST: "De laatste meting van het jaar telt.",
    Over.RATIO: "Een aandeel: alles bij elkaar gedeeld, niet gemiddeld.",
    Over.NONE: "Per partij apart, niet samen te nemen.",
}
_YEARS = {
    Over.SUM: "Opgeteld over de jaren.",
    Over.LATEST: "De laatste stand telt.",
    Over.RATIO: "Over de jaren bij elkaar gedeeld.",
    Over.NONE: "Elk jaar apart.",
}


@dataclass(frozen=True)
class Value:
    """One figure: a value, or so many out of so many."""

    value: Decimal | None = None
    part: Decimal | None = None
    whole: Decimal | None = None

    @property
    def shown(self) -> Decimal | None:
        """The figure; of a share in percents."""
        if self.part is not None and self.whole:
            return round(100 * self.part / self.whole, 1)
        return self.value


@dataclass(frozen=True)
class Goal:
    """A target, in words."""

    kind: str
    from_year: int
    to_year: int
    value: Decimal
    value_max: Decimal | None = None
    about: bool = False
    partner: str = ""
    percent: bool = False

    @property
    def words(self) -> str:
        amount = f"{'ca. ' if self.about else ''}{number(self.value)}"
        if self.kind == Target.Kind.BETWEEN and self.value_max is not None:
            amount = f"{number(self.value)} en {number(self.value_max)}"
        amount += "%" if self.percent else ""
        kind = {"at_least": "doel:", "at_most": "hoogstens", "between": "tussen", "norm": "norm:"}[self.kind]
        until = (
            f" in {self.to_year}"
            if self.from_year == self.to_year
            else f", van {self.from_year} tot en met {self.to_year}"  # without the comma it reads "180 of the 2022"
        )
        return f"{kind} {amount}{until}{f', {self.partner}' if self.partner else ''}"


@dataclass
class Figure:
    """An indicator with its targets and what was measured, by year and partner."""

    key: str
    name: str
    unit: str
    kind: str
    over_partners: str
    over_years: str
    from_results: bool = False
    baseline: Decimal | None = None
    note: str = ""
    source: str = ""
    goals: list[Goal] = field(default_factory=list)
    measured: dict[int, dict[str, Value]] = field(default_factory=dict)

    @cached_property
    def partners(self) -> list[str]:
        """Those that gave a figure in some year; "" is all of them together."""
        return sorted({partner for year in self.measured.values() for partner in year if partner})

    @cached_property
    def years(self) -> list[int]:
        """From the first to the last year that was measured, the gaps included."""
        return list(range(min(self.measured), max(self.measured) + 1)) if self.measured else []

    def of_year(self, year: int) -> Decimal | None:
        """The partners taken together in a year; None when there is no figure, or they do not go together."""
        rows = self.measured.get(year, {})
        if "" in rows:
            return rows[""].shown
        return together(self.over_partners, list(rows.values()))

    @cached_property
    def by_year(self) -> list[tuple[int, Decimal | None, list[Decimal | None]]]:
        """(year, all together, each partner): the table under the chart."""
        return [
            (year, self.of_year(year), [self._of(year, partner) for partner in self.partners]) for year in self.years
        ]

    @cached_property
    def now(self) -> Decimal | None:
        """Where it stands: the years taken together as the indicator says."""
        known = [(year, value) for year, value, _ in self.by_year if value is not None]
        if not known:
            return None
        if self.over_years == Over.SUM:
            return sum((value for _, value in known), self.baseline or Decimal(0))
        if self.over_years == Over.RATIO:
            everything = [
                row for year in self.measured.values() for row in ([year[""]] if "" in year else year.values())
            ]
            return together(Over.RATIO, everything)
        return known[-1][1]

    @property
    def now_is_about(self) -> int | None:
        """The year of the last figure."""
        return next((year for year, value, _ in reversed(self.by_year) if value is not None), None)

    @cached_property
    def gaps(self) -> str:
        """What a sum lacks, in a sentence; empty when nothing."""
        missing = [str(year) for year, value, _ in self.by_year if value is None]
        found = f"Nog geen cijfer over {enumerate_words(missing)}." if missing else ""
        parts = [
            f"In {year} zonder {enumerate_words(absent)}."
            for year, _, rows in self.by_year
            if self.over_partners == Over.SUM
            and "" not in self.measured.get(year, {})
            and any(row is not None for row in rows)
            and (absent := [name for name, row in zip(self.partners, rows, strict=True) if row is None])
        ]
        return " ".join([found, *parts]).strip()

    @property
    def rule(self) -> str:
        """How partners and years go together, as it stands under the figure."""
        pair = (Over(self.over_partners), Over(self.over_years))
        both = _RULES.get(pair) or f"{_PARTNERS[pair[0]]} {_YEARS[pair[1]]}"
        return f"{both} Komt uit de resultaten." if self.from_results else both

    @property
    def percent(self) -> bool:
        return self.kind == Indicator.Kind.SHARE

    def _of(self, year: int, partner: str) -> Decimal | None:
        found = self.measured.get(year, {}).get(partner)
        return found.shown if found else None


def together(over: str, rows: list[Value]) -> Decimal | None:
    """The figures of several partners as one; None when there are none, or when they can not be one."""
    known = [row for row in rows if row.shown is not None]
    if not known:
        return None
    if len(known) == 1:
        return known[0].shown
    if all(row.part is not None for row in known):
        parts, wholes = sum(row.part or 0 for row in known), sum(row.whole or 0 for row in known)
        return Value(part=Decimal(parts), whole=Decimal(wholes)).shown
    if over == Over.SUM:
        return sum((row.shown or Decimal(0) for row in known), Decimal(0))
    return None


def load(
    covenant: Covenant,
    measurements: Iterable[Measurement],
    results: list[tuple[int, str, dict[str, Any]]],
    names: dict[str, str],
) -> list[Figure]:
    """The figures of a covenant; one query of its own.

    Args:
        measurements: of the working group itself, with their partners; they overrule what partners handed in.
        results: (year, slug of the partner, content) of the results that the reader may read.
        names: of the partners, by slug.
    """
    found = _indicators(covenant)
    for year, slug, content in results:
        _count_results(found, year, names.get(slug, slug), content)
        _read_measurements(found, names.get(slug, slug), content)
    measured = list(measurements)
    replaced = {row.supersedes_id for row in measured}
    for row in sorted((row for row in measured if row.pk not in replaced), key=lambda it: it.pk):
        for figure in (found[row.indicator_id],) if row.indicator_id in found else ():
            partner = row.partner.short_name if row.partner else ""
            figure.measured.setdefault(row.year, {})[partner] = Value(row.value, row.numerator, row.denominator)
    return list(found.values())


_FIELDS = ("key", "name", "unit", "kind", "over_partners", "over_years", "from_results", "baseline", "note", "source")


def _indicators(covenant: Covenant) -> dict[int, Figure]:
    """The indicators with their targets, in one query."""
    target = ("kind", "from_year", "to_year", "value", "value_max", "about", "partner__short_name")
    rows = Indicator.objects.filter(covenant=covenant).order_by("pk", "targets__to_year", "targets__pk")
    found: dict[int, Figure] = {}
    for row in rows.values("pk", *_FIELDS, *(f"targets__{name}" for name in target)):
        figure = found.setdefault(row["pk"], Figure(**{name: row[name] for name in _FIELDS}))
        if row["targets__kind"]:
            about: dict[str, Any] = {name: row[f"targets__{name}"] for name in target}
            partner = about.pop("partner__short_name") or ""
            figure.goals.append(Goal(**about, partner=partner, percent=row["unit"] == "%"))
    return found


def _count_results(found: dict[int, Figure], year: int, partner: str, content: dict[str, Any]) -> None:
    """Adds up what was realised, for the indicators that come from the results."""
    by_key = {figure.key: figure for figure in found.values() if figure.from_results}
    sums: dict[str, Decimal] = {}
    for row in content.get("results", []):
        quantity = parse_stored(row.get("realised_quantity"))
        if row.get("indicator") in by_key and quantity is not None:
            sums[row["indicator"]] = sums.get(row["indicator"], Decimal(0)) + quantity
    for key, value in sums.items():
        by_key[key].measured.setdefault(year, {})[partner] = Value(value)


def _read_measurements(found: dict[int, Figure], partner: str, content: dict[str, Any]) -> None:
    """What a partner measured, as it was handed in; it goes before what its results add up to."""
    by_key = {figure.key: figure for figure in found.values()}
    for row in content.get("measurements", []):
        if row["indicator"] in by_key:
            value = Value(*(parse_stored(row.get(name)) for name in ("value", "numerator", "denominator")))
            by_key[row["indicator"]].measured.setdefault(row["year"], {})[partner] = value
