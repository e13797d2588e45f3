"""Two thousand steps of random years: no guard is passed, and the doors did open."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.play import RandomYear

YEARS, STEPS = 40, 50
AT_LEAST = {
    "submit": 50,
    "accept": 10,
    "return_for_changes": 3,
    "grant_extension": 3,
    "confirm_move": 3,
    "join": 3,
    "leave": 3,
    "held by the lock": 10,
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
@pytest.mark.long
def test_no_guard_is_passed_in_two_thousand_steps() -> None:
    RandomYear.done.clear()
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
    # Years in which all doors stay shut would show nothing.
    too_seldom = {deed: RandomYear.done[deed] for deed, least in AT_LEAST.items() if RandomYear.done[deed] < least}
    assert not too_seldom, dict(RandomYear.done)
