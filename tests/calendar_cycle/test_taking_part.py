"""A party joins, leaves or goes up in another halfway: its shares appear, close or pass on from then."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from agreements import four_eyes
from agreements.models import Decision, Party
from calendar_cycle import planning, running, taking_part, workflow
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from tests import factories
from tests.told import told
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
