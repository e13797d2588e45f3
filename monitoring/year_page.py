"""The calendar: all steps of a year, of each covenant of a person, with how far each partner is.

Read in a fixed number of queries, however many covenants there are. How far a partner is, and that it has
longer, is seen by all; why it has longer is not even read here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch

from agreements.access import Access
from agreements.models import Covenant, Meeting
from calendar_cycle.models import Assignment, Cycle, Milestone, MilestoneMove, Submission
from calendar_cycle.states import HANDED_IN, WITH_THE_PARTNER, State
from druten import clock
from druten.dutch import long_date
from monitoring.year import Drawn, Year, how_it_stands, lay_out


@dataclass(frozen=True)
class Share:
    """One partner in one step: its state, and what there is to know about its time."""

    assignment: Assignment
    partner: str
    is_own: bool
    is_late: bool
    url: str
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """One step: how it stands, which dates it had before, and where each partner is."""

    milestone: Milestone
    kind: str
    word: str
    moves: list[MilestoneMove] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)


@dataclass(frozen=True)
class CovenantYear:
    """One year of one covenant."""

    covenant: Covenant
    steps: list[Step]
    drawing: Year
    meetings: list[Meeting]


@dataclass(frozen=True)
class Page:
    """What the calendar shows; `choices` are all covenants that may be shown."""

    year: int
    years: list[int]
    covenants: list[CovenantYear]
    choices: list[Covenant]
    chosen: Covenant | None = None


def build(access: Access, year: int, slug: str = "") -> Page:
    """The calendar of a year: of the covenants in which the person has a part, or of the one with this slug."""
    chosen = next((row for row in access.covenants if row.slug == slug), None)
    mine = [row for row in access.covenants if has_a_part(access, row)]
    covenants = [chosen] if chosen else mine
    steps = _steps(covenants, year)
    shares = _shares(steps)
    meetings: dict[int, list[Meeting]] = defaultdict(list)
    for row in Meeting.objects.filter(covenant__in=covenants, held_on__year=year).order_by("held_on", "pk"):
        meetings[row.covenant_id].append(row)
    found = []
    for covenant in covenants:
        rows = [_step(row, shares[row.pk], access, year) for row in steps if row.cycle.covenant_id == covenant.pk]
        found.append(CovenantYear(covenant, rows, _draw(covenant, rows, year), meetings[covenant.pk]))
    return Page(year, _years(covenants), found, access.covenants, chosen)


def has_a_part(access: Access, covenant: Covenant) -> bool:
    """True when something in this covenant is the person's; an administrator only looks on."""
    return bool(access.in_working_group(covenant) or access.in_board(covenant) or access.own_partners(covenant))


# Reading


def _steps(covenants: Iterable[Covenant], year: int) -> list[Milestone]:
    """The steps that are open on a day of this year, in the order in which they open."""
    rows = Milestone.objects.filter(
        cycle__covenant__in=covenants, opens_on__lt=date(year + 1, 1, 1), before__gt=date(year, 1, 1)
    )
    moves = Prefetch("moves", MilestoneMove.objects.done().order_by("confirmed_at", "pk"))
    return list(rows.select_related("cycle__covenant").prefetch_related(moves).order_by("opens_on", "before", "pk"))


def _shares(steps: Iterable[Milestone]) -> dict[int, list[Assignment]]:
    """The shares of the steps of parties, by step."""
    taken_over = Submission.objects.standing().filter(assignment=OuterRef("pk"), taken_over=True)
    of_parties = [row.pk for row in steps if row.is_of_parties]
    rows = Assignment.objects.filter(milestone__in=of_parties).of_who_joined(clock.today())
    rows = rows.annotate(is_taken_over=Exists(taken_over))
    found: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows.with_everything().order_by("pk"):
        found[row.milestone_id].append(row)
    return found


def _years(covenants: Iterable[Covenant]) -> list[int]:
    """The years in which these covenants have steps."""
    rows = Cycle.objects.filter(covenant__in=covenants).order_by("year").values_list("year", flat=True)
    return list(rows.distinct())


# Rules


def _step(milestone: Milestone, shares: list[Assignment], access: Access, year: int) -> Step:
    today = clock.today()
    begun = milestone.opens_on <= today
    shown = [row for row in shares if (begun and not milestone.before_use) or row.state != State.TODO]
    kind, word = stand(milestone, shares, today)
    if not begun and milestone.opens_on.year != year and not milestone.before_use:
        word = f"vanaf {long_date(milestone.opens_on)}"
    return Step(milestone, kind, word, list(milestone.moves.all()), [_share(row, access, today) for row in shown])


def stand(milestone: Milestone, shares: list[Assignment], today: date) -> tuple[str, str]:
    """The kind and the words of a step as a whole: of the partners together when it is theirs."""
    if milestone.before_use:
        return "", milestone.BEFORE_USE
    if not shares or today < milestone.opens_on:
        return how_it_stands(milestone, [], today)
    if all(row.state == State.ACCEPTED for row in shares):
        return "good", "alles geaccepteerd"
    if all(row.state in HANDED_IN for row in shares):
        return "good", "alles ingediend"
    late = sum(_is_late(row, today) for row in shares)
    if late:
        return "bad", f"{late} te laat"
    handed_in = sum(row.state in HANDED_IN for row in shares)
    over = all(row.state not in WITH_THE_PARTNER for row in shares)
    return "" if over else "warn", f"{handed_in} van {len(shares)} ingediend"


def _is_late(row: Assignment, today: date) -> bool:
    return row.state in WITH_THE_PARTNER and row.own_deadline <= today and not row.milestone.before_use


def _share(row: Assignment, access: Access, today: date) -> Share:
    is_own = row.partner_id in access.own_partners(row.covenant)
    return Share(
        row,
        row.partner.short_name or row.partner.name,
        is_own,
        _is_late(row, today),
        row.get_absolute_url(),
        list(_notes(row, is_own or access.sees_as_working_group(row.covenant))),
    )


def _notes(row: Assignment, close_by: bool) -> Iterable[str]:
    """That there is more time is seen by all; the day to answer by who is close by."""
    if row.is_taken_over:  # type: ignore[attr-defined]
        yield "overgenomen"
    granted = later(row)
    if granted:
        yield f"uitstel: vóór {long_date(granted)}"
    if row.open_extension is not None:
        yield "uitstel gevraagd"
    if close_by and row.state == State.RETURNED and row.answer_before:
        yield f"antwoord vóór {long_date(row.answer_before)}"


def later(row: Assignment) -> date | None:
    """The latest day that was granted, when it is after the step's own."""
    granted = [it.before for it in row.extensions.all() if it.state == "granted" and it.before]
    last = max(granted, default=row.milestone.before)
    return last if last > row.milestone.before else None


def _draw(covenant: Covenant, steps: list[Step], year: int) -> Year:
    return lay_out(covenant.title, [_drawn(step) for step in steps], clock.today(), year)


def _drawn(step: Step) -> Drawn:
    first = step.moves[0] if step.moves else None
    was = (first.old_opens_on, first.old_before) if first else None
    longer = [day for day in (later(share.assignment) for share in step.shares) if day]
    return Drawn(step.milestone, step.kind, step.word, was, max(longer, default=None))
