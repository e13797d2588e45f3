"""`workflow.editing`: the door for saving content."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_cycle import workflow
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from tests.world import World, moment

pytestmark = pytest.mark.django_db
IN_JUNE = moment(2026, 6, 20)


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with time_machine.travel(IN_JUNE, tick=False):
        yield


def stored(assignment: Assignment) -> Assignment:
    return Assignment.objects.get(pk=assignment.pk)


def test_the_first_save_starts(world: World) -> None:
    assignment = world.plain()
    with workflow.editing(assignment, by=world.editor) as locked:
        assert locked.state == "in_progress"
    found = stored(assignment)
    assert (found.state, found.edited_at, found.edited_by) == ("in_progress", IN_JUNE, world.editor)
    assert [row.kind for row in found.events.all()] == ["start"]


@pytest.mark.parametrize("state", ["in_progress", "returned"])
def test_a_later_save_leaves_the_state(world: World, state: str) -> None:
    assignment = world.plain(state=state)
    with workflow.editing(assignment, by=world.submitter):
        pass
    assert stored(assignment).state == state
    assert not assignment.events.exists()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("submitted", "al ingediend. Trek het eerst in"),
        ("accepted", "al geaccepteerd. Vraag de werkgroep"),
        ("missed", "niet ontvangen"),
    ],
)
def test_nothing_is_saved_after_handing_in(world: World, state: str, words: str) -> None:
    assignment = world.plain(state=state)
    assert words in workflow.why_no_editing(assignment, world.editor)
    with pytest.raises(NotAllowed, match=words), workflow.editing(assignment, by=world.editor):
        raise AssertionError("the block must not run")
    event = assignment.events.get()
    assert (event.kind, event.refused, event.actor) == ("save", True, world.editor)


@pytest.mark.parametrize("state", ["todo", "in_progress", "returned"])
def test_nothing_is_saved_past_the_own_deadline(world: World, state: str) -> None:
    assignment = world.plain(state=state)
    with (
        time_machine.travel(moment(2026, 7, 1), tick=False),
        pytest.raises(NotAllowed, match="vóór 1 juli 2026"),
        workflow.editing(assignment, by=world.editor),
    ):
        raise AssertionError("the block must not run")
    assert stored(assignment).edited_at is None


@pytest.mark.parametrize(
    "role", ["reader", "other_submitter", "secretary", "second_secretary", "board", "administrator"]
)
def test_only_who_fills_in_saves(world: World, role: str) -> None:
    assignment = world.plain(state="in_progress")
    with (
        pytest.raises(NotAllowed, match="invullers en indieners"),
        workflow.editing(assignment, by=getattr(world, role)),
    ):
        raise AssertionError("the block must not run")


def test_a_fault_in_the_block_undoes_the_start_too(world: World) -> None:
    assignment = world.plain()
    with pytest.raises(RuntimeError), workflow.editing(assignment, by=world.editor):
        raise RuntimeError
    assert (stored(assignment).state, stored(assignment).edited_at) == ("todo", None)


def test_a_refusal_in_the_block_undoes_what_was_saved_and_stays_as_event(world: World) -> None:
    assignment = world.plain()
    with pytest.raises(NotAllowed, match="Nee"), workflow.editing(assignment, by=world.editor):
        raise NotAllowed("Nee.")
    assert stored(assignment).state == "todo"
    assert [(row.kind, row.refused) for row in assignment.events.all()] == [("save", True)]


def test_a_page_that_was_open_since_before_the_hand_in_saves_nothing(world: World) -> None:
    """The row that the page holds says in progress; the stored one decides."""
    held = world.plain(state="in_progress")
    stored(held).perform("submit", by=world.submitter)
    assert held.state == "in_progress"
    with pytest.raises(NotAllowed, match="al ingediend"), workflow.editing(held, by=world.editor):
        raise AssertionError("the block must not run")


def test_it_locks_the_row(world: World) -> None:
    assignment = world.plain(state="in_progress")
    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        workflow.editing(assignment, by=world.editor),
    ):
        pass
    locks = [row["sql"] for row in queries if "FOR UPDATE" in row["sql"]]
    assert len(locks) == (1 if connection.features.has_select_for_update else 0)
