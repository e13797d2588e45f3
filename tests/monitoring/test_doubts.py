"""When a figure is asked about: an improbable jump since last year, or a stock far from its target."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import doubts
from monitoring.figures import Goal, Value

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


def value(number: float | int) -> Value:
    return Value(Decimal(str(number)))


def share(part: int, whole: int) -> Value:
    return Value(part=Decimal(part), whole=Decimal(whole))


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        (120, 12, True),
        (120, 60, False),
        (120, 59, True),
        (120, 240, False),
        (120, 241, True),
        (1, 3, False),
        (4, 9, False),
        (4, 10, True),
        (0, 9, False),
        (0, 10, True),
        (12, 0, True),
        (0, 0, False),
    ],
)
def test_a_number_that_more_than_doubles_or_halves_is_asked_about(before: int, now: int, asked: bool) -> None:
    assert bool(doubts.of_figure("count", value(before), value(now))) is asked


@pytest.mark.parametrize(("now", "asked"), [(70, False), (71, True), (30, False), (29, True)])
def test_a_share_may_move_twenty_points(now: int, asked: bool) -> None:
    assert bool(doubts.of_figure("share", share(50, 100), share(now, 100))) is asked


def test_a_share_is_compared_by_its_percents_however_large_the_whole() -> None:
    assert doubts.of_figure("share", share(30, 40), share(300, 400)) == ""


def test_it_asks_in_dutch_with_both_figures() -> None:
    assert doubts.of_figure("count", value(120), value(12)) == "Vorig jaar was dit 120, nu 12. Klopt dat?"
    assert doubts.of_figure("count", value(1200), value("20000.5")) == (
        "Vorig jaar was dit 1.200, nu 20.000,5. Klopt dat?"
    )
    assert doubts.of_figure("share", share(30, 40), share(1, 3)) == "Vorig jaar was dit 75%, nu 33,3%. Klopt dat?"


def test_without_a_figure_now_or_last_year_nothing_is_asked() -> None:
    assert doubts.of_figure("count", value(120), None) == ""
    assert doubts.of_figure("count", value(120), Value()) == ""
    assert doubts.of_figure("count", None, value(12)) == ""


@pytest.mark.parametrize(
    ("kind", "low", "high", "now", "asked"),
    [
        ("between", 600, 700, 299, True),
        ("between", 600, 700, 300, False),
        ("between", 600, 700, 1401, True),
        ("between", 600, 700, 1400, False),
        ("at_least", 600, None, 299, True),
        ("at_least", 600, None, 5000, False),
        ("at_most", 600, None, 1, False),
        ("at_most", 600, None, 1201, True),
        ("norm", 600, None, 299, True),
    ],
)
def test_a_stock_far_outside_its_target_is_asked_about(
    kind: str, low: int, high: int | None, now: int, asked: bool
) -> None:
    goal = Goal(kind, 2025, 2028, Decimal(low), None if high is None else Decimal(high))
    assert bool(doubts.of_figure("stock", None, value(now), [goal], 2026)) is asked
    assert doubts.of_figure("stock", None, value(now), [goal], 2029) == ""
    assert doubts.of_figure("count", None, value(now), [goal], 2026) == ""


def test_of_a_stock_the_jump_is_asked_and_not_the_target_too() -> None:
    goal = Goal("between", 2025, 2028, Decimal(600), Decimal(700))
    assert doubts.of_figure("stock", value(650), value(65), [goal], 2026).startswith("Vorig jaar was dit 650, nu 65.")
    assert doubts.of_figure("stock", value(70), value(65), [goal], 2026) == (
        "Dit is nu 65; tussen 600 en 700, van 2025 tot en met 2028. Klopt dat?"
    )


@given(AMOUNTS, AMOUNTS)
def test_up_and_down_are_asked_about_alike(one: Decimal, other: Decimal) -> None:
    assert doubts.jumps("count", Value(one), Value(other)) == doubts.jumps("count", Value(other), Value(one))


@given(AMOUNTS)
def test_what_stays_the_same_is_never_asked_about(amount: Decimal) -> None:
    assert doubts.of_figure("amount", Value(amount), Value(amount)) == ""


@pytest.mark.parametrize("state", ["not_started", "on_track", "delayed", "done", "dropped", ""])
@pytest.mark.parametrize("adjustment", ["", "  \n", "Volgend jaar."])
def test_what_changes_is_asked_of_what_is_late_or_dropped(state: str, adjustment: str) -> None:
    asked = state in ("delayed", "dropped") and not adjustment.strip()
    assert doubts.asks_what_changes(state, adjustment) is asked
