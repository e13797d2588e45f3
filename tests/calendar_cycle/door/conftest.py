"""The door in June."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.calendar_cycle.door import IN_JUNE


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with time_machine.travel(IN_JUNE, tick=False):
        yield
