"""The mails of a year, known beforehand: what the guide says is what the table brings about."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from calendar_cycle.news import planning, words
from calendar_cycle.news.table import DEEDS, LINES, AtOpening, DaysBefore, EachMonday, OnDay
from tests import factories

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
    assert {line.kind for line in LINES} == set(planning.SAYS)
    assert all(deed.to in planning.TO_IN_WORDS for deed in DEEDS.values())
    assert set(words.ASKED) == {kind for line in LINES for kind in line.at}


@pytest.mark.django_db
def test_the_plan_is_by_day_and_tells_each_monday_once() -> None:
    cycle = factories.CycleFactory(year=2026)
    one = factories.MilestoneFactory(cycle=cycle)
    other = factories.MilestoneFactory(cycle=cycle, kind="evaluation_input", subject_year=None)
    plan = planning.of_year([one, other], 2026)
    assert plan == sorted(plan)
    mondays = [row.day for row in plan if row.says == "Wie waar is"]
    assert len(mondays) == len(set(mondays)) == 13
