"""What was handed in as results (schema 1), with the words that a reader needs: one reading for page and document."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Value as Word

from agreements.models import Covenant
from druten.dutch import parse_stored
from monitoring.figures import Value
from monitoring.models import Contribution, Result
from monitoring.our_figures import in_words
from monitoring.result_rows import quantity_in_words


@dataclass(frozen=True)
class Words:
    """What the codes in a hand-in stand for: partners by slug, names and units of indicators by key."""

    partners: dict[str, str] = field(default_factory=dict)
    indicators: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, covenant: Covenant) -> "Words":
        """One query."""
        partners = covenant.parties.values_list(Word("partners"), "partner__slug", "partner__name", Word(""))
        indicators = covenant.indicators.values_list(Word("indicators"), "key", "name", "unit")
        found = cls()
        for kind, code, word, unit in partners.order_by().union(indicators.order_by()):
            getattr(found, kind)[code] = word
            if kind == "indicators":
                found.units[code] = unit
        return found


@dataclass(frozen=True)
class ReadRow:
    """One result as others read it."""

    code: str
    title: str
    state: str
    quantity: str
    text: str
    adjustment: str
    agreements: list[str]
    is_activity: bool
    url: str = ""
    id: int = 0
    attachments: list[dict[str, Any]] = field(default_factory=list)

    @property
    def state_in_words(self) -> str:
        return Result.State(self.state).label if self.state else "nog niet ingevuld"


@dataclass(frozen=True)
class ReadPromise:
    partner: str
    text: str
    kept: str
    kept_text: str


@dataclass(frozen=True)
class ReadFigure:
    name: str
    words: str
    source: str
    attachments: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """The results of one partner over one year, to be read from top to bottom."""

    rows: list[ReadRow]
    promises: list[ReadPromise]
    figures: list[ReadFigure]
    answers: list[dict[str, str]]


def of(content: dict[str, Any], words: Words) -> Reading:
    """A hand-in, or what would be handed in now; parts that an older one has not are empty."""
    return Reading(
        [_row(row, words) for row in content.get("results", [])],
        [_promise(row, words) for row in content.get("kept", [])],
        [_figure(row, words) for row in content.get("measurements", [])],
        content.get("answers", []),
    )


def _row(row: dict[str, Any], words: Words) -> ReadRow:
    realised, planned = parse_stored(row.get("realised_quantity")), parse_stored(row.get("planned_quantity"))
    unit = words.units.get(row.get("indicator") or "", "")
    return ReadRow(
        row["activity"] or row["agreement"] or "",
        row["title"],
        row["state"],
        quantity_in_words(realised, planned, unit),
        row["text"],
        row["adjustment"],
        row["agreements"],
        is_activity=bool(row["activity"]),
        id=row.get("id") or 0,
        attachments=row.get("attachments") or [],
    )


def _promise(row: dict[str, Any], words: Words) -> ReadPromise:
    kept = Contribution.Kept(row["kept"]).label
    return ReadPromise(words.partners.get(row["partner"], row["partner"]), row["text"], kept, row["kept_text"])


def _figure(row: dict[str, Any], words: Words) -> ReadFigure:
    key = row["indicator"]
    value = Value(*(parse_stored(row.get(name)) for name in ("value", "numerator", "denominator")))
    name, said = words.indicators.get(key, key), in_words(value, words.units.get(key, ""))
    return ReadFigure(name, said, row.get("source", ""), row.get("attachments") or [])
