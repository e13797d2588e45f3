"""Telling people: a notice each, once per date; at once, or with the mail of the day.

One person gets one mail a day with all of that day in it; what can not wait (`DEEDS`) goes by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.text import Truncator

from agreements.models import Covenant
from calendar_cycle.models import Mail, Notice
from calendar_cycle.news import composing, post
from calendar_cycle.news.table import DEEDS
from druten import clock
from druten.accounts.models import User

LONGEST_TITLE = 200

_muted: ContextVar[bool] = ContextVar("news_muted", default=False)


@contextmanager
def muted() -> Iterator[None]:
    """Within the block nobody is told anything: the demo tells of years gone by."""
    token = _muted.set(True)
    try:
        yield
    finally:
        _muted.reset(token)


@dataclass(frozen=True)
class Item:
    """What is told: of which kind, about what and which date, in which words, with which page."""

    covenant: Covenant
    kind: str
    subject: str
    for_date: date
    sort: str
    title: str
    text: str
    address: str = ""


def tell_of_deed(item: Item, people: Iterable[User]) -> None:
    """Tells of a deed: at once when it can not wait. The rest goes with the mail of the day."""
    new = tell([(item, people)])
    if DEEDS[item.kind].can_wait:
        return
    for notice in new:
        if not notice.silent and notice.user:
            post.queue(composing.single(notice, notice.user))


def tell(news: Iterable[tuple[Item, Iterable[User]]]) -> list[Notice]:
    """Notes who is told what, in the running transaction; gives the notices that were not there yet."""
    if _muted.get():
        return []
    wanted = [_notice(item, person) for item, people in news for person in people]
    if not wanted:
        return []
    known = _known(wanted)
    new = {_key(row): row for row in wanted if _key(row) not in known}
    with transaction.atomic():
        return Notice.objects.bulk_create(new.values())


def send_mail_of_the_day(day: date) -> int:
    """Sends each person who has waiting notices one mail, unless this day's was sent; the number of mails."""
    waiting: dict[User, list[Notice]] = defaultdict(list)
    had_one = set(Mail.objects.filter(day=day).values_list("user", flat=True))
    rows = Notice.objects.waiting().select_related("user", "covenant").order_by("pk")
    for notice in rows:
        if notice.user and notice.user_id not in had_one:
            waiting[notice.user].append(notice)
    for reader, notices in waiting.items():
        post.queue(composing.of_the_day(notices, reader, day))
    return len(waiting)


def _notice(item: Item, person: User) -> Notice:
    return Notice(
        user=person,
        covenant=item.covenant,
        kind=item.kind,
        subject=item.subject,
        for_date=item.for_date,
        sort=item.sort,
        title=Truncator(item.title).chars(LONGEST_TITLE),
        text=item.text,
        address=item.address,
        queued_at=clock.now(),
        silent=item.sort == Notice.Sort.NEWS and person.mail_choice == User.MailChoice.DEADLINES,
    )


def _key(row: Notice) -> tuple[int | None, str, str, date]:
    return row.user_id, row.kind, row.subject, row.for_date


def _known(wanted: list[Notice]) -> set[tuple[int | None, str, str, date]]:
    """Which of these were told before."""
    rows = Notice.objects.filter(
        user__in={row.user_id for row in wanted},
        kind__in={row.kind for row in wanted},
        for_date__in={row.for_date for row in wanted},
    )
    return set(rows.values_list("user", "kind", "subject", "for_date"))
