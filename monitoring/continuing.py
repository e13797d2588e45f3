"""One line through the years: what we did last year, what remained of it, and going on with it (domain.md §3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from agreements.models import Agreement
from druten.dutch import number
from monitoring import overviews
from monitoring.models import Activity, Overview, Result
from monitoring.progress import FINISHED

if TYPE_CHECKING:
    from agreements.access import Person
    from calendar_cycle.models import Assignment

# What goes along to the next year; accents are of one year, and money is thought over anew.
_SAME = ("title", "text", "involvement", "first_quarter", "last_quarter", "indicator")
_LINKS = ("agreements", "ambitions", "villages")


@dataclass(frozen=True)
class Before:
    """An activity of last year, and how far it came as far as its own partner wrote down."""

    activity: Activity
    result: Result | None = None
    earlier: Result | None = None
    is_continued: bool = False

    @property
    def year(self) -> int:
        """The year in which it was planned."""
        return self.activity.overview.year

    @property
    def is_finished(self) -> bool:
        return self.result is not None and self.result.state in FINISHED

    @property
    def remaining(self) -> Decimal | None:
        """What was planned and not reached; None when that is not known, or nothing was counted."""
        return remaining(self.activity.planned_quantity, self.result)

    @property
    def remains_in_words(self) -> str:
        """ "4 van de 12 over"; empty when nothing is known to remain."""
        left, planned = self.remaining, self.activity.planned_quantity
        if not left or planned is None:
            return ""
        return f"{number(left)} van de {number(planned)} over"


def remaining(planned: Decimal | None, result: Result | None) -> Decimal | None:
    """What remains of `planned` after `result`: never below 0, None when either is not known."""
    if planned is None or result is None or not result.state:
        return None
    if result.state == Result.State.NOT_STARTED:
        return planned
    if result.realised_quantity is None:
        return None
    return max(planned - result.realised_quantity, Decimal(0))


def last_year(assignment: "Assignment") -> list[Before]:
    """This partner's activities of the year before, what was not finished first. Five queries at most."""
    year = assignment.milestone.subject_year or 0
    rows = Activity.objects.going_on().filter(
        covenant=assignment.covenant,
        overview__assignment__partner=assignment.partner,
        overview__assignment__milestone__subject_year=year - 1,
    )
    results = Result.objects.exclude(state="").order_by("pk")
    codes = Prefetch("agreements", Agreement.objects.only("code").order_by("code"))
    ours = Prefetch(
        "continued_by", Activity.objects.going_on().filter(overview__assignment=assignment), to_attr="going_on_now"
    )
    read = rows.select_related("indicator").prefetch_related(
        codes, ours, Prefetch("results", results), Prefetch("continues__results", results)
    )
    found = [_before(row) for row in read.order_by("pk")]
    return sorted(found, key=lambda row: (row.is_continued, row.is_finished))


def _before(row: Activity) -> Before:
    earlier = _last(row.continues) if row.continues else None
    return Before(row, _last(row), earlier, bool(row.going_on_now))  # type: ignore[attr-defined]


def _last(row: Activity) -> Result | None:
    return next(reversed(row.results.all()), None)


def earlier_years(activity: Activity, user: "Person") -> list[Before]:
    """What this person may see of the same line in the years before, the latest first. As many queries,
    however long the line; none where it goes on with nothing."""
    if activity.continues_id is None:
        return []
    links = dict(
        Activity.objects.filter(covenant=activity.covenant_id, continues__isnull=False).values_list("pk", "continues")
    )
    line = _followed(activity.continues_id, links)
    rows = Activity.objects.visible_to(user).filter(pk__in=line)
    results = Result.objects.exclude(state="").order_by("pk")
    read = rows.select_related("overview__assignment__milestone").prefetch_related(Prefetch("results", results))
    found = {row.pk: row for row in read}
    return [Before(found[key], _last(found[key])) for key in line if key in found]


def _followed(first: int, links: Mapping[int, int | None]) -> list[int]:
    """From `first` back to where the line began; a line that bites its own tail is followed once."""
    line, seen = [first], {first}
    while (before := links.get(line[-1])) is not None and before not in seen:
        line.append(before)
        seen.add(before)
    return line


def go_on(overview: Overview, rows: Iterable[Before]) -> list[Activity]:
    """Makes an activity of this year out of each that is not continued yet; within `workflow.editing`.

    What remained is the quantity to plan. Each is marked `untouched` until somebody saves it.
    """
    return [_go_on(overview, row) for row in rows if not row.is_continued]


def _go_on(overview: Overview, before: Before) -> Activity:
    last = before.activity
    planned = last.planned_quantity if before.remaining is None else before.remaining
    row = Activity.objects.create(
        overview=overview,
        covenant=overview.covenant,
        code=overviews.next_code(overview),
        continues=last,
        untouched=True,
        planned_quantity=planned,
        **{name: getattr(last, name) for name in _SAME},
    )
    for name in _LINKS:
        getattr(row, name).set(getattr(last, name).all())
    return row
