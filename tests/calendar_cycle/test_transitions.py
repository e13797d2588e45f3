"""Every deed × state × role of domain.md §5: what is not in the table is refused."""

from datetime import date
from typing import Any

import pytest
import time_machine

from calendar_cycle.models import Assignment
from calendar_cycle.workflow import DEEDS, NotAllowed
from tests import factories
from tests.world import World, make_world, moment

pytestmark = pytest.mark.django_db

STATES = ("todo", "in_progress", "submitted", "returned", "accepted", "missed")
ROLES = (
    "submitter",
    "editor",
    "reader",
    "other_submitter",
    "secretary",
    "second_secretary",
    "hired_secretary",
    "board",
    "administrator",
    "stranger",
    "foreign_secretary",
)
REVIEWERS = ("secretary", "hired_secretary")

# deed → (who, from → to). The second secretary works for this very partner: four eyes keep him out.
TABLE: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "start": (("submitter", "editor"), {"todo": "in_progress"}),
    "submit": (("submitter",), {"in_progress": "submitted", "returned": "submitted"}),
    "confirm": (("submitter",), {"submitted": "submitted", "accepted": "accepted"}),
    "withdraw": (("submitter",), {"submitted": "in_progress"}),
    "return_for_changes": (REVIEWERS, {"submitted": "returned"}),
    "accept": (REVIEWERS, {"submitted": "accepted"}),
    "reopen": (REVIEWERS, {"accepted": "returned", "missed": "returned"}),
    "let_stand": (REVIEWERS, {"in_progress": "submitted", "returned": "submitted"}),
    "close": (REVIEWERS, {"todo": "missed", "in_progress": "missed", "returned": "missed"}),
    "end": (REVIEWERS, {"todo": "missed", "in_progress": "missed", "returned": "missed"}),
    "take_over": ((*REVIEWERS, "second_secretary"), {"todo": "accepted"}),
}
AFTER_THE_DEADLINE = ("let_stand", "close")


@pytest.fixture
def cast(world: World) -> World:
    """The world with a secretary of no partner, and people of another municipality."""
    hired = factories.UserFactory()
    factories.CovenantRoleFactory(user=hired, covenant=world.covenant)
    elsewhere = make_world("elders-2025-2028")
    world.people |= {
        "hired_secretary": hired,
        "stranger": elsewhere.submitter,
        "foreign_secretary": elsewhere.secretary,
    }
    return world


def assignment_in(world: World, state: str, deed: str) -> Assignment:
    """An assignment for which only state and role decide: all guards of the deed are met."""
    assignment = world.plain(state=state)
    if deed == "end":
        world.covenant.parties.filter(partner=assignment.partner).update(left_on=date(2026, 6, 1))
    if deed == "take_over":
        world.covenant.in_use_from = date(2026, 9, 1)
        world.covenant.save()
    if deed == "close" or state in ("todo", "missed"):
        return assignment
    if state in ("submitted", "accepted", "returned") or deed == "let_stand":
        assignment.submissions.create(
            number=1,
            content={},
            submitted_by=world.second_secretary,
            on_behalf=deed == "confirm",
            accepted_at=moment(2026, 6, 20) if state == "accepted" else None,
        )
    return assignment


def words(deed: str) -> dict[str, Any]:
    late = deed in AFTER_THE_DEADLINE
    return {"message": "Daarom.", "answer_before": date(2026, 7, 20) if late else date(2026, 7, 10)}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("state", STATES)
def test_only_the_table_is_allowed(cast: World, deed: str, state: str) -> None:
    who, moves = TABLE[deed]
    moments = {True: moment(2026, 7, 5), False: moment(2026, 6, 25)}
    for role in ROLES:
        assignment = assignment_in(cast, state, deed)
        with time_machine.travel(moments[deed in AFTER_THE_DEADLINE], tick=False):
            expected = moves.get(state) if role in who else None
            if expected is None:
                with pytest.raises(NotAllowed):
                    assignment.perform(deed, by=cast.people[role], **words(deed))
                expected = state
            else:
                assignment.perform(deed, by=cast.people[role], **words(deed))
        assignment.refresh_from_db()
        assert (role, assignment.state) == (role, expected)
        event = assignment.events.get()
        assert (event.kind, event.refused, event.actor) == (
            deed,
            role not in who or state not in moves,
            cast.people[role],
        )
        wipe(assignment)


def wipe(assignment: Assignment) -> None:
    """Makes room for the next one: an assignment is unique per milestone and partner."""
    assignment.submissions.all().delete()
    assignment.delete()


@pytest.mark.parametrize("deed", ["return_for_changes", "reopen", "let_stand", "close", "end"])
def test_a_deed_that_needs_words_is_refused_without(world: World, deed: str) -> None:
    state = next(iter(TABLE[deed][1]))
    assignment = assignment_in(world, state, deed)
    with (
        time_machine.travel(moment(2026, 7, 5), tick=False),
        pytest.raises(NotAllowed, match="Schrijf erbij"),
    ):
        assignment.perform(deed, by=world.secretary, message="   ", answer_before=date(2026, 7, 10))


@pytest.mark.parametrize("day", [None, date(2026, 6, 20), date(2026, 6, 25)])
def test_a_return_needs_a_day_that_is_still_to_come(world: World, day: date | None) -> None:
    assignment = assignment_in(world, "submitted", "return_for_changes")
    with time_machine.travel(moment(2026, 6, 25), tick=False), pytest.raises(NotAllowed):
        assignment.perform("return_for_changes", by=world.secretary, message="Anders.", answer_before=day)


@time_machine.travel(moment(2026, 6, 25), tick=False)
def test_accepting_marks_the_submission(world: World) -> None:
    assignment = assignment_in(world, "submitted", "accept")
    assignment.perform("accept", by=world.secretary)
    submission = assignment.submissions.get()
    assert (submission.accepted_at, submission.accepted_by) == (moment(2026, 6, 25), world.secretary)


@time_machine.travel(moment(2026, 6, 25), tick=False)
def test_a_withdrawn_hand_in_counts_no_more(world: World) -> None:
    assignment = world.plain(state="in_progress")
    assignment.perform("submit", by=world.submitter)
    assignment.perform("withdraw", by=world.submitter)
    assert assignment.latest_submission is None
    assignment.perform("submit", by=world.submitter)
    assert assignment.latest_submission.number == 2


@time_machine.travel(moment(2026, 7, 20), tick=False)
def test_let_stand_goes_back_to_accepted_where_that_was_accepted(world: World) -> None:
    assignment = world.plain(state="returned")
    assignment.submissions.create(number=1, content={}, accepted_at=moment(2026, 7, 1))
    assignment.perform("let_stand", by=world.secretary, message="Vergissing.")
    assert assignment.state == "accepted"


def test_let_stand_within_the_time_only_while_the_partner_has_not_typed(world: World) -> None:
    assignment = assignment_in(world, "submitted", "return_for_changes")
    with time_machine.travel(moment(2026, 6, 20), tick=False):
        assignment.perform("return_for_changes", by=world.secretary, message="Anders.", answer_before=date(2026, 7, 10))
    assignment.edited_at = moment(2026, 6, 21)
    assignment.save()
    with time_machine.travel(moment(2026, 6, 22), tick=False):
        with pytest.raises(NotAllowed, match="al bezig met aanpassen"):
            assignment.perform("let_stand", by=world.secretary, message="Vergissing.")
        assignment.edited_at = moment(2026, 6, 19)
        assignment.save()
        assignment.perform("let_stand", by=world.secretary, message="Vergissing.")
    assert assignment.state == "submitted"


@time_machine.travel(moment(2026, 7, 20), tick=False)
def test_it_is_not_closed_while_an_extension_is_asked(world: World) -> None:
    assignment = world.plain(state="in_progress")
    assignment.extensions.create(asked_by=world.editor, wished_before=date(2026, 8, 1), reason="Ziek.")
    with pytest.raises(NotAllowed, match="uitstel"):
        assignment.perform("close", by=world.secretary, message="Niets gekomen.")


@time_machine.travel(moment(2026, 6, 25), tick=False)
def test_required_questions_are_asked_for(world: World) -> None:
    assignment = world.plain(state="in_progress")
    question = factories.QuestionFactory(milestone=assignment.milestone, required=True, text="Wat gaat u doen?")
    with pytest.raises(NotAllowed, match="Wat gaat u doen"):
        assignment.perform("submit", by=world.submitter)
    assignment.answers.create(question=question, text="Bouwen.")
    assignment.perform("submit", by=world.submitter)
    assert assignment.latest_submission.content["answers"] == [{"question": "Wat gaat u doen?", "answer": "Bouwen."}]


@time_machine.travel(moment(2026, 6, 25), tick=False)
@pytest.mark.parametrize("state", ["draft", "closed"])
def test_nothing_happens_in_a_covenant_that_is_not_open(world: World, state: str) -> None:
    assignment = world.plain(state="submitted")
    world.covenant.state = state
    world.covenant.save()
    for deed, by in (("withdraw", world.submitter), ("accept", world.secretary)):
        with pytest.raises(NotAllowed, match="prestatieafspraken"):
            assignment.perform(deed, by=by)


@time_machine.travel(moment(2026, 3, 31, 23, 59), tick=False)
def test_it_does_not_start_before_it_opens(world: World) -> None:
    with pytest.raises(NotAllowed, match="1 april 2026"):
        world.plain().perform("start", by=world.editor)


@time_machine.travel(moment(2026, 6, 25), tick=False)
def test_on_behalf_only_where_the_partner_has_not_begun(world: World) -> None:
    assignment = world.plain(partner=world.tenants)
    assignment.perform("start", by=world.secretary, on_behalf=True)
    assignment.perform("submit", by=world.secretary, on_behalf=True)
    with pytest.raises(NotAllowed, match="zelf namens de partner"):
        assignment.perform("accept", by=world.secretary)
    assignment.perform("confirm", by=world.tenants_submitter)
    assert assignment.latest_submission.confirmed_by == world.tenants_submitter
    begun = world.plain(partner=world.other)
    begun.perform("start", by=world.other_submitter)
    begun.edited_at = moment(2026, 6, 25)
    begun.save()
    with pytest.raises(NotAllowed, match="Namens een partner"):
        begun.perform("submit", by=world.secretary, on_behalf=True)
