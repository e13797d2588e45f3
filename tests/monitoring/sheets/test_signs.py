"""Text in a cell: no cell begins as a formula, and whatever a form accepts comes back as it was."""

import io
from typing import Any

import pytest
from django import forms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.resources import RUNS
from monitoring.forms.fields import LONGEST_TEXT
from monitoring.sheets import odf, reading, signs, xlsx
from monitoring.sheets.table import LIMITS, Place, Table

FIELD = forms.CharField(max_length=LONGEST_TEXT, required=False)
# What goes wrong somewhere: formulas, quotes, escapes of other programs and of ours, signs that no file can hold.
HARD = [
    *RUNS,
    "'",
    "''=",
    "_x000D_",
    "_x0041_",
    "x005F_",
    "_x005F_x0041_",
    "␛",
    "␋",
    "␛␋",
    "␛k",
    "\x0b",
    "\x1f",
    "\x7f",
    "\x85",
    "\u2028",
    "\ufffe",
    "\uffff",
    "\ufdd0",
    "\U0010ffff",
    "\U0001fffe",
    '<&>"]]>',
    "  ",
    "\r\n",
    "🏡",
    "é",
    "1.1-03",
]
TEXTS = st.lists(st.one_of(st.sampled_from(HARD), st.text(max_size=8))).map("".join)


def accepted(text: str) -> str | None:
    """As a form of ours would keep it, with one kind of line end; None when it would not."""
    try:
        return signs.plain(FIELD.clean(text))
    except forms.ValidationError:
        return None


def table_of(texts: list[str]) -> Table:
    cells: list[list[Any]] = [[signs.to_cell(text)] for text in texts]
    return Table("overzicht", "Titel", "kenmerk", [Place("Tekst", "Uitleg", 10)], cells)


def written_and_read(texts: list[str], kind: str) -> list[str]:
    content = {"xlsx": xlsx, "ods": odf}[kind].write(table_of(texts))
    lines = {line.number: line.cells[0] for line in reading.read(f"uit.{kind}", content, LIMITS)}
    return [signs.from_cell(lines.get(at, "")) for at in range(5, 5 + len(texts))]


@given(st.text() | TEXTS)
def test_a_text_comes_back_and_is_at_most_twice_as_long(text: str) -> None:
    kept = signs.plain(text)
    cell = signs.to_cell(text)
    assert signs.from_cell(cell) == kept
    assert len(cell) <= 2 * len(kept) + 1
    assert not cell.startswith(RUNS)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_texts=st.lists(TEXTS, min_size=1, max_size=30))
def test_any_text_that_a_form_accepts_survives_the_file(kind: str, given_texts: list[str]) -> None:
    texts = [kept for text in given_texts if (kept := accepted(text)) is not None]
    assert written_and_read(texts or ["x"], kind) == (texts or ["x"])


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@pytest.mark.parametrize("sign", ["a", "\x0b", "␛", "🏡", "x0041_"])
def test_the_longest_text_survives_the_file(kind: str, sign: str) -> None:
    text = (sign * LONGEST_TEXT)[:LONGEST_TEXT]
    text = text if text.strip() == text else f"a{text[2:]}a"
    assert written_and_read([text], kind) == [text]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_reader_of_the_file_sees_no_formula(kind: str) -> None:
    import openpyxl
    import tablib

    texts = [f"{sign}1+1" for sign in RUNS if sign.strip()]
    content = {"xlsx": xlsx, "ods": odf}[kind].write(table_of(texts))
    if kind == "xlsx":
        cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].rows for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        found = [str(cell.value) for cell in cells if cell.value is not None]
    else:
        found = [str(cell) for row in tablib.Databook().load(content, "ods").sheets()[0] for cell in row if cell]
    assert not [cell for cell in found if cell.startswith(RUNS)]
    assert [cell for cell in found if cell[1:] in texts] == [f"'{text}" for text in texts]
