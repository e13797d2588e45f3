"""The document of one partner's overview: as a draft to take along, and as it was handed in."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from monitoring.documents import hand_in
from tests.monitoring.test_publishing import activity

WORDS: dict[str, Any] = {"titles": {"1.1-01": "Bouwen"}, "partners": {"hbd": "HBD"}, "indicators": {"huizen": "Huizen"}}


def content(title: str = "36 huurwoningen", **fields: Any) -> dict[str, Any]:
    row = activity("WW-2027-1", "1.1-01") | {
        "title": title,
        "indicator": "huizen",
        "ambitions": [{"id": 1, "topic": "1.1", "position": 1, "text": "Genoeg huizen"}],
    }
    return {
        "nothing_to_report": "",
        "activities": [row],
        "no_activities": [{"agreement": "1.1-01", "why": "later", "text": "In 2028."}],
        "contributions": [
            {
                "origin": "asked",
                "activity": "WW-2027-1",
                "agreement": None,
                "partner": "hbd",
                "text": "Help",
                "by_quarter": 2,
            }
        ],
        "answers": [{"question": "Wat wilt u bereiken?", "answer": "Meer huizen."}],
        **fields,
    }


def made(frozen: dict[str, Any], mark: str = "", lines: list[str] | None = None) -> bytes:
    document = hand_in.of_overview(
        frozen, WORDS, covenant="Druten 2025–2028", partner="Woonwaarts", year=2027, lines=lines or [], mark=mark
    )
    return hand_in.pdf(document)


def pages(made_of: bytes) -> list[str]:
    return [page.extract_text().replace("\n", " ") for page in PdfReader(BytesIO(made_of)).pages]


def test_it_has_a_title_a_language_and_tags() -> None:
    found = made(content())
    document = PdfReader(BytesIO(found))
    root = document.trailer["/Root"]
    assert document.metadata
    assert document.metadata.title == "Activiteitenoverzicht 2027 – Woonwaarts"
    assert root["/Lang"] == "nl-NL"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in found


def test_all_that_was_handed_in_is_in_it() -> None:
    text = " ".join(pages(made(content(), lines=["Ingediend op 20 juni 2026."])))
    for words in (
        "Ingediend op 20 juni 2026.",
        "36 huurwoningen",
        "Bouwen",
        "Genoeg huizen",
        "Huizen",
        "later aan de beurt",
        "In 2028.",
        "Gevraagd aan HBD",
        "Meer huizen.",
    ):
        assert words in text
    assert "CONCEPT" not in text


def test_a_draft_says_so_on_each_page() -> None:
    many = content(activities=[content(f"Activiteit {number}")["activities"][0] for number in range(40)])
    found = pages(made(many, mark=hand_in.DRAFT, lines=hand_in.draft_lines(date(2026, 6, 10))))
    assert len(found) > 3
    assert all("CONCEPT" in page for page in found)
    assert "Concept van 10 juni 2026" in found[0]


def test_an_empty_draft_says_that_nothing_is_in_it() -> None:
    empty = {"nothing_to_report": "", "activities": [], "no_activities": [], "contributions": [], "answers": []}
    assert "Er staat nog niets in." in pages(made(empty))[0]


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=100))
@example("#panic() $x$ *b* _i_ <a> @b \\")
@example("Buurtfeest 🎉 \x00 住")
def test_whatever_people_type_the_document_comes(typed: str) -> None:
    frozen = content(typed, nothing_to_report=typed, answers=[{"question": typed, "answer": typed}])
    assert made(frozen).startswith(b"%PDF")


@pytest.mark.parametrize("typed", ["#panic()", "$x$ *b*", "=HYPERLINK(1)"])
def test_what_people_type_is_shown_as_text(typed: str) -> None:
    assert typed.replace(" ", "") in "".join(pages(made(content(typed)))).replace(" ", "")
