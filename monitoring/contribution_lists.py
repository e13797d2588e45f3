"""The hulpvragen and aanbod of one person, over all covenants, most urgent first; a fixed number of queries."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from agreements.models import Partner, Responsibility
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Milestone
from druten import clock
from druten.dutch import long_date
from monitoring import contribution_guards as guards
from monitoring.contribution_turn import Side, Turn, turn_of
from monitoring.models import Contribution
from monitoring.models.contribution_query import ContributionQuerySet

if TYPE_CHECKING:
    from agreements.access import Access
    from druten.accounts.models import User

RELATED = (
    "overview__assignment__milestone__cycle__covenant",
    "overview__assignment__partner",
    "partner",
    "agreement",
    "activity__overview__assignment__partner",
    "taken_up_as",
    "tied_to",
)
ASKS_SOMETHING = "open"


@dataclass(frozen=True)
class Chosen:
    """Which of them are shown, as the address says; what can not be is as if it was left out."""

    state: str = ""
    partner: str = ""
    year: int | None = None

    @classmethod
    def read(cls, state: str, partner: str, year: str) -> "Chosen":
        known = state if state in (*Contribution.State.values, ASKS_SOMETHING) else ""
        return cls(known, partner, int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None)

    @property
    def is_narrow(self) -> bool:
        return bool(self.state or self.partner or self.year)


@dataclass(frozen=True)
class Line:
    """One of them as one person sees it: whose it is, and whose turn."""

    contribution: Contribution
    turn: Turn
    ours: tuple[Partner, ...]


@dataclass
class Lists:
    """What is asked of or offered to us, what we asked, what we offered; and what there is to choose from."""

    to_us: list[Line] = field(default_factory=list)
    asked: list[Line] = field(default_factory=list)
    offered: list[Line] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    to_do: int = 0
    several_covenants: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.to_us or self.asked or self.offered)

    @property
    def several_partners(self) -> bool:
        return len(self.partners) > 1


def of(user: "User", access: "Access", chosen: Chosen | None = None) -> Lists:
    """By side, and within it what asks something of this person first; `chosen` keeps some only."""
    wanted, lists, today = chosen or Chosen(), Lists(), clock.today()
    partners: dict[int, Partner] = {}
    covenants: set[int] = set()
    for row in _rows(user):
        side, ours = _side(row, access)
        if side is None:
            continue
        edits = any(access.may_edit(row.overview.covenant, it) for it in ours)
        line = Line(row, turn_of(row, side, today) if edits else Turn(), tuple(ours))
        partners |= {it.pk: it for it in ours}
        covenants.add(row.overview.covenant.pk)
        lists.years.append(row.overview.year)
        lists.to_do += line.turn.asks
        if _is_wanted(line, wanted):
            _list_of(lists, side).append(line)
    for rows in (lists.to_us, lists.asked, lists.offered):
        rows.sort(key=lambda line: line.turn.order(line.contribution))
    lists.years = sorted(set(lists.years), reverse=True)
    lists.several_covenants = len(covenants) > 1
    lists.partners = sorted(partners.values(), key=lambda it: it.name)
    return lists


def what_comes(access: "Access") -> str:
    """Until when something can be asked, or from when on, as one Dutch sentence; empty when never more. One query."""
    today = clock.today()
    mine = [row for row in access.covenants if row.is_open and access.own_partners(row)]
    steps = Milestone.objects.filter(
        cycle__covenant__in=mine, kind=MilestoneKind.OVERVIEW, before__gt=today
    ).select_related("cycle__covenant")
    coming = [row for row in steps.order_by("opens_on") if not row.before_use]
    if not coming:
        return ""
    step = coming[0]
    if step.opens_on <= today:
        return f"In uw overzicht van {step.subject_year} kunt u nu hulp vragen, vóór {long_date(step.before)}."
    return f"Vanaf {long_date(step.opens_on)} vragen de partners elkaar om hulp voor {step.subject_year}."


def _rows(user: "User") -> ContributionQuerySet:
    responsibilities = Responsibility.objects.select_related("partner")
    rows = Contribution.objects.visible_to(user).select_related(*RELATED)
    return rows.prefetch_related(Prefetch("agreement__responsibilities", queryset=responsibilities))


def _side(row: Contribution, access: "Access") -> tuple[Side | None, list[Partner]]:
    """On which side of it this person is, and for which own partners; None for who only reads along."""
    covenant = row.overview.covenant
    own, succession = access.own_partners(covenant), access.succession_in(covenant)
    asking = [row.overview.partner, *guards.asking_partners(row, succession)]
    answering = [it for it in guards.answering_partners(row, succession) if it.pk in own]
    if mine := list(dict.fromkeys(it for it in asking if it.pk in own)):
        if answering and row.partner.kind != Partner.Kind.EXTERNAL and row.state == Contribution.State.SENT:
            return Side.TO_US, answering  # who works for both sides is asked first
        return (Side.ASKED if row.origin == Contribution.Origin.ASKED else Side.OFFERED), mine
    if answering and row.state != Contribution.State.CONCEPT:
        return Side.TO_US, answering
    return None, []


def _list_of(lists: Lists, side: Side) -> list[Line]:
    return {Side.TO_US: lists.to_us, Side.ASKED: lists.asked, Side.OFFERED: lists.offered}[side]


def _is_wanted(line: Line, wanted: Chosen) -> bool:
    row = line.contribution
    if wanted.state == ASKS_SOMETHING and not line.turn.asks:
        return False
    if wanted.state not in ("", ASKS_SOMETHING, row.state):
        return False
    if wanted.partner and wanted.partner not in {it.slug for it in line.ours}:
        return False
    return wanted.year in (None, row.overview.year)
