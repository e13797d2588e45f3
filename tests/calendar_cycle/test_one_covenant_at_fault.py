"""What goes wrong in one covenant stays there: the round goes on for the others, and says where it went wrong."""

from collections.abc import Callable
from datetime import date, datetime, time
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from calendar_cycle import last_year, running, workflow
from calendar_cycle.models import Milestone, Notice
from calendar_cycle.news import words
from druten.clock import AMSTERDAM
from tests import factories
from tests.world import World

pytestmark = pytest.mark.django_db
HERE, THERE = "submitter@druten.example", "submitter@elders.example"


def run(day: date) -> running.Said:
    with time_machine.travel(datetime.combine(day, time(7), AMSTERDAM), tick=False):
        return running.run()


def broken(world: World, does: Callable[..., Any]) -> Callable[..., Any]:
    """The same, but it fails for what is of this world."""

    def fails(row: Any, *args: Any, **given: Any) -> Any:
        if row.covenant == world.covenant:
            raise RuntimeError("kapot")
        return does(row, *args, **given)

    return fails


def kinds(email: str) -> list[str]:
    return list(Notice.objects.filter(user__email=email).order_by("pk").values_list("kind", flat=True))


def test_a_reminder_that_fails_here_goes_out_there(
    world: World, elsewhere: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.assignment()
    elsewhere.assignment()
    run(date(2026, 6, 20))
    with monkeypatch.context() as patched:
        patched.setattr(words, "reminder", broken(world, words.reminder))
        said = run(date(2026, 6, 24))
    assert (kinds(HERE), kinds(THERE)) == (["opens"], ["opens", "reminder_7"])
    assert said.faults.of == {world.covenant: "RuntimeError"}


def test_what_was_missed_is_told_as_soon_as_it_goes_well_days_later_too(
    world: World, elsewhere: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.assignment()
    elsewhere.assignment()
    run(date(2026, 6, 20))
    with monkeypatch.context() as patched:
        patched.setattr(words, "reminder", broken(world, words.reminder))
        run(date(2026, 6, 24))
        run(date(2026, 6, 25))
    assert run(date(2026, 6, 26)).faults.of == {}
    assert (kinds(HERE), kinds(THERE)) == (["opens", "reminder_7"], ["opens", "reminder_7"])
    run(date(2026, 6, 27))
    assert kinds(HERE) == ["opens", "reminder_7"]


def test_an_opening_that_fails_is_undone_whole_and_done_in_the_next_round(
    world: World, elsewhere: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.assignment()
    elsewhere.assignment()
    with monkeypatch.context() as patched:
        patched.setattr(running, "_before_opening", [broken(world, last_year.prepare)])
        said = run(date(2026, 4, 1))
    assert said.opened == [f"Activiteitenoverzicht 2027 ({elsewhere.covenant})"]
    step = Milestone.objects.get(cycle__covenant=world.covenant, kind="overview")
    assert (step.announced_on, kinds(HERE), kinds(THERE)) == (None, [], ["opens"])
    run(date(2026, 4, 2))
    assert kinds(HERE) == ["opens"]


def test_a_closing_and_an_ending_that_fail_leave_the_others(
    world: World, elsewhere: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in (world, elsewhere):
        each.assignment()
        each.covenant.parties.filter(partner=each.corporation).update(left_on=date(2026, 5, 1))
        factories.MilestoneFactory(
            cycle=factories.CycleFactory(covenant=each.covenant, year=2026),
            kind="closing",
            subject_year=None,
            opens_on=date(2026, 5, 1),
            before=date(2026, 9, 1),
        )
    run(date(2026, 4, 30))
    with monkeypatch.context() as patched:
        patched.setattr(workflow, "happen", broken(world, workflow.happen))
        patched.setattr(type(world.covenant), "save", broken_save(world, type(world.covenant).save))
        said = run(date(2026, 5, 1))
    assert said.closing == [elsewhere.covenant.title]
    assert said.ended == [str(elsewhere.assignment_of(elsewhere.corporation))]
    assert world.assignment_of(world.corporation).state == "todo"
    assert said.faults.of == {world.covenant: "RuntimeError"}


def broken_save(world: World, does: Callable[..., Any]) -> Callable[..., Any]:
    def fails(covenant: Any, *args: Any, **given: Any) -> Any:
        if covenant == world.covenant:
            raise RuntimeError("kapot")
        return does(covenant, *args, **given)

    return fails


def test_the_command_names_the_covenant_and_ends_with_an_error_after_doing_the_rest(
    world: World, elsewhere: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world.assignment()
    elsewhere.assignment()
    monkeypatch.setattr(words, "opens", broken(world, words.opens))
    out, errors = StringIO(), StringIO()
    with pytest.raises(CommandError, match="niet overal goed") as ended:
        call_command("run_calendar", "--at", "2026-04-01", stdout=out, stderr=errors)
    assert ended.value.returncode == 1
    assert f"Misgegaan bij Prestatieafspraken Druten ({world.covenant.slug}): RuntimeError." in errors.getvalue()
    assert f"Opengezet: Activiteitenoverzicht 2027 ({elsewhere.covenant})" in out.getvalue()
    assert kinds(THERE) == ["opens"]
    assert [(row.levelname, world.covenant.slug in row.getMessage()) for row in caplog.records] == [("ERROR", True)]


def test_health_says_where_it_went_wrong_until_it_goes_well(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.assignment()

    def health() -> tuple[int, list[str]]:
        answer = Client().get(reverse("calendar_cycle:health"))
        return answer.status_code, answer.json()["faults"]

    with time_machine.travel(datetime(2026, 4, 1, 7, tzinfo=AMSTERDAM), tick=False):
        with monkeypatch.context() as patched:
            patched.setattr(words, "opens", broken(world, words.opens))
            running.run()
        assert health() == (503, [world.covenant.slug])
        running.run()
        assert health() == (200, [])
