"""`run_calendar --dry-run`: the mails of a day, and nothing happens."""

from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from calendar_cycle.models import CalendarRun, Mail, Milestone, Notice
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def subjects(*arguments: str) -> dict[str, str]:
    """The subject of the mail that each address would get."""
    out = StringIO()
    call_command("run_calendar", "--dry-run", *arguments, stdout=out)
    lines = out.getvalue().splitlines()
    to = [line.removeprefix("Aan: ") for line in lines if line.startswith("Aan: ")]
    return dict(
        zip(to, [line.removeprefix("Onderwerp: ") for line in lines if line.startswith("Onderwerp: ")], strict=True)
    )


@pytest.mark.parametrize("last", [None, date(2026, 3, 20), date(2026, 6, 16)])
def test_of_a_day_that_is_named_only_that_days_mails(world: World, last: date | None) -> None:
    world.assignment()
    world.milestone("accents")
    if last:
        CalendarRun.objects.create(day=last)
    with time_machine.travel(moment(2026, 6, 17, 6), tick=False):
        found = subjects("--at", "2026-06-24")
    assert found == {world.submitter.email: "Activiteitenoverzicht 2027: vóór 1 juli 2026 (nog 7 dagen)"}


def test_what_happens_on_the_day_itself_is_in_it(world: World) -> None:
    world.assignment()
    with time_machine.travel(moment(2026, 3, 1), tick=False):
        found = subjects("--at", "2026-04-01")
    assert found == {world.submitter.email: "Activiteitenoverzicht 2027: vóór 1 juli 2026"}


def test_without_a_day_it_is_what_would_go_now(world: World) -> None:
    world.assignment()
    with time_machine.travel(moment(2026, 5, 20), tick=False):
        assert subjects() == {world.submitter.email: "Activiteitenoverzicht 2027: vóór 1 juli 2026"}


def test_nothing_happens(world: World) -> None:
    world.assignment()
    with time_machine.travel(moment(2026, 3, 1), tick=False):
        assert len(subjects("--at", "2026-04-01")) == 1
    rows = (Mail.objects.count(), Notice.objects.count(), CalendarRun.objects.count())
    assert rows == (0, 0, 0)
    assert Milestone.objects.get(kind="overview").announced_on is None


def test_a_day_without_mail_says_so(world: World) -> None:
    world.assignment()
    out = StringIO()
    with time_machine.travel(moment(2026, 5, 20), tick=False):
        call_command("run_calendar", "--dry-run", "--at", "2026-05-21", stdout=out)
    assert out.getvalue() == "Op 21 mei 2026 gaat er geen mail meer uit.\n"
