"""In which one box each agreement due stands: the first that fits (domain.md §3, `Result`)."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from agreements.models import Partner, Theme
from monitoring import progress
from monitoring.known import Known
from monitoring.models import Result
from monitoring.progress import Due


@dataclass(frozen=True)
class Box:
    """A stand, in the words and the colour of the screen."""

    key: str
    word: str
    colour: str


DONE = Box("done", "klaar", "#1d6b3a")
DROPPED = Box("dropped", "gaat niet door", "#6b6f73")
DELAYED = Box("delayed", "vertraagd", "#d98e2b")
ON_TRACK = Box("on_track", "op schema", "#7fb58f")
PLANNED = Box("planned", "gepland", "#bcd6dc")
NOT_THIS_YEAR = Box("not_this_year", "niet dit jaar", "#d9d9d2")
NOT_PICKED_UP = Box("not_picked_up", "niet opgepakt", "#a1222b")
UNKNOWN = Box("unknown", "nog niet bekend", "#ffffff")
BOXES = (DONE, DROPPED, DELAYED, ON_TRACK, PLANNED, NOT_THIS_YEAR, NOT_PICKED_UP, UNKNOWN)

# The worst first: the state of an agreement is the first of these that one of its rows has.
WORST_FIRST = (
    Result.State.DELAYED,
    Result.State.NOT_STARTED,
    Result.State.ON_TRACK,
    Result.State.DROPPED,
    Result.State.DONE,
)
_OF_STATE = {
    Result.State.DONE: DONE,
    Result.State.DROPPED: DROPPED,
    Result.State.DELAYED: DELAYED,
    Result.State.ON_TRACK: ON_TRACK,
    Result.State.NOT_STARTED: ON_TRACK,
}


@dataclass(frozen=True)
class Placed:
    """An agreement due, its box, and of whom nothing came while it was asked (rule 1)."""

    due: Due
    box: Box
    state: str = ""
    not_picked_up_by: tuple[Partner, ...] = ()

    @property
    def word(self) -> str:
        """The word of the box, or "nog niet begonnen" within "op schema"."""
        return "nog niet begonnen" if self.state == Result.State.NOT_STARTED else self.box.word


def place(known: Known) -> list[Placed]:
    """Every agreement due in exactly one box. No query."""
    states = _states(known)
    return [_place(row, known, states.get(row.agreement.code, set())) for row in known.due]


def worst(states: set[str]) -> str:
    """The state of an agreement with rows in these states; empty without any."""
    return next((str(state) for state in WORST_FIRST if state in states), "")


def _place(due: Due, known: Known, states: set[str]) -> Placed:
    code = due.agreement.code
    idle = tuple(row for row in due.trekkers if is_idle(row, due, known)) if known.overview_has_ended else ()
    state = worst(states)
    if state:
        return Placed(due, _OF_STATE[Result.State(state)], state, idle)
    if any(code in row["agreements"] for plan in known.plans.values() for row in plan.get("activities", [])):
        return Placed(due, PLANNED, not_picked_up_by=idle)
    if any(_has_reason(plan, code) for row in due.trekkers for plan in _plans(row, due, known)):
        return Placed(due, NOT_THIS_YEAR, not_picked_up_by=idle)
    return Placed(due, NOT_PICKED_UP if idle else UNKNOWN, not_picked_up_by=idle)


def is_idle(trekker: Partner, due: Due, known: Known) -> bool:
    """True of a trekker that handed in, planned nothing for the agreement and gave no reason (rule 1)."""
    code, plans = due.agreement.code, _plans(trekker, due, known)
    if not plans or any(_has_reason(plan, code) for plan in plans):
        return False
    return not any(code in row["agreements"] for plan in plans for row in plan.get("activities", []))


def _plans(trekker: Partner, due: Due, known: Known) -> list[dict[str, Any]]:
    """What it planned itself, and what those planned in whose place it came."""
    slugs = [trekker.slug, *due.former.get(trekker.pk, [])]
    return [known.plans[slug] for slug in slugs if slug in known.plans]


def _has_reason(plan: dict[str, Any], code: str) -> bool:
    return any(row["agreement"] == code for row in plan.get("no_activities", []))


def _states(known: Known) -> dict[str, set[str]]:
    """Per agreement the states of its rows in the results that may be read."""
    found: dict[str, set[str]] = {}
    for content in known.results.values():
        for code, states in progress.states_in(content).items():
            found.setdefault(code, set()).update(states)
    return found


@dataclass(frozen=True)
class Segment:
    """A piece of a bar, in hundredths of its width."""

    box: Box
    count: int
    x: float
    width: float


@dataclass(frozen=True)
class Tally:
    """How many agreements stand in each box: of a theme, of a partner, of all."""

    name: str
    counts: dict[str, int]
    about: Theme | Partner | None = None

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def counted(self) -> list[tuple[Box, int]]:
        """Every box with its count, in their order."""
        return [(box, self.counts.get(box.key, 0)) for box in BOXES]

    @property
    def segments(self) -> list[Segment]:
        """The bar that shows them."""
        found, x = [], 0.0
        for box, count in self.counted:
            if count:
                width = 100 * count / self.total
                found.append(Segment(box, count, round(x, 3), round(width, 3)))
                x += width
        return found


def tally(name: str, rows: list[Placed], about: Theme | Partner | None = None) -> Tally:
    """Counts rows by box."""
    return Tally(name, dict(Counter(row.box.key for row in rows)), about)


def by_theme(rows: list[Placed]) -> list[Tally]:
    """One tally a theme, in the order of the document."""
    themes = {row.due.agreement.topic.theme.pk: row.due.agreement.topic.theme for row in rows}
    ordered = sorted(themes.values(), key=lambda it: it.number)
    return [tally(str(it), [row for row in rows if row.due.agreement.topic.theme_id == it.pk], it) for it in ordered]


def by_partner(rows: list[Placed]) -> list[Tally]:
    """One tally a trekker, by name; an agreement of two trekkers counts with both."""
    partners = {it.pk: it for row in rows for it in row.due.trekkers}
    ordered = sorted(partners.values(), key=lambda it: it.name)
    return [tally(it.name, [row for row in rows if row.due.is_of(it)], it) for it in ordered]
