"""When a step may move, and what must be confirmed in so many words: plain functions of dates.

Source: domain.md §4 and §5; a moved date never goes to before what has happened.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from calendar_cycle.kinds import MilestoneKind as Kind
from druten.dutch import long_date

SOON = timedelta(days=14)
# Which step builds on which: the same year that they are about, and so many years on.
FOLLOWED_BY = {
    Kind.ACCENTS: (Kind.OVERVIEW, 0),
    Kind.OVERVIEW: (Kind.ALIGNMENT, 0),
    Kind.ALIGNMENT: (Kind.BUNDLE, 0),
    Kind.RESULTS_REQUEST: (Kind.RESULTS, 0),
    # What came of a year is looked at with the accents of two years on; the last results go to the closing.
    Kind.RESULTS: (Kind.ACCENTS, 2),
    Kind.EVALUATION_INPUT: (Kind.EVALUATION, 0),
}
# These open when the step before is over; the others overlap it from the first.
OPENS_AFTER = (Kind.OVERVIEW, Kind.ALIGNMENT, Kind.BUNDLE)
# Of these it is the opening of the next step that counts, not its end.
WORDS_OF_OPENING = {
    Kind.ACCENTS: "{step} gaat dan open, op {day}, voordat over de accenten is besloten.",
    Kind.RESULTS_REQUEST: "{step} gaat dan toch open, op {day}, met de vragen van vorig jaar.",
}


@dataclass(frozen=True)
class Dates:
    """When a step opens, and the first day that is too late."""

    opens_on: date
    before: date


@dataclass(frozen=True)
class Neighbour:
    """The step before or after, as a rule looks at it; results open on their 1 January at the latest."""

    title: str
    dates: Dates
    is_done: bool

    @property
    def until(self) -> str:
        return f"{self.title} (vóór {long_date(self.dates.before)})"


def following(kind: str, subject_year: int | None, end_year: int) -> tuple[Kind, int | None] | None:
    """The kind and year of the step that builds on this one; None when nothing does."""
    if kind == Kind.RESULTS and subject_year == end_year:
        return Kind.CLOSING, None
    found = FOLLOWED_BY.get(Kind(kind))
    if found is None:
        return None
    next_kind, years = found
    return next_kind, None if subject_year is None else subject_year + years


def previous(kind: str, subject_year: int | None, end_year: int) -> tuple[Kind, int | None] | None:
    """The kind and year of the step that this one builds on; None when it builds on nothing."""
    if kind == Kind.CLOSING:
        return Kind.RESULTS, end_year
    for earlier, (later, years) in FOLLOWED_BY.items():
        if later == kind:
            return earlier, None if subject_year is None else subject_year - years
    return None


def last_day_of_all(kind: str, subject_year: int | None, end_year: int) -> date:
    """The last value that `before` may have: the end of the covenant; a year later for what comes after its end."""
    comes_after = kind == Kind.CLOSING or (
        kind in (Kind.RESULTS, Kind.RESULTS_REQUEST) and subject_year is not None and subject_year >= end_year
    )
    return date(end_year + (2 if comes_after else 1), 1, 1)


def wrong(
    old: Dates, new: Dates, *, today: date, last: date, opening_is_fixed: str, next_step: Neighbour | None
) -> dict[str, str]:
    """What is wrong with the new dates: one Dutch sentence per field, "opens_on" or "before".

    Args:
        last: the last value that `before` may have.
        opening_is_fixed: why the opening can not change any more; empty when it can.
        next_step: the step that builds on this one.
    """
    if new == old:
        return {"before": "Dit zijn de datums die nu al gelden. Kies een andere dag."}
    found = {}
    opening = _wrong_opening(old, new, today, opening_is_fixed)
    if opening:
        found["opens_on"] = opening
    end = _wrong_end(new, today, last, next_step)
    if end:
        found["before"] = end
    return found


def _wrong_opening(old: Dates, new: Dates, today: date, is_fixed: str) -> str:
    if new.opens_on != old.opens_on:
        if is_fixed:
            return is_fixed
        if new.opens_on < today:
            return f"{long_date(new.opens_on)} is al voorbij. Kies vandaag of een dag daarna."
    if new.opens_on >= new.before:
        return "De stap moet opengaan vóór de dag waarop de termijn afloopt. Kies een eerdere dag."
    return ""


def _wrong_end(new: Dates, today: date, last: date, next_step: Neighbour | None) -> str:
    if new.before <= today:
        return f"Vóór {long_date(new.before)} is al voorbij. Kies een dag na vandaag."
    if new.before > last:
        return f"Dit is te laat voor deze prestatieafspraken. Kies een dag tot en met {long_date(last)}."
    if next_step is not None and next_step.is_done:
        return f"Dit kan niet meer: {next_step.title}, dat hierop volgt, is al afgerond."
    return ""


def warnings(
    kind: str,
    old: Dates,
    new: Dates,
    *,
    today: date,
    subject_year: int | None,
    next_step: Neighbour | None,
    earlier: Neighbour | None,
) -> list[str]:
    """What must be confirmed in so many words: each a Dutch sentence that stays the same all day.

    Args:
        subject_year: the year that the step is about.
        earlier: the step that this one builds on; none of its warnings when that is done.
    """
    found = []
    if new.before != old.before:
        found += _soon("De nieuwe termijn, vóór", new.before, today)
    if new.opens_on != old.opens_on:
        found += _soon("De nieuwe opening, op", new.opens_on, today)
    if next_step is not None and new.before != old.before:
        found += _passes_next(kind, new, next_step)
    if kind == Kind.BUNDLE and subject_year is not None and new.before != old.before:
        found += _passes_its_year(new, subject_year)
    if earlier is not None and not earlier.is_done:
        found += _passes_earlier(kind, old, new, earlier)
    return found


def _soon(what: str, day: date, today: date) -> list[str]:
    if day > today + SOON:
        return []
    return [f"{what} {long_date(day)}, is binnen 14 dagen. Er is dan weinig tijd om zich erop in te stellen."]


def _passes_next(kind: str, new: Dates, next_step: Neighbour) -> list[str]:
    opens_on = next_step.dates.opens_on
    if kind in WORDS_OF_OPENING:
        words = WORDS_OF_OPENING[Kind(kind)].format(step=next_step.title, day=long_date(opens_on))
        return [words] if new.before > opens_on else []
    if new.before <= next_step.dates.before:
        return []
    return [f"De nieuwe termijn ligt na {next_step.until}, dat hierop bouwt."]


def _passes_its_year(new: Dates, subject_year: int) -> list[str]:
    """Nothing builds on the joint overview but the year itself."""
    if new.before <= date(subject_year, 1, 1):
        return []
    return [f"De nieuwe termijn ligt na 1 januari {subject_year}: het jaar {subject_year} is dan al begonnen."]


def _passes_earlier(kind: str, old: Dates, new: Dates, earlier: Neighbour) -> list[str]:
    found = []
    if kind in OPENS_AFTER and new.opens_on != old.opens_on and new.opens_on < earlier.dates.before:
        found.append(f"Deze stap gaat dan open voordat {earlier.until} klaar hoeft te zijn.")
    if new.before != old.before and new.before < earlier.dates.before:
        found.append(f"De nieuwe termijn ligt vóór het einde van {earlier.until}, waar deze stap op bouwt.")
    return found
