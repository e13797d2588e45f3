"""Two thousand steps of random years: no guard is passed."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.play import RandomYear

YEARS, STEPS = 40, 50


@pytest.mark.django_db
@pytest.mark.postgresql
def test_no_guard_is_passed_in_two_thousand_steps() -> None:
    run_state_machine_as_test(
        RandomYear,
        settings=settings(
            max_examples=YEARS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
