"""Filling in and handing in on behalf of a partner."""

import pytest
import time_machine

from calendar_cycle import workflow
from calendar_cycle.workflow import NotAllowed
from tests.calendar_cycle.door import IN_JULY, IN_JUNE, WORDS, handed_in, person, prepared
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def test_the_working_group_fills_in_for_who_has_not_begun(world: World) -> None:
    assignment = world.plain()
    assignment.perform("start", by=world.secretary, on_behalf=True)
    assignment.perform("submit", by=world.secretary, on_behalf=True)
    handed = assignment.submissions.get()
    assert (handed.on_behalf, handed.submitted_by, assignment.state) == (True, world.secretary, "submitted")
    assert all(row.on_behalf for row in assignment.events.all())


@pytest.mark.parametrize("role", ["second_secretary", "other_submitter", "board", "administrator", "reader"])
def test_nobody_else_does_so(world: World, role: str) -> None:
    assignment = world.plain()
    with pytest.raises(NotAllowed):
        assignment.perform("start", by=person(world, role), on_behalf=True)


def test_a_draft_of_the_partner_is_not_handed_in_for_it(world: World) -> None:
    assignment = world.plain()
    with workflow.editing(assignment, by=world.editor):
        pass
    with pytest.raises(NotAllowed, match="nog niet begonnen"):
        assignment.perform("submit", by=world.secretary, on_behalf=True)


def test_a_draft_the_partner_only_started_is_not_either(world: World) -> None:
    assignment = world.plain()
    assignment.perform("start", by=world.editor)
    with pytest.raises(NotAllowed, match="nog niet begonnen"):
        assignment.perform("submit", by=world.secretary, on_behalf=True)


def test_once_the_partner_types_in_it_it_is_the_partners(world: World) -> None:
    assignment = world.plain()
    assignment.perform("start", by=world.secretary, on_behalf=True)
    with workflow.editing(assignment, by=world.editor):
        pass
    with pytest.raises(NotAllowed, match="nog niet begonnen"):
        assignment.perform("submit", by=world.secretary, on_behalf=True)


def test_no_deadline_is_passed_on_behalf(world: World) -> None:
    assignment = world.plain()
    with time_machine.travel(IN_JULY, tick=False), pytest.raises(NotAllowed, match="1 juli 2026"):
        assignment.perform("start", by=world.secretary, on_behalf=True)


def test_what_was_reopened_is_handed_in_on_behalf_until_the_partner_types(world: World) -> None:
    assignment = prepared(world, "reopen", "accepted")
    assignment.perform("reopen", by=world.secretary, **WORDS["reopen"])
    with time_machine.travel(moment(2026, 6, 21), tick=False), workflow.editing(assignment, by=world.editor):
        pass
    with pytest.raises(NotAllowed, match="nog niet begonnen"):
        assignment.perform("submit", by=world.secretary, on_behalf=True)


def test_what_was_returned_to_the_partner_is_the_partners(world: World) -> None:
    assignment = prepared(world, "return_for_changes", "submitted")
    assignment.perform("return_for_changes", by=world.secretary, **WORDS["return_for_changes"])
    with pytest.raises(NotAllowed, match="nog niet begonnen"):
        assignment.perform("submit", by=world.secretary, on_behalf=True)


def test_a_return_after_a_reopening_is_the_partners_too(world: World) -> None:
    assignment = prepared(world, "reopen", "accepted")
    assignment.perform("reopen", by=world.secretary, **WORDS["reopen"])
    assignment.perform("submit", by=world.submitter)
    assignment.perform("return_for_changes", by=world.secretary, **WORDS["return_for_changes"])
    with pytest.raises(NotAllowed, match="nog niet begonnen"):
        assignment.perform("submit", by=world.secretary, on_behalf=True)


def test_nobody_accepts_what_he_filled_in(world: World) -> None:
    assignment = world.plain()
    assignment.perform("start", by=world.secretary, on_behalf=True)
    assignment.perform("submit", by=world.secretary, on_behalf=True)
    with pytest.raises(NotAllowed, match="zelf namens de partner ingevuld"):
        assignment.perform("accept", by=world.secretary)
    assignment.perform("accept", by=person(world, "hired_secretary"))


def test_the_partner_confirms_once(world: World) -> None:
    assignment = world.plain(state="submitted")
    handed_in(assignment, on_behalf=True)
    assignment.perform("confirm", by=world.submitter)
    confirmed = assignment.submissions.get()
    assert (confirmed.confirmed_by, confirmed.confirmed_at) == (world.submitter, IN_JUNE)
    with pytest.raises(NotAllowed, match="niets te bevestigen"):
        assignment.perform("confirm", by=world.submitter)


def test_there_is_nothing_to_confirm_in_what_one_handed_in_oneself(world: World) -> None:
    assignment = world.plain(state="submitted")
    handed_in(assignment)
    with pytest.raises(NotAllowed, match="niets te bevestigen"):
        assignment.perform("confirm", by=world.submitter)


def test_an_unknown_deed_is_a_fault_of_the_programmer(world: World) -> None:
    with pytest.raises(ValueError, match="delete"):
        world.plain().perform("delete", by=world.secretary)
