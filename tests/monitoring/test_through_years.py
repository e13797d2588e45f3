"""Lines of activities through the years: rules on rows."""

from hypothesis import given
from hypothesis import strategies as st

from monitoring.through_years import Outcome, Step, threads

YEARS = (2025, 2026, 2027)


def codes(steps: list[Step]) -> list[list[list[str]]]:
    return [[[cell.step.code for cell in cells] for cells in row.cells] for row in threads(steps, {}, YEARS)]


def test_what_goes_on_is_one_row_with_a_cell_a_year() -> None:
    steps = [
        Step(2027, "Woonwaarts", "W-3", "Zonnepanelen, rest", "W-2"),
        Step(2025, "Woonwaarts", "W-1", "Zonnepanelen"),
        Step(2026, "Woonwaarts", "W-2", "Zonnepanelen", "W-1"),
    ]
    assert codes(steps) == [[["W-1"], ["W-2"], ["W-3"]]]
    assert threads(steps, {}, YEARS)[0].title == "Zonnepanelen, rest"


def test_a_year_without_it_is_an_empty_cell() -> None:
    assert codes([Step(2026, "W", "W-2", "Bouwen")]) == [[[], ["W-2"], []]]


def test_two_that_go_on_with_one_stay_of_one_line() -> None:
    steps = [Step(2025, "W", "W-1", "Bouwen"), Step(2026, "W", "W-2", "A", "W-1"), Step(2026, "W", "W-3", "B", "W-1")]
    assert codes(steps) == [[["W-1"], ["W-2", "W-3"], []]]


def test_they_are_also_of_one_line_when_the_first_is_not_to_be_read() -> None:
    steps = [Step(2026, "W", "W-2", "A", "W-1"), Step(2026, "W", "W-3", "B", "W-1"), Step(2026, "W", "W-4", "C")]
    assert codes(steps) == [[[], ["W-2", "W-3"], []], [[], ["W-4"], []]]


def test_what_came_of_it_stands_in_the_cell_of_its_own_year() -> None:
    steps = [Step(2025, "W", "W-1", "A", quantity="12"), Step(2026, "W", "W-2", "A", "W-1", "4")]
    (row,) = threads(steps, {(2025, "W-1"): Outcome("klaar", "good", "8"), (2027, "W-2"): Outcome("x")}, YEARS)
    assert [[cell.outcome and cell.outcome.realised for cell in cells] for cells in row.cells] == [["8"], [None], []]


def test_a_step_of_a_year_outside_the_columns_is_left_out() -> None:
    assert codes([Step(2024, "W", "W-0", "A"), Step(2025, "W", "W-1", "A", "W-0")]) == [[["W-1"], [], []]]


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", *"abcdefg"])))
def test_whatever_goes_on_with_what_each_activity_stands_in_one_cell(links: dict[str, str]) -> None:
    steps = [Step(2025 + number % 3, "W", code, code, link) for number, (code, link) in enumerate(links.items())]
    shown = [code for row in codes(steps) for cells in row for code in cells]
    assert sorted(shown) == sorted(links)
