"""Every address of the project, as every role, with GET and POST: what each gets.

`doors.csv` is the table, read and kept by people; `python -m pytest tests/druten/test_doors.py` holds it.
A line is: address, method, then a status for each role. An address that is not in it fails the test.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from monitoring.models import Indicator, Measurement, Result
from tests import factories
from tests.world import World, make_world, moment

TABLE = Path(__file__).with_name("doors.csv")
ROLES = (
    "anonymous",
    "reader",
    "editor",
    "submitter",
    "other_submitter",
    "secretary",
    "second_secretary",
    "board",
    "administrator",
    "stranger",
    "foreign_secretary",
)
NOW = moment(2026, 6, 25)


def addresses() -> list[str]:
    """Every route of the project, as it is written in the urls."""
    return sorted(set(_walk(get_resolver().url_patterns)))


def _walk(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def make_doors_world() -> tuple[World, dict[str, Any]]:
    """A world in which every address has something behind it, and the values to fill in."""
    world = make_world()
    elsewhere = make_world("elders-2025-2028")
    world.people |= {"stranger": elsewhere.submitter, "foreign_secretary": elsewhere.secretary}
    agreement = factories.AgreementFactory(
        covenant=world.covenant, code="1.1-01", led_by=[world.corporation], joined_by=[world.municipality]
    )
    steps = {kind: world.milestone(kind) for kind in ("overview", "results", "accents", "alignment", "bundle")}
    world.milestone("results_request")
    assignment = world.assignment(milestone=steps["overview"], state="in_progress")
    overview = factories.OverviewFactory(assignment=assignment)
    activity = factories.ActivityFactory(overview=overview, agreements=[agreement], code="WW-2027-1")
    contribution = factories.ContributionFactory(activity=activity, partner=world.other, state="sent")
    results = world.assignment(milestone=steps["results"], state="in_progress")
    row = Result.objects.create(assignment=results, agreement=agreement)
    indicator = Indicator.objects.create(
        covenant=world.covenant, key="huizen", topic=agreement.topic, name="Huizen", unit="huizen", kind="count",
        over_partners="sum", over_years="sum",
    )  # fmt: skip
    Measurement.objects.create(indicator=indicator, year=2025, value=3)
    values = {
        "covenant": world.covenant.slug,
        "partner": world.corporation.slug,
        "code": "1.1-01",
        "key": "huizen",
        "version": 1,
        "slug": "huizen",
        "assignment": assignment.pk,
        "overview": activity.pk,
        "contribution": contribution.pk,
        "row": row.pk,
        "milestone": {kind: step.pk for kind, step in steps.items()},
        "extension": factory_extension(world, assignment),
    }
    return world, values


def factory_extension(world: World, assignment: Any) -> int:
    """An extension that waits for a decision."""
    return assignment.extensions.create(asked_by=world.editor, wished_before=date(2026, 7, 8), reason="Druk.").pk


def statuses(world: World, address: str, method: str) -> list[int]:
    """What each role gets; whatever a POST did is undone."""
    return [_status(world, role, address, method) for role in ROLES]


def _status(world: World, role: str, address: str, method: str) -> int:
    client = Client(raise_request_exception=True)
    if role != "anonymous":
        client.force_login(world.people[role])
    with transaction.atomic():
        response = getattr(client, method.lower())(address)
        transaction.set_rollback(True)
    return response.status_code


def read_table() -> dict[tuple[str, str], list[int]]:
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    return {(row[0], row[1]): [int(status) for status in row[2:]] for row in rows[1:]}
