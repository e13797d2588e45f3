"""The guards of the door one by one (domain.md §5), and what each deed brings about."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from calendar_cycle import content, workflow
from calendar_cycle.models import Assignment, Submission
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User
from tests import factories
from tests.world import World, make_world, moment

pytestmark = pytest.mark.django_db

PARTNER = ("submitter", "editor")
REVIEWERS = ("secretary", "hired_secretary")
IN_JUNE, IN_JULY = moment(2026, 6, 20), moment(2026, 7, 10)

# deed: who, from which states to which, at what time; everything else is refused.
TABLE: dict[str, tuple[tuple[str, ...], dict[str, str], Any]] = {
    "start": (PARTNER, {"todo": "in_progress"}, IN_JUNE),
    "submit": (("submitter",), {"in_progress": "submitted", "returned": "submitted"}, IN_JUNE),
    "confirm": (("submitter",), {"submitted": "submitted", "accepted": "accepted"}, IN_JUNE),
    "withdraw": (("submitter",), {"submitted": "in_progress"}, IN_JUNE),
    "return_for_changes": (REVIEWERS, {"submitted": "returned"}, IN_JUNE),
    "accept": (REVIEWERS, {"submitted": "accepted"}, IN_JUNE),
    "reopen": (REVIEWERS, {"accepted": "returned", "missed": "returned"}, IN_JUNE),
    "let_stand": (REVIEWERS, {"in_progress": "submitted", "returned": "submitted"}, IN_JULY),
    "close": (REVIEWERS, {"todo": "missed", "in_progress": "missed", "returned": "missed"}, IN_JULY),
}
WORDS: dict[str, dict[str, Any]] = {
    "return_for_changes": {"message": "Vul aan.", "answer_before": date(2026, 8, 1)},
    "reopen": {"message": "Besproken.", "answer_before": date(2026, 8, 1)},
    "let_stand": {"message": "Niets nieuws."},
    "close": {"message": "Niets ontvangen."},
}


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with time_machine.travel(IN_JUNE, tick=False):
        yield


def handed_in(assignment: Assignment, number: int = 1, **marks: Any) -> Submission:
    return assignment.submissions.create(number=number, content={}, **marks)


def person(world: World, role: str) -> User:
    if role == "hired_secretary":
        hired = factories.UserFactory()
        factories.CovenantRoleFactory(user=hired, covenant=world.covenant)
        return hired
    if role == "stranger":
        return make_world("elders-2025-2028").submitter
    return getattr(world, role)


def prepared(world: World, deed: str, state: str) -> Assignment:
    """In this state, with all else as the deed wants it, so that only state and role decide."""
    assignment = world.plain(state=state)
    if deed not in ("start", "close"):
        handed_in(assignment, on_behalf=deed == "confirm")
    return assignment


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
    ],
)
def test_a_day_to_answer_that_leaves_time_is_required(world: World, deed: str, day: date | None, words: str) -> None:
    assignment = prepared(world, deed, next(iter(TABLE[deed][1])))
    with pytest.raises(NotAllowed, match=words):
        assignment.perform(deed, by=world.secretary, message="Vul aan.", answer_before=day)
    assert Assignment.objects.get(pk=assignment.pk).answer_before is None


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


# What a deed brings about


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


# On behalf


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


# Membership


@pytest.mark.parametrize(
    "dates", [{"ends_on": date(2026, 6, 19)}, {"starts_on": date(2026, 6, 21)}], ids=["over", "not yet"]
)
def test_a_membership_counts_on_its_own_days_only(world: World, dates: dict[str, date]) -> None:
    world.submitter.memberships.update(**dates)
    assignment = world.plain(state="in_progress")
    with pytest.raises(NotAllowed):
        assignment.perform("submit", by=world.submitter)


def test_a_membership_of_another_covenant_counts_there_only(world: World, elsewhere: World) -> None:
    world.submitter.memberships.update(covenant=elsewhere.covenant)
    assignment = world.plain(state="in_progress")
    with pytest.raises(NotAllowed):
        assignment.perform("submit", by=world.submitter)


def test_every_partner_one_works_for_is_an_own_partner(world: World) -> None:
    """The secretary reads for the municipality; a second membership makes two own partners."""
    assignment = prepared(world, "accept", "submitted")
    factories.MembershipFactory(user=world.secretary, partner=world.corporation, role="reader")
    with pytest.raises(NotAllowed, match="eigen organisatie"):
        assignment.perform("accept", by=world.secretary)


def test_the_working_group_of_another_covenant_reviews_nothing(world: World, elsewhere: World) -> None:
    assignment = prepared(world, "accept", "submitted")
    with pytest.raises(NotAllowed, match="alleen een lid van de werkgroep"):
        assignment.perform("accept", by=elsewhere.secretary)
