"""What one partner handed in as results, as PDF/UA-1 (typst).

Text that people typed goes in as data: typst never reads it as code.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone

from calendar_cycle.models import Assignment, Submission
from druten import clock
from druten.dutch import long_date
from monitoring.documents.signs import printable
from monitoring.results import year_of
from monitoring.results_reading import Reading, ReadRow

TEMPLATE = Path(__file__).with_name("results.typ")


def pdf(assignment: Assignment, submission: Submission, reading: Reading) -> bytes:
    """The document as bytes.

    Args:
        assignment: with its partner, milestone and covenant.
        reading: of the content of `submission`.

    Raises:
        typst.TypstError: when the template itself is wrong; never because of what people typed.
    """
    year, partner = year_of(assignment), assignment.partner.name
    data = {
        "heading": f"Resultaten {year} van {partner}",
        "partner": partner,
        "covenant": assignment.covenant.title,
        "year": year,
        "lines": _opening(submission),
        "rows": [_row(row) for row in reading.rows],
        "figures": [{"name": row.name, "words": row.words, "source": row.source or "–"} for row in reading.figures],
        "promises": [
            {"partner": row.partner, "text": row.text, "kept": _joined(row.kept, row.kept_text)}
            for row in reading.promises
        ],
        "answers": [{"question": it["question"], "answer": it["answer"] or "–"} for it in reading.answers],
    }
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "data.json").write_text(json.dumps(_clean(data)), "utf-8")
        template = place / "results.typ"
        template.write_text(TEMPLATE.read_text("utf-8"), "utf-8")
        return typst.compile(template, root=place, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)


def _clean(value: Any) -> Any:
    """With signs only that the document can show."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_clean(row) for row in value]
    if isinstance(value, dict):
        return {key: _clean(row) for key, row in value.items()}
    return value


def _opening(submission: Submission) -> list[str]:
    day = long_date(timezone.localtime(submission.submitted_at, clock.AMSTERDAM).date())
    if submission.taken_over:
        return [f"Overgenomen op {day}: dit is van vóór ingebruikname."]
    accepted = "" if submission.accepted_at else " Ze zijn nog niet vastgesteld."
    return [f"Zo zijn de resultaten ingediend op {day} (inzending {submission.number}).{accepted}"]


def _row(row: ReadRow) -> dict[str, Any]:
    facts = [
        ("Stand", row.state_in_words),
        ("Gehaald", row.quantity),
        ("Bij afspraken", ", ".join(row.agreements) if row.is_activity else ""),
        ("Wat is er gedaan", row.text),
        ("Wat nu anders gaat", row.adjustment),
    ]
    return {
        "heading": f"{row.code} {row.title}".strip(),
        "facts": [{"label": label, "value": value} for label, value in facts if value],
    }


def _joined(first: str, second: str) -> str:
    return f"{first}: {second}" if second else first
