"""A request of the corporation to the tenants' organisation, in May 2026, in each of its states."""

from typing import Any

import pytest
import time_machine

from calendar_cycle.models import Assignment
from monitoring.models import Activity, Contribution
from tests import factories
from tests.world import World, moment


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(moment(2026, 5, 10), tick=False) as clock:
        yield clock


@pytest.fixture
def activity(world: World) -> Activity:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    overview = world.assignment(state="in_progress").overview
    return factories.ActivityFactory(overview=overview, title="Zonnepanelen", agreements=[agreement])


@pytest.fixture
def concept(world: World, activity: Activity) -> Contribution:
    return factories.ContributionFactory(activity=activity, partner=world.tenants, by_quarter=2)


@pytest.fixture
def sent(world: World, concept: Contribution) -> Contribution:
    concept.perform("send", by=world.editor)
    return concept


@pytest.fixture
def partly(world: World, sent: Contribution) -> Contribution:
    sent.perform("promise_partly", by=world.tenants_submitter, message="Wij bellen.", left_out="Niet in Deest.")
    return sent


@pytest.fixture
def theirs(world: World) -> Assignment:
    """The overview of the tenants, that they may edit."""
    return world.assignment(world.tenants)
