"""Who hears of a deed, in which words, and when nothing is sent."""

from datetime import date

import pytest
import time_machine
from django.db import transaction

from calendar_cycle import mails
from tests.world import World, moment

pytestmark = pytest.mark.django_db
JUNE = moment(2026, 6, 25)


@time_machine.travel(JUNE, tick=False)
def test_a_hand_in_is_told_to_partner_and_working_group(
    world: World, django_capture_on_commit_callbacks, mailoutbox
) -> None:
    assignment = world.plain(state="in_progress")
    with django_capture_on_commit_callbacks(execute=True):
        assignment.perform("submit", by=world.submitter)
    to = {mail.to[0]: mail for mail in mailoutbox}
    assert set(to) == {world.submitter.email, world.secretary.email, world.second_secretary.email}
    assert "vóór 1 juli 2026" in to[world.submitter.email].subject
    assert "Wat gebeurt er nu?" in to[world.submitter.email].body


@time_machine.travel(JUNE, tick=False)
def test_a_return_quotes_the_message_as_it_was_typed(
    world: World, django_capture_on_commit_callbacks, mailoutbox
) -> None:
    assignment = world.plain(state="submitted")
    assignment.submissions.create(number=1, content={})
    with django_capture_on_commit_callbacks(execute=True):
        assignment.perform(
            "return_for_changes",
            by=world.secretary,
            message="Graag 't aantal & <wijk>.",
            answer_before=date(2026, 7, 9),
        )
    assert [mail.to for mail in mailoutbox] == [[world.submitter.email]]
    assert "Graag 't aantal & <wijk>." in mailoutbox[0].body
    assert "vóór 9 juli 2026" in mailoutbox[0].subject


@time_machine.travel(JUNE, tick=False)
def test_nothing_is_sent_when_the_deed_rolls_back(world: World, django_capture_on_commit_callbacks, mailoutbox) -> None:
    assignment = world.plain(state="in_progress")
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        assignment.perform("submit", by=world.submitter)
        transaction.set_rollback(True)
    assert mailoutbox == []


@time_machine.travel(JUNE, tick=False)
@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_refuses_does_not_undo_the_deed(world: World, settings) -> None:
    settings.EMAIL_BACKEND = "tests.calendar_cycle.test_mails.Refusing"
    assignment = world.plain(state="in_progress")
    assignment.perform("submit", by=world.submitter)
    assert type(assignment).objects.get().state == "submitted"


class Refusing:
    """A mail backend whose server is away."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        pass

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError


def test_someone_is_always_reached(world: World) -> None:
    reached = [mails.recipients(world.corporation, world.covenant)]
    for name in ("submitter", "editor", "reader", "second_secretary"):
        getattr(world, name).memberships.all().delete()
        reached.append(mails.recipients(world.corporation, world.covenant))
    assert reached == [
        [world.submitter.email],
        [world.editor.email],
        [world.reader.email, world.second_secretary.email],
        [world.second_secretary.email],
        [world.secretary.email, world.second_secretary.email],
    ]
