"""An overview of 2027 in May 2026, open, with its people."""

import pytest
import time_machine
from django.test import Client

from calendar_cycle.models import Assignment
from monitoring.models import Activity
from tests import factories
from tests.world import World, moment


@pytest.fixture(autouse=True)
def in_may():
    with time_machine.travel(moment(2026, 5, 10), tick=False):
        yield


@pytest.fixture
def assignment(world: World) -> Assignment:
    return factories.AssignmentFactory(milestone=world.milestone(), partner=world.corporation)


@pytest.fixture
def agreement(world: World):
    return factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation], joined_by=[world.tenants])


@pytest.fixture
def activity(assignment: Assignment, agreement) -> Activity:
    overview = factories.OverviewFactory(assignment=assignment)
    return factories.ActivityFactory(overview=overview, title="Zonnepanelen", agreements=[agreement])


@pytest.fixture
def as_editor(client: Client, world: World) -> Client:
    client.force_login(world.editor)
    return client
