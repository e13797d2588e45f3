"""Activities that go on with each other are one line through the years."""

import pytest
from django.template.loader import render_to_string

from monitoring.agreement_page import Done
from monitoring.models import Result
from monitoring.year_lines import Step, lines


def step(year: int, number: int, continues: str = "") -> Step:
    return Step(year, f"WW-{year}-{number}", f"Activiteit {number}", "Woonwaarts", continues)


def test_what_continues_stands_behind_what_it_continues() -> None:
    found = lines([step(2027, 4, "WW-2026-1"), step(2026, 2), step(2026, 1)])
    assert [[row and row.code for row in line.cells([2026, 2027])] for line in found] == [
        ["WW-2026-1", "WW-2027-4"],
        ["WW-2026-2", None],
    ]


def test_what_continues_something_unknown_begins_a_line() -> None:
    assert [list(line.steps) for line in lines([step(2027, 1, "WW-2026-9")])] == [[2027]]


def test_two_that_continue_the_same_are_two_lines() -> None:
    found = lines([step(2026, 1), step(2027, 1, "WW-2026-1"), step(2027, 2, "WW-2026-1")])
    assert sorted(sorted(line.steps) for line in found) == [[2026, 2027], [2027]]


def test_a_line_of_three_years_is_one_line() -> None:
    found = lines([step(2026, 1), step(2027, 3, "WW-2026-1"), step(2028, 2, "WW-2027-3")])
    assert [sorted(line.steps) for line in found] == [[2026, 2027, 2028]]


def test_a_draft_has_the_mark_of_what_is_under_way() -> None:
    assert [Step(2027, "", "", "", state_in_words=word).kind for word in ("concept", "vastgesteld")] == ["half", ""]


@pytest.mark.parametrize("state", Result.State.values)
def test_a_state_has_the_same_mark_here_as_among_the_results(state: str) -> None:
    word = Result.State(state).label
    among_results = render_to_string("monitoring/results/state.html", {"result": Result(state=state)}).strip()
    for row in (Step(2026, "", "", "", state=state), Done("", "", state, word, "", "", "", "")):
        assert render_to_string("components/state.html", {"kind": row.kind, "word": word}).strip() == among_results
