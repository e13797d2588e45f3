"""One partner's overview as PDF: as it was handed in, or the draft to take along to one's own board."""

from datetime import date
from pathlib import Path
from typing import Any

from calendar_cycle.models import Assignment, Submission
from druten import clock
from druten.dutch import enumerate_words, euros, long_date, number, parse_stored
from monitoring.documents import typesetting
from monitoring.documents.overview import attached, quarters

TEMPLATE = Path(__file__).with_name("hand_in.typ")
DRAFT = "Dit is een concept van {day}. Het is nog niet ingediend; alleen uw eigen organisatie leest het."


def of_submission(assignment: Assignment, submission: Submission, read: dict[str, Any]) -> bytes:
    """What was handed in. `read` is its content with the words beside the codes (`overview_page.reading`)."""
    day = long_date(_day(submission))
    if submission.taken_over:
        line = f"Overgenomen op {day}: dit is van vóór dit systeem."
    else:
        accepted = "" if submission.accepted_at else " Het is nog niet vastgesteld."
        line = f"Zo is het overzicht ingediend op {day} (inzending {submission.number}).{accepted}"
    return typesetting.pdf(TEMPLATE, _data(assignment, read, line, mark=""))


def of_draft(assignment: Assignment, read: dict[str, Any], today: date) -> bytes:
    """What stands there now, marked on every page."""
    return typesetting.pdf(TEMPLATE, _data(assignment, read, DRAFT.format(day=long_date(today)), mark="CONCEPT"))


def _day(submission: Submission) -> date:
    return submission.submitted_at.astimezone(clock.AMSTERDAM).date()


def _data(assignment: Assignment, read: dict[str, Any], line: str, *, mark: str) -> dict[str, Any]:
    year = assignment.milestone.subject_year or 0
    nothing = read.get("nothing_to_report")
    return {
        "heading": f"Activiteitenoverzicht {year} van {assignment.partner.name}",
        "mark": mark,
        "partner": assignment.partner.name,
        "covenant": assignment.covenant.title,
        "year": year,
        "lines": [line, *([f"Dit jaar niets te melden: {nothing}"] if nothing else [])],
        "activities": [_activity(row, read, year) for row in read.get("activities", [])],
        "no_activities": [_none(row, read) for row in read.get("no_activities", [])],
        "contributions": [_contribution(row, read) for row in read.get("contributions", [])],
        "answers": [{"question": it["question"], "answer": it["answer"] or "–"} for it in read.get("answers", [])],
    }


def _activity(row: dict[str, Any], read: dict[str, Any], year: int) -> dict[str, Any]:
    quantity, budget = parse_stored(row["planned_quantity"]), parse_stored(row["budget"])
    facts = [
        ("Afspraken", "; ".join(f"{code} {read['titles'].get(code, '')}".strip() for code in row["agreements"])),
        ("Ambities", "; ".join(it["text"] for it in row["ambitions"])),
        ("Accenten", enumerate_words([it["title"] for it in row["accents"]])),
        ("Hoe", enumerate_words([str(read["involvements"].get(way, way)) for way in row["involvement"]])),
        ("Wanneer", quarters(row["first_quarter"], row["last_quarter"], year)),
        ("Aantal", "" if quantity is None else _quantity(number(quantity), read["indicators"].get(row["indicator"]))),
        ("Budget", "" if budget is None else euros(budget)),
        ("Kernen", enumerate_words(row["villages"])),
        ("Gaat door op", row["continues"] or ""),
        ("Bijlagen", attached(row)),
    ]
    return {
        "heading": f"{row['code']} {row['title']}",
        "text": row["text"],
        "facts": [{"label": label, "value": value} for label, value in facts if value],
    }


def _quantity(words: str, indicator: str | None) -> str:
    return f"{words} ({indicator})" if indicator else words


def _none(row: dict[str, Any], read: dict[str, Any]) -> dict[str, str]:
    code, why = row["agreement"], str(read["whys"].get(row["why"], row["why"]))
    return {
        "agreement": f"{code} {read['titles'].get(code, '')}".strip(),
        "why": f"{why}: {row['text']}" if row["text"] else why,
    }


def _contribution(row: dict[str, Any], read: dict[str, Any]) -> dict[str, str]:
    other = read["partners"].get(row["partner"], row["partner"])
    return {
        "who": f"Gevraagd aan {other}" if row["origin"] == "asked" else "Aangeboden",
        "where": row["activity"] or row["agreement"] or "",
        "text": row["text"],
        "by": f"uiterlijk kwartaal {row['by_quarter']}" if row["by_quarter"] else "–",
    }
