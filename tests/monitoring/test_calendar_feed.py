"""The feed as a calendar program reads it: what stands in it for whom, what moves, what never doubles."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Event

from agreements.models import Membership
from calendar_cycle import extensions
from druten.accounts.models import User
from tests import factories
from tests.monitoring.test_calendar import grant, move
from tests.world import World, make_world, moment

SITE = "https://afspraken.example"


@pytest.fixture(autouse=True)
def on_20_june() -> object:
    with time_machine.travel(moment(2026, 6, 20, 14), tick=False), override_settings(SITE_URL=SITE):
        yield


def fetch(user: User) -> bytes:
    if not user.calendar_key:
        user.renew_calendar_key()
    answer = Client().get(f"/kalender/{user.calendar_key}.ics")
    assert answer.status_code == 200
    return answer.content


def events(user: User) -> dict[str, Event]:
    """By the first half of their identity: "assignment-3"."""
    found = Calendar.from_ical(fetch(user)).walk("VEVENT")
    by_key = {str(row["UID"]).partition("@")[0]: row for row in found}
    assert len(by_key) == len(found)
    return by_key


def merged(*feeds: bytes) -> dict[str, Event]:
    """What a program holds after reading these one after the other: by identity, the highest SEQUENCE."""
    held: dict[str, Event] = {}
    for body in feeds:
        for row in Calendar.from_ical(body).walk("VEVENT"):
            before = held.get(row["UID"])
            if before is None or row["SEQUENCE"] > before["SEQUENCE"]:
                held[row["UID"]] = row
    return held


def summaries(rows: Iterable[Event]) -> set[str]:
    return {str(row["SUMMARY"]) for row in rows}


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
    assert merged(first, fetch(world.submitter))[key]["DTSTART"].dt == date(2025, 12, 12)


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


# Whose it is


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


# The address


def test_it_needs_no_login_and_is_kept_by_nobody(world: World) -> None:
    world.submitter.renew_calendar_key()
    answer = Client().get(f"/kalender/{world.submitter.calendar_key}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


def test_what_is_known_already_is_not_sent_again(world: World) -> None:
    world.assignment()
    world.submitter.renew_calendar_key()
    url = f"/kalender/{world.submitter.calendar_key}.ics"
    first = Client().get(url)
    assert first["Last-Modified"]
    assert Client().get(url, headers={"if-none-match": first["ETag"]}).status_code == 304
    world.assignment(world.tenants)
    factories.MembershipFactory(user=world.submitter, partner=world.tenants)
    assert Client().get(url, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_wrong_secret_or_one_of_someone_who_left_is_not_there(world: World) -> None:
    world.submitter.renew_calendar_key()
    key = world.submitter.calendar_key
    for wrong in ("x", "None", "null", key[:-1], key + "x", key.swapcase()):
        assert Client().get(f"/kalender/{wrong}.ics").status_code == 404
    world.submitter.is_active = False
    world.submitter.save()
    assert Client().get(f"/kalender/{key}.ics").status_code == 404


def test_the_secret_is_made_on_request_only_and_once(client: Client, world: World) -> None:
    client.force_login(world.submitter)
    assert "Adres maken" in client.get("/kalender/eigen-agenda/").content.decode()
    world.submitter.refresh_from_db()
    assert world.submitter.calendar_key is None
    client.post("/kalender/eigen-agenda/")
    world.submitter.refresh_from_db()
    key = world.submitter.calendar_key
    assert len(key) >= 43
    answer = client.get("/kalender/eigen-agenda/")
    assert f"{SITE}/kalender/{key}.ics" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    client.post("/kalender/eigen-agenda/")
    world.submitter.refresh_from_db()
    assert world.submitter.calendar_key == key


def test_a_new_address_is_confirmed_and_ends_the_old_one(client: Client, world: World) -> None:
    world.submitter.renew_calendar_key()
    old = world.submitter.calendar_key
    client.force_login(world.submitter)
    assert "Nieuw adres maken" in client.get("/kalender/eigen-agenda/nieuw-adres/").content.decode()
    assert Client().get(f"/kalender/{old}.ics").status_code == 200
    answer = client.post("/kalender/eigen-agenda/nieuw-adres/", follow=True)
    world.submitter.refresh_from_db()
    assert "Het oude adres werkt niet meer" in answer.content.decode()
    assert Client().get(f"/kalender/{old}.ics").status_code == 404
    assert Client().get(f"/kalender/{world.submitter.calendar_key}.ics").status_code == 200


def test_the_page_says_how_to_add_it_in_three_programs(client: Client, world: World) -> None:
    world.submitter.renew_calendar_key()
    client.force_login(world.submitter)
    html = client.get("/kalender/eigen-agenda/").content.decode()
    for program in ("Outlook", "Google Agenda", "Apple Agenda"):
        assert f"<dt>{program}</dt>" in html


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
