"""An overview in May 2026 and results of 2025, of the corporation, each with something to speak of."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from agreements.models import Agreement
from calendar_cycle.models import Assignment
from monitoring.models import Activity, Result
from tests import factories
from tests.world import World, moment


@pytest.fixture(autouse=True)
def in_may() -> Iterator[Any]:
    with time_machine.travel(moment(2026, 5, 10), tick=False) as travelled:
        yield travelled


@pytest.fixture
def agreement(world: World) -> Agreement:
    return factories.AgreementFactory(
        covenant=world.covenant, code="1.1-01", led_by=[world.corporation], joined_by=[world.tenants]
    )


@pytest.fixture
def activity(world: World, agreement: Agreement) -> Activity:
    overview = factories.OverviewFactory(assignment=world.assignment(state="in_progress"))
    return factories.ActivityFactory(overview=overview, title="Zonnepanelen", agreements=[agreement], code="WW-2027-1")


@pytest.fixture
def overview(activity: Activity) -> Assignment:
    return activity.overview.assignment


@pytest.fixture
def result(world: World, agreement: Agreement) -> Result:
    step = world.milestone("results")
    assignment = world.assignment(milestone=step, state="in_progress", answer_before=date(2026, 7, 10))
    return Result.objects.create(assignment=assignment, agreement=agreement, state="done")
