"""Which steps and shares have news on a day: found by the database, on their dates, for all covenants at once."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat

from agreements.models import Covenant, Party
from calendar_cycle.kinds import OF_PARTIES
from calendar_cycle.models import Assignment, Milestone, Notice, OwnApproval
from calendar_cycle.news.moments import Window
from calendar_cycle.news.table import OWN_REMINDERS, REMINDERS, THE_DAY_AFTER
from calendar_cycle.states import WITH_THE_PARTNER
from druten import clock

OPEN = (Covenant.State.RUNNING, Covenant.State.CLOSING)


def steps() -> models.QuerySet[Milestone]:
    """Steps of open covenants that were not over before these were taken into use."""
    in_use = Q(cycle__covenant__in_use_from=None) | Q(before__gt=F("cycle__covenant__in_use_from"))
    rows = Milestone.objects.filter(in_use, cycle__covenant__state__in=OPEN)
    return rows.select_related("cycle__covenant").order_by("pk")


def unannounced(today: date) -> list[Milestone]:
    """Those that have opened and of which nobody was told; the results also open before their day."""
    rows = steps().filter(announced_on=None, opens_on__lte=today)
    return [row for row in rows if row.has_opened(today)]


def behind(window: Window) -> Iterator[Assignment]:
    """Shares that were not handed in, with an own deadline that a line counts back from within the window.

    Not those of a party that has left, or has not joined yet: nothing is asked of it.
    """
    dates = {
        day + timedelta(days=number) for day in window.days for number in (*REMINDERS.numbers, *THE_DAY_AFTER.numbers)
    }
    on_the_date = (
        Q(milestone__before__in=dates)
        | Q(answer_before__in=dates)
        | Q(extensions__before__in=dates, extensions__state="granted")
    )
    in_use = Q(milestone__cycle__covenant__in_use_from=None) | Q(
        milestone__before__gt=F("milestone__cycle__covenant__in_use_from")
    )
    rows = Assignment.objects.filter(
        on_the_date,
        in_use,
        state__in=WITH_THE_PARTNER,
        milestone__announced_on__isnull=False,
        milestone__cycle__covenant__state__in=OPEN,
    )
    rows = rows.of_who_takes_part(window.until).annotate(joined_on=_joined_on())
    yield from rows.with_everything().prefetch_related("events", "milestone__moves").distinct().order_by("pk")


def own_dates(window: Window) -> list[OwnApproval]:
    """Own dates of partners from which a reminder counts back within the window, of what was not handed in yet."""
    dates = {day + timedelta(days=number) for day in window.days for number in OWN_REMINDERS.numbers}
    shares = Assignment.objects.filter(
        state__in=WITH_THE_PARTNER,
        own_approval__own_before__in=dates,
        milestone__in=steps().filter(announced_on__isnull=False),
    )
    rows = OwnApproval.objects.filter(assignment__in=shares.of_who_takes_part(window.until))
    rows = rows.select_related("assignment__partner", "assignment__milestone__cycle__covenant")
    return list(rows.prefetch_related("assignment__extensions").order_by("pk"))


def to_announce(day: date) -> list[Assignment]:
    """Shares of parties that joined halfway, in steps that opened before they did, of which they heard nothing yet."""
    told = Notice.objects.filter(
        kind="opens", subject=Concat(Value("assignment:"), Cast(OuterRef("pk"), models.CharField()))
    )
    rows = Assignment.objects.filter(
        ~Exists(told),
        state__in=WITH_THE_PARTNER,
        milestone__in=steps().filter(announced_on__isnull=False, before__gt=day),
    )
    rows = rows.of_who_takes_part(day).annotate(joined_on=_joined_on()).filter(joined_on__isnull=False)
    return list(rows.with_everything().order_by("pk"))


def _joined_on() -> Subquery:
    """When the party of a share joined; empty for who signed."""
    parties = Party.objects.filter(covenant=OuterRef("milestone__cycle__covenant"), partner=OuterRef("partner"))
    return Subquery(parties.values("joined_on")[:1])


def ended(window: Window) -> list[Milestone]:
    """Steps of the working group whose last day has gone by in the window, and that were not done."""
    rows = steps().filter(before__in=window.days, done_at=None)
    return list(rows.exclude(kind__in=OF_PARTIES))


def with_dates(kinds: Iterable[str], window: Window, offsets: Iterable[int]) -> list[Milestone]:
    """Steps of these kinds that are not done, of which the end lies so many days after a day of the window.

    Not those that have ended meanwhile: after days of silence nobody hears of what is to come on a day gone by.
    """
    dates = {day + timedelta(days=number) for day in window.days for number in offsets}
    return list(steps().filter(kind__in=kinds, before__in=dates, before__gt=window.until, done_at=None))


def open_on(kinds: Iterable[str], day: date) -> list[Milestone]:
    """Steps of these kinds that are open on a day and not done."""
    return list(steps().filter(kind__in=kinds, opens_on__lte=day, before__gt=day, done_at=None))


def unfinished(day: date) -> list[Milestone]:
    """All that is open, or late and not concluded: what the working group still looks after."""
    rows = steps().filter(announced_on__lte=day, done_at=None)
    busy = Assignment.objects.exclude(state__in=(Assignment.State.ACCEPTED, Assignment.State.MISSED))
    of_parties = Q(kind__in=OF_PARTIES)
    return list(rows.filter(~of_parties | Q(pk__in=busy.values("milestone"))))


def known_since(assignment: Assignment) -> date:
    """The day on which its present own deadline came about: news of before that day would be about another.

    For who joined halfway not before that day. An opening of which nobody was told, for the step was over when
    someone looked, hides nothing. The share comes from `behind`.
    """
    before, milestone = assignment.own_deadline, assignment.milestone
    told = milestone.announced_on
    since = [told if told and told < milestone.before else milestone.opens_on]
    if assignment.joined_on:  # type: ignore[attr-defined]
        since.append(assignment.joined_on)  # type: ignore[attr-defined]
    since += [_day(row.decided_at) for row in assignment.extensions.all() if row.before == before and row.decided_at]
    if before == assignment.answer_before:
        opened = [row for row in assignment.events.all() if row.kind in ("return_for_changes", "reopen")]
        since += [_day(row.at) for row in opened if not row.refused]
    if before == milestone.before:
        since += [_day(row.confirmed_at) for row in milestone.moves.all() if row.confirmed_at]
    return max(since)


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.AMSTERDAM).date()
