"""One partner's overview as PDF/UA-1: the draft to take along, or what was handed in.

A document of a hand-in is a `Page` (what stands on top), and sections that each kind makes in its own way:
here those of an overview. Text that people typed goes in as data.
"""

import json
import tempfile
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typst

from calendar_cycle.models import Submission
from druten import clock
from druten.dutch import long_date
from monitoring.bundling import Bundle, Part
from monitoring.documents import overview
from monitoring.documents.signs import printable
from monitoring.models import NoActivity

TEMPLATE = Path(__file__).with_name("hand_in.typ")
DRAFT = "CONCEPT"


@dataclass(frozen=True)
class Section:
    """A heading, paragraphs, and items: each a heading, paragraphs and facts as (label, value)."""

    heading: str
    lines: list[str] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Document:
    """What every such document has, whatever it is about. `mark` stands on each page; empty for none."""

    heading: str
    covenant: str
    partner: str
    lines: list[str]
    sections: list[Section]
    mark: str = ""


def pdf(document: Document) -> bytes:
    """The document as bytes.

    Raises:
        typst.TypstError: when the template itself is wrong; never because of what people typed.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "data.json").write_text(json.dumps(_clean(asdict(document))), "utf-8")
        template = place / "hand_in.typ"
        template.write_text(TEMPLATE.read_text("utf-8"), "utf-8")
        return typst.compile(template, root=place, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)


def of_overview(
    content: dict[str, Any],
    words: dict[str, Any],
    *,
    covenant: str,
    partner: str,
    year: int,
    lines: list[str],
    mark: str,
) -> Document:
    """An overview.

    Args:
        content: frozen, or as it would freeze now (schema 1).
        words: what its codes stand for (`overview_page.reading`).
        lines: what a reader must know first: when it was handed in, or that it is a draft.
    """
    part = Part(partner, partner, "", "submitted", content=content)
    bundle = Bundle("", covenant, year, [part], agreements=words["titles"])
    sections = [
        Section("Niets te melden", [part.nothing_to_report] if part.nothing_to_report else []),
        Section("Activiteiten", items=[_activity(bundle, words, row) for row in part.activities]),
        Section("Dit jaar niets", [_nothing(words, row) for row in content.get("no_activities", [])]),
        Section("Gevraagd en aangeboden", [_contribution(words, row) for row in content.get("contributions", [])]),
        Section("Antwoorden op de vragen", items=[_answer(row) for row in content.get("answers", [])]),
    ]
    return Document(
        f"Activiteitenoverzicht {year}",
        covenant,
        partner,
        lines,
        [row for row in sections if row.lines or row.items] or [Section("Activiteiten", ["Er staat nog niets in."])],
        mark,
    )


def _activity(bundle: Bundle, words: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    facts = [
        *overview.facts(bundle, row),
        ("Ambities", "; ".join(f"{it['topic']}: {it['text']}" for it in row["ambitions"])),
        ("Telt mee in", words["indicators"].get(row["indicator"], "") if row["indicator"] else ""),
    ]
    return {
        "heading": f"{row['code']} {row['title']}",
        "lines": [row["text"]] if row["text"] else [],
        "facts": [{"label": label, "value": value} for label, value in facts if value],
    }


def _nothing(words: dict[str, Any], row: dict[str, Any]) -> str:
    title = words["titles"].get(row["agreement"], "")
    return f"{row['agreement']} {title}: {NoActivity.Why(row['why']).label}. {row['text']}".strip()


def _contribution(words: dict[str, Any], row: dict[str, Any]) -> str:
    where = row["activity"] or row["agreement"]
    other = words["partners"].get(row["partner"], row["partner"])
    opening = f"Gevraagd aan {other}" if row["origin"] == "asked" else "Aangeboden"
    quarter = f" (uiterlijk kwartaal {row['by_quarter']})" if row["by_quarter"] else ""
    return f"{opening} bij {where}: {row['text']}{quarter}"


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    # A heading without a sign that prints is refused by PDF/UA.
    return {
        "heading": printable(row["question"]).strip() or "–",
        "lines": [row["answer"] or "Niet beantwoord"],
        "facts": [],
    }


def handed_in_lines(submission: Submission) -> list[str]:
    """What stands on top of a hand-in: when, which, and how it stands."""
    day, number = _day(submission.submitted_at), submission.number
    lines = [f"Ingediend op {day} (inzending {number})."]
    if submission.taken_over:
        lines = [f"Overgenomen op {day}, van vóór dit systeem."]
    if submission.withdrawn_at:
        lines.append(f"Ingetrokken op {_day(submission.withdrawn_at)}.")
    elif submission.accepted_at:
        lines.append(f"Geaccepteerd op {_day(submission.accepted_at)}.")
    else:
        lines.append("Nog niet vastgesteld.")
    if submission.on_behalf and not submission.confirmed_at:
        lines.append("Door de werkgroep ingevuld en nog niet bevestigd.")
    return lines


def draft_lines(today: date) -> list[str]:
    """What stands on top of a draft."""
    return [f"Concept van {long_date(today)}. Dit is niet ingediend: alleen uw eigen organisatie ziet dit."]


def _day(moment: datetime) -> str:
    return long_date(moment.astimezone(clock.AMSTERDAM).date())


def _clean(value: Any) -> Any:
    """With signs only that the document can show."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_clean(row) for row in value]
    if isinstance(value, dict):
        return {key: _clean(row) for key, row in value.items()}
    return value
