"""Entries as iCalendar (RFC 5545), for Outlook, Google and Apple.

All-day events, with no hour and so with no summer time, on the last day that counts: "vóór 1 juli" is 30 June.
"""

from collections.abc import Sequence
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Alarm, Calendar, Event, vDuration

from calendar_cycle.agenda.entry import Entry

NAME = "Prestatieafspraken"
REFRESH = timedelta(hours=6)
# At nine in the morning, seven days and one day before: midnight wakes people.
ALARMS = (
    (timedelta(days=7) - timedelta(hours=9), "Over een week"),
    (timedelta(days=1) - timedelta(hours=9), "Morgen"),
)


def write(entries: Sequence[Entry]) -> bytes:
    """The feed; the same entries give the same bytes."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{host()}//Prestatieafspraken//NL")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", NAME)
    calendar.add("x-wr-timezone", "Europe/Amsterdam")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH).to_ical().decode())
    several = len({row.covenant.pk for row in entries}) > 1
    for row in entries:
        calendar.add_component(_event(row, several=several))
    return calendar.to_ical()


def host() -> str:
    """The name of this site, which makes an identity unique in the world."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _event(row: Entry, *, several: bool) -> Event:
    title = f"{row.title} – {row.covenant.title.removeprefix(NAME).strip()}" if several else row.title
    event = Event()
    event.add("uid", f"{row.key}@{host()}")
    event.add("summary", title)
    event.add("dtstart", row.day)
    event.add("dtend", row.day + timedelta(days=1))
    event.add("dtstamp", row.changed_at.astimezone(UTC))
    event.add("last-modified", row.changed_at.astimezone(UTC))
    event.add("sequence", row.changes)
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("categories", [NAME, row.category])
    event.add("description", row.text)
    event.add("url", f"{settings.SITE_URL}{row.address}")
    if row.place:
        event.add("location", row.place)
    for before, words in ALARMS if row.alarm else ():
        event.add_component(_alarm(before, f"{words}: {title}"))
    return event


def _alarm(before: timedelta, words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", words)
    return alarm
