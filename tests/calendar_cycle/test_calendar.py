"""The steps of a covenant's years: exactly the table of the agreements' §6.2 and domain.md §4."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_cycle import calendar
from calendar_cycle.kinds import MilestoneKind

DRUTEN = [
    # kind, cycle, opens, before, about
    ("accents", 2025, date(2025, 1, 1), date(2025, 4, 1), 2026),
    ("overview", 2025, date(2025, 4, 1), date(2025, 7, 1), 2026),
    ("alignment", 2025, date(2025, 8, 1), date(2025, 9, 1), 2026),
    ("bundle", 2025, date(2025, 11, 1), date(2025, 12, 1), 2026),
    ("results_request", 2025, date(2025, 12, 1), date(2026, 1, 1), 2025),
    ("results", 2026, date(2025, 12, 1), date(2026, 3, 1), 2025),
    ("accents", 2026, date(2026, 1, 1), date(2026, 4, 1), 2027),
    ("overview", 2026, date(2026, 4, 1), date(2026, 7, 1), 2027),
    ("alignment", 2026, date(2026, 8, 1), date(2026, 9, 1), 2027),
    ("bundle", 2026, date(2026, 11, 1), date(2026, 12, 1), 2027),
    ("results_request", 2026, date(2026, 12, 1), date(2027, 1, 1), 2026),
    ("results", 2027, date(2026, 12, 1), date(2027, 3, 1), 2026),
    ("accents", 2027, date(2027, 1, 1), date(2027, 4, 1), 2028),
    ("evaluation_input", 2027, date(2027, 3, 1), date(2027, 5, 1), None),
    ("evaluation", 2027, date(2027, 1, 1), date(2027, 7, 1), None),
    ("overview", 2027, date(2027, 4, 1), date(2027, 7, 1), 2028),
    ("alignment", 2027, date(2027, 8, 1), date(2027, 9, 1), 2028),
    ("bundle", 2027, date(2027, 11, 1), date(2027, 12, 1), 2028),
    ("results_request", 2027, date(2027, 12, 1), date(2028, 1, 1), 2027),
    ("results", 2028, date(2027, 12, 1), date(2028, 3, 1), 2027),
    ("accents", 2028, date(2028, 1, 1), date(2028, 4, 1), 2029),
    ("results_request", 2028, date(2028, 12, 1), date(2029, 1, 1), 2028),
    ("results", 2029, date(2028, 12, 1), date(2029, 3, 1), 2028),
    ("closing", 2029, date(2029, 1, 1), date(2029, 4, 1), None),
]

years = st.tuples(st.integers(2000, 2090), st.integers(0, 12)).map(lambda pair: (pair[0], sum(pair)))


def test_druten_has_exactly_these_steps() -> None:
    steps = calendar.milestones(2025, 2028)
    found = {(step.kind.value, step.cycle_year, step.opens_on, step.before, step.subject_year) for step in steps}
    assert found == set(DRUTEN)
    assert len(steps) == len(DRUTEN)


@pytest.mark.parametrize(
    ("first", "last", "evaluated_in"), [(2025, 2025, None), (2025, 2026, None), (2025, 2027, 2026), (2025, 2034, 2030)]
)
def test_the_evaluation_is_half_way_from_three_years_on(first: int, last: int, evaluated_in: int | None) -> None:
    found = [step.cycle_year for step in calendar.milestones(first, last) if step.kind == MilestoneKind.EVALUATION]
    assert found == ([evaluated_in] if evaluated_in else [])


@given(years)
def test_every_step_opens_before_it_ends(span: tuple[int, int]) -> None:
    assert all(step.opens_on < step.before for step in calendar.milestones(*span))


@given(years)
def test_no_kind_comes_twice_in_a_cycle(span: tuple[int, int]) -> None:
    keys = [(step.cycle_year, step.kind) for step in calendar.milestones(*span)]
    assert len(keys) == len(set(keys))


@given(years)
def test_every_year_is_planned_once_and_reported_once(span: tuple[int, int]) -> None:
    first, last = span
    steps = calendar.milestones(first, last)
    assert [s.subject_year for s in steps if s.kind == MilestoneKind.RESULTS] == list(range(first, last + 1))
    assert [s.subject_year for s in steps if s.kind == MilestoneKind.OVERVIEW] == list(range(first + 1, last + 1))
