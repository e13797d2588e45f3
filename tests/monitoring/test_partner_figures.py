"""Figures of partners come out of what they handed in, so that they do not change while they write."""

from typing import Any

import pytest
import time_machine

from calendar_cycle.models import Assignment
from druten import clock
from monitoring import dashboard
from monitoring.models import Indicator
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(world: World) -> Indicator:
    about = {"kind": "count", "over_partners": "sum", "over_years": "sum", "unit": "woningen"}
    topic = factories.TopicFactory(covenant=world.covenant)
    return Indicator.objects.create(covenant=world.covenant, key="huizen", name="Huizen", topic=topic, **about)


def measured(world: World, number: int, value: str, **fields: Any) -> Assignment:
    """A hand-in of the results of 2025 with one figure."""
    step = world.milestone("results")
    assignment = Assignment.objects.filter(milestone=step).first() or world.assignment(milestone=step)
    row = {"indicator": "huizen", "year": 2025, "value": value, "numerator": None, "denominator": None, "source": ""}
    content = {"results": [], "measurements": [row]}
    assignment.submissions.create(number=number, content=content, submitted_at=moment(2026, 1, 20), **fields)
    return assignment


def now_of(world: World, reader: str) -> Any:
    found = dashboard.figure(world.covenant, "huizen", reader=getattr(world, reader), on=clock.today())
    return found.now if found else None


@pytest.mark.parametrize("day", [(2026, 2, 10), (2026, 3, 5)])
def test_a_figure_that_was_accepted_stays_while_the_partner_writes(
    world: World, indicator: Indicator, day: tuple
) -> None:
    assignment = measured(world, 1, "111.00", accepted_at=moment(2026, 2, 1))
    assignment.measurements.create(indicator=indicator, partner=world.corporation, year=2025, value=222)
    with time_machine.travel(moment(*day), tick=False):
        for state in ("accepted", "returned", "submitted"):
            Assignment.objects.update(state=state)
            if state == "submitted":
                measured(world, 2, "222.00")
            for reader in ("board", "tenants_submitter", "secretary", "reader"):
                assert now_of(world, reader) == 111, (state, reader)


def test_others_read_a_figure_from_acceptance_or_from_1_march(world: World, indicator: Indicator) -> None:
    measured(world, 1, "111.00")
    with time_machine.travel(moment(2026, 2, 28), tick=False):
        found = {who: now_of(world, who) for who in ("reader", "secretary", "board", "tenants_submitter")}
    assert found == {"reader": 111, "secretary": 111, "board": None, "tenants_submitter": None}
    with time_machine.travel(moment(2026, 3, 1), tick=False):
        assert now_of(world, "board") == now_of(world, "tenants_submitter") == 111


def test_the_working_group_overrules_a_partner(world: World, indicator: Indicator) -> None:
    measured(world, 1, "111.00", accepted_at=moment(2026, 2, 1))
    indicator.measurements.create(partner=world.corporation, year=2025, value=100)
    assert now_of(world, "board") == 100
