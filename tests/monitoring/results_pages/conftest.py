"""The results of 2025 in January 2026, open, with an editor."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from calendar_cycle.models import Assignment
from tests import factories
from tests.world import World, moment


@pytest.fixture(autouse=True)
def january() -> Iterator[Any]:
    with time_machine.travel(moment(2026, 1, 15), tick=False) as travelled:
        yield travelled


@pytest.fixture
def assignment(world: World) -> Assignment:
    factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    return world.assignment(milestone=world.milestone("results"))


@pytest.fixture
def editor(world: World, assignment: Assignment, client: Client) -> Client:
    client.force_login(world.editor)
    return client
