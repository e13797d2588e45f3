"""Which agreements ask something of a year: those in force, and those that slipped (domain.md §3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q

from agreements.models import Agreement, Covenant, Partner, Responsibility
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Milestone, Submission
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

    def is_of(self, partner: Partner | int) -> bool:
        """True when `partner` is one of the trekkers of whom something is expected."""
        key = partner if isinstance(partner, int) else partner.pk
        return any(row.pk == key for row in self.trekkers)


@dataclass(frozen=True)
class _Round:
    """The results round about one year."""

    before: date
    before_use: bool

    def has_ended_on(self, day: date) -> bool:
        """`before` is the first day that is too late."""
        return self.before <= day


def due_in(covenant: Covenant, year: int, on: date, *, steps: Iterable[Milestone] | None = None) -> list[Due]:
    """The agreements that `year` has to do with, as known on day `on`, in the order of the document.

    Those in force in `year`, due for all their trekkers; and those that slipped ("loopt uit"): their last
    year lies before `year`, no decision closed them and nothing came in their place, the results round
    about that last year is past its deadline, and a trekker's latest accepted state is missing or is
    neither done nor dropped. Due then for those trekkers only. A state about `year` itself or later does
    not count: what was finished in a year was due in it. Before taking into use a missing state means
    nothing. At most four queries, whatever the number of agreements; `steps` are the covenant's results
    rounds (with cycle and covenant), for who read them already.
    """
    rows = _with_trekkers(Agreement.objects.filter(_in_force(covenant, year) | _may_have_slipped(covenant, year)))
    ended = any(row.end_year is not None and row.end_year < year for row in rows)
    rounds = _rounds(covenant, steps) if ended else {}
    states = _latest_states(covenant, year, on) if ended else {}
    found = [_due(row, year, on, rounds, states) for row in rows]
    return [row for row in found if row is not None]


def offered_apart(covenant: Covenant, year: int, on: date) -> list[Due]:
    """What ended the year before and has not slipped yet: "loopt af: gaat u ermee door?" Nothing is expected."""
    slipped = {row.agreement.pk for row in due_in(covenant, year, on)}
    rows = _with_trekkers(Agreement.objects.filter(_may_have_slipped(covenant, year), end_year=year - 1))
    ended = _rounds(covenant).get(year - 1)
    if ended is not None and ended.has_ended_on(on):
        return []
    return [Due(row, _trekkers(row), ends_this_year=True) for row in rows if row.pk not in slipped]


def _in_force(covenant: Covenant, year: int) -> Q:
    return Q(pk__in=Agreement.objects.in_force(year).filter(covenant=covenant).values("pk"))


def _may_have_slipped(covenant: Covenant, year: int) -> Q:
    return Q(covenant=covenant, end_year__lt=year, closed_by=None, replaced_by=None)


def _with_trekkers(rows: Iterable[Agreement]) -> list[Agreement]:
    led = Responsibility.objects.filter(role=Responsibility.Role.TREKKER).select_related("partner").order_by("pk")
    agreements = rows.select_related("covenant", "topic__theme").order_by("topic__position", "code")  # type: ignore[attr-defined]
    return list(agreements.prefetch_related(Prefetch("responsibilities", queryset=led, to_attr="led")))


def _trekkers(agreement: Agreement) -> list[Partner]:
    return [row.partner for row in agreement.led]  # type: ignore[attr-defined]


def _due(
    agreement: Agreement,
    year: int,
    on: date,
    rounds: dict[int, _Round],
    states: dict[int, dict[str, set[str]]],
) -> Due | None:
    last = agreement.end_year
    if last is None or last >= year:
        return Due(agreement, _trekkers(agreement), ends_this_year=last == year)
    ended = rounds.get(last)
    if ended is None or not ended.has_ended_on(on):
        return None
    behind = [row for row in _reporting(agreement) if _is_unfinished(states.get(row.pk, {}), agreement.code, ended)]
    return Due(agreement, behind, slipped_from=last) if behind else None


def _reporting(agreement: Agreement) -> list[Partner]:
    """The trekkers that hand in results; an external never does."""
    return [row for row in _trekkers(agreement) if row.kind != Partner.Kind.EXTERNAL]


def _is_unfinished(states: dict[str, set[str]], code: str, last_round: _Round) -> bool:
    known = states.get(code)
    if not known:
        return not last_round.before_use
    return not known <= FINISHED


def _rounds(covenant: Covenant, steps: Iterable[Milestone] | None = None) -> dict[int, _Round]:
    if steps is None:
        rows = Milestone.objects.filter(cycle__covenant=covenant, kind=MilestoneKind.RESULTS)
        steps = rows.select_related("cycle__covenant")
    return {row.subject_year or 0: _Round(row.before, row.before_use) for row in steps}


def _latest_states(covenant: Covenant, year: int, on: date) -> dict[int, dict[str, set[str]]]:
    """Per partner and agreement the states of the latest accepted results about a year before `year`."""
    accepted = Submission.objects.standing().filter(
        assignment__milestone__cycle__covenant=covenant,
        assignment__milestone__kind=MilestoneKind.RESULTS,
        assignment__milestone__subject_year__lt=year,
        accepted_at__isnull=False,
        accepted_at__lt=_midnight_after(on),
    )
    rows = accepted.order_by("assignment__milestone__subject_year", "number").select_related("assignment")
    found: dict[int, dict[str, set[str]]] = {}
    for row in rows:
        found.setdefault(row.assignment.partner_id, {}).update(states_of(row))
    return found


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=clock.AMSTERDAM)


def states_of(submission: Submission) -> dict[str, set[str]]:
    """The states that a hand-in of results gives to each agreement: its own row, and its activities that serve it."""
    found: dict[str, set[str]] = {}
    for row in submission.content.get("results", []):
        codes = {row["agreement"]} if row.get("agreement") else set(row.get("agreements", []))
        for code in codes if row.get("state") else ():
            found.setdefault(code, set()).add(row["state"])
    return found
