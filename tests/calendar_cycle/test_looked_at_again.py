"""Between noting and mailing lies a night: what is mailed still holds, and is for who reads it."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine

from calendar_cycle import extensions, moves
from calendar_cycle.models import Mail, MilestoneMove, Notice
from calendar_cycle.news.table import DEEDS, LINES, To, to_whom
from calendar_cycle.workflow import editing
from tests import factories
from tests.rounds import run
from tests.world import World, moment

pytestmark = pytest.mark.django_db
EVENING, MORNING = moment(2026, 6, 25, 20), date(2026, 6, 26)


def mailed(kind: str) -> set[str]:
    """Who got a mail with news of this kind."""
    return set(Notice.objects.filter(kind=kind, mail__isnull=False).values_list("user__email", flat=True))


def accepted(world: World) -> None:
    """On the evening before the working group accepts what the corporation handed in."""
    assignment = world.plain(state="submitted")
    assignment.submissions.create(number=1, content={})
    with time_machine.travel(EVENING, tick=False):
        assignment.perform("accept", by=world.secretary)


def test_who_stayed_is_told_in_the_morning(world: World) -> None:
    accepted(world)
    run(MORNING)
    assert mailed("accept") == {world.submitter.email}


def leaves(world: World) -> None:
    world.submitter.memberships.update(ends_on=date(2026, 6, 25))


def is_taken_away(world: World) -> None:
    world.submitter.memberships.all().delete()


def may_not_log_in_any_more(world: World) -> None:
    world.submitter.is_active = False
    world.submitter.save()


def goes_to_another_partner(world: World) -> None:
    world.submitter.memberships.update(partner=world.other)


@pytest.mark.parametrize("goes", [leaves, is_taken_away, may_not_log_in_any_more, goes_to_another_partner])
def test_who_left_the_partner_is_not_told_and_a_colleague_is(world: World, goes: Callable[[World], None]) -> None:
    accepted(world)
    goes(world)
    run(MORNING)
    run(MORNING, hour=9)
    assert mailed("accept") == {world.editor.email}
    assert "kwam niet aan" not in Notice.objects.get(kind="accept", user=world.editor).text
    run(date(2026, 6, 27))
    assert Notice.objects.filter(kind="accept").count() == 2


def test_a_colleague_who_heard_it_already_is_not_told_again(world: World) -> None:
    second = factories.MembershipFactory(partner=world.corporation, role="submitter").user
    accepted(world)
    leaves(world)
    run(MORNING)
    assert (mailed("accept"), Notice.objects.filter(kind="accept").count()) == ({second.email}, 2)


def test_who_left_the_working_group_or_the_board_is_not_told(world: World) -> None:
    with time_machine.travel(EVENING, tick=False):
        world.plain(state="in_progress").perform("submit", by=world.submitter)
        world.milestone("evaluation").perform("advise", by=world.secretary, message="Ga door.")
    world.secretary.covenant_roles.all().delete()
    world.board.covenant_roles.all().delete()
    run(MORNING)
    assert (mailed("submitted"), mailed("advised")) == ({world.second_secretary.email}, set())


def test_who_left_altogether_is_not_told_what_is_for_everyone(world: World, elsewhere: World) -> None:
    factories.MembershipFactory(user=world.reader, partner=elsewhere.other, role="reader")
    move = propose(world)
    with time_machine.travel(EVENING, tick=False):
        move.perform("confirm", by=world.second_secretary)
    world.reader.memberships.filter(partner=world.corporation).delete()
    run(MORNING)
    got = mailed("moved")
    assert {world.editor.email, world.board.email, world.secretary.email} <= got
    assert world.reader.email not in got


def propose(world: World) -> MilestoneMove:
    with time_machine.travel(EVENING, tick=False):
        return moves.propose(
            world.milestone("bundle"),
            by=world.secretary,
            opens_on=date(2026, 11, 1),
            before=date(2026, 12, 8),
            reason="Het bestuur komt later bijeen.",
        )


def test_a_move_that_stands_asks_for_a_second(world: World) -> None:
    propose(world)
    run(MORNING)
    assert mailed("move_proposed") == {world.secretary.email, world.second_secretary.email}


def test_a_move_that_was_taken_back_asks_nobody(world: World) -> None:
    move = propose(world)
    with time_machine.travel(EVENING, tick=False):
        move.perform("withdraw", by=world.secretary)
    run(MORNING)
    assert mailed("move_proposed") == set()


@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_request_that_was_withdrawn_is_not_told(world: World, withdrawn: bool) -> None:
    activity = factories.ActivityFactory(overview=world.assignment(state="in_progress").overview)
    asked = factories.ContributionFactory(activity=activity, partner=world.tenants)
    with time_machine.travel(EVENING, tick=False):
        asked.perform("send", by=world.editor)
        if withdrawn:
            asked.perform("withdraw", by=world.editor)
    run(MORNING)
    run(date(2026, 6, 27))
    assert mailed("contribution_sent") == (set() if withdrawn else {world.tenants_submitter.email})


def test_what_was_handed_in_on_the_day_of_an_opening_is_not_asked_the_day_after(world: World) -> None:
    run(date(2026, 4, 1))
    assignment = world.assignment()
    Mail.objects.create(user=world.submitter, to="a@b.example", message_id="<1@druten>", day=date(2026, 4, 2))
    run(date(2026, 4, 2))
    assert (Notice.objects.filter(kind="opens", user=world.submitter).count(), mailed("opens")) == (1, set())
    with time_machine.travel(moment(2026, 4, 2, 15), tick=False), editing(assignment, by=world.submitter):
        pass
    with time_machine.travel(moment(2026, 4, 2, 16), tick=False):
        assignment.perform("submit", by=world.submitter)
    run(date(2026, 4, 3))
    assert mailed("opens") == set()


def test_a_reminder_of_a_deadline_that_is_later_now_is_not_mailed(world: World) -> None:
    assignment = world.assignment()
    run(date(2026, 4, 1))
    Mail.objects.create(user=world.submitter, to="a@b.example", message_id="<1@druten>", day=date(2026, 6, 24))
    run(date(2026, 6, 24))
    with time_machine.travel(moment(2026, 6, 24, 15), tick=False):
        extensions.give(assignment, by=world.secretary, before=date(2026, 7, 20), reason="Ziekte.")
    run(date(2026, 6, 25))
    assert Notice.objects.get(kind="reminder_7").silent
    assert mailed("reminder_7") == set()


# Whom a kind is for


def test_every_kind_says_whom_it_is_for() -> None:
    assert {kind: to_whom(kind) for kind in DEEDS} == {kind: deed.to for kind, deed in DEEDS.items()}
    assert {line.kind: to_whom(line.kind) for line in LINES} == {line.kind: line.to for line in LINES}
    assert (to_whom("reminder_30"), to_whom("to_answer_2")) == (To.BEHIND, To.ASKED)
