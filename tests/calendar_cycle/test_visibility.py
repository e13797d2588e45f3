"""Who reads which hand-in: the table of domain.md §5, row by row, per role, before and after the day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from calendar_cycle.models import Assignment, Submission
from tests.world import World, make_world, moment

pytestmark = pytest.mark.django_db

BEFORE, AFTER = moment(2026, 6, 30, 23, 59, 59, 999999), moment(2026, 7, 1)
OWN = {"submitter", "editor", "reader", "second_secretary"}  # the second secretary reads for this partner
WORKING_GROUP = {"secretary", "administrator"}
PARTIES = {"municipality_submitter", "other_submitter", "tenants_submitter"}
BOARD = {"board"}
EVERYBODY = OWN | WORKING_GROUP | PARTIES | BOARD


@pytest.fixture(autouse=True)
def _before_the_day() -> Iterator[None]:
    with time_machine.travel(BEFORE, tick=False):
        yield


def readers(world: World, row: Submission) -> set[str]:
    """The roles that may read this hand-in now."""
    return {role for role in EVERYBODY if Submission.objects.visible_to(world.people[role]).filter(pk=row.pk).exists()}


def handed_in(assignment: Assignment, number: int = 1, **marks: Any) -> Submission:
    return assignment.submissions.create(number=number, content={}, **marks)


def of(world: World, kind: str, state: str = "submitted") -> Assignment:
    dates = {"before": date(2026, 7, 1), "opens_on": date(2026, 4, 1), "subject_year": 2027, "year": 2026}
    return world.assignment(milestone=world.milestone(kind, **dates), state=state)


def test_an_overview_before_the_day_is_for_the_partner_and_the_working_group(world: World) -> None:
    assert readers(world, handed_in(of(world, "overview"))) == OWN | WORKING_GROUP


def test_an_overview_from_the_day_on_is_for_all_parties_but_not_yet_the_board(world: World) -> None:
    row = handed_in(of(world, "overview"))
    with time_machine.travel(AFTER, tick=False):
        assert readers(world, row) == OWN | WORKING_GROUP | PARTIES


def test_an_accepted_overview_waits_for_the_day_too(world: World) -> None:
    row = handed_in(of(world, "overview", "accepted"), accepted_at=BEFORE)
    assert readers(world, row) == OWN | WORKING_GROUP


def test_others_read_the_latest_overview_only(world: World) -> None:
    assignment = of(world, "overview")
    first, second = handed_in(assignment, 1), handed_in(assignment, 2)
    with time_machine.travel(AFTER, tick=False):
        assert readers(world, first) == OWN
        assert readers(world, second) == OWN | WORKING_GROUP | PARTIES


def test_the_accepted_overview_that_a_publication_takes_stays_readable_to_the_working_group(world: World) -> None:
    assignment = of(world, "overview")
    accepted = handed_in(assignment, 1, accepted_at=BEFORE)
    handed_in(assignment, 2)
    with time_machine.travel(AFTER, tick=False):
        assert readers(world, accepted) == OWN | WORKING_GROUP


@pytest.mark.parametrize("kind", ["overview", "results", "evaluation_input"])
def test_what_was_withdrawn_is_read_by_the_own_partner_alone(world: World, kind: str) -> None:
    row = handed_in(of(world, kind, "in_progress"), withdrawn_at=BEFORE, accepted_at=BEFORE)
    with time_machine.travel(AFTER, tick=False):
        assert readers(world, row) == OWN


def test_after_withdrawing_the_one_before_is_read_again(world: World) -> None:
    assignment = of(world, "overview", "in_progress")
    first = handed_in(assignment, 1)
    handed_in(assignment, 2, withdrawn_at=BEFORE)
    with time_machine.travel(AFTER, tick=False):
        assert readers(world, first) == OWN | WORKING_GROUP | PARTIES


def test_results_before_the_day_are_for_the_partner_and_the_working_group(world: World) -> None:
    assert readers(world, handed_in(of(world, "results"))) == OWN | WORKING_GROUP


def test_results_are_for_everybody_from_acceptance_on(world: World) -> None:
    row = handed_in(of(world, "results", "accepted"), accepted_at=BEFORE)
    assert readers(world, row) == EVERYBODY


def test_results_are_for_everybody_from_the_day_on(world: World) -> None:
    row = handed_in(of(world, "results"))
    with time_machine.travel(AFTER, tick=False):
        assert readers(world, row) == EVERYBODY


def test_results_handed_in_again_before_the_day_leave_the_accepted_ones_to_others(world: World) -> None:
    assignment = of(world, "results")
    accepted, again = handed_in(assignment, 1, accepted_at=BEFORE), handed_in(assignment, 2)
    assert readers(world, accepted) == EVERYBODY
    assert readers(world, again) == OWN | WORKING_GROUP


def test_evaluation_input_goes_to_others_with_the_advice_only(world: World) -> None:
    row = handed_in(of(world, "evaluation_input", "accepted"), accepted_at=BEFORE)
    with time_machine.travel(AFTER, tick=False):
        assert readers(world, row) == OWN | WORKING_GROUP


def test_a_refused_advice_and_that_of_another_covenant_open_nothing(world: World, elsewhere: World) -> None:
    row = handed_in(of(world, "evaluation_input"))
    world.milestone("evaluation").events.create(kind="advise", refused=True, at=BEFORE)
    elsewhere.milestone("evaluation").events.create(kind="advise", at=BEFORE)
    assert readers(world, row) == OWN | WORKING_GROUP


def test_with_the_advice_everybody_reads_the_latest_evaluation_input(world: World) -> None:
    assignment = of(world, "evaluation_input")
    first, second = handed_in(assignment, 1), handed_in(assignment, 2)
    world.milestone("evaluation").events.create(kind="advise", at=BEFORE)
    assert readers(world, first) == OWN
    assert readers(world, second) == EVERYBODY


@pytest.mark.parametrize("kind", ["overview", "results", "evaluation_input"])
def test_another_municipality_reads_nothing(world: World, elsewhere: World, kind: str) -> None:
    handed_in(of(world, kind, "accepted"), accepted_at=BEFORE)
    with time_machine.travel(AFTER, tick=False):
        for role in EVERYBODY - {"administrator"}:
            assert not Submission.objects.visible_to(elsewhere.people[role]).exists(), role
        assert not Submission.objects.visible_to(AnonymousUser()).exists()


def test_in_a_draft_covenant_the_parties_read_nothing(world: World) -> None:
    row = handed_in(of(world, "overview"))
    world.covenant.state = "draft"
    world.covenant.save()
    with time_machine.travel(AFTER, tick=False):
        assert readers(world, row) <= WORKING_GROUP | {"second_secretary"}


def test_a_membership_that_is_over_reads_nothing(world: World) -> None:
    row = handed_in(of(world, "overview"))
    world.reader.memberships.update(ends_on=date(2026, 6, 29))
    assert "reader" not in readers(world, row)


def test_a_partner_of_both_municipalities_reads_what_is_its_own_in_each(world: World, elsewhere: World) -> None:
    """A submitter of one covenant only has no own partner in the other."""
    world.submitter.memberships.update(covenant=elsewhere.covenant)
    row = handed_in(of(world, "overview"))
    assert "submitter" not in readers(world, row)


# What counts


def numbers(rows: Any) -> list[int]:
    return sorted(rows.values_list("number", flat=True))


@pytest.mark.parametrize(
    ("marks", "latest", "counting"),
    [
        ([""], [1], [1]),
        (["", ""], [2], [2]),
        (["accepted", ""], [2], [1]),
        (["accepted", "accepted"], [2], [2]),
        (["accepted", "withdrawn"], [1], [1]),
        (["", "withdrawn"], [1], [1]),
        (["withdrawn"], [], []),
        (["accepted", "", "withdrawn"], [2], [1]),
    ],
)
def test_the_latest_and_the_one_that_counts(
    world: World, marks: list[str], latest: list[int], counting: list[int]
) -> None:
    assignment = of(world, "overview")
    for number, mark in enumerate(marks, start=1):
        handed_in(assignment, number, **({f"{mark}_at": BEFORE} if mark else {}))
    handed_in(world.assignment(partner=world.other, state="submitted"), 9)  # somebody else's does not mix in
    mine = Submission.objects.filter(assignment=assignment)
    assert numbers(mine.latest_of_each()) == latest
    assert numbers(mine.counting()) == counting
    assert [row.number for row in [assignment.latest_submission] if row] == latest
    assert [row.number for row in [assignment.counting_submission] if row] == counting


# Assignments


def roles_in(world: World, name: str, row: Assignment) -> set[str]:
    return {
        role for role in EVERYBODY if getattr(Assignment.objects, name)(world.people[role]).filter(pk=row.pk).exists()
    }


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("visible_to", EVERYBODY),
        ("readable_by", OWN),
        ("editable_by", {"submitter", "editor"}),
        ("reviewable_by", WORKING_GROUP | {"second_secretary"}),
    ],
)
def test_who_has_what_with_an_assignment(world: World, name: str, roles: set[str]) -> None:
    row = of(world, "overview", "todo")
    assert roles_in(world, name, row) == roles


@pytest.mark.parametrize("name", ["visible_to", "readable_by", "editable_by", "reviewable_by"])
def test_nobody_of_another_municipality_has(world: World, name: str) -> None:
    of(world, "overview", "todo")
    elsewhere = make_world("elders-2025-2028")
    for role in EVERYBODY - {"administrator"}:
        assert not getattr(Assignment.objects, name)(elsewhere.people[role]).exists(), role
    assert not getattr(Assignment.objects, name)(AnonymousUser()).exists()


@pytest.mark.parametrize("name", ["visible_to", "readable_by", "editable_by"])
def test_a_draft_covenant_is_not_there_for_parties(world: World, name: str) -> None:
    row = of(world, "overview", "todo")
    world.covenant.state = "draft"
    world.covenant.save()
    assert not roles_in(world, name, row) & (PARTIES | BOARD | {"submitter", "editor", "reader"})


def test_with_everything_takes_two_queries_however_many(world: World, django_assert_num_queries) -> None:
    for partner in (world.corporation, world.other, world.tenants):
        world.assignment(partner=partner)
    with django_assert_num_queries(2):
        assert {row.own_deadline for row in Assignment.objects.with_everything()} == {date(2026, 7, 1)}
