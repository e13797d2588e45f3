"""What the door refuses, whatever the deed."""

from datetime import date

import pytest
import time_machine

from calendar_cycle import workflow
from calendar_cycle.models import Assignment, Submission
from calendar_cycle.workflow import NotAllowed
from tests.calendar_cycle.door import TABLE, WORDS, person, prepared
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("deed", workflow.DEEDS)
@pytest.mark.parametrize("covenant_state", ["draft", "closed"])
def test_nothing_happens_in_a_covenant_that_is_not_open(world: World, deed: str, covenant_state: str) -> None:
    roles, targets, at = TABLE[deed]
    state = next(iter(targets))
    assignment = prepared(world, deed, state)
    world.covenant.state = covenant_state
    world.covenant.save()
    words = {"draft": "nog een concept", "closed": "afgesloten"}[covenant_state]
    with time_machine.travel(at, tick=False), pytest.raises(NotAllowed, match=words):
        assignment.perform(deed, by=person(world, roles[0]), **WORDS.get(deed, {}))
    assert Assignment.objects.get(pk=assignment.pk).state == state


@pytest.mark.parametrize("deed", workflow.DEEDS)
def test_everything_goes_on_while_a_covenant_is_closing(world: World, deed: str) -> None:
    roles, targets, at = TABLE[deed]
    state, target = next(iter(targets.items()))
    assignment = prepared(world, deed, state)
    world.covenant.state = "closing"
    world.covenant.save()
    with time_machine.travel(at, tick=False):
        assignment.perform(deed, by=person(world, roles[0]), **WORDS.get(deed, {}))
    assert assignment.state == target


@pytest.mark.parametrize("deed", ["start", "submit", "withdraw"])
def test_a_partner_does_nothing_past_its_own_deadline(world: World, deed: str) -> None:
    state = next(iter(TABLE[deed][1]))
    assignment = prepared(world, deed, state)
    with time_machine.travel(moment(2026, 7, 1), tick=False), pytest.raises(NotAllowed, match="vóór 1 juli 2026"):
        assignment.perform(deed, by=world.submitter)


def test_it_does_not_start_before_it_has_opened(world: World) -> None:
    assignment = world.plain()
    with time_machine.travel(moment(2026, 3, 31, 23, 59), tick=False), pytest.raises(NotAllowed, match="1 april 2026"):
        assignment.perform("start", by=world.editor)


@pytest.mark.parametrize("deed", sorted(WORDS))
@pytest.mark.parametrize("message", ["", "  \n "])
def test_words_are_required(world: World, deed: str, message: str) -> None:
    state = next(iter(TABLE[deed][1]))
    assignment = prepared(world, deed, state)
    with time_machine.travel(TABLE[deed][2], tick=False), pytest.raises(NotAllowed, match="Schrijf erbij"):
        assignment.perform(deed, by=world.secretary, **WORDS[deed] | {"message": message})
    assert Assignment.objects.get(pk=assignment.pk).state == state


@pytest.mark.parametrize("deed", ["return_for_changes", "reopen"])
@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "Kies vóór welke dag"),
        (date(2026, 6, 19), "al voorbij"),
        (date(2026, 6, 20), "al voorbij"),
        (date(2026, 6, 25), "al vóór 1 juli 2026"),
        (date(9999, 12, 31), "meer dan een jaar"),
        (date(2027, 6, 22), "meer dan een jaar"),
    ],
)
def test_a_day_to_answer_that_leaves_time_is_required(world: World, deed: str, day: date | None, words: str) -> None:
    assignment = prepared(world, deed, next(iter(TABLE[deed][1])))
    with pytest.raises(NotAllowed, match=words):
        assignment.perform(deed, by=world.secretary, message="Vul aan.", answer_before=day)
    assert Assignment.objects.get(pk=assignment.pk).answer_before is None


@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2026, 7, 2), date(2027, 6, 21)])
def test_a_day_to_answer_lies_from_the_own_deadline_on_within_a_year(world: World, day: date) -> None:
    assignment = prepared(world, "return_for_changes", "submitted")
    assignment.perform("return_for_changes", by=world.secretary, message="Vul aan.", answer_before=day)
    assert assignment.answer_before == assignment.own_deadline == day


def test_after_the_own_deadline_any_day_from_tomorrow_on_gives_time(world: World) -> None:
    assignment = prepared(world, "return_for_changes", "submitted")
    with time_machine.travel(moment(2026, 7, 4), tick=False):
        assignment.perform("return_for_changes", by=world.secretary, message="Vul aan.", answer_before=date(2026, 7, 6))
    assert assignment.own_deadline == date(2026, 7, 6)


def test_the_day_to_answer_is_kept_and_gives_time(world: World) -> None:
    assignment = prepared(world, "return_for_changes", "submitted")
    assignment.perform("return_for_changes", by=world.secretary, message="Vul aan.", answer_before=date(2026, 8, 1))
    assert assignment.answer_before == assignment.own_deadline == date(2026, 8, 1)
    with time_machine.travel(moment(2026, 7, 31, 23, 59), tick=False):
        assignment.perform("submit", by=world.submitter)
    assert assignment.submissions.count() == 2


@pytest.mark.parametrize("deed", ["let_stand", "close"])
def test_the_working_group_waits_for_the_own_deadline(world: World, deed: str) -> None:
    assignment = prepared(world, deed, "in_progress")
    with time_machine.travel(moment(2026, 6, 30, 23, 59), tick=False), pytest.raises(NotAllowed, match="1 juli 2026"):
        assignment.perform(deed, by=world.secretary, message="Zo is het.")


def test_a_refused_deed_changes_nothing_but_its_event(world: World) -> None:
    assignment = prepared(world, "accept", "submitted")
    rows = list(Assignment.objects.values()), list(Submission.objects.values())
    with pytest.raises(NotAllowed) as no:
        assignment.perform("accept", by=world.second_secretary, message="Prima.")
    assert (list(Assignment.objects.values()), list(Submission.objects.values())) == rows
    event = assignment.events.get()
    assert (event.refused, event.message, str(no.value)) == (True, no.value.reason, no.value.reason)
