"""The feed: what an entry says, and what moves; nothing is ever there twice."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import override_settings
from icalendar import Calendar

from calendar_cycle import extensions, workflow
from tests import factories
from tests.agenda import SITE, events, fetch, merged
from tests.monitoring.test_calendar import move
from tests.world import World, moment


@pytest.fixture(autouse=True)
def on_20_june() -> object:
    with time_machine.travel(moment(2026, 6, 20, 14), tick=False), override_settings(SITE_URL=SITE):
        yield


# What an entry is


def test_a_deadline_stands_on_the_last_day_that_counts(world: World) -> None:
    row = world.assignment()
    event = events(world.submitter)[f"assignment-{row.pk}"]
    assert event["DTSTART"].dt == date(2026, 6, 30)
    assert event["DTEND"].dt == date(2026, 7, 1)
    assert str(event["DTSTART"].params["VALUE"]) == "DATE"
    assert event["SUMMARY"] == "Activiteitenoverzicht 2027: laatste dag om in te dienen"
    assert "vóór 1 juli 2026" in event["DESCRIPTION"]
    assert event["UID"] == f"assignment-{row.pk}@afspraken.example"
    assert event["URL"] == SITE + row.get_absolute_url()
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["STATUS"] == "CONFIRMED"
    assert event["CATEGORIES"].to_ical() == b"Prestatieafspraken,Termijn"


def test_it_warns_seven_days_and_one_day_before_in_the_morning(world: World) -> None:
    row = world.assignment()
    event = events(world.submitter)[f"assignment-{row.pk}"]
    start = datetime(2026, 6, 30)
    assert [start + it["TRIGGER"].dt for it in event.walk("VALARM")] == [
        datetime(2026, 6, 23, 9),
        datetime(2026, 6, 29, 9),
    ]
    assert {str(it["ACTION"]) for it in event.walk("VALARM")} == {"DISPLAY"}


def test_who_only_reads_along_has_the_deadline_without_an_alarm(world: World) -> None:
    row = world.assignment()
    assert not events(world.reader)[f"assignment-{row.pk}"].walk("VALARM")


@pytest.mark.parametrize(
    ("state", "word"), [("submitted", "ingediend"), ("accepted", "ingediend"), ("missed", "niet ontvangen")]
)
def test_what_is_handed_in_stays_without_an_alarm(world: World, state: str, word: str) -> None:
    row = world.assignment(state=state)
    event = events(world.submitter)[f"assignment-{row.pk}"]
    assert event["SUMMARY"] == f"Activiteitenoverzicht 2027 ({word})"
    assert not event.walk("VALARM")


def test_the_feed_says_what_it_is_and_how_often_to_look(world: World) -> None:
    calendar = Calendar.from_ical(fetch(world.submitter))
    assert calendar["VERSION"] == "2.0"
    assert calendar["X-WR-CALNAME"] == "Prestatieafspraken"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in fetch(world.submitter)
    assert b"X-PUBLISHED-TTL:PT6H\r\n" in fetch(world.submitter)


def test_lines_are_folded_at_75_octets_and_umlauts_come_through_whole(world: World) -> None:
    title = "Prestatieafspraken Dréumel é" + "ë€ü" * 40
    world.covenant.title = title[:200]
    world.covenant.save()
    world.assignment()
    body = fetch(world.submitter)
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    for line in body.split(b"\r\n"):
        line.decode("utf-8")
    description = next(iter(Calendar.from_ical(body).walk("VEVENT")))["DESCRIPTION"]
    assert world.covenant.title in description


def test_days_have_no_hour_and_so_no_summer_time(world: World) -> None:
    world.milestone("results", opens_on=date(2026, 3, 1), before=date(2026, 3, 30))
    world.milestone("bundle", opens_on=date(2026, 10, 1), before=date(2026, 10, 26))
    found = events(world.secretary).values()
    assert {date(2026, 3, 29), date(2026, 10, 25)} <= {row["DTSTART"].dt for row in found}
    for row in found:
        assert type(row["DTSTART"].dt) is date
        assert row["DTEND"].dt - row["DTSTART"].dt == timedelta(days=1)


# What changes


def test_the_same_rows_give_the_same_feed_on_another_day(world: World) -> None:
    world.assignment()
    factories.MeetingFactory(covenant=world.covenant, kind="theme", held_on=date(2026, 9, 1))
    first = fetch(world.submitter)
    with time_machine.travel(moment(2026, 7, 15, 3), tick=False):
        assert fetch(world.submitter) == first


def test_a_moved_date_moves_and_is_not_there_twice(world: World) -> None:
    row = world.assignment()
    first = fetch(world.submitter)
    move(row.milestone, date(2026, 4, 1), date(2026, 7, 16))
    held = merged(first, fetch(world.submitter))
    assert len(held) == len(Calendar.from_ical(first).walk("VEVENT"))
    event = held[f"assignment-{row.pk}@afspraken.example"]
    assert event["DTSTART"].dt == date(2026, 7, 15)
    assert event["SEQUENCE"] == 1
    assert event["DTSTAMP"].dt == moment(2026, 6, 1)
    assert event["LAST-MODIFIED"].dt == moment(2026, 6, 1)
    assert "was vóór 1 juli 2026" in event["DESCRIPTION"]
    assert "zaal" not in event["DESCRIPTION"]


def test_a_move_that_is_only_proposed_is_not_told(world: World) -> None:
    row = world.assignment()
    first = fetch(world.submitter)
    move(row.milestone, date(2026, 4, 1), date(2026, 7, 16), state="proposed")
    assert fetch(world.submitter) == first


def test_an_extension_moves_it_for_its_own_partner_only(world: World) -> None:
    row, other = world.assignment(), world.assignment(world.other)
    first, first_of_other = fetch(world.submitter), fetch(world.other_submitter)
    asked = extensions.ask(row, by=world.submitter, wished_before=date(2026, 7, 8), reason="Verhuizing.")
    assert fetch(world.submitter) == first
    asked.perform("grant", by=world.secretary)
    held = merged(first, fetch(world.submitter))
    assert held[f"assignment-{row.pk}@afspraken.example"]["DTSTART"].dt == date(2026, 7, 7)
    assert "Verhuizing" not in fetch(world.submitter).decode()
    assert fetch(world.other_submitter) == first_of_other
    assert f"assignment-{other.pk}@afspraken.example" not in held


def test_each_deed_makes_the_number_grow(world: World) -> None:
    row = world.plain(state="in_progress")
    key, feeds, numbers = f"assignment-{row.pk}", [], []

    def look() -> None:
        numbers.append(int(events(world.submitter)[key]["SEQUENCE"]))
        feeds.append(fetch(world.submitter))

    look()
    row.perform("submit", by=world.submitter)
    look()
    row.perform("return_for_changes", by=world.secretary, message="Vul aan.", answer_before=date(2026, 7, 10))
    look()
    row.perform("submit", by=world.submitter)
    look()
    row.perform("accept", by=world.secretary)
    look()
    row.perform("reopen", by=world.secretary, message="Zo besproken.", answer_before=date(2026, 8, 10))
    look()
    assert numbers == sorted(set(numbers))
    assert merged(*feeds)[f"{key}@afspraken.example"]["DTSTART"].dt == date(2026, 8, 9)


def test_what_ended_because_the_party_left_reaches_the_agenda(world: World) -> None:
    row = world.plain(state="in_progress")
    first = fetch(world.submitter)
    world.covenant.parties.filter(partner=world.corporation).update(left_on=date(2026, 6, 20))
    workflow.happen(row, "end", message="Doet niet meer mee.")
    event = merged(first, fetch(world.submitter))[f"assignment-{row.pk}@afspraken.example"]
    assert (event["SUMMARY"], event["SEQUENCE"]) == ("Inbreng tussenevaluatie (niet ontvangen)", 1)
    assert not event.walk("VALARM")


def test_a_refused_deed_changes_nothing(world: World) -> None:
    row = world.assignment()
    first = fetch(world.submitter)
    row.events.create(kind="submit", refused=True, actor=world.submitter, message="Dit ontbreekt.")
    assert fetch(world.submitter) == first


def test_results_open_on_1_january_or_when_the_uitvraag_is_sent(world: World) -> None:
    step = world.milestone("results")
    world.assignment(milestone=step)
    first = fetch(world.submitter)
    key = f"opening-{step.pk}@afspraken.example"
    assert merged(first)[key]["DTSTART"].dt == date(2026, 1, 1)
    step.announced_on = date(2025, 12, 12)
    step.save()
    event = merged(first, fetch(world.submitter))[key]
    assert (event["DTSTART"].dt, event["SEQUENCE"]) == (date(2025, 12, 12), 1)


def test_results_open_on_1_january_after_their_year_wherever_their_end_moved_to(world: World) -> None:
    step = world.milestone("results", subject_year=2025, before=date(2027, 1, 15))
    world.assignment(milestone=step)
    assert events(world.submitter)[f"opening-{step.pk}"]["DTSTART"].dt == date(2026, 1, 1)


def test_an_opening_that_moves_is_not_held_at_its_old_day(world: World) -> None:
    row = world.assignment()
    first = fetch(world.submitter)
    move(row.milestone, date(2026, 4, 15), date(2026, 7, 1))
    event = merged(first, fetch(world.submitter))[f"opening-{row.milestone_id}@afspraken.example"]
    assert (event["DTSTART"].dt, event["SEQUENCE"]) == (date(2026, 4, 15), 1)


def test_a_meeting_that_moves_moves(world: World) -> None:
    meeting = factories.MeetingFactory(covenant=world.covenant, kind="board", held_on=date(2026, 10, 6))
    first = fetch(world.board)
    meeting.report = "Verslag."
    meeting.save()
    assert fetch(world.board) == first
    meeting.held_on = date(2026, 10, 13)
    meeting.save()
    held = merged(first, fetch(world.board))
    assert [row["DTSTART"].dt for row in held.values()] == [date(2026, 10, 13)]
    assert "Verslag" not in fetch(world.board).decode()
