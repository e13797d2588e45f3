"""What time brings about: openings, reminders, who is late; each once, whoever looks at the clock and when."""

from datetime import date

import pytest
import time_machine

from agreements.models import Covenant
from calendar_cycle import extensions
from calendar_cycle.models import Mail, Milestone, Notice
from calendar_cycle.news import reading
from calendar_cycle.news.moments import Window
from calendar_cycle.workflow import editing
from druten.clock import AMSTERDAM
from tests import factories
from tests.rounds import days, kinds, run
from tests.told import titles, told
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def test_who_does_nothing_hears_of_the_opening_five_reminders_and_that_it_is_late(world: World) -> None:
    world.assignment()
    days(date(2026, 3, 30), date(2026, 7, 10))
    assert kinds() == [
        ("opens", date(2026, 4, 1)),
        ("reminder_30", date(2026, 6, 1)),
        ("reminder_14", date(2026, 6, 17)),
        ("reminder_7", date(2026, 6, 24)),
        ("reminder_2", date(2026, 6, 29)),
        ("reminder_1", date(2026, 6, 30)),
        ("late", date(2026, 7, 1)),
    ]


def test_who_handed_in_hears_nothing_more(world: World) -> None:
    assignment = world.assignment()
    days(date(2026, 3, 31), date(2026, 6, 2))
    with time_machine.travel(moment(2026, 6, 3), tick=False):
        with editing(assignment, by=world.submitter):
            pass
        assignment.perform("submit", by=world.submitter)
    days(date(2026, 6, 3), date(2026, 7, 3))
    assert [kind for kind, _ in kinds()] == ["opens", "reminder_30", "submit"]


def test_the_opening_says_what_is_asked_before_when_and_the_accents(world: World) -> None:
    world.assignment()
    accents = world.milestone("accents", done_at=moment(2026, 3, 20))
    accents.accents.create(year=2027, title="Wonen voor ouderen")
    run(date(2026, 4, 1))
    notice = Notice.objects.get(kind="opens", user=world.submitter)
    assert notice.title == "Activiteitenoverzicht 2027: vóór 1 juli 2026"
    assert "Wonen voor ouderen" in notice.text
    assert "30 juni 2026 is de laatste dag" in notice.text
    assert notice.address == "/druten-2025-2028/overzichten/2027/woonstichting-druten/"


def test_who_has_not_started_hears_other_words(world: World) -> None:
    world.assignment()
    begun = world.assignment(world.other)
    run(date(2026, 4, 1))
    with time_machine.travel(moment(2026, 4, 20), tick=False), editing(begun, by=world.other_submitter):
        pass
    run(date(2026, 6, 24))
    texts = dict(Notice.objects.filter(kind="reminder_7").values_list("user__email", "text"))
    assert "nog niet aan begonnen" in texts["submitter@druten.example"]
    assert "U bent begonnen" in texts["other@druten.example"]


def test_the_last_day_says_so_in_its_title(world: World) -> None:
    world.assignment()
    days(date(2026, 6, 28), date(2026, 6, 30))
    assert titles("reminder_1") == {"Vandaag is de laatste dag: Activiteitenoverzicht 2027 (vóór 1 juli 2026)"}


def test_who_has_handed_in_is_not_told_that_it_opens(world: World) -> None:
    world.assignment(state="accepted")
    world.assignment(world.other)
    run(date(2026, 4, 20))
    assert told("opens") == {world.other_submitter.email}


def test_an_extension_has_its_own_reminders_and_none_of_the_old(world: World) -> None:
    assignment = world.assignment()
    days(date(2026, 3, 31), date(2026, 6, 25))
    with time_machine.travel(moment(2026, 6, 25), tick=False):
        asked = extensions.ask(assignment, by=world.submitter, wished_before=date(2026, 7, 8), reason="Bestuur.")
        asked.perform("grant", by=world.secretary)
    days(date(2026, 6, 26), date(2026, 7, 9))
    after = [row for row in kinds() if row[1] > date(2026, 6, 25)]
    assert after == [
        ("reminder_7", date(2026, 7, 1)),
        ("reminder_2", date(2026, 7, 6)),
        ("reminder_1", date(2026, 7, 7)),
        ("late", date(2026, 7, 8)),
    ]


def test_a_day_to_answer_has_its_own_reminders(world: World) -> None:
    assignment = world.assignment(state="submitted")
    assignment.submissions.create(number=1, content={})
    run(date(2026, 4, 1))
    with time_machine.travel(moment(2026, 6, 29), tick=False):
        assignment.perform(
            "return_for_changes", by=world.secretary, message="Graag kwartalen.", answer_before=date(2026, 7, 10)
        )
    days(date(2026, 6, 30), date(2026, 7, 11))
    after = [row for row in kinds() if row[1] > date(2026, 6, 29)]
    assert after == [
        ("reminder_7", date(2026, 7, 3)),
        ("reminder_2", date(2026, 7, 8)),
        ("reminder_1", date(2026, 7, 9)),
        ("late", date(2026, 7, 10)),
    ]


def test_twice_on_a_day_changes_nothing(world: World) -> None:
    world.assignment()
    run(date(2026, 3, 31))
    first = run(date(2026, 4, 1))
    again = run(date(2026, 4, 1), hour=15)
    assert (len(first.notices) > 0, first.mails > 0) == (True, True)
    assert (again.notices, again.mails, again.opened) == ([], 0, [])


def test_before_seven_nobody_gets_mail(world: World) -> None:
    world.assignment()
    run(date(2026, 3, 31))
    assert run(date(2026, 4, 1), hour=6).mails == 0
    assert run(date(2026, 4, 1), hour=7).mails > 0


def test_a_person_of_two_partners_gets_one_mail_with_both(world: World) -> None:
    factories.MembershipFactory(user=world.submitter, partner=world.other, role="submitter")
    world.assignment()
    world.assignment(world.other)
    run(date(2026, 4, 1))
    mail = Mail.objects.get(user=world.submitter)
    assert (mail.notices.count(), mail.subject.count("(en nog 1 bericht)")) == (2, 1)


def test_the_board_hears_two_weeks_before_1_april(world: World) -> None:
    world.milestone("accents")
    days(date(2026, 3, 10), date(2026, 4, 2))
    assert told("board_accents") == {world.board.email}
    (title,) = titles("board_accents")
    assert title == "Besluit over de accenten 2027: vóór 1 april 2026"


def test_a_draft_and_what_is_before_taking_into_use_are_silent(world: World) -> None:
    world.assignment()
    Covenant.objects.filter(pk=world.covenant.pk).update(state="draft")
    days(date(2026, 4, 1), date(2026, 4, 7))
    Covenant.objects.filter(pk=world.covenant.pk).update(state="running", in_use_from=date(2026, 7, 1))
    days(date(2026, 6, 20), date(2026, 7, 2))
    assert Notice.objects.count() == 0


def test_a_covenant_that_starts_running_later_is_announced_then(world: World) -> None:
    world.assignment()
    Covenant.objects.filter(pk=world.covenant.pk).update(state="draft")
    days(date(2026, 4, 1), date(2026, 4, 7))
    Covenant.objects.filter(pk=world.covenant.pk).update(state="running")
    run(date(2026, 4, 8))
    assert kinds() == [("opens", date(2026, 4, 8))]


def test_what_was_over_before_anyone_looked_is_not_announced(world: World) -> None:
    world.assignment()
    said = run(date(2026, 9, 1))
    assert (said.opened, Notice.objects.exclude(kind="monday").count()) == ([], 0)
    assert Milestone.objects.get(kind="overview").announced_on == date(2026, 9, 1)


def test_the_covenant_is_in_its_last_months_from_the_opening_of_the_closing(world: World) -> None:
    cycle = factories.CycleFactory(covenant=world.covenant, year=2029)
    factories.MilestoneFactory(
        cycle=cycle, kind="closing", subject_year=None, opens_on=date(2029, 1, 1), before=date(2029, 4, 1)
    )
    run(date(2028, 12, 31))
    world.covenant.refresh_from_db()
    assert world.covenant.state == "running"
    assert run(date(2029, 1, 1)).closing == [world.covenant.title]


def test_who_must_answer_hears_14_and_2_days_before_the_talk(world: World) -> None:
    world.milestone("alignment")
    overview = factories.OverviewFactory(assignment=world.assignment(state="submitted"))
    activity = factories.ActivityFactory(overview=overview)
    factories.ContributionFactory(activity=activity, partner=world.tenants, state="sent", text="Bewoners uitnodigen")
    days(date(2026, 8, 1), date(2026, 9, 1))
    rows = Notice.objects.filter(user=world.tenants_submitter, kind__startswith="to_answer").order_by("pk")
    assert [(row.kind, row.queued_at.astimezone(AMSTERDAM).date()) for row in rows] == [
        ("to_answer_14", date(2026, 8, 18)),
        ("to_answer_2", date(2026, 8, 30)),
    ]
    assert "Bewoners uitnodigen" in rows[0].text


@pytest.mark.parametrize(("left_on", "number"), [(date(2026, 7, 1), 0), (date(2026, 7, 2), 1)])
def test_who_has_left_is_not_behind(world: World, left_on: date, number: int) -> None:
    row = world.assignment()
    Milestone.objects.filter(pk=row.milestone_id).update(announced_on=date(2026, 4, 1))
    world.covenant.parties.filter(partner=row.partner).update(left_on=left_on)
    assert len(list(reading.behind(Window(date(2026, 6, 30), date(2026, 7, 1))))) == number
