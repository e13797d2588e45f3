"""Who hears of a remark: whose thing it is, and of an answer also who made it. Only who may read it."""

from typing import Any

from agreements.models import Partner
from calendar_cycle.models import Milestone
from calendar_cycle.news import telling, words
from calendar_cycle.news.deeds import reached_by
from calendar_cycle.news.reach import Reach
from calendar_cycle.news.table import DEEDS
from calendar_cycle.news.telling import Item
from druten import clock
from druten.accounts.models import User
from druten.dutch import long_date
from monitoring.models import Remark, RemarkReply


def made(remark: Remark, owners: list[Partner], name: str) -> None:
    """To whose thing it is; of an agreement to the working group too, and wherever it was meant for that."""
    title = f"Opmerking bij {name}, {_today()}"
    _tell("remark_made", remark, owners, f"remark:{remark.pk}", title, name=name)


def answered(remark: Remark, owners: list[Partner], name: str, reply: RemarkReply) -> None:
    """To the same, and to who made it."""
    title = f"Antwoord op de opmerking bij {name}, {_today()}"
    _tell(
        "remark_answered",
        remark,
        _and_author(remark, owners),
        f"remark_reply:{reply.pk}",
        title,
        name=name,
        reply=reply,
    )


def closed(remark: Remark, owners: list[Partner], name: str) -> None:
    """To the same."""
    title = f"Opmerking gesloten bij {name}, {_today()}"
    _tell("remark_closed", remark, _and_author(remark, owners), f"remark_closed:{remark.pk}", title, name=name)


def _and_author(remark: Remark, owners: list[Partner]) -> list[Partner]:
    return [*owners, remark.partner] if remark.partner else owners


def _today() -> str:
    return long_date(clock.today())


def _tell(kind: str, remark: Remark, partners: list[Partner], subject: str, title: str, **more: Any) -> None:
    step = _step_of(remark)
    if step is not None and step.before_use:
        return
    item = Item(
        covenant=remark.covenant,
        kind=kind,
        subject=subject,
        for_date=clock.today(),
        sort=DEEDS[kind].sort,
        title=title,
        text=words.text(kind, {"remark": remark, **more}),
        address=remark.get_absolute_url(),
    )
    telling.tell_of_deed(item, _readers(kind, remark, partners))


def _step_of(remark: Remark) -> Milestone | None:
    if remark.activity:
        return remark.activity.overview.assignment.milestone
    return remark.result.assignment.milestone if remark.result else None


def _readers(kind: str, remark: Remark, partners: list[Partner]) -> list[User]:
    """Each but who did it, and nobody who could not open the page: a stand-in or whoever hears for a partner that
    has nobody may be of elsewhere."""
    people = reached_by(kind, remark.covenant, [row.pk for row in partners])
    if remark.agreement_id or remark.visibility == Remark.Visibility.WORKING_GROUP:
        people += Reach([remark.covenant]).working_group(remark.covenant)
    if remark.by:
        people.append(remark.by)
    others = [person for person in dict.fromkeys(people) if person.pk != remark.moved_by_id]
    return [person for person in others if Remark.objects.visible_to(person).filter(pk=remark.pk).exists()]
