"""Making, answering and closing a remark, and having read it (domain.md §3, §5).

Who may read a thing may speak of it, when he fills in for a partner or is in the working group. Nothing is
taken away: what was said, answered and closed stays, with who and when.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from agreements import reach
from agreements.access import Access, Person
from agreements.models import Agreement, Covenant, Partner, Responsibility
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.accounts.models import User
from monitoring import remark_news
from monitoring.models import Activity, Remark, RemarkRead, RemarkReply, Result
from monitoring.models.remark import RemarkQuerySet, activity_is_read, result_is_read

Thing = Activity | Result | Agreement
FIELDS: dict[type[Thing], str] = {Activity: "activity", Result: "result", Agreement: "agreement"}
Visibility = Remark.Visibility
CLOSED = "Deze opmerking is gesloten. Maak een nieuwe opmerking als er nog iets is."


def activities(user: Person) -> QuerySet[Activity]:
    """Those of which this person may read: the own, and what is in something readable."""
    own = reach.works_for(user, "overview__assignment__partner", "covenant")
    return Activity.objects.filter(reach.in_sight(user)).filter(own | activity_is_read(user))


def results(user: Person) -> QuerySet[Result]:
    """The same, of results."""
    covenant = "assignment__milestone__cycle__covenant"
    own = reach.works_for(user, "assignment__partner", covenant)
    return Result.objects.filter(reach.in_sight(user, covenant)).filter(own | result_is_read(user))


def why_not(covenant: Covenant, by: User) -> str:
    """Why this person can not say anything here, as one Dutch sentence; empty when he can."""
    access = Access.of(by)
    if not access.edited_partners(covenant) and not access.in_working_group(covenant):
        return "Een opmerking maken kan alleen wie voor een partner invult, of in de werkgroep zit."
    if not covenant.is_open:
        return "Deze prestatieafspraken zijn niet open. U kunt alles lezen, maar geen opmerking maken."
    return ""


def owners_of(thing: Thing) -> list[Partner]:
    """The partners whose thing it is: of an agreement its trekkers."""
    if isinstance(thing, Agreement):
        rows = thing.responsibilities.filter(role=Responsibility.Role.TREKKER, binds=True)
        return [row.partner for row in rows.select_related("partner").order_by("pk")]
    return [thing.overview.partner if isinstance(thing, Activity) else thing.assignment.partner]


def speaks_for(thing: Thing, covenant: Covenant, by: User) -> Partner | None:
    """In whose name this person speaks here: of the partners he works for, first the one whose thing it is."""
    access = Access.of(by)
    mine = access.edited_partners(covenant) or access.partners_in(covenant)
    owners = {row.pk for row in owners_of(thing)}
    return min(mine, key=lambda row: (row.pk not in owners, row.pk), default=None)


def choices(partner: Partner | None) -> list[tuple[str, str]]:
    """Who may read what is said in the name of `partner`; who speaks for nobody has no own organisation."""
    return [(value, label) for value, label in Visibility.choices if partner or value != Visibility.OWN_PARTNER]


def make(thing: Thing, text: str, visibility: str, *, by: User) -> Remark:
    """Says something of a thing that `by` may read, and tells its owner.

    Raises:
        NotAllowed: with a Dutch sentence.
    """
    covenant = covenant_of(thing)
    partner = _allowed(thing, covenant, by)
    if visibility not in dict(choices(partner)):
        raise NotAllowed("Kies wie deze opmerking mag lezen.")
    now = clock.now()
    with transaction.atomic():
        remark = Remark.objects.create(
            covenant=covenant,
            text=text.strip(),
            visibility=visibility,
            by=by,
            partner=partner,
            at=now,
            moved_at=now,
            moved_by=by,
            **{FIELDS[type(thing)]: thing},
        )
        remark_news.made(remark, owners_of(thing), name_of(thing))
    return remark


def reply(remark: Remark, text: str, *, by: User) -> RemarkReply:
    """Answers it, and tells who made it and whose thing it is.

    Raises:
        NotAllowed: it is closed, or this person says nothing here.
    """
    with transaction.atomic():
        remark = _open_one(remark, by)
        partner = speaks_for(remark.thing, remark.covenant, by)
        row = remark.replies.create(text=text.strip(), by=by, partner=partner, at=clock.now())  # type: ignore[attr-defined]
        _move(remark, by)
        remark_news.answered(remark, owners_of(remark.thing), name_of(remark.thing), row)
    return row


def close(remark: Remark, *, by: User) -> None:
    """It is dealt with. What was said stays to be read.

    Raises:
        NotAllowed: as for an answer; or this person neither made it nor owns the thing, nor is in the working group.
    """
    with transaction.atomic():
        remark = _open_one(remark, by)
        if not may_close(remark, by):
            raise NotAllowed("Sluiten kan wie de opmerking maakte, van wie dit is, of de werkgroep.")
        remark.closed_at, remark.closed_by = clock.now(), by
        _move(remark, by)
        remark_news.closed(remark, owners_of(remark.thing), name_of(remark.thing))


def may_close(remark: Remark, by: User) -> bool:
    """The side of the author, the side of the owner, and the working group."""
    access = Access.of(by)
    mine = {row.pk for row in access.edited_partners(remark.covenant)}
    concerned = {row.pk for row in owners_of(remark.thing)} | {remark.partner_id}
    return bool(mine & concerned) or access.in_working_group(remark.covenant)


def have_read(remarks: Iterable[Remark], *, by: User) -> None:
    """Notes that this person has now seen them, with their answers."""
    now = clock.now()
    rows = [RemarkRead(user=by, remark=row, at=now) for row in remarks]
    RemarkRead.objects.bulk_create(rows, update_conflicts=True, unique_fields=["user", "remark"], update_fields=["at"])


def on(thing: Thing, user: Person) -> RemarkQuerySet:
    """What this person may read of what was said of a thing."""
    field = FIELDS[type(thing)]
    return Remark.objects.visible_on(field, user).filter(**{field: thing})


def counted(rows: Any, user: Person) -> Any:
    """The rows of things of one sort with `remarks_read`: how many of each this person may read. No query more."""
    field = FIELDS[rows.model]
    found = Remark.objects.visible_on(field, user).filter(**{field: OuterRef("pk")}).order_by().values(field)
    return rows.annotate(remarks_read=Coalesce(Subquery(found.annotate(number=Count("pk")).values("number")), 0))


def numbers(user: Person, sort: type[Thing], keys: Iterable[int]) -> dict[int, int]:
    """How many this person may read, per key of a thing of one sort. One query, none without keys."""
    field, wanted = FIELDS[sort], [key for key in keys if key]
    if not wanted:
        return {}
    rows = Remark.objects.visible_on(field, user).filter(**{f"{field}__in": wanted})
    return dict(rows.order_by().values_list(field).annotate(number=Count("pk")))


def covenant_of(thing: Thing) -> Covenant:
    """Of which agreements a thing is part."""
    return thing.assignment.covenant if isinstance(thing, Result) else thing.covenant


def name_of(thing: Thing) -> str:
    """What it is called in a sentence: a result is called after what it is of, so that must be said."""
    if isinstance(thing, Result):
        return f"resultaat {thing.assignment.milestone.subject_year} van {thing}"
    return str(thing)


def address_of(thing: Thing) -> str:
    """Where all that was said of a thing is read."""
    slug = covenant_of(thing).slug
    if isinstance(thing, Agreement):
        return reverse("monitoring:remarks_agreement", args=[slug, thing.code])
    return reverse(f"monitoring:remarks_{FIELDS[type(thing)]}", args=[slug, thing.pk])


def _allowed(thing: Thing, covenant: Covenant, by: User) -> Partner | None:
    if refused := why_not(covenant, by):
        raise NotAllowed(refused)
    return speaks_for(thing, covenant, by)


def _open_one(remark: Remark, by: User) -> Remark:
    """The row afresh and locked, for who may speak of it."""
    locked = Remark.objects.select_for_update(of=("self",)).select_related("covenant").get(pk=remark.pk)
    _allowed(locked.thing, locked.covenant, by)
    if locked.closed_at:
        raise NotAllowed(CLOSED)
    return locked


def _move(remark: Remark, by: User) -> None:
    remark.moved_at, remark.moved_by = clock.now(), by
    remark.save(update_fields=["moved_at", "moved_by", "closed_at", "closed_by"])
