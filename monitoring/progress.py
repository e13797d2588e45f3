"""Which agreements ask something of a year: those in force, and those that slipped (domain.md §3)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Exists, FilteredRelation, OuterRef, Prefetch, Q, QuerySet, When

from agreements.models import Agreement, Covenant, Partner, Party, Responsibility
from agreements.succession import Succession
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Milestone
from druten import clock
from monitoring.models import Result

FINISHED = frozenset({Result.State.DONE, Result.State.DROPPED})


@dataclass(frozen=True)
class Due:
    """An agreement that a year has to do with, and the trekkers of whom something is expected."""

    agreement: Agreement
    trekkers: list[Partner]
    slipped_from: int | None = None
    ends_this_year: bool = False
    is_apart: bool = False
    # Per trekker (id) the slugs of those in whose place it came: what they planned, still counts.
    former: dict[int, list[str]] = field(default_factory=dict)

    @property
    def from_earlier(self) -> str:
        """ "uit 2025" of what slipped; empty of the rest."""
        return f"uit {self.slipped_from}" if self.slipped_from else ""

    def is_of(self, partner: Partner | int) -> bool:
        """True when `partner` is one of the trekkers of whom something is expected."""
        key = partner if isinstance(partner, int) else partner.pk
        return any(row.pk == key for row in self.trekkers)

    def is_led_by(self, partner: Partner) -> bool:
        """True when `partner` is one of its trekkers, whether or not something is expected of it."""
        return any(row.pk == partner.pk for row in _trekkers(self.agreement))

    def is_joined_by(self, partner: Partner) -> bool:
        """True when `partner`, for whom `due_in` was asked, takes part in it as betrokkene, or came in the place
        of one."""
        return any(row.pk == partner.pk for row in self.agreement.joined)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class _Round:
    """The results round about one year."""

    before: date
    before_use: bool

    def has_ended_on(self, day: date) -> bool:
        """`before` is the first day that is too late."""
        return self.before <= day


@dataclass(frozen=True)
class _Accounts:
    """What was accounted for: the rounds by year; per partner and agreement the states that were accepted last."""

    rounds: dict[int, _Round] = field(default_factory=dict)
    states: dict[int, dict[str, set[str]]] = field(default_factory=dict)


def due_in(covenant: Covenant, year: int, on: date, *, partner: Partner | None = None) -> list[Due]:
    """The agreements that `year` has to do with, as known on day `on`, in the order of the document.

    Those in force in `year`, due for all their trekkers; and those that slipped ("loopt uit"): their last
    year lies before `year`, no decision closed them and nothing came in their place, the results round
    about that last year is past its deadline, and a trekker's latest accepted state is missing or is
    neither done nor dropped. Due then for those trekkers only. A state about `year` itself or later does
    not count: what was finished in a year was due in it. Before taking into use a missing state means
    nothing. Of a party that has left by `on`, it is due for who came in its place. At most three queries (one
    more where a party has left), whatever the number of agreements; `partner`: for whom also what it takes
    part in is read along (`Due.is_joined_by`).
    """
    return [row for row in with_what_ends(covenant, year, on, partner=partner) if not row.is_apart]


def offered_apart(covenant: Covenant, year: int, on: date) -> list[Due]:
    """What ended the year before and has not slipped yet: "loopt af: gaat u ermee door?" Nothing is expected."""
    return [row for row in with_what_ends(covenant, year, on) if row.is_apart]


def with_what_ends(covenant: Covenant, year: int, on: date, *, partner: Partner | None = None) -> list[Due]:
    """What is due and, marked `is_apart`, what is offered apart; in as many queries as `due_in`."""
    may_be_due = Agreement.objects.filter(_in_force(covenant, year) | _may_have_slipped(covenant, year))
    rows, succession = _with_parts(may_be_due, on, partner)
    return _due_of(rows, covenant, year, on, succession)


def with_all_others(covenant: Covenant, year: int, on: date) -> tuple[list[Due], list[Agreement]]:
    """(what `with_what_ends` gives, every agreement of the covenant); in as many queries."""
    may_be_due = When(_in_force(covenant, year) | _may_have_slipped(covenant, year), then=True)
    every = Agreement.objects.filter(covenant=covenant).annotate(may_be_due=Case(may_be_due, default=False))
    rows, succession = _with_parts(every, on)
    candidates = [row for row in rows if row.may_be_due]  # type: ignore[attr-defined]
    return _due_of(candidates, covenant, year, on, succession), rows


def _due_of(rows: list[Agreement], covenant: Covenant, year: int, on: date, succession: Succession) -> list[Due]:
    ended = any(row.end_year is not None and row.end_year < year for row in rows)
    accounts = _accounts_before(covenant, year, on, succession) if ended else _Accounts()
    found = [_due(row, year, on, accounts) for row in rows]
    return [row for row in found if row is not None]


def _in_force(covenant: Covenant, year: int) -> Q:
    return Q(pk__in=Agreement.objects.in_force(year).filter(covenant=covenant).values("pk"))


def _may_have_slipped(covenant: Covenant, year: int) -> Q:
    return Q(covenant=covenant, end_year__lt=year, closed_by=None, replaced_by=None)


def _with_parts(
    rows: QuerySet[Agreement], on: date, partner: Partner | None = None
) -> tuple[list[Agreement], Succession]:
    """With the trekkers as they take part on that day; where a `partner` asks, the betrokkenen too.

    Who came in whose place is read only where someone has left: that is known with the agreements themselves.
    """
    wanted = Responsibility.Role.values if partner else [Responsibility.Role.TREKKER]
    parts = Responsibility.objects.filter(role__in=wanted).select_related("partner").order_by("pk")
    left = Party.objects.filter(covenant=OuterRef("covenant"), left_on__lte=on)
    agreements = rows.select_related("covenant", "topic__theme").order_by("topic__position", "code")
    agreements = agreements.annotate(someone_left=Exists(left))
    found: list[Any] = list(agreements.prefetch_related(Prefetch("responsibilities", queryset=parts, to_attr="parts")))
    away = next((row.covenant for row in found if row.someone_left), None)
    succession = Succession.on(away, on) if away else Succession()
    for row in found:
        row.trekkers = succession.now([it.partner for it in row.parts if _leads(it)])
        row.joined = succession.now([it.partner for it in row.parts if it.role == Responsibility.Role.BETROKKENE])
        row.former = {it.pk: slugs for it in row.trekkers if (slugs := succession.of_former(it))}
    return found, succession


def _leads(part: Responsibility) -> bool:
    """Of a trekker whom the text does not bind nothing is expected."""
    return part.role == Responsibility.Role.TREKKER and part.binds


def _trekkers(agreement: Agreement) -> list[Partner]:
    return agreement.trekkers  # type: ignore[attr-defined, no-any-return]


def _former(agreement: Agreement) -> dict[int, list[str]]:
    return agreement.former  # type: ignore[attr-defined, no-any-return]


def _due(agreement: Agreement, year: int, on: date, accounts: _Accounts) -> Due | None:
    last = agreement.end_year
    if last is None or last >= year:
        return Due(agreement, _trekkers(agreement), ends_this_year=last == year, former=_former(agreement))
    ended = accounts.rounds.get(last)
    if ended is None or not ended.has_ended_on(on):
        return _apart(agreement) if last == year - 1 else None
    told = accounts.states
    behind = [row for row in _reporting(agreement) if _is_unfinished(told.get(row.pk, {}), agreement.code, ended)]
    return Due(agreement, behind, slipped_from=last, former=_former(agreement)) if behind else None


def _apart(agreement: Agreement) -> Due:
    return Due(agreement, _trekkers(agreement), ends_this_year=True, is_apart=True, former=_former(agreement))


def _reporting(agreement: Agreement) -> list[Partner]:
    """The trekkers that hand in results; an external never does."""
    return [row for row in _trekkers(agreement) if row.kind != Partner.Kind.EXTERNAL]


def _is_unfinished(states: dict[str, set[str]], code: str, last_round: _Round) -> bool:
    known = states.get(code)
    if not known:
        return not last_round.before_use
    return not known <= FINISHED


def _accounts_before(covenant: Covenant, year: int, on: date, succession: Succession) -> _Accounts:
    """Of the years before `year`, as accepted until and with day `on`. One query.

    Who came in the place of another, came in the place of its states too.
    """
    handed_in = "assignments__submissions"
    until_then = {f"{handed_in}__withdrawn_at": None, f"{handed_in}__accepted_at__lt": _midnight_after(on)}
    rows = Milestone.objects.filter(cycle__covenant=covenant, kind=MilestoneKind.RESULTS, subject_year__lt=year)
    rows = rows.annotate(accepted=FilteredRelation(handed_in, condition=Q(**until_then)))
    wanted = ("subject_year", "before", "accepted__assignment__partner", "accepted__content")
    found = _Accounts()
    for about, before, partner, content in rows.order_by("subject_year", "accepted__number").values_list(*wanted):
        found.rounds[about] = _Round(before, covenant.ends_before_use(before))
        if content is not None:
            found.states.setdefault(partner, {}).update(states_in(content))
    for former, heir in succession.heirs.items():
        if heir is not None and former in found.states:
            found.states[heir.pk] = {**found.states[former], **found.states.get(heir.pk, {})}
    return found


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=clock.AMSTERDAM)


def states_in(content: dict[str, Any]) -> dict[str, set[str]]:
    """The states that a hand-in of results gives to each agreement: its own row, and its activities that serve it."""
    found: dict[str, set[str]] = {}
    for row in content.get("results", []):
        codes = {row["agreement"]} if row.get("agreement") else set(row.get("agreements", []))
        for code in codes if row.get("state") else ():
            found.setdefault(code, set()).add(row["state"])
    return found
