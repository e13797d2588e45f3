"""A round with nothing to do costs next to nothing, however many municipalities there are."""

import gc
import tracemalloc
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Covenant, CovenantRole, Membership, Partner, Party
from calendar_cycle import calendar, running
from calendar_cycle.models import Assignment, CalendarRun, Cycle, Milestone
from druten.accounts.models import User
from tests.world import moment

pytestmark = pytest.mark.django_db
# A Wednesday on which no line of the table falls: the overview is open, its first reminder far off.
QUIET = date(2026, 5, 20)
KINDS = ("municipality", "corporation", "corporation", "tenants", "tenants")


def municipalities(number: int) -> None:
    """Covenants in the shape of Druten with people, made in bulk: 24 steps and 40 shares each."""
    names = range(number)
    partners = Partner.objects.bulk_create(
        Partner(name=f"Partner {n}-{k}", short_name=f"P{n}-{k}", slug=f"partner-{n}-{k}", kind=kind)
        for n in names
        for k, kind in enumerate(KINDS)
    )
    covenants = Covenant.objects.bulk_create(
        Covenant(
            slug=f"gemeente-{n}",
            title=f"Gemeente {n}",
            municipality=partners[n * 5],
            start_year=2025,
            end_year=2028,
            state="running",
        )
        for n in names
    )
    Party.objects.bulk_create(
        Party(covenant=covenants[n], partner=partners[n * 5 + k], code=f"P{k}") for n in names for k in range(5)
    )
    users = User.objects.bulk_create(User(email=f"p{n}-{k}@test.example") for n in names for k in range(5))
    Membership.objects.bulk_create(
        Membership(user=user, partner=partner, role="submitter") for user, partner in zip(users, partners, strict=True)
    )
    CovenantRole.objects.bulk_create(
        CovenantRole(user=users[n * 5], covenant=covenants[n], role="working_group") for n in names
    )
    steps = calendar.milestones(2025, 2028)
    years = sorted({step.cycle_year for step in steps})
    cycles = Cycle.objects.bulk_create(Cycle(covenant=covenant, year=year) for covenant in covenants for year in years)
    of = {(row.covenant_id, row.year): row for row in cycles}
    milestones = Milestone.objects.bulk_create(
        Milestone(
            cycle=of[covenant.pk, step.cycle_year],
            kind=step.kind,
            subject_year=step.subject_year,
            opens_on=step.opens_on,
            before=step.before,
            announced_on=step.opens_on if step.opens_on <= QUIET else None,
        )
        for covenant in covenants
        for step in steps
    )
    Assignment.objects.bulk_create(
        Assignment(milestone=milestones[n * len(steps) + s], partner=partners[n * 5 + k])
        for n in names
        for s in range(len(steps))
        if milestones[s].is_of_parties
        for k in range(5)
    )


def idle(number: int) -> tuple[int, int]:
    """Queries and the peak of memory (bytes) of a quiet round on so many municipalities."""
    municipalities(number)
    CalendarRun.objects.create(day=date(2026, 5, 19))
    with time_machine.travel(moment(2026, 5, 20, 7), tick=False):
        running.run()  # whatever is read once
        gc.collect()
        tracemalloc.start()
        with CaptureQueriesContext(connection) as queries:
            said = running.run()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert (said.notices, said.mails, said.opened) == ([], 0, [])
    return len(queries), peak


def test_342_municipalities_under_30_queries(db: None) -> None:
    queries, peak = idle(342)
    assert queries < 30
    # Ten rows of the calendar would be more than this: nothing of a municipality is in memory.
    assert peak < 2_000_000


def test_as_many_queries_for_one_as_for_ten(db: None) -> None:
    queries, _ = idle(10)
    alone = idle_of_one()
    assert queries == alone


def idle_of_one() -> int:
    Covenant.objects.exclude(slug="gemeente-0").update(state="draft")
    with time_machine.travel(moment(2026, 5, 20, 8), tick=False), CaptureQueriesContext(connection) as queries:
        running.run()
    return len(queries)
