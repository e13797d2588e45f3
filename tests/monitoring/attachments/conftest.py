"""An overview in May 2026 and results in January, of the corporation, with an activity and a figure."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine

from calendar_cycle.models import Assignment
from monitoring.models import Activity, Indicator, Measurement, Result
from tests import factories
from tests.world import World, moment


@pytest.fixture(autouse=True)
def in_may() -> Iterator[Any]:
    with time_machine.travel(moment(2026, 5, 10), tick=False) as travelled:
        yield travelled


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def activity(world: World) -> Activity:
    agreement = factories.AgreementFactory(
        covenant=world.covenant, code="1.1-01", led_by=[world.corporation], joined_by=[world.tenants]
    )
    overview = factories.OverviewFactory(assignment=world.assignment(state="in_progress"))
    return factories.ActivityFactory(overview=overview, title="Zonnepanelen", agreements=[agreement], code="WW-2027-1")


@pytest.fixture
def overview(activity: Activity) -> Assignment:
    return activity.overview.assignment


@pytest.fixture
def result(world: World, activity: Activity) -> Result:
    """Of the results of 2025, open until 10 July."""
    step = world.milestone("results")
    assignment = world.assignment(milestone=step, state="in_progress", answer_before=date(2026, 7, 10))
    return Result.objects.create(assignment=assignment, agreement=activity.agreements.get(), state="done")


@pytest.fixture
def measurement(world: World, result: Result) -> Measurement:
    indicator = Indicator.objects.create(
        covenant=world.covenant,
        key="huizen",
        agreement=result.agreement,
        name="Huizen erbij",
        unit="huizen",
        kind="count",
        over_partners="sum",
        over_years="sum",
    )
    return Measurement.objects.create(
        indicator=indicator, partner=world.corporation, assignment=result.assignment, year=2025, value=3
    )
