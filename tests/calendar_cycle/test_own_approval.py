"""Approval within one partner: what it does, who is told, and that nobody else sees any of it."""

from datetime import date

import pytest
import time_machine

from calendar_cycle import approval, workflow
from calendar_cycle.models import Assignment, AssignmentEvent, Mail, Notice, OwnApproval
from calendar_cycle.news import telling
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User
from tests import factories
from tests.rounds import run
from tests.told import told
from tests.world import World, moment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)


@pytest.fixture
def assignment(world: World) -> Assignment:
    step = world.milestone(announced_on=date(2026, 4, 1))
    return world.assignment(milestone=step, state="in_progress")


def with_own_date(assignment: Assignment, day: date) -> OwnApproval:
    return OwnApproval.objects.create(assignment=assignment, own_before=day, own_before_since=date(2026, 4, 2))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 6, 10), "is al voorbij"),
        (date(2026, 6, 11), ""),
        (date(2026, 6, 30), ""),
        (date(2026, 7, 1), "Kies een dag vóór 1 juli 2026"),
    ],
)
def test_an_own_date_lies_ahead_and_before_the_deadline(assignment: Assignment, day: date, why: str) -> None:
    refused = approval.why_not_own_before(assignment, day, TODAY)
    assert why in refused
    assert bool(refused) == bool(why)


def test_own_people_are_reminded_seven_days_and_one_day_before_and_nobody_else(
    world: World, assignment: Assignment
) -> None:
    with_own_date(assignment, date(2026, 6, 12))
    for day in (4, 5, 6, 10, 11, 12):
        run(date(2026, 6, day))
    rows = Notice.objects.filter(kind__startswith="own_date")
    assert {(row.kind, row.queued_at.day, row.user.email) for row in rows if row.user} == {
        (kind, day, person.email)
        for kind, day in (("own_date_7", 5), ("own_date_1", 11))
        for person in (world.editor, world.submitter)
    }
    assert "vóór 12 juni 2026 (nog 7 dagen)" in rows.get(kind="own_date_7", user=world.editor).title
    assert "indienen moet vóór 1 juli 2026" in rows.get(kind="own_date_1", user=world.editor).text


@pytest.mark.parametrize("state", ["submitted", "accepted", "missed"])
def test_no_reminder_once_it_was_handed_in(assignment: Assignment, state: str) -> None:
    with_own_date(assignment, date(2026, 6, 12))
    Assignment.objects.update(state=state)
    run(date(2026, 6, 11))
    assert not told("own_date_1")


def test_a_reminder_that_waits_falls_away_when_it_is_handed_in_meanwhile(world: World, assignment: Assignment) -> None:
    with_own_date(assignment, date(2026, 6, 12))
    run(date(2026, 6, 11), hour=3)
    Mail.objects.all().delete()
    Notice.objects.update(mail=None)
    Assignment.objects.update(state="submitted")
    with time_machine.travel(moment(2026, 6, 11, 8), tick=False):
        assert telling.send_mail_of_the_day(date(2026, 6, 11)) == 0


def test_an_own_date_that_was_chosen_today_reminds_of_no_day_before(assignment: Assignment) -> None:
    row = with_own_date(assignment, date(2026, 6, 12))
    row.own_before_since = date(2026, 6, 5)
    row.save()
    run(date(2026, 6, 5))
    assert not told("own_date_7")


def test_who_can_not_be_reached_within_the_partner_is_not_replaced_by_the_working_group(
    world: World, assignment: Assignment
) -> None:
    with_own_date(assignment, date(2026, 6, 12))
    world.corporation.memberships.filter(role__in=("editor", "submitter")).delete()
    run(date(2026, 6, 11))
    assert not told("own_date_1")


@time_machine.travel(moment(2026, 6, 10), tick=False)
def test_ready_is_mailed_to_the_submitters_only_and_at_once(
    world: World, assignment: Assignment, django_capture_on_commit_callbacks, mailoutbox
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        approval.set_ready(assignment, by=world.editor)
        approval.set_ready(assignment, by=world.editor)
    assert [mail.to for mail in mailoutbox] == [[world.submitter.email]]
    assert mailoutbox[0].subject == "Klaar om in te dienen: Activiteitenoverzicht 2027, vóór 1 juli 2026"
    assignment.refresh_from_db()
    assert assignment.state == "in_progress"


@time_machine.travel(moment(2026, 6, 10), tick=False)
def test_a_submitter_who_says_so_is_not_mailed_about_it(world: World, assignment: Assignment) -> None:
    approval.set_ready(assignment, by=world.submitter)
    assert not told("ready")
    assert OwnApproval.objects.get().is_ready


@time_machine.travel(moment(2026, 6, 10), tick=False)
@pytest.mark.parametrize("role", ["reader", "secretary", "board", "administrator", "other_submitter"])
def test_others_do_not_say_that_it_is_ready(world: World, assignment: Assignment, role: str) -> None:
    with pytest.raises(NotAllowed):
        approval.set_ready(assignment, by=getattr(world, role))
    assert not OwnApproval.objects.filter(ready_at__isnull=False).exists()


@time_machine.travel(moment(2026, 6, 10), tick=False)
def test_what_is_missing_can_not_be_ready(world: World, assignment: Assignment) -> None:
    factories.QuestionFactory(milestone=assignment.milestone, required=True, text="Wat doet u?")
    with pytest.raises(NotAllowed, match=r"^Klaarzetten kan nog niet\. Dit ontbreekt: .*Wat doet u"):
        approval.set_ready(assignment, by=world.editor)


@pytest.mark.parametrize("state", ["todo", "submitted", "accepted", "missed"])
@time_machine.travel(moment(2026, 6, 10), tick=False)
def test_it_is_ready_only_while_it_is_being_filled_in(world: World, assignment: Assignment, state: str) -> None:
    Assignment.objects.update(state=state)
    assignment.refresh_from_db()
    with pytest.raises(NotAllowed):
        approval.set_ready(assignment, by=world.editor)


@time_machine.travel(moment(2026, 7, 1), tick=False)
def test_past_the_deadline_nothing_is_ready(world: World, assignment: Assignment) -> None:
    with pytest.raises(NotAllowed, match="de termijn was vóór 1 juli 2026"):
        approval.set_ready(assignment, by=world.editor)


@time_machine.travel(moment(2026, 6, 10), tick=False)
def test_editing_takes_it_back_and_says_so(world: World, assignment: Assignment) -> None:
    approval.set_ready(assignment, by=world.editor)
    with workflow.editing(assignment, by=world.submitter) as locked:
        assert locked.no_longer_ready
    row = OwnApproval.objects.get()
    assert (row.is_ready, row.taken_back_by) == (False, world.submitter)
    with workflow.editing(assignment, by=world.submitter) as locked:
        assert not locked.no_longer_ready


@time_machine.travel(moment(2026, 6, 10), tick=False)
def test_what_comes_back_is_not_ready_by_itself(world: World, assignment: Assignment) -> None:
    approval.set_ready(assignment, by=world.editor)
    assignment.perform("submit", by=world.submitter)
    assignment.perform("withdraw", by=world.submitter)
    row = OwnApproval.objects.get()
    assert (row.is_ready, row.taken_back_at) == (False, None)


@time_machine.travel(moment(2026, 6, 10), tick=False)
def test_a_mail_that_waits_is_not_sent_of_what_is_not_ready_any_more(world: World, assignment: Assignment) -> None:
    approval.set_ready(assignment, by=world.editor)
    Mail.objects.all().delete()
    Notice.objects.update(mail=None)
    with workflow.editing(assignment, by=world.submitter):
        pass
    assert telling.send_mail_of_the_day(TODAY) == 0


@time_machine.travel(moment(2026, 6, 10), tick=False)
@pytest.mark.parametrize(
    ("role", "sees", "writes"),
    [
        ("submitter", True, True),
        ("editor", True, True),
        ("reader", True, False),
        ("second_secretary", True, False),  # reads at the corporation, whatever else
        ("secretary", False, False),
        ("other_submitter", False, False),
        ("tenants_submitter", False, False),
        ("municipality_submitter", False, False),
        ("board", False, False),
        ("administrator", False, False),
    ],
)
def test_only_the_own_partner_sees_it(
    world: World, assignment: Assignment, role: str, sees: bool, writes: bool
) -> None:
    with_own_date(assignment, date(2026, 6, 12))
    person: User = getattr(world, role)
    assert OwnApproval.objects.visible_to(person).exists() == sees
    assert OwnApproval.objects.editable_by(person).exists() == writes


@time_machine.travel(moment(2026, 6, 10), tick=False)
def test_it_leaves_no_trace_in_what_others_read(world: World, assignment: Assignment) -> None:
    approval.set_ready(assignment, by=world.editor)
    with pytest.raises(NotAllowed):
        approval.set_ready(assignment, by=world.secretary)
    assert not AssignmentEvent.objects.exists()
    mail = Mail.objects.get()
    assert mail.told_to_others == str(mail) == "Bericht binnen de eigen organisatie"
