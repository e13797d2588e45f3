"""What a deed brings about, and what forbids it."""

from datetime import date

import pytest
import time_machine

from calendar_cycle import content, workflow
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from tests import factories
from tests.calendar_cycle.door import IN_JULY, IN_JUNE, WORDS, handed_in, prepared
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def test_a_hand_in_is_frozen_with_its_answers(world: World) -> None:
    assignment = world.plain(state="in_progress")
    question = factories.QuestionFactory(milestone=assignment.milestone, required=True, text="Wat heeft u nodig?")
    with pytest.raises(NotAllowed, match="Wat heeft u nodig"):
        assignment.perform("submit", by=world.submitter)
    answer = assignment.answers.create(question=question, text="Grond.")
    assignment.perform("submit", by=world.submitter)
    answer.text = "Iets anders."
    answer.save()
    frozen = assignment.submissions.get()
    assert frozen.content["answers"] == [{"question": "Wat heeft u nodig?", "answer": "Grond."}]
    assert (frozen.number, frozen.submitted_by, frozen.submitted_at) == (1, world.submitter, IN_JUNE)


def test_accepting_marks_the_latest_submission(world: World) -> None:
    assignment = world.plain(state="submitted")
    first, second = handed_in(assignment, 1), handed_in(assignment, 2)
    assignment.perform("accept", by=world.secretary)
    for row in (first, second):
        row.refresh_from_db()
    assert (first.accepted_at, second.accepted_at, second.accepted_by) == (None, IN_JUNE, world.secretary)


def test_withdrawing_makes_the_one_before_the_latest_again(world: World) -> None:
    assignment = world.plain(state="submitted")
    first = handed_in(assignment, 1, accepted_at=moment(2026, 6, 1))
    handed_in(assignment, 2)
    assignment.perform("withdraw", by=world.submitter)
    assert assignment.latest_submission == assignment.counting_submission == first
    assert assignment.submissions.get(number=2).withdrawn_at == IN_JUNE


def test_a_number_is_not_used_again_after_withdrawing(world: World) -> None:
    assignment = world.plain(state="in_progress")
    assignment.perform("submit", by=world.submitter)
    assignment.perform("withdraw", by=world.submitter)
    assert assignment.latest_submission is None
    assignment.perform("submit", by=world.submitter)
    assert [row.number for row in assignment.submissions.all()] == [1, 2]


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("state", ["in_progress", "returned"])
def test_let_stand_goes_back_to_what_the_counting_submission_was(world: World, state: str, accepted: bool) -> None:
    assignment = world.plain(state=state)
    handed_in(assignment, accepted_at=IN_JUNE if accepted else None)
    with time_machine.travel(IN_JULY, tick=False):
        assignment.perform("let_stand", by=world.secretary, message="Niets nieuws.")
    assert assignment.state == ("accepted" if accepted else "submitted")


def test_let_stand_undoes_a_mistake_before_the_deadline(world: World) -> None:
    assignment = world.plain(state="accepted")
    handed_in(assignment, accepted_at=IN_JUNE)
    assignment.perform("reopen", by=world.secretary, message="Oeps.", answer_before=date(2026, 8, 1))
    assignment.perform("let_stand", by=world.secretary, message="Verkeerde partner.")
    assert assignment.state == "accepted"


def test_let_stand_waits_when_the_partner_has_typed_since(world: World) -> None:
    assignment = world.plain(state="accepted")
    handed_in(assignment, accepted_at=IN_JUNE)
    assignment.perform("reopen", by=world.secretary, message="Graag.", answer_before=date(2026, 8, 1))
    with time_machine.travel(moment(2026, 6, 21), tick=False):
        with workflow.editing(assignment, by=world.editor):
            pass
        with pytest.raises(NotAllowed, match="al bezig met aanpassen"):
            assignment.perform("let_stand", by=world.secretary, message="Toch niet.")


@pytest.mark.parametrize("withdrawn", [False, True])
def test_let_stand_needs_something_to_stand(world: World, withdrawn: bool) -> None:
    assignment = world.plain(state="in_progress")
    if withdrawn:
        handed_in(assignment, withdrawn_at=IN_JUNE)
    with time_machine.travel(IN_JULY, tick=False), pytest.raises(NotAllowed, match="geen inzending die kan blijven"):
        assignment.perform("let_stand", by=world.secretary, message="Niets.")


def test_close_is_not_for_who_handed_in(world: World) -> None:
    assignment = world.plain(state="in_progress")
    handed_in(assignment)
    with time_machine.travel(IN_JULY, tick=False), pytest.raises(NotAllowed, match="al iets ingediend"):
        assignment.perform("close", by=world.secretary, message="Niets.")


def test_close_is_for_who_withdrew_everything(world: World) -> None:
    assignment = world.plain(state="in_progress")
    handed_in(assignment, withdrawn_at=IN_JUNE)
    with time_machine.travel(IN_JULY, tick=False):
        assignment.perform("close", by=world.secretary, message="Niets.")
    assert assignment.state == "missed"


def test_content_may_forbid_reopening(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    class Accounted(content.QuestionsOnly):
        def forbids_reopening(self, assignment: Assignment) -> str:
            return "De resultaten over 2027 zijn al ingediend."

    monkeypatch.setitem(content._registered, "evaluation_input", Accounted())
    assignment = prepared(world, "reopen", "accepted")
    with pytest.raises(NotAllowed, match="resultaten over 2027"):
        assignment.perform("reopen", by=world.secretary, **WORDS["reopen"])


def test_content_may_forbid_handing_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    class Empty(content.QuestionsOnly):
        def missing(self, assignment: Assignment) -> list[content.Missing]:
            return [content.Missing("Voeg een activiteit toe.")]

    monkeypatch.setitem(content._registered, "evaluation_input", Empty())
    assignment = world.plain(state="in_progress")
    with pytest.raises(NotAllowed, match="Dit ontbreekt: Voeg een activiteit toe"):
        assignment.perform("submit", by=world.submitter)
