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
from calendar_cycle.faults import Apart, together
from calendar_cycle.models import Mail, Notice
from calendar_cycle.news import composing, post
from calendar_cycle.news.looking_again import Looked
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


def send_mail_of_the_day(day: date, apart: Apart = together) -> int:
    """Sends each person who has waiting notices one mail, unless this day's was sent; the number of mails.

    Args:
        apart: sets the mails of one covenant apart from those of others.
    """
    had_one = set(Mail.objects.filter(day=day).values_list("user", flat=True))
    rows = Notice.objects.waiting().select_related("user", "covenant").order_by("pk")
    found = _still_to_tell([row for row in rows if row.user and row.user_id not in had_one])
    mails = 0
    for reader, notices in _by_reader(row for row in found if row.user_id not in had_one).items():
        with apart(notices[0].covenant):
            post.queue(composing.of_the_day(notices, reader, day))
            mails += 1
    return mails


def bounced(mail: Mail) -> None:
    """What did not arrive is told to whom it reaches now, at once; to who was told it before, not again."""
    notices = list(mail.notices.select_related("user", "covenant").order_by("pk"))
    looked = Looked(notices)
    name = str(mail.user) if mail.user else mail.to
    new = _pass_on([row for row in notices if looked.holds(row)], looked, f"Dit bericht kwam niet aan bij {name}.")
    for reader, rows in _by_reader(new).items():
        post.queue(composing.passed_on(rows, reader))


def _still_to_tell(notices: list[Notice]) -> list[Notice]:
    """Those that hold and are for their reader; what is for another now is noted for that one.

    What falls away is known ever after as not mailed.
    """
    if not notices:
        return []
    looked = Looked(notices)
    holding = [row for row in notices if looked.holds(row)]
    kept = [row for row in holding if looked.is_for_its_reader(row)]
    Notice.objects.filter(pk__in={row.pk for row in notices} - {row.pk for row in kept}).update(silent=True)
    return kept + _pass_on([row for row in holding if not looked.is_for_its_reader(row)], looked)


def _pass_on(notices: list[Notice], looked: Looked, why: str = "") -> list[Notice]:
    """Notes these for whom they reach now; gives the notices to mail that were not there yet."""
    news = [(_item_of(row, why), looked.now_for(row)) for row in notices]
    return [row for row in tell(news) if not row.silent]


def _item_of(notice: Notice, why: str) -> Item:
    return Item(
        covenant=notice.covenant,
        kind=notice.kind,
        subject=notice.subject,
        for_date=notice.for_date,
        sort=notice.sort,
        title=notice.title,
        text=f"{why} Daarom krijgt u het.\n\n{notice.text}" if why else notice.text,
        address=notice.address,
    )


def _by_reader(notices: Iterable[Notice]) -> dict[User, list[Notice]]:
    found: dict[User, list[Notice]] = defaultdict(list)
    for row in notices:
        if row.user:
            found[row.user].append(row)
    return found


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
