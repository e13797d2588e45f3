"""The mails of a year, known beforehand: what the guide says is what the table brings about."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from calendar_cycle.models import OwnApproval
from calendar_cycle.news import planning, words
from calendar_cycle.news.table import DEEDS, LINES, AtOpening, DaysBefore, EachMonday, OnDay
from tests import factories
from tests.world import World, moment

GUIDE = Path(__file__).parents[2] / "docs" / "handleiding" / "mails-van-een-jaar.md"
OPENS, BEFORE = date(2026, 4, 1), date(2026, 7, 1)


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("run_calendar", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_guide_holds_the_plan_of_druten_to_the_letter() -> None:
    call_command("load_covenant", "fixtures/druten-2025-2028.yaml", stdout=StringIO())
    call_command("plan_cycles", stdout=StringIO())
    plan = said("--plan", "--year", "2026", "--covenant", "druten-2025-2028")
    assert plan.count("\n") > 60
    assert GUIDE.read_text("utf-8").endswith(plan)


@pytest.mark.django_db
def test_a_covenant_that_is_not_there_is_said_in_dutch() -> None:
    with pytest.raises(CommandError, match="geen lopende prestatieafspraken"):
        said("--plan", "--covenant", "nergens")


@pytest.mark.django_db
def test_a_day_that_is_none_is_said_in_dutch() -> None:
    with pytest.raises(CommandError, match=r"^“31 juni” is geen dag\. Schrijf jaar, maand en dag: --at 2026-06-23\.$"):
        said("--at", "31 juni")


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["abc", "", "26", "-2026", "20260"])
def test_a_year_that_is_none_is_said_in_dutch(year: str) -> None:
    with pytest.raises(CommandError) as refused:
        said("--plan", f"--year={year}")
    assert str(refused.value) == f"“{year}” is geen jaar. Schrijf vier cijfers: --year 2026."


def test_reminders_count_back_from_the_first_day_that_is_too_late() -> None:
    days = DaysBefore((30, 14, 7, 2, 1, 0)).days(OPENS, BEFORE)
    assert days == [
        date(2026, 6, 1),
        date(2026, 6, 17),
        date(2026, 6, 24),
        date(2026, 6, 29),
        date(2026, 6, 30),
        date(2026, 7, 1),
    ]


def test_an_opening_is_on_its_day_and_a_day_of_the_year_in_its_year() -> None:
    assert AtOpening().days(OPENS, BEFORE) == [OPENS]
    assert OnDay(11, 15).days(date(2026, 11, 1), date(2026, 12, 1)) == [date(2026, 11, 15)]


def test_mondays_lie_within_the_step() -> None:
    days = EachMonday().days(date(2026, 6, 1), date(2026, 6, 15))
    assert days == [date(2026, 6, 1), date(2026, 6, 8)]
    assert EachMonday().days(date(2026, 6, 2), date(2026, 6, 9)) == [date(2026, 6, 8)]


def test_every_line_has_words_for_the_plan_and_every_deed_a_reader() -> None:
    assert {line.kind for line in planning.lines_for_all()} | {"late_list_own", "old_questions"} == set(planning.SAYS)
    assert set(planning.SAYS) == set(planning.FALLS_AWAY)
    assert all(deed.to in planning.TO_IN_WORDS for deed in DEEDS.values())
    assert set(words.ASKED) == {kind for line in LINES for kind in line.at}


def test_only_what_a_partner_tells_its_own_people_is_not_in_the_plan() -> None:
    assert {line.kind for line in LINES} - {line.kind for line in planning.lines_for_all()} == {"own_date"}


@pytest.mark.django_db
def test_the_own_date_of_a_partner_is_not_in_the_plan(world: World) -> None:
    """The plan is read by whoever runs the command; an own date is for the own partner."""
    assignment = world.assignment()
    before = planning.of_year([assignment.milestone], 2026)
    OwnApproval.objects.create(assignment=assignment, own_before=date(2026, 6, 20))
    assert planning.of_year([assignment.milestone], 2026) == before


@pytest.mark.django_db
def test_the_plan_is_by_day_and_tells_each_monday_once() -> None:
    cycle = factories.CycleFactory(year=2026)
    one = factories.MilestoneFactory(cycle=cycle)
    other = factories.MilestoneFactory(cycle=cycle, kind="evaluation_input", subject_year=None)
    plan = planning.of_year([one, other], 2026)
    assert plan == sorted(plan)
    mondays = [row.day for row in plan if row.says == "Wie waar is"]
    assert mondays == [date(2026, 4, 6) + timedelta(weeks=week) for week in range(39)]


@pytest.mark.django_db
def test_the_results_open_on_1_january_at_the_latest_and_until_then_nobody_is_reminded() -> None:
    cycle = factories.CycleFactory(year=2026)
    dates = {"opens_on": date(2025, 12, 1), "before": date(2026, 1, 10)}
    results = factories.MilestoneFactory(cycle=cycle, kind="results", subject_year=2025, **dates)
    opened = [row for row in planning.of_step(results) if row.kind == "opens"]
    assert [(row.day, row.falls_away) for row in opened] == [(date(2026, 1, 1), planning.FallsAway.EARLIER)]
    reminded = [row.day for row in planning.of_step(results) if row.kind == "reminder"]
    assert reminded == [date(2026, 1, 3), date(2026, 1, 8), date(2026, 1, 9)]


@pytest.mark.django_db
def test_what_was_done_or_sent_already_is_not_announced(world: World) -> None:
    accents = world.milestone("accents", year=2026, done_at=moment(2026, 3, 10))
    assert {row.kind for row in planning.of_step(accents)} == {"own_step_opens"}
    overview = world.milestone(questions_sent_at=moment(2026, 3, 20))
    factories.QuestionFactory(milestone=overview)
    assert "old_questions" not in {row.kind for row in planning.of_year([overview], 2026)}
    overview.questions_sent_at = None
    overview.save()
    (told,) = [row for row in planning.of_year([overview], 2026) if row.kind == "old_questions"]
    assert (told.day, told.says) == (OPENS, "Activiteitenoverzicht 2027 ging open met de standaardvragen")


@pytest.mark.django_db
def test_a_step_that_asks_nothing_opens_without_questions(world: World) -> None:
    kinds = {row.kind for row in planning.of_year([world.milestone()], 2026)}
    assert "opens" in kinds
    assert "old_questions" not in kinds


@pytest.mark.django_db
def test_with_several_covenants_each_mail_says_of_which(world: World, elsewhere: World) -> None:
    world.milestone()
    alone = said("--plan", "--year", "2026").splitlines()
    assert alone[0] == "| dag | aan | wat | vervalt |"
    elsewhere.milestone()
    both = said("--plan", "--year", "2026").splitlines()
    assert both[0] == "| dag | prestatieafspraken | aan | wat | vervalt |"
    assert [row.split(" | ")[1] for row in both[2:4]] == ["Prestatieafspraken Druten", "Prestatieafspraken Elders"]
    assert len(both) == 2 * len(alone) - 2
