"""The joint overview as PDF/UA-1 (typst), out of a `Bundle`.

Text that people typed goes in as data: typst never reads it as code.
"""

from datetime import date
from pathlib import Path
from typing import Any

from druten.dutch import enumerate_words, euros, file_size, long_date, number, parse_stored
from monitoring.bundling import Bundle, Part
from monitoring.documents import typesetting
from monitoring.models import Activity

TEMPLATE = Path(__file__).with_name("overview.typ")


# What was sent round: its number, its day, and who was late then.
Round = tuple[int, date, list[str]]


def pdf(
    bundle: Bundle,
    *,
    version: int | None,
    published_on: date | None,
    reason: str = "",
    round_sent: Round | None = None,
    taken_over: bool = False,
) -> bytes:
    """The document as bytes; `version` None means: not yet published.

    Args:
        taken_over: it is of before taking into use; `published_on` is then the day of taking over.
        round_sent: for what is sent round after the deadline: its number, its day and who is late.

    Raises:
        typst.TypstError: when the template itself is wrong; never because of what people typed.
    """
    lines = _opening(bundle, version, published_on, reason, round_sent)
    if taken_over and published_on:
        lines[0] = (
            f"Versie {version}, overgenomen op {long_date(published_on)}: gemaakt voordat dit systeem in gebruik kwam."
        )
    return typesetting.pdf(TEMPLATE, _data(bundle, lines))


def _data(bundle: Bundle, lines: list[str]) -> dict[str, Any]:
    return {
        "heading": f"Gezamenlijk activiteitenoverzicht {bundle.year}",
        "covenant": bundle.title,
        "year": bundle.year,
        "lines": lines,
        "parties": [_party(bundle, part) for part in bundle.parts],
        "accents": bundle.accents,
        "contributions": [_contribution(row) for row in bundle.contributions],
        "agreements": [
            {
                "agreement": f"{code} {title}",
                "activities": "\n".join(f"{row['code']} {row['title']} ({name})" for name, row in rows),
            }
            for code, title, rows in bundle.by_agreement
        ],
    }


def _opening(
    bundle: Bundle, version: int | None, published_on: date | None, reason: str, round_sent: Round | None
) -> list[str]:
    if round_sent is not None:
        return _sent_round(*round_sent)
    if version is None or published_on is None:
        return ["Dit is wat er tot nu toe binnenkwam. Het is nog niet vastgesteld."]
    lines = [f"Versie {version}, gepubliceerd op {long_date(published_on)}."]
    if reason:
        lines.append(f"Waarom deze versie: {reason}")
    late = [part.name for part in bundle.waiting_for]
    if late:
        lines.append(f"Nog niet vastgesteld of niet ontvangen: {enumerate_words(late)}.")
    return lines


def _sent_round(number: int, day: date, late: list[str]) -> list[str]:
    """What came in, and who is late: the first lines of what is sent round."""
    again = f" (de {number}e keer)" if number > 1 else ""
    missing = f"Nog niet ontvangen: {enumerate_words(late)}." if late else "Van alle partijen is iets ontvangen."
    return [f"Dit is wat er binnenkwam, rondgestuurd op {long_date(day)}{again}. Het is nog niet vastgesteld.", missing]


def _party(bundle: Bundle, part: Part) -> dict[str, Any]:
    remark = part.standing_in_words.capitalize()
    if part.unconfirmed:
        remark += "; door de werkgroep ingevuld en nog niet bevestigd"
    lines = [f"Dit jaar niets te melden: {part.nothing_to_report}"] if part.nothing_to_report else []
    return {
        "name": part.name,
        "standing": part.standing_in_words,
        "submitted_on": long_date(date.fromisoformat(part.submitted_on)) if part.submitted_on else "–",
        "remark": f"{remark}.",
        "lines": lines,
        "activities": [_activity(bundle, row) for row in part.activities],
        "no_activities": [
            {
                "agreement": f"{row['agreement']} {bundle.agreements.get(row['agreement'], '')}",
                "why": _joined(row["why_in_words"], row["text"]),
            }
            for row in part.no_activities
        ],
        "answers": [{"question": row["question"], "answer": row["answer"]} for row in part.answers],
    }


def _joined(first: str, second: str) -> str:
    return f"{first}: {second}" if second else first


def _activity(bundle: Bundle, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "heading": f"{row['code']} {row['title']}",
        "text": row["text"],
        "facts": [{"label": label, "value": value} for label, value in facts(bundle, row) if value],
    }


def facts(bundle: Bundle, row: dict[str, Any]) -> list[tuple[str, str]]:
    """What is known of a frozen activity, as (label, words); words may be empty."""
    quantity, budget = parse_stored(row["planned_quantity"]), parse_stored(row["budget"])
    return [
        ("Afspraken", "; ".join(f"{code} {bundle.agreements.get(code, '')}".strip() for code in row["agreements"])),
        ("Wanneer", quarters(row["first_quarter"], row["last_quarter"], bundle.year)),
        ("Hoe", enumerate_words([Activity.Involvement(value).label for value in row["involvement"]])),
        ("Aantal", "" if quantity is None else number(quantity)),
        ("Budget", "" if budget is None else euros(budget)),
        ("Kernen", enumerate_words(row["villages"])),
        ("Accenten", enumerate_words([accent["title"] for accent in row["accents"]])),
        ("Gaat door op", row["continues"] or ""),
        ("Bijlagen", attached(row)),
    ]


def attached(row: dict[str, Any]) -> str:
    """The attachments of a frozen activity by name and size; who may read the activity fetches them on the site.

    Of what was handed in before there were attachments nothing is listed.
    """
    rows = sorted(row.get("attachments", []), key=lambda it: it["id"])
    return "; ".join(f"{it['name']} ({file_size(it['size'])})" for it in rows)


def quarters(first: int, last: int, year: int) -> str:
    """`(1, 4, 2027)` → "heel 2027"; `(2, 2, 2027)` → "2e kwartaal 2027"."""
    if (first, last) == (1, 4):
        return f"heel {year}"
    if first == last:
        return f"{first}e kwartaal {year}"
    return f"{first}e tot en met {last}e kwartaal {year}"


def _contribution(row: dict[str, Any]) -> dict[str, str]:
    where = row["activity"] or row["agreement"] or ""
    if tied_to := row.get("tied_to"):
        where = f"{where}, hoort bij {tied_to}"
    asker, other = row["asker"], row["partner_name"]
    return {
        "asker": asker,
        "partner": other if row["origin"] == "asked" else "aanbod",
        "text": f"{row['text']} ({where})",
        "state": _joined(row["state_in_words"], row["answer"]),
    }
