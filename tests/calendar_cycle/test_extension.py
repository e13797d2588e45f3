"""Asking for a later deadline, and deciding about it."""

from datetime import date

import pytest
import time_machine

from calendar_cycle import extensions
from calendar_cycle.models import Extension
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User
from tests.world import World, moment

pytestmark = pytest.mark.django_db
JUNE, LATE = moment(2026, 6, 25), moment(2026, 7, 3)


def ask(world: World, by: User | None = None, state: str = "in_progress", **given: object) -> Extension:
    assignment = world.plain(state=state)
    given = {"wished_before": date(2026, 7, 8), "reason": "Ons bestuur vergadert later."} | given
    return extensions.ask(assignment, by=by or world.editor, **given)


@time_machine.travel(LATE, tick=False)
def test_it_can_be_asked_days_after_the_deadline_and_granted_as_wished(world: World) -> None:
    extension = ask(world)
    extension.perform("grant", by=world.secretary)
    assert (extension.state, extension.before) == ("granted", date(2026, 7, 8))
    with time_machine.travel(moment(2026, 7, 7, 23, 59, 59, 999999), tick=False):
        extension.assignment.perform("submit", by=world.submitter)


@time_machine.travel(JUNE, tick=False)
def test_it_is_granted_with_another_day(world: World) -> None:
    extension = ask(world)
    extension.perform("grant", by=world.secretary, before=date(2026, 7, 4))
    assert extension.assignment.own_deadline == date(2026, 7, 4)


@time_machine.travel(JUNE, tick=False)
def test_it_is_declined_with_a_reason(world: World) -> None:
    extension = ask(world)
    with pytest.raises(NotAllowed, match="Schrijf erbij waarom"):
        extension.perform("decline", by=world.secretary)
    extension.perform("decline", by=world.secretary, message="Wij hebben het nodig.")
    assert (extension.state, extension.decision_reason) == ("declined", "Wij hebben het nodig.")
    assert extension.assignment.own_deadline == date(2026, 7, 1)


@time_machine.travel(JUNE, tick=False)
@pytest.mark.parametrize("who", ["second_secretary", "submitter", "board", "administrator"])
def test_the_own_partner_the_board_and_the_administrator_do_not_decide(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        ask(world).perform("grant", by=getattr(world, who))
    assert Extension.objects.get().state == "asked"


@time_machine.travel(JUNE, tick=False)
@pytest.mark.parametrize("who", ["reader", "other_submitter", "secretary"])
def test_only_who_fills_in_asks(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        ask(world, by=getattr(world, who))


@time_machine.travel(JUNE, tick=False)
@pytest.mark.parametrize("state", ["submitted", "accepted", "missed"])
def test_it_is_not_asked_for_what_is_handed_in_or_closed(world: World, state: str) -> None:
    with pytest.raises(NotAllowed):
        ask(world, state=state)


@time_machine.travel(JUNE, tick=False)
@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2026, 6, 1), date(2028, 1, 1)])
def test_a_day_that_makes_no_sense_is_refused(world: World, day: date) -> None:
    with pytest.raises(NotAllowed):
        ask(world, wished_before=day)
    assert not Extension.objects.exists()


@time_machine.travel(JUNE, tick=False)
def test_one_request_at_a_time_and_one_decision(world: World) -> None:
    extension = ask(world)
    with pytest.raises(NotAllowed, match="al om uitstel gevraagd"):
        extensions.ask(extension.assignment, by=world.editor, wished_before=date(2026, 7, 9), reason="Nog een.")
    extension.perform("grant", by=world.secretary)
    with pytest.raises(NotAllowed, match="al besloten"):
        extension.perform("decline", by=world.secretary, message="Toch niet.")


@time_machine.travel(JUNE, tick=False)
def test_every_deed_and_refusal_is_an_event(world: World) -> None:
    extension = ask(world)
    with pytest.raises(NotAllowed):
        extension.perform("grant", by=world.second_secretary)
    extension.perform("grant", by=world.secretary, message="Goed.")
    found = list(extension.assignment.events.values_list("kind", "refused"))
    assert found == [("ask_extension", False), ("grant_extension", True), ("grant_extension", False)]


@time_machine.travel(JUNE, tick=False)
def test_working_group_and_partner_hear_of_it(world: World, django_capture_on_commit_callbacks, mailoutbox) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        extension = ask(world)
    assert {mail.to[0] for mail in mailoutbox} == {world.secretary.email, world.second_secretary.email}
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        extension.perform("grant", by=world.secretary)
    assert [mail.to for mail in mailoutbox] == [[world.submitter.email]]
    assert "vóór 8 juli 2026" in mailoutbox[0].subject
