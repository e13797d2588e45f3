"""One row among the others: its place, its quantity in words, and the years before it."""

from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_cycle.models import Assignment
from monitoring import continuing
from monitoring.models import Activity, Result
from monitoring.result_rows import Row, place_among, quantity_in_words
from tests import factories
from tests.world import World, moment


def rows(number: int) -> list[Row]:
    return [Row(Result(pk=key), None) for key in range(1, number + 1)]


@pytest.mark.parametrize(
    ("key", "place", "before", "after"), [(1, 1, None, 2), (2, 2, 1, 3), (3, 3, 2, None), (9, 0, None, None)]
)
def test_the_place_of_a_row(key: int, place: int, before: int | None, after: int | None) -> None:
    found = place_among(rows(3), key)
    around = [row.result.pk if row else None for row in (found.before, found.after)]
    assert (found.number, found.total, around) == (place, 3, [before, after])


@pytest.mark.parametrize(
    ("realised", "planned", "unit", "words"),
    [
        (8, 12, "woningen", "8 van de 12 woningen"),
        (0, 12, "", "0 van de 12"),
        (8, None, "woningen", "8 woningen"),
        (8, None, "", "8"),
        (None, 12, "woningen", ""),
    ],
)
def test_a_quantity_against_the_plan(realised: int | None, planned: int | None, unit: str, words: str) -> None:
    first, second = (None if it is None else Decimal(it) for it in (realised, planned))
    assert quantity_in_words(first, second, unit) == words


def line(world: World, years: list[int]) -> list[Activity]:
    """An activity a year, each going on with the one before; each with a result but the last."""
    found: list[Activity] = []
    for year in years:
        step = world.milestone("overview", subject_year=year, year=year - 1)
        overview = factories.OverviewFactory(assignment=world.assignment(milestone=step))
        found.append(factories.ActivityFactory(overview=overview, continues=found[-1] if found else None))
    for row in found[:-1]:
        step = world.milestone("results", subject_year=row.overview.year, year=row.overview.year + 1)
        about, _ = Assignment.objects.get_or_create(milestone=step, partner=world.corporation)
        Result.objects.create(assignment=about, activity=row, state="delayed")
    return found


@pytest.mark.django_db
@time_machine.travel(moment(2028, 1, 15), tick=False)
def test_the_years_before_the_latest_first_in_as_many_queries_however_long(world: World) -> None:
    *earlier, last = line(world, [2025, 2026, 2027])
    with CaptureQueriesContext(connection) as long:
        found = continuing.earlier_years(last, world.editor)
        assert [(row.year, row.activity, row.result and row.result.state) for row in found] == [
            (2026, earlier[1], "delayed"),
            (2025, earlier[0], "delayed"),
        ]
    with CaptureQueriesContext(connection) as short:
        assert [row.year for row in continuing.earlier_years(earlier[1], world.editor)] == [2025]
    assert len(long) == len(short)
    with CaptureQueriesContext(connection) as none:
        assert continuing.earlier_years(earlier[0], world.editor) == []
    assert len(none) == 0


@pytest.mark.django_db
def test_a_line_that_bites_its_tail_is_followed_once_and_others_see_nothing(world: World) -> None:
    first, second = line(world, [2025, 2026])
    Activity.objects.filter(pk=first.pk).update(continues=second)
    second.refresh_from_db()
    assert [row.activity for row in continuing.earlier_years(second, world.editor)] == [first, second]
    assert continuing.earlier_years(second, world.other_submitter) == []
