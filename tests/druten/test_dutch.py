"""Numbers, amounts and dates as the Dutch write them; what is ambiguous is refused, never guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from druten import dutch

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20.000", "20000"),
        ("€ 20.000,-", "20000"),
        ("€\u00a020.000", "20000"),
        ("7,5", "7.5"),
        ("0", "0"),
        ("-3", "-3"),
        (" 12 ", "12"),
        ("1.234.567,89", "1234567.89"),
    ],
)
def test_it_reads_a_number_as_the_dutch_write_it(text: str, value: str) -> None:
    assert dutch.parse_number(text) == Decimal(value)


AMBIGUOUS = ["7.5", "1,000.50", "20.00", "1.2.3", "", "   ", "1.0000", "12 stuks", "1e9", "=1+1"]
ENGLISH = ["1,000", "20,000", "7,500", "0,0001", "002.000", "000.000", "0.000", "٣", "1.٢٣٤", "\uff17,5"]


@pytest.mark.parametrize("text", AMBIGUOUS + ENGLISH)
def test_it_refuses_what_could_mean_two_things(text: str) -> None:
    with pytest.raises(ValueError, match=r"Schrijf het zo: 20\.000 of 7,5"):
        dutch.parse_number(text)


@given(AMOUNTS)
def test_what_it_writes_it_reads_back(value: Decimal) -> None:
    assert dutch.parse_number(dutch.number(value)) == value


def _read(text: str) -> Decimal | str:
    try:
        return dutch.parse_number(text)
    except ValueError as error:
        return str(error)


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_a_number_or_a_sentence(text: str) -> None:
    found = _read(text)
    assert isinstance(found, Decimal) or found.endswith(".")


@pytest.mark.parametrize(("value", "text"), [("20000", "€\u00a020.000"), ("7.5", "€\u00a07,50"), ("0", "€\u00a00")])
def test_an_amount_has_cents_only_where_there_are_any(value: str, text: str) -> None:
    assert dutch.euros(Decimal(value)) == text


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 6, 20), "nog 11 dagen"),
        (date(2026, 6, 30), "vandaag is de laatste dag"),
        (date(2026, 7, 1), "de termijn is gisteren verlopen"),
        (date(2026, 7, 3), "de termijn is 3 dagen geleden verlopen"),
    ],
)
def test_it_says_how_long_one_has_until_1_july(today: date, words: str) -> None:
    assert dutch.days_left(date(2026, 7, 1), today) == words


def test_it_writes_a_day_and_a_list_in_words() -> None:
    assert dutch.long_date(date(2026, 7, 1)) == "1 juli 2026"
    assert dutch.enumerate_words(["a", "b", "c"]) == "a, b en c"
    assert dutch.enumerate_words(["a"]) == "a"
