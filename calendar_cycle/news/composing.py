"""Notices made into a mail: plain text that reads by itself, and an HTML twin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.template.loader import render_to_string

from agreements.models import Covenant
from calendar_cycle.models import Mail, Notice
from calendar_cycle.news import switching_off
from druten import clock
from druten.accounts.models import User

# What stands first in the mail of a day: what was decided, then what has a date, then the rest.
ORDER = {Notice.Sort.DECISION: 0, Notice.Sort.DEADLINE: 1, Notice.Sort.NEWS: 2}
LONGEST_SUBJECT = 200
LONGEST_NAME = 100


@dataclass(frozen=True)
class Part:
    """One notice as it stands in a mail."""

    title: str
    text: str
    address: str
    covenant: str = ""


def single(notice: Notice, reader: User) -> Mail:
    """The mail of a deed that can not wait."""
    return _mail([notice], reader, notice.title, None)


def passed_on(notices: Sequence[Notice], reader: User) -> Mail:
    """A mail of what did not arrive elsewhere: it waits no more, and is beside the mail of the day."""
    rows = _most_urgent_first(notices)
    return _mail(rows, reader, _subject(rows), None)


def of_the_day(notices: Sequence[Notice], reader: User, day: date) -> Mail:
    """The one mail of a day, the most urgent first and in its subject."""
    rows = _most_urgent_first(notices)
    return _mail(rows, reader, _subject(rows), day)


def _most_urgent_first(notices: Sequence[Notice]) -> list[Notice]:
    return sorted(notices, key=lambda row: (ORDER[Notice.Sort(row.sort)], row.for_date, row.pk))


def _subject(rows: Sequence[Notice]) -> str:
    first, others = rows[0].title[:LONGEST_SUBJECT], len(rows) - 1
    if not others:
        return first
    return f"{first} (en nog {others} {'bericht' if others == 1 else 'berichten'})"


def _mail(rows: Sequence[Notice], reader: User, subject: str, day: date | None) -> Mail:
    several = len({row.covenant_id for row in rows}) > 1
    parts = [
        Part(row.title, row.text.strip(), f"{settings.SITE_URL}{row.address}", row.covenant.title if several else "")
        for row in rows
    ]
    may_switch_off = any(row.sort == Notice.Sort.NEWS for row in rows)
    context = {
        "parts": parts,
        "subject": subject,
        "covenant": None if several else rows[0].covenant,
        "choices": f"{settings.SITE_URL}{switching_off.CHOICES}",
    }
    mail = Mail.objects.create(
        user=reader,
        to=reader.email,
        sender=_sender([row.covenant for row in rows]),
        subject=subject,
        text=render_to_string("calendar_cycle/mail/mail.txt", context).strip() + "\n",
        html=render_to_string("calendar_cycle/mail/mail.html", context),
        message_id=make_msgid(domain=domain()),
        may_switch_off=may_switch_off,
        day=day,
        queued_at=clock.real(),
        next_try_at=clock.real(),
    )
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mail=mail)
    return mail


def _sender(covenants: Sequence[Covenant]) -> str:
    """The address of the covenant; of the site when the mail is about several."""
    first = covenants[0]
    if any(row.pk != first.pk for row in covenants):
        return general_sender()
    general = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    name = first.title.replace('"', "")[:LONGEST_NAME]
    return f'"{name}" <{first.mail_address or general}>'


def general_sender() -> str:
    """The name and address of the site."""
    return f'"Prestatieafspraken" <{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}>'


def domain() -> str:
    """The host of the site, for the Message-ID of a mail."""
    return settings.SITE_URL.split("://")[-1].split("/")[0].split(":")[0]
