"""One line through the years: what was not finished is offered first, with what remains of it."""

from decimal import Decimal
from typing import Any

import pytest
import time_machine

from calendar_cycle import workflow
from calendar_cycle.models import Assignment
from monitoring import continuing
from monitoring.models import Activity, Overview, Result
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(moment(2026, 5, 10), tick=False):
        yield


@pytest.fixture
def assignment(world: World) -> Assignment:
    return world.assignment(state="in_progress")


@pytest.fixture
def last(world: World) -> Overview:
    """Our overview of 2026, made a year ago."""
    step = world.milestone("overview", year=2025, subject_year=2026)
    return factories.OverviewFactory(assignment=factories.AssignmentFactory(milestone=step, partner=world.corporation))


def activity(last: Overview, world: World, **fields: Any) -> Activity:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    return factories.ActivityFactory(overview=last, agreements=[agreement], **fields)


def result(world: World, row: Activity, **fields: Any) -> Result:
    step = world.milestone("results", year=2027, subject_year=2026)
    about = Assignment.objects.get_or_create(milestone=step, partner=world.corporation)[0]
    return Result.objects.create(assignment=about, activity=row, **fields)


@pytest.mark.parametrize(
    ("planned", "state", "realised", "left"),
    [
        (12, "delayed", 8, 4),
        (12, "delayed", 14, 0),
        (12, "not_started", None, 12),
        (12, "delayed", None, None),
        (None, "delayed", 8, None),
        (12, "", 8, None),
    ],
)
def test_what_remains_of_a_quantity(planned: int | None, state: str, realised: int | None, left: int | None) -> None:
    row = Result(state=state, realised_quantity=None if realised is None else Decimal(realised))
    assert continuing.remaining(None if planned is None else Decimal(planned), row) == left
    assert continuing.remaining(Decimal(12), None) is None


def test_what_was_not_finished_comes_first_with_what_remains(
    world: World, assignment: Assignment, last: Overview
) -> None:
    done, open_ = activity(last, world, title="Klaar"), activity(last, world, title="Bezig", planned_quantity=12)
    result(world, done, state="done")
    result(world, open_, state="delayed", realised_quantity=8)
    activity(last, world, title="Vervallen", dropped_on=moment(2026, 1, 1).date())
    rows = continuing.last_year(assignment)
    assert [(row.activity.title, row.remains_in_words) for row in rows] == [
        ("Bezig", "4 van de 12 over"),
        ("Klaar", ""),
    ]


def test_going_on_takes_all_along_but_money_and_accents_and_marks_it(
    world: World, assignment: Assignment, last: Overview
) -> None:
    row = activity(last, world, title="Isoleren", planned_quantity=12, budget=500, last_quarter=2)
    result(world, row, state="delayed", realised_quantity=8)
    with workflow.editing(assignment, by=world.editor):
        made = continuing.go_on(assignment.overview, continuing.last_year(assignment))
    [new] = made
    new.refresh_from_db()
    assert (new.title, new.planned_quantity, new.last_quarter, new.budget) == ("Isoleren", 4, 2, None)
    assert (new.continues, new.untouched, new.code) == (row, True, "WW-2027-1")
    assert list(new.agreements.all()) == list(row.agreements.all())


def test_it_goes_on_once(world: World, assignment: Assignment, last: Overview) -> None:
    activity(last, world)
    for _ in range(2):
        with workflow.editing(assignment, by=world.editor):
            continuing.go_on(assignment.overview, continuing.last_year(assignment))
    assert assignment.overview.activities.count() == 1


def test_of_another_partner_or_year_nothing_is_offered(world: World, assignment: Assignment) -> None:
    step = world.milestone("overview", year=2025, subject_year=2026)
    theirs = factories.OverviewFactory(assignment=factories.AssignmentFactory(milestone=step, partner=world.other))
    activity(theirs, world)
    older = world.milestone("overview", year=2024, subject_year=2025)
    ours = factories.OverviewFactory(assignment=factories.AssignmentFactory(milestone=older, partner=world.corporation))
    activity(ours, world)
    assert continuing.last_year(assignment) == []
