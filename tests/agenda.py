"""The personal feed as a calendar program reads it."""

from collections.abc import Iterable

from django.test import Client
from icalendar import Calendar, Event

from druten.accounts.models import User

SITE = "https://afspraken.example"


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
