"""What all our forms share: numbers as the Dutch write them, spaces that are nothing, what was typed is kept."""

from decimal import Decimal

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms

from agreements.forms import DutchNumberField, HouseForm


class Small(HouseForm):
    title = forms.CharField(label="Wat gaat u doen?", max_length=100, help_text="In een paar woorden.")
    amount = DutchNumberField(label="Budget", required=False, lowest=Decimal(0))


@pytest.mark.parametrize(("typed", "value"), [("€ 20.000,-", "20000"), ("7,5", "7.5"), ("0", "0"), ("", None)])
def test_it_reads_a_dutch_number_and_leaves_nothing_as_nothing(typed: str, value: str | None) -> None:
    form = Small({"title": "Bouwen", "amount": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("7.5", "geen duidelijk getal"),
        ("1,000.50", "geen duidelijk getal"),
        ("-1", "Vul een getal in van 0 of hoger."),
        ("99.999.999.999", "Dit getal is te groot."),
        ("1,234", "hoogstens twee cijfers achter de komma"),
        ("=1+1", "geen duidelijk getal"),
    ],
)
def test_it_refuses_with_a_dutch_sentence_and_keeps_what_was_typed(typed: str, sentence: str) -> None:
    form = Small({"title": "Bouwen", "amount": typed})
    assert sentence in str(form.errors["amount"])
    assert f'value="{typed}"' in render_crispy_form(form)


def test_it_shows_a_stored_number_the_dutch_way() -> None:
    assert 'value="20.000,5"' in render_crispy_form(Small(initial={"amount": Decimal("20000.50")}))


@pytest.mark.parametrize("typed", ["   ", "\t\n", ""])
def test_only_spaces_is_nothing(typed: str) -> None:
    assert "title" in Small({"title": typed}).errors


@pytest.mark.parametrize("typed", ["x" * 101, "met een \x00 erin"])
def test_it_refuses_what_is_too_long_or_no_text(typed: str) -> None:
    assert "title" in Small({"title": typed}).errors


def test_markup_is_shown_as_text() -> None:
    page = render_crispy_form(Small({"title": "<script>alert(1)</script>", "amount": "x"}))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_it_has_a_label_a_help_text_and_an_error_that_belong_to_the_field() -> None:
    page = render_crispy_form(Small({"title": ""}))
    assert 'for="id_title"' in page
    assert "In een paar woorden." in page
    assert 'aria-invalid="true"' in page
    assert "<form" not in page
    assert " required" not in page.replace(" requiredField", "")
