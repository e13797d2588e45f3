"""The feed: what stands in it for whom, and nothing of others."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from agreements.models import Membership
from tests import factories
from tests.agenda import SITE, events, fetch, summaries
from tests.monitoring.test_calendar import grant, move
from tests.world import World, make_world, moment


@pytest.fixture(autouse=True)
def on_20_june() -> object:
    with time_machine.travel(moment(2026, 6, 20, 14), tick=False), override_settings(SITE_URL=SITE):
        yield


def test_a_partner_sees_its_own_deadline_and_opening_and_no_other(world: World) -> None:
    own, step = world.assignment(), world.milestone("overview")
    world.assignment(world.other)
    world.milestone("accents")
    assert set(events(world.submitter)) == {f"assignment-{own.pk}", f"opening-{step.pk}"}


def test_the_working_group_sees_all_steps_with_an_alarm_at_its_own(world: World) -> None:
    overview, accents = world.milestone("overview"), world.milestone("accents")
    found = events(world.secretary)
    assert set(found) == {f"{sort}-{row.pk}" for sort in ("opening", "milestone") for row in (overview, accents)}
    assert found[f"milestone-{accents.pk}"]["DTSTART"].dt == date(2026, 3, 31)
    assert found[f"milestone-{accents.pk}"].walk("VALARM")
    assert not found[f"milestone-{overview.pk}"].walk("VALARM")


def test_a_step_that_is_done_stays_without_an_alarm(world: World) -> None:
    accents = world.milestone("accents", done_at=moment(2026, 3, 20))
    event = events(world.secretary)[f"milestone-{accents.pk}"]
    assert event["SUMMARY"] == "Accenten 2027 (gedaan)"
    assert not event.walk("VALARM")
    assert event["SEQUENCE"] == 1


def test_the_board_sees_its_own_dates_only(world: World) -> None:
    accents = world.milestone("accents")
    for kind in ("overview", "alignment", "bundle"):
        world.milestone(kind)
    meeting = factories.MeetingFactory(covenant=world.covenant, kind="board")
    factories.MeetingFactory(covenant=world.covenant, kind="working_group")
    assert set(events(world.board)) == {f"milestone-{accents.pk}", f"meeting-{meeting.pk}"}


def test_partners_go_to_theme_meetings_and_the_overlegtafel(world: World) -> None:
    for kind in ("board", "working_group", "theme", "liveability"):
        factories.MeetingFactory(covenant=world.covenant, kind=kind)
    assert summaries(events(world.submitter).values()) == {"Themabijeenkomst", "Overlegtafel Leefbaarheid"}
    assert len(events(world.secretary)) == 4


def test_with_several_covenants_each_entry_says_of_which(world: World, elsewhere: World) -> None:
    factories.CovenantRoleFactory(user=world.board, covenant=elsewhere.covenant, role="board")
    for each in (world, elsewhere):
        each.milestone("accents")
    assert summaries(events(world.board).values()) == {
        "Accenten 2027: laatste dag – Druten",
        "Accenten 2027: laatste dag – Elders",
    }


def test_nothing_of_before_taking_into_use_nor_of_years_ago(world: World) -> None:
    world.milestone("results_request", opens_on=date(2024, 11, 1), before=date(2024, 12, 1), year=2024)
    world.milestone("accents")
    world.covenant.in_use_from = date(2026, 4, 1)
    world.covenant.save()
    assert events(world.secretary) == {}


def test_of_a_closed_covenant_nothing_warns_any_more(world: World) -> None:
    row = world.assignment()
    world.covenant.state = "closed"
    world.covenant.save()
    assert not events(world.submitter)[f"assignment-{row.pk}"].walk("VALARM")


def test_a_draft_covenant_is_not_told_to_its_parties(world: World) -> None:
    world.assignment()
    world.covenant.state = "draft"
    world.covenant.save()
    assert events(world.submitter) == {}


def test_an_administrator_has_nothing_of_covenants_in_which_he_has_no_part(world: World) -> None:
    world.assignment()
    assert events(world.administrator) == {}


def test_an_ended_membership_leaves_nothing_of_it(world: World) -> None:
    world.assignment()
    Membership.objects.filter(user=world.submitter).update(ends_on=date(2026, 6, 19))
    assert events(world.submitter) == {}


def test_nothing_personal_of_others_stands_in_it(world: World) -> None:
    row = world.assignment(state="returned", answer_before=date(2026, 7, 20))
    grant(row, date(2026, 7, 8))
    row.events.create(kind="return_for_changes", message="Noem de kern.", actor=world.secretary)
    text = fetch(world.submitter).decode()
    for person in world.people.values():
        assert person.name not in text
        assert person.email not in text
    for words in ("Noem de kern.", "verhuisd", "Begrijpelijk"):
        assert words not in text


def test_the_day_of_the_demo_runs_through(world: World) -> None:
    row = world.assignment()
    request = world.milestone("results_request")
    Membership.objects.filter(user=world.submitter).update(ends_on=date(2026, 12, 31))
    assert f"assignment-{row.pk}" in events(world.submitter)
    assert f"milestone-{request.pk}" in events(world.secretary)
    with override_settings(DEMO_DATE=date(2027, 2, 1), DEMO_DATE_ALLOWED=True):
        assert events(world.submitter) == {}
        assert f"milestone-{row.milestone_id}" in events(world.secretary)
        assert f"milestone-{request.pk}" not in events(world.secretary)


@pytest.mark.parametrize("covenants", [1, 10])
def test_it_takes_as_many_queries_at_one_covenant_as_at_ten(world: World, covenants: int) -> None:
    for number in range(covenants):
        each = world if not number else make_world(f"plaats{number}-2025-2028")
        if number:
            factories.PartyFactory(covenant=each.covenant, partner=world.corporation)
        each.assignment(world.corporation)
        move(each.milestone("alignment"), date(2026, 8, 15), date(2026, 9, 20))
        factories.MeetingFactory(covenant=each.covenant, kind="theme")
    world.submitter.renew_calendar_key()
    with CaptureQueriesContext(connection) as found:
        body = fetch(world.submitter)
    assert body.count(b"UID:assignment-") == covenants
    assert len(found) <= 10
