"""Storing the year: once, for who takes part, with the questions."""

from datetime import date, datetime

import pytest
import time_machine

from calendar_cycle import asking, planning
from calendar_cycle.models import Assignment, Milestone, Question, StandardQuestion
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def test_it_stores_the_steps_and_a_share_for_every_signed_party(world: World) -> None:
    added = planning.plan(world.covenant)
    assert (added.cycles, added.milestones) == (5, 24)
    of_parties = Milestone.objects.filter(kind__in=("results", "overview", "evaluation_input")).count()
    assert added.assignments == of_parties * 4 == Assignment.objects.count()


def test_again_changes_nothing(world: World) -> None:
    planning.plan(world.covenant)
    assert not planning.plan(world.covenant)


def test_it_never_touches_a_stored_milestone(world: World) -> None:
    planning.plan(world.covenant)
    moved = Milestone.objects.get(kind="overview", subject_year=2027)
    moved.before = date(2026, 7, 8)
    moved.save()
    planning.plan(world.covenant)
    moved.refresh_from_db()
    assert moved.before == date(2026, 7, 8)


def test_an_external_party_gets_no_share(world: World) -> None:
    world.covenant.parties.filter(partner=world.tenants).update(signed=False)
    planning.plan(world.covenant)
    assert not Assignment.objects.filter(partner=world.tenants).exists()


def test_who_joins_later_gets_the_shares_from_then(world: World) -> None:
    world.covenant.parties.filter(partner=world.tenants).update(joined_on=date(2027, 1, 1))
    planning.plan(world.covenant)
    first = Assignment.objects.filter(partner=world.tenants).order_by("milestone__before").first()
    assert (first.milestone.kind, first.milestone.before) == ("results", date(2027, 3, 1))


def test_the_standard_questions_are_copied_where_there_are_none(world: World) -> None:
    StandardQuestion.objects.create(covenant=world.covenant, milestone_kind="overview", text="Wat?", position=1)
    assert planning.plan(world.covenant).questions == 3
    Question.objects.filter(milestone__subject_year=2027).update(text="Wat dan?")
    assert planning.plan(world.covenant).questions == 0
    assert sorted(Question.objects.values_list("text", flat=True)) == ["Wat dan?", "Wat?", "Wat?"]


def test_a_list_that_was_emptied_on_purpose_stays_empty(world: World) -> None:
    StandardQuestion.objects.create(covenant=world.covenant, milestone_kind="overview", text="Wat?", position=1)
    with time_machine.travel(moment(2026, 3, 20), tick=False):
        planning.plan(world.covenant)
        step = Milestone.objects.get(kind="overview", subject_year=2027)
        asking.remove(step.questions.get(), by=world.secretary)
        assert not planning.plan(world.covenant)
        asking.settle(Milestone.objects.get(pk=step.pk), by=world.secretary)
        Milestone.objects.filter(pk=step.pk).update(questions_edited_at=None)
        assert not planning.plan(world.covenant)
    assert not step.questions.exists()


@pytest.mark.parametrize(("day", "asked"), [(moment(2026, 3, 31), 1), (moment(2026, 4, 1), 0)])
def test_standard_questions_that_come_later_go_to_what_is_still_to_open(
    world: World, day: datetime, asked: int
) -> None:
    with time_machine.travel(day, tick=False):
        planning.plan(world.covenant)
        StandardQuestion.objects.create(covenant=world.covenant, milestone_kind="overview", text="Wat?", position=1)
        planning.plan(world.covenant)
    assert Question.objects.filter(milestone__kind="overview", milestone__subject_year=2027).count() == asked


def test_what_ended_before_taking_into_use_is_marked(world: World) -> None:
    world.covenant.in_use_from = date(2026, 3, 1)
    world.covenant.save()
    planning.plan(world.covenant)
    before = {str(row) for row in Milestone.objects.select_related("cycle__covenant") if row.before_use}
    assert "Resultaten 2025" in before
    assert "Activiteitenoverzicht 2027" not in before
