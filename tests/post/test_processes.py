"""Worker and calendar as processes on PostgreSQL: killed, or two at once."""

import signal
import time
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction

from calendar_cycle.models import CalendarRun, Mail, Notice
from calendar_cycle.news import post, telling
from calendar_cycle.news.composing import single
from calendar_cycle.news.telling import Item
from druten import clock
from tests import processes, smtp
from tests.world import World, make_world, moment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


class Hanging(smtp.Slow):
    """Says nothing for a while once a client has come."""

    seconds = 30


def queued(world: World) -> Mail:
    """A mail in the queue of the worker."""
    day = clock.today()
    item = Item(world.covenant, "reminder_7", "assignment:1", day, "deadline", "Vóór 1 juli", "Graag.", "/")
    with transaction.atomic():
        (notice,) = telling.tell([(item, [world.submitter])])
        mail = single(notice, world.submitter)
        post.queue(mail)
    return mail


@pytest.fixture
def _with_worker(settings) -> None:
    settings.WORKER = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def worker(settings) -> "processes.subprocess.Popen[str]":
    address = f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return processes.start("db_worker", "--batch", "--no-reload", "--no-startup-delay", WORKER=1, EMAIL_URL=address)


@pytest.mark.usefixtures("_with_worker")
def test_the_worker_sends_what_was_queued_in_the_transaction(settings) -> None:
    with smtp.serving(smtp.Handler(), settings) as server:
        mail = queued(make_world())
        processes.finished(worker(settings))
    mail.refresh_from_db()
    assert (mail.sent_at is None, [row["Message-ID"] for row in server.messages]) == (False, [mail.message_id])


@pytest.mark.usefixtures("_with_worker")
def test_a_worker_that_is_killed_with_a_mail_in_its_hands_loses_nothing(settings) -> None:
    with smtp.serving(Hanging(), settings) as server:
        mail = queued(make_world())
        process = worker(settings)
        until = time.monotonic() + 60
        while not Mail.objects.filter(pk=mail.pk, tries=1).exists() and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        mail.refresh_from_db()
        assert (mail.tries, mail.sent_at, server.messages) == (1, None, [])
    settings.WORKER = False
    with smtp.serving(smtp.Handler(), settings) as server:
        post.sweep()  # it is still held: nobody else takes it yet
        assert server.messages == []
        with time_machine.travel(clock.real() + post.HELD + timedelta(seconds=1), tick=False):
            assert post.sweep() == 1
            post.sweep()
    mail.refresh_from_db()
    assert (mail.sent_at is None, [row["Message-ID"] for row in server.messages]) == (False, [mail.message_id])


def test_two_rounds_at_once_send_each_mail_once(settings) -> None:
    world = make_world()
    for partner in (world.corporation, world.other, world.tenants, world.municipality):
        world.assignment(partner)
    with smtp.serving(smtp.Handler(), settings) as server:
        address = f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        both = [processes.start("run_calendar", "--at", "2026-04-01", EMAIL_URL=address) for _ in range(2)]
        said = [processes.finished(process) for process in both]
    times = Counter(message["To"] for message in server.messages)
    assert times == {
        person.email: 1
        for person in (world.submitter, world.other_submitter, world.tenants_submitter, world.municipality_submitter)
    }
    assert Notice.objects.filter(kind="opens").count() == 4, said


def test_a_round_while_another_is_under_way_stops_and_says_so(settings) -> None:
    world = make_world()
    world.assignment()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(20250101)")
        said = processes.finished(processes.start("run_calendar", "--at", "2026-04-01"))
    assert "Er is al een ronde bezig" in said
    assert (CalendarRun.objects.count(), Notice.objects.count()) == (0, 0)


def test_it_is_done_when_the_other_has_gone() -> None:
    world = make_world()
    world.assignment()
    said = processes.finished(processes.start("run_calendar", "--at", "2026-04-01", EMAIL_URL="dummymail://"))
    assert "Opengezet: Activiteitenoverzicht 2027" in said
    assert CalendarRun.objects.get().day == moment(2026, 4, 1).date()
