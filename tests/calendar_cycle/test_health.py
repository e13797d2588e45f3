"""Whether the year keeps itself, as the site says to who watches over it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from calendar_cycle.models import CalendarRun, Mail
from druten import clock
from tests.world import World

pytestmark = pytest.mark.django_db


def health() -> tuple[int, dict]:
    answer = Client().get(reverse("calendar_cycle:health"))
    return answer.status_code, answer.json()


def ran(ago: timedelta) -> None:
    CalendarRun.objects.create(day=clock.today(), finished_at=clock.real() - ago)


def a_mail(ago: timedelta, **fields: object) -> None:
    Mail.objects.create(
        to="a@b.example",
        subject="Vóór 1 juli",
        message_id=f"<{Mail.objects.count()}@druten>",
        queued_at=clock.real() - ago,
        **fields,
    )


def test_it_is_well_after_a_round(world: World) -> None:
    ran(timedelta(minutes=10))
    status, told = health()
    assert (status, told["well"], told["mail"]) == (200, True, {"waiting": 0, "stuck": 0, "given_up": 0})


def test_a_calendar_that_was_never_gone_through_is_silent(world: World) -> None:
    status, told = health()
    assert (status, told["calendar"]) == (503, {"last_run": None, "silent": True})


def test_it_is_silent_after_a_day(world: World) -> None:
    ran(timedelta(hours=27))
    assert health()[0] == 503


def test_without_a_running_covenant_nothing_is_missed(db: None) -> None:
    assert health()[0] == 200


def test_mail_that_waits_an_hour_is_stuck(world: World) -> None:
    ran(timedelta(minutes=10))
    a_mail(timedelta(minutes=59))
    assert health()[0] == 200
    a_mail(timedelta(minutes=61))
    status, told = health()
    assert (status, told["mail"]) == (503, {"waiting": 2, "stuck": 1, "given_up": 0})


def test_what_was_given_up_is_counted_and_not_stuck(world: World) -> None:
    ran(timedelta(minutes=10))
    a_mail(timedelta(days=2), given_up_at=clock.real())
    status, told = health()
    assert (status, told["mail"]) == (200, {"waiting": 0, "stuck": 0, "given_up": 1})
