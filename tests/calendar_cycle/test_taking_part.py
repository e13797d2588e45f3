"""A party joins, leaves or goes up in another halfway: its shares appear, close or pass on from then."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreements import four_eyes
from agreements.models import Decision, Party
from calendar_cycle import planning, running, taking_part, workflow
from calendar_cycle.models import Assignment, Milestone, Notice
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User
from tests import factories
from tests.told import titles, told
from tests.world import World, moment

pytestmark = pytest.mark.django_db
JUNE = moment(2026, 6, 10)
ON = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with time_machine.travel(JUNE, tick=False):
        yield


@pytest.fixture
def planned(world: World) -> World:
    planning.plan(world.covenant)
    return world


def party(world: World, name: str = "corporation") -> Party:
    return Party.objects.get(covenant=world.covenant, partner=getattr(world, name))


def decision(world: World) -> Decision:
    return factories.DecisionFactory(meeting=factories.MeetingFactory(covenant=world.covenant))


def leave(world: World, on: date = ON, who: str = "secretary", name: str = "corporation") -> Party:
    found = party(world, name)
    taking_part.leave(found, by=world.people[who], on=on, decision=decision(world))
    return found


def merge(world: World, on: date = ON, into: str = "other") -> Party:
    found = party(world)
    taking_part.merge(found, party(world, into), by=world.secretary, on=on, decision=decision(world))
    return found


def shares(world: World, name: str = "corporation") -> dict[tuple[str, int | None], str]:
    rows = Assignment.objects.filter(partner=getattr(world, name), milestone__cycle__covenant=world.covenant)
    return {(row.milestone.kind, row.milestone.subject_year): row.state for row in rows.select_related("milestone")}


# Joining


def test_who_joins_gets_a_share_of_each_step_that_ends_later(planned: World) -> None:
    partner = factories.PartnerFactory(slug="nieuw")
    made = taking_part.join(
        planned.covenant, partner, by=planned.secretary, on=date(2027, 1, 1), decision=decision(planned), code="nw"
    )
    assert (made.joined_on, made.signed, made.code) == (date(2027, 1, 1), True, "NW")
    rows = Assignment.objects.filter(partner=partner).values_list("milestone__kind", "milestone__subject_year")
    found = set(rows)
    assert ("overview", 2028) in found
    assert ("results", 2026) in found
    assert ("overview", 2027) not in found
    assert not planning.plan(planned.covenant)


def test_it_joins_once_with_a_code_of_its_own(planned: World) -> None:
    new = factories.PartnerFactory(slug="nieuw")
    given = {"by": planned.secretary, "on": ON, "decision": decision(planned)}
    with pytest.raises(NotAllowed, match="staat al bij"):
        taking_part.join(planned.covenant, planned.other, code="XX", **given)
    for code in ("ww", " "):
        with pytest.raises(NotAllowed, match="andere afkorting"):
            taking_part.join(planned.covenant, new, code=code, **given)


# Leaving


def test_who_leaves_keeps_its_history_and_loses_what_is_still_to_come(planned: World) -> None:
    before = shares(planned)
    Assignment.objects.filter(partner=planned.corporation, milestone__subject_year=2025).update(state="accepted")
    leave(planned)
    after = shares(planned)
    assert after[("results", 2025)] == "accepted"
    assert after[("overview", 2027)] == "missed"
    assert ("overview", 2028) in before
    assert ("overview", 2028) not in after
    assert ("results", 2026) not in after


def test_what_was_open_is_closed_through_the_door(planned: World) -> None:
    leave(planned)
    row = Assignment.objects.get(partner=planned.corporation, milestone__kind="overview", milestone__subject_year=2027)
    event = row.events.get()
    assert (event.kind, event.actor, event.refused) == ("end", planned.secretary, False)
    assert "doet sinds 10 juni 2026 niet meer mee" in event.message
    assert told("end") == {planned.submitter.email}


def test_planning_again_brings_nothing_back(planned: World) -> None:
    leave(planned)
    after = shares(planned)
    assert not planning.plan(planned.covenant)
    assert shares(planned) == after


def test_a_decision_stands_behind_it_and_the_history_is_kept(planned: World, elsewhere: World) -> None:
    found = leave(planned)
    assert found.decision is not None
    assert [row.left_on for row in found.history.order_by("history_date", "history_id")][-1] == ON
    with pytest.raises(NotAllowed, match="andere prestatieafspraken"):
        taking_part.leave(party(planned, "other"), by=planned.secretary, on=ON, decision=decision(elsewhere))


def test_a_day_to_come_leaves_open_what_opened_before_it(planned: World) -> None:
    leave(planned, on=date(2027, 1, 1))
    after = shares(planned)
    assert after[("overview", 2027)] == "todo"
    assert ("overview", 2028) not in after
    row = Assignment.objects.get(partner=planned.corporation, milestone__kind="overview", milestone__subject_year=2027)
    with pytest.raises(NotAllowed, match="doet nog mee"):
        row.perform("end", by=planned.secretary, message="Weg.")
    with time_machine.travel(moment(2027, 1, 1), tick=False):
        row.perform("end", by=planned.secretary, message="Weg.")
    assert row.state == "missed"


@pytest.mark.parametrize("who", ["second_secretary", "submitter", "municipality_submitter", "board", "administrator"])
def test_nobody_does_it_to_the_own_party_nor_without_the_role(planned: World, who: str) -> None:
    before = shares(planned)
    with pytest.raises(NotAllowed, match="werkgroep"):
        leave(planned, who=who)
    assert shares(planned) == before
    assert party(planned).left_on is None


@pytest.mark.parametrize("on", [date(2024, 12, 31), date(2029, 1, 1)])
def test_a_day_outside_the_covenant_is_refused(planned: World, on: date) -> None:
    with pytest.raises(NotAllowed, match="Kies een dag van 1 januari 2025 tot en met 31 december 2028"):
        leave(planned, on=on)


def test_not_twice_not_before_it_joined_not_in_a_closed_covenant(planned: World) -> None:
    Party.objects.filter(pk=party(planned, "other").pk).update(joined_on=date(2026, 6, 1))
    with pytest.raises(NotAllowed, match="Kies een latere dag"):
        leave(planned, on=date(2026, 6, 1), name="other")
    leave(planned)
    with pytest.raises(NotAllowed, match="al niet meer mee"):
        leave(planned)
    planned.covenant.state = "closed"
    planned.covenant.save()
    with pytest.raises(NotAllowed, match="niet open"):
        leave(planned, name="tenants")


def test_who_did_not_sign_can_not_leave(planned: World) -> None:
    Party.objects.filter(pk=party(planned).pk).update(signed=False)
    with pytest.raises(NotAllowed, match="niet getekend"):
        leave(planned)


def test_who_has_left_signs_for_nothing(planned: World) -> None:
    planned.second_secretary.covenant_roles.all().delete()
    assert four_eyes.may_sign(planned.covenant, planned.submitter)
    leave(planned)
    assert not four_eyes.may_sign(planned.covenant, planned.submitter)


# Going up in another


def test_the_other_has_or_gets_the_share_of_what_is_open(planned: World) -> None:
    Assignment.objects.filter(partner=planned.other, milestone__kind="overview").delete()
    found = merge(planned)
    assert found.succeeded_by == party(planned, "other")
    assert shares(planned)[("overview", 2027)] == "missed"
    assert shares(planned, "other")[("overview", 2027)] == "todo"
    event = Assignment.objects.get(
        partner=planned.corporation, milestone__kind="overview", milestone__subject_year=2027
    ).events.get()
    assert f"{planned.other} neemt het over" in event.message


def test_it_goes_up_in_a_party_that_takes_part_itself(planned: World, elsewhere: World) -> None:
    own, left, external = party(planned), party(planned, "tenants"), party(planned, "other")
    Party.objects.filter(pk=left.pk).update(left_on=date(2026, 1, 1))
    Party.objects.filter(pk=external.pk).update(signed=False)
    later = factories.PartyFactory(covenant=planned.covenant, joined_on=date(2027, 1, 1))
    for into in (own, left, external, later, party(elsewhere)):
        into.refresh_from_db()
        with pytest.raises(NotAllowed, match="Kies een andere partij"):
            taking_part.merge(own, into, by=planned.secretary, on=ON, decision=decision(planned))
    assert party(planned).left_on is None


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


# By itself, on a day to come


def test_what_is_open_on_a_day_to_come_is_closed_by_the_calendar(planned: World) -> None:
    leave(planned, on=date(2026, 6, 20))
    assert shares(planned)["overview", 2027] == "todo"
    with time_machine.travel(moment(2026, 6, 19, 9), tick=False):
        assert running.run().ended == []
    with time_machine.travel(moment(2026, 6, 20, 9), tick=False):
        assert "Activiteitenoverzicht 2027, Woonstichting Druten" in running.run().ended
        assert running.run().ended == []
    assert shares(planned)["overview", 2027] == "missed"
    event = Assignment.objects.get(
        partner=planned.corporation, milestone__kind="overview", milestone__subject_year=2027
    ).events.get(kind="end")
    assert (event.actor, "doet sinds 20 juni 2026 niet meer mee" in event.message) == (None, True)


def test_only_that_happens_by_itself(planned: World) -> None:
    row = Assignment.objects.filter(partner=planned.corporation, milestone__kind="overview").first()
    with pytest.raises(ValueError, match="does not happen by itself"):
        workflow.happen(row, "accept", message="Zomaar.")
    with pytest.raises(NotAllowed):
        workflow.happen(row, "end", message="Zomaar.")
