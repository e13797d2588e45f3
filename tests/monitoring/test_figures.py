"""Figures: partners and years taken together as the indicator says."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitoring.figures import Figure, Goal, Value, together


def figure(measured: dict[int, dict[str, Value]], **fields: Any) -> Figure:
    about = {"kind": "count", "over_partners": "sum", "over_years": "sum"} | fields
    return Figure(key="k", name="n", unit="u", measured=measured, **about)


def many(number: int) -> Value:
    return Value(Decimal(number))


def test_a_count_is_added_up_over_partners_and_years() -> None:
    row = figure({2025: {"A": many(3), "B": many(4)}, 2026: {"A": many(5)}})
    assert (row.of_year(2025), row.now) == (7, 12)
    assert row.gaps == "In 2026 zonder B."


def test_zero_is_a_value_and_none_is_not() -> None:
    row = figure({2025: {"A": many(0)}, 2027: {"A": many(2)}})
    assert row.of_year(2025) == 0
    assert row.of_year(2026) is None
    assert row.gaps == "Nog geen cijfer over 2026."
    assert figure({}).now is None


def test_shares_are_divided_and_never_averaged() -> None:
    shares = [Value(part=Decimal(30), whole=Decimal(40)), Value(part=Decimal(1), whole=Decimal(20))]
    assert together("ratio", shares) == Decimal("51.7")
    assert together("ratio", [many(75), many(5)]) is None


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 100)), min_size=1, max_size=5))
def test_a_share_of_all_lies_between_nothing_and_the_largest(rows: list[tuple[int, int]]) -> None:
    shares = [Value(part=Decimal(min(part, whole)), whole=Decimal(whole)) for part, whole in rows]
    value = together("ratio", shares)
    assert value is not None
    assert 0 <= value <= max(row.shown or 0 for row in shares) + 1


def test_what_can_not_be_one_is_not_made_one() -> None:
    row = figure({2025: {"A": many(3), "B": many(4)}}, over_partners="none", over_years="latest")
    assert (row.of_year(2025), row.now) == (None, None)
    assert row.by_year == [(2025, None, [3, 4])]


def test_a_figure_of_the_working_group_for_all_goes_before_those_of_partners() -> None:
    assert figure({2025: {"A": many(3), "": many(10)}}).of_year(2025) == 10


def test_of_a_stock_the_latest_holds() -> None:
    row = figure({2025: {"A": many(60)}, 2026: {"A": many(41)}}, kind="stock", over_years="latest")
    assert (row.now, row.now_is_about) == (41, 2026)


def test_a_norm_is_shown_as_a_norm() -> None:
    assert Goal("norm", 2025, 2028, Decimal(30)).words == "norm: 30, van 2025 tot en met 2028"
    assert Goal("at_least", 2030, 2030, Decimal(270), about=True).words == "doel: ca. 270 in 2030"
    assert Goal("norm", 2028, 2028, Decimal(30), percent=True).words == "norm: 30% in 2028"
    assert Goal("between", 2028, 2028, Decimal("7.5"), Decimal(15)).words == "tussen 7,5 en 15 in 2028"
