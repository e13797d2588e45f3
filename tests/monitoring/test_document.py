"""The PDF of the joint overview: tagged, in Dutch, and never mistaken for code."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from monitoring.bundling import Bundle, Part
from monitoring.documents import signs
from monitoring.documents.overview import pdf, quarters
from tests.monitoring.test_publishing import activity


def bundle(title: str = "36 huurwoningen", text: str = "") -> Bundle:
    row = activity("WW-2027-1", "1.1-01") | {"title": title, "text": text}
    content = {"activities": [row], "no_activities": [], "answers": [], "nothing_to_report": ""}
    parts = [
        Part("woonwaarts", "Woonwaarts", "corporation", "accepted", False, 1, "2026-06-20", content),
        Part("hbd", "HBD", "tenants", "missing"),
    ]
    return Bundle("druten", "Prestatieafspraken Druten 2025–2028", 2027, parts, agreements={"1.1-01": "Bouwen"})


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def text_of(content: bytes) -> str:
    return " ".join(page.extract_text() for page in read(content).pages).replace("\n", " ")


def test_it_names_the_attachments_of_an_activity_under_its_partner() -> None:
    there = bundle()
    rows = [
        {"id": 8, "name": "planning.pdf", "size": 250_000, "sha256": "b", "file": "x"},
        {"id": 3, "name": "kaart #1 <b>.png", "size": 2_100_000, "sha256": "a", "file": "y"},
    ]
    there.parts[0].activities[0]["attachments"] = rows
    text = text_of(pdf(there, version=1, published_on=date(2026, 11, 20)))
    assert "Bijlagen: kaart #1 <b>.png (2 MB); planning.pdf (244 kB)" in text
    assert text.index("Woonwaarts") < text.index("Bijlagen:")


def test_without_attachments_or_from_before_them_nothing_is_said() -> None:
    there = bundle()
    assert "attachments" not in there.parts[0].activities[0]
    assert "Bijlagen" not in text_of(pdf(there, version=1, published_on=date(2026, 11, 20)))
    there.parts[0].activities[0]["attachments"] = []
    assert "Bijlagen" not in text_of(pdf(there, version=1, published_on=date(2026, 11, 20)))


def test_it_has_a_title_a_language_and_tags() -> None:
    document = read(pdf(bundle(), version=1, published_on=date(2026, 11, 20)))
    root = document.trailer["/Root"]
    assert document.metadata
    assert document.metadata.title == "Gezamenlijk activiteitenoverzicht 2027"
    assert root["/Lang"] == "nl-NL"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in pdf(bundle(), version=None, published_on=None)


def test_it_says_who_is_not_in_it() -> None:
    text = text_of(pdf(bundle(), version=1, published_on=date(2026, 11, 20)))
    assert "niet ontvangen: HBD" in text
    assert "20 november 2026" in text


def test_unpublished_it_says_so() -> None:
    assert "nog niet vastgesteld" in text_of(pdf(bundle(), version=None, published_on=None))


@pytest.mark.parametrize("typed", ["#panic()", "$x$ *b* _i_ <a> @b", "=HYPERLINK(1)", "\\ ` ~ [ ] { } \"'"])
def test_what_people_type_is_shown_as_text(typed: str) -> None:
    text = text_of(pdf(bundle(title=typed), version=None, published_on=None))
    assert typed.replace(" ", "") in text.replace(" ", "")


def test_ten_thousand_signs_and_a_nul_still_give_a_document() -> None:
    content = pdf(bundle(text="woning\x00 " * 1500), version=None, published_on=None)
    assert len(read(content).pages) > 2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200) | st.text(st.sampled_from([chr(sign) for sign in sorted(signs.known())]), max_size=200))
@example("Buurtfeest 🎉 op 40 ㎡ 𝄞 住 ไ")
@example("\ufffe\x7f\x9f\U0010ffff\ue000\u2028\u202e")
@example("👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 🇳🇱 \u0301\u0308 क्ष ไทย ﷺ")
def test_whatever_people_type_the_document_comes(typed: str) -> None:
    assert pdf(bundle(title=typed, text=typed), version=1, published_on=date(2026, 11, 20)).startswith(b"%PDF")


def test_a_sign_that_no_font_has_is_a_box_and_the_words_around_it_stay() -> None:
    content = pdf(bundle(title="Buurtfeest 🎉 in Café"), version=None, published_on=None)
    assert "Buurtfeest □ in Café" in text_of(content)


def test_every_sign_that_is_said_to_print_does() -> None:
    typed = "\n".join(f"a{chr(sign)}" for sign in sorted(signs.known()))
    assert signs.printable(typed) == typed
    assert pdf(bundle(text=typed), version=None, published_on=None).startswith(b"%PDF")


def test_the_signs_of_european_languages_print() -> None:
    typed = "àáâäãåçèéêëìíîïñòóôöõøùúûüýÿßşğıčšžœæłőű€£§°²³½µ×÷–—…‘’“”„«»•→✓☐"
    assert signs.printable(typed) == typed


def test_a_part_that_was_filled_in_on_behalf_says_so() -> None:
    rows = bundle()
    part = replace(rows.parts[0], unconfirmed=True)
    assert "nog niet bevestigd" in text_of(pdf(replace(rows, parts=[part]), version=None, published_on=None))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(1, 4, "heel 2027"), (2, 2, "2e kwartaal 2027"), (1, 3, "1e tot en met 3e kwartaal 2027")],
)
def test_quarters_are_words(first: int, last: int, words: str) -> None:
    assert quarters(first, last, 2027) == words
