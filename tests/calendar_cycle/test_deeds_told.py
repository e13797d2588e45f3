"""Who hears of a deed, in which words, at once or with the mail of the day."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from calendar_cycle import extensions
from calendar_cycle.models import Mail, Notice
from calendar_cycle.news import telling
from calendar_cycle.news.reach import Reach
from druten import clock
from tests.told import told
from tests.world import World, moment

pytestmark = pytest.mark.django_db
JUNE = moment(2026, 6, 25)
GROUP = ("secretary", "second_secretary")


def emails(world: World, *names: str) -> set[str]:
    return {getattr(world, name).email for name in names}


@time_machine.travel(JUNE, tick=False)
def test_the_receipt_of_a_hand_in_goes_at_once(world: World, django_capture_on_commit_callbacks, mailoutbox) -> None:
    assignment = world.plain(state="in_progress")
    with django_capture_on_commit_callbacks(execute=True):
        assignment.perform("submit", by=world.submitter)
    assert [mail.to for mail in mailoutbox] == [[world.submitter.email]]
    assert "vóór 1 juli 2026" in mailoutbox[0].subject
    assert "Wat gebeurt er nu?" in mailoutbox[0].body


@time_machine.travel(JUNE, tick=False)
def test_the_working_group_hears_of_it_with_the_mail_of_the_day(
    world: World, django_capture_on_commit_callbacks, mailoutbox
) -> None:
    first, second = world.plain(state="in_progress"), world.plain(world.other, state="in_progress")
    first.perform("submit", by=world.submitter)
    second.perform("submit", by=world.other_submitter)
    assert told("submitted") == emails(world, *GROUP)
    with django_capture_on_commit_callbacks(execute=True):
        assert telling.send_mail_of_the_day(date(2026, 6, 26)) == 2
    mine = [mail for mail in mailoutbox if mail.to == [world.secretary.email]]
    assert len(mine) == 1
    assert "(en nog 1 bericht)" in mine[0].subject
    assert all(str(row.partner) in mine[0].body for row in (first, second))


@time_machine.travel(JUNE, tick=False)
def test_a_return_goes_at_once_and_quotes_the_message_as_it_was_typed(
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
    html = mailoutbox[0].alternatives[0][0]
    assert "&amp; &lt;wijk&gt;" in html


@time_machine.travel(JUNE, tick=False)
def test_an_acceptance_waits_for_the_mail_of_the_day(
    world: World, django_capture_on_commit_callbacks, mailoutbox
) -> None:
    assignment = world.plain(state="submitted")
    assignment.submissions.create(number=1, content={})
    with django_capture_on_commit_callbacks(execute=True):
        assignment.perform("accept", by=world.secretary)
    assert mailoutbox == []
    assert told("accept") == {world.submitter.email}


@time_machine.travel(JUNE, tick=False)
def test_asking_for_an_extension_and_the_decision_go_at_once(
    world: World, django_capture_on_commit_callbacks, mailoutbox
) -> None:
    assignment = world.plain(state="in_progress")
    with django_capture_on_commit_callbacks(execute=True):
        extension = extensions.ask(
            assignment, by=world.editor, wished_before=date(2026, 7, 8), reason="Bestuur op 5 juli."
        )
    assert {mail.to[0] for mail in mailoutbox} == emails(world, *GROUP)
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        extension.perform("grant", by=world.secretary)
    assert [(mail.to[0], "vóór 8 juli 2026" in mail.subject) for mail in mailoutbox] == [(world.submitter.email, True)]


@time_machine.travel(JUNE, tick=False)
def test_nothing_is_told_when_the_deed_rolls_back(world: World, django_capture_on_commit_callbacks, mailoutbox) -> None:
    assignment = world.plain(state="in_progress")
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        assignment.perform("submit", by=world.submitter)
        transaction.set_rollback(True)
    assert (mailoutbox, Notice.objects.count()) == ([], 0)


@time_machine.travel(JUNE, tick=False)
def test_two_of_the_same_deeds_on_one_day_are_told_twice(world: World) -> None:
    assignment = world.plain(state="in_progress")
    for _ in range(2):
        assignment.perform("submit", by=world.submitter)
        assignment.perform("withdraw", by=world.submitter)
    assert Notice.objects.filter(kind="withdrawn", user=world.secretary).count() == 2


@time_machine.travel(JUNE, tick=False)
def test_nothing_is_told_of_a_step_from_before_taking_into_use(world: World) -> None:
    world.covenant.in_use_from = date(2026, 9, 1)
    world.covenant.save()
    assignment = world.plain(state="in_progress")
    assignment.perform("submit", by=world.submitter)
    asked = extensions.ask(
        world.plain(world.other, state="todo"), by=world.other_submitter, wished_before=date(2026, 7, 8), reason="Druk."
    )
    asked.perform("grant", by=world.secretary)
    assert Notice.objects.count() == 0


@time_machine.travel(JUNE, tick=False)
def test_who_wants_deadlines_only_is_not_mailed_news(world: World, django_capture_on_commit_callbacks) -> None:
    world.secretary.mail_choice = "deadlines"
    world.secretary.save()
    world.plain(state="in_progress").perform("submit", by=world.submitter)
    with django_capture_on_commit_callbacks(execute=True):
        telling.send_mail_of_the_day(date(2026, 6, 26))
    assert set(Mail.objects.filter(day__isnull=False).values_list("to", flat=True)) == {world.second_secretary.email}


@time_machine.travel(JUNE, tick=False)
def test_a_decision_about_ones_own_work_is_always_mailed(
    world: World, django_capture_on_commit_callbacks, mailoutbox
) -> None:
    world.submitter.mail_choice = "deadlines"
    world.submitter.save()
    assignment = world.plain(state="submitted")
    assignment.submissions.create(number=1, content={})
    assignment.perform("accept", by=world.secretary)
    with django_capture_on_commit_callbacks(execute=True):
        telling.send_mail_of_the_day(date(2026, 6, 26))
    assert [mail.to for mail in mailoutbox] == [[world.submitter.email]]
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers


def reached(world: World) -> list[str]:
    return [user.email for user in Reach([world.covenant]).partner(world.covenant, world.corporation.pk)]


def test_someone_is_always_reached(world: World) -> None:
    found = [reached(world)]
    for name in ("submitter", "editor", "reader", "second_secretary"):
        getattr(world, name).memberships.all().delete()
        found.append(reached(world))
    assert found == [
        [world.submitter.email],
        [world.editor.email],
        [world.reader.email, world.second_secretary.email],
        [world.second_secretary.email],
        [world.secretary.email, world.second_secretary.email],
    ]


def test_who_is_away_is_stood_in_for_by_a_colleague_only(world: World) -> None:
    today = clock.today()
    days = {"starts_on": today - timedelta(days=1), "ends_on": today + timedelta(days=1)}
    world.submitter.absences.create(stand_in=world.editor, **days)
    assert reached(world) == [world.editor.email]
    world.submitter.absences.update(stand_in=world.other_submitter)
    assert reached(world) == [world.submitter.email]


def away(days_from_now: int = 0) -> dict[str, date]:
    day = clock.today() + timedelta(days=days_from_now)
    return {"starts_on": day - timedelta(days=1), "ends_on": day + timedelta(days=1)}


def test_a_stand_in_who_is_away_is_stood_in_for_too(world: World) -> None:
    world.submitter.absences.create(stand_in=world.editor, **away())
    world.editor.absences.create(stand_in=world.reader, **away())
    assert reached(world) == [world.reader.email]
    world.editor.absences.update(**away(30))
    assert reached(world) == [world.editor.email]
    world.editor.absences.update(stand_in=world.other_submitter, **away())
    assert reached(world) == [world.editor.email]


def test_a_circle_of_stand_ins_ends_at_someone_who_can_be_reached(world: World) -> None:
    world.submitter.absences.create(stand_in=world.editor, **away())
    world.editor.absences.create(stand_in=world.reader, **away())
    world.reader.absences.create(stand_in=world.submitter, **away())
    assert reached(world) == [world.reader.email]
    for name, left in (("reader", "editor"), ("editor", "submitter")):
        getattr(world, name).mail_bounced_at = JUNE
        getattr(world, name).save()
        assert reached(world) == [getattr(world, left).email]


def test_a_bouncing_address_is_passed_over_while_there_is_another(world: World) -> None:
    for name, expected in (
        ("submitter", [world.editor.email]),
        ("editor", [world.reader.email, world.second_secretary.email]),
        ("reader", [world.second_secretary.email]),
        ("second_secretary", [world.secretary.email]),
        ("secretary", [world.secretary.email, world.second_secretary.email]),
    ):
        user = getattr(world, name)
        user.mail_bounced_at = JUNE
        user.save()
        assert reached(world)[: len(expected)] == expected
