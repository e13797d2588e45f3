"""Who hears that a party joins, leaves or merges, and what is asked of a newcomer: from its own day."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from calendar_cycle import planning, running, taking_part
from calendar_cycle.models import Assignment, Milestone, Notice
from druten.accounts.models import User
from tests import factories
from tests.calendar_cycle.test_taking_part import ON, decision, leave, merge
from tests.told import titles, told
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with time_machine.travel(moment(2026, 6, 10), tick=False):
        yield


@pytest.fixture
def planned(world: World) -> World:
    planning.plan(world.covenant)
    return world


# Who hears of it


def people(world: World) -> set[str]:
    """The submitters of all parties, and the working group."""
    names = ("submitter", "municipality_submitter", "other_submitter", "tenants_submitter")
    return {world.people[name].email for name in (*names, "secretary", "second_secretary")}


def test_all_parties_and_the_working_group_hear_that_one_joins(planned: World) -> None:
    partner = factories.PartnerFactory(name="Nieuw Wonen")
    new = factories.UserFactory()
    factories.MembershipFactory(user=new, partner=partner, role="submitter")
    taking_part.join(
        planned.covenant, partner, by=planned.secretary, on=date(2027, 1, 1), decision=decision(planned), code="nw"
    )
    assert told("party_joined") == people(planned) | {new.email}
    assert titles("party_joined") == {"Nieuw Wonen doet mee vanaf 1 januari 2027"}


def test_all_parties_and_the_working_group_hear_that_one_leaves_itself_too(planned: World) -> None:
    leave(planned)
    assert told("party_left") == people(planned)
    assert titles("party_left") == {f"{planned.corporation} doet niet meer mee vanaf 10 juni 2026"}
    assert told("taken_over") == set()


def test_all_hear_of_a_merger_and_the_other_of_what_it_takes_over(
    planned: World, django_capture_on_commit_callbacks, mailoutbox
) -> None:
    led = factories.AgreementFactory(covenant=planned.covenant, led_by=[planned.corporation])
    joined = factories.AgreementFactory(covenant=planned.covenant, led_by=[planned.tenants])
    joined.responsibilities.create(partner=planned.corporation, role="betrokkene")
    with django_capture_on_commit_callbacks(execute=True):
        merge(planned)
    assert told("party_merged") == people(planned)
    assert told("taken_over") == {planned.other_submitter.email}
    [mail] = [mail for mail in mailoutbox if "neemt vanaf 10 juni 2026 over" in mail.subject]
    leads, takes_part = mail.body.split("Deze als betrokkene:")
    assert led.code in leads
    assert joined.code in takes_part
    assert "Activiteitenoverzicht 2027: vóór 1 juli 2026" in mail.body
    assert "Activiteitenoverzicht 2028" not in mail.body
    assert "Hulpvragen" in mail.body


# Halfway: from the day that it joins


@pytest.fixture
def newcomer(planned: World) -> User:
    """The submitter of a party that joins on 20 June, while the overview is open until 1 July."""
    Milestone.objects.filter(opens_on__lt=ON).update(announced_on=date(2026, 4, 1))
    return joins(planned, on=date(2026, 6, 20))


def joins(world: World, on: date) -> User:
    partner = factories.PartnerFactory(slug="nieuw", name="Nieuw Wonen", short_name="Nieuw Wonen")
    user = factories.UserFactory()
    factories.MembershipFactory(user=user, partner=partner, role="submitter")
    taking_part.join(world.covenant, partner, by=world.secretary, on=on, decision=decision(world), code="nw")
    return user


def runs(day: date) -> None:
    with time_machine.travel(moment(day.year, day.month, day.day, 9), tick=False):
        running.run()


def heard(user: User) -> list[tuple[str, str, int]]:
    """What one person was told of its shares: kind, of what, and on which day of the month."""
    rows = Notice.objects.filter(user=user, subject__startswith="assignment:").order_by("pk")
    return [(row.kind, row.title.split(":")[0], row.queued_at.day) for row in rows]


def test_it_hears_on_its_day_of_what_is_open_and_from_then_its_reminders(newcomer: User) -> None:
    for day in range(11, 31):
        runs(date(2026, 6, day))
    overview = [row for row in heard(newcomer) if "Activiteitenoverzicht" in row[1] or "laatste dag" in row[1]]
    assert [(kind, day) for kind, _, day in overview] == [
        ("opens", 20),
        ("reminder_7", 24),
        ("reminder_2", 29),
        ("reminder_1", 30),
    ]


def test_it_is_told_once_also_when_it_was_recorded_late(planned: World) -> None:
    Milestone.objects.filter(opens_on__lt=ON).update(announced_on=date(2026, 4, 1))
    newcomer = joins(planned, on=date(2026, 6, 1))
    for day in (11, 12):
        runs(date(2026, 6, day))
    assert heard(newcomer) == [("opens", "Activiteitenoverzicht 2027", 11)]


def test_a_step_that_opens_before_it_joins_is_not_announced_to_it_then(planned: World) -> None:
    with time_machine.travel(moment(2026, 3, 20), tick=False):
        newcomer = joins(planned, on=date(2026, 6, 20))
    runs(date(2026, 4, 1))
    assert heard(newcomer) == []
    runs(date(2026, 6, 20))
    assert [row[0] for row in heard(newcomer)] == ["opens"]


def test_it_gets_no_share_of_what_was_over_when_that_was_recorded(planned: World) -> None:
    with time_machine.travel(moment(2026, 7, 10), tick=False):
        joins(planned, on=ON)
        assert not planning.plan(planned.covenant)
    rows = Assignment.objects.filter(partner__slug="nieuw").order_by("milestone__before")
    assert min(row.milestone.before for row in rows) > date(2026, 7, 10)


def test_until_then_it_is_nowhere_late_and_not_in_the_year(newcomer: User, planned: World, client: Client) -> None:
    pages = ["/kalender/", "/druten-2025-2028/voortgang/"]
    for day, expected in ((19, []), (20, pages)):
        with time_machine.travel(moment(2026, 6, day), tick=False):
            client.force_login(planned.secretary)
            answers = {page: client.get(page) for page in pages}
            desk = client.get(reverse("work:page")).context["desks"][0]
        assert {answer.status_code for answer in answers.values()} == {200}
        assert [page for page, answer in answers.items() if "Nieuw Wonen" in answer.content.decode()] == expected
        assert any(row.partner == "Nieuw Wonen" for step in desk.steps for row in step.rows) == bool(expected)
