"""What is not picked up, said before anyone asks (domain.md §6, rules 1, 3 and 4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from agreements.access import Person
from agreements.models import Agreement, Covenant, Partner
from calendar_cycle import calendar
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment
from calendar_cycle.states import WITH_THE_PARTNER
from druten.clock import AMSTERDAM
from druten.dutch import long_date
from monitoring import boxes
from monitoring.known import Known, load
from monitoring.models import Contribution

DAYS_TO_ANSWER = 14
DAYS_TO_BEGIN = 14


@dataclass(frozen=True)
class Point:
    """One thing that needs someone: which rule, about what, of whom, why, and what mends it."""

    rule: int
    key: str
    title: str
    partner: Partner
    year: int
    why: str
    mends: str
    url: str
    agreement: Agreement | None = None
    contribution: Contribution | None = None
    assignment: Assignment | None = None


def points(covenant: Covenant, year: int, *, reader: Person, on: date) -> list[Point]:
    """The attention points of a year that `reader` may see on a day."""
    return of(load(covenant, year, reader=reader, on=on))


def of(known: Known) -> list[Point]:
    """The same, of what was read already. No query."""
    told = known.for_points()
    readable = {row.pk for row in known.contributions}
    return [*_late(told), *_not_picked_up(told), *_without_answer(told, readable)]


def _not_picked_up(known: Known) -> Iterator[Point]:
    """Rule 1: a trekker handed in, planned nothing for an agreement and gave no reason."""
    for row in boxes.place(known):
        agreement = row.due.agreement
        for partner in row.not_picked_up_by:
            yield Point(
                rule=1,
                key=f"1:{agreement.code}:{partner.slug}:{known.year}",
                title=f"{agreement.code} {agreement.title}",
                partner=partner,
                year=known.year,
                why=f"{partner} heeft hiervoor in {known.year} niets gepland en geen reden gegeven.",
                mends="Plan een activiteit, of zeg waarom dit jaar niets.",
                url=reverse("monitoring:joint", args=[known.covenant.slug, known.year]),
                agreement=agreement,
            )


def _without_answer(known: Known, readable: set[int]) -> Iterator[Point]:
    """Rule 3: a contribution without an answer for 14 days, or declined; its words only for who may read it."""
    for row in known.contributions:
        step = row.overview.assignment.milestone
        if known.covenant.ends_before_use(step.before) or not (_is_declined(row) or _waits_too_long(row, known.on)):
            continue
        asker = row.overview.assignment.partner
        offered = row.origin == Contribution.Origin.OFFERED
        what = f"aanbod van {row.partner}" if offered else f"hulpvraag van {asker} aan {row.partner}"
        whole = f"Het {what}" if offered else f"De {what}"
        ending = "is afgewezen" if _is_declined(row) else f"wacht al meer dan {DAYS_TO_ANSWER} dagen op antwoord"
        may_read = row.pk in readable
        yield Point(
            rule=3,
            key=f"3:{row.pk}",
            title=_short(row.text) if may_read else what[:1].upper() + what[1:],
            partner=row.partner,
            year=step.subject_year or known.year,
            why=f"{whole} {ending}.",
            mends="Bespreek wie dit kan doen." if _is_declined(row) else "Geef antwoord op de hulpvraag.",
            url=_page_of_contribution(row, known.covenant, may_read),
            contribution=row if may_read else None,
            agreement=row.agreement,
        )


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def _page_of_contribution(row: Contribution, covenant: Covenant, may_read: bool) -> str:
    if may_read:
        return reverse("monitoring:contribution_answer", args=[row.pk])
    step = row.overview.assignment.milestone
    return reverse("monitoring:joint", args=[covenant.slug, step.subject_year])


def _is_declined(row: Contribution) -> bool:
    return row.state == Contribution.State.DECLINED


def _waits_too_long(row: Contribution, on: date) -> bool:
    if row.sent_at is None or row.state != Contribution.State.SENT:
        return False
    return timezone.localtime(row.sent_at, AMSTERDAM).date() + timedelta(days=DAYS_TO_ANSWER) <= on


def _late(known: Known) -> Iterator[Point]:
    """Rule 4: an assignment late, or still untouched 14 days before its own deadline; of who takes part."""
    for row in known.assignments:
        step = row.milestone
        if known.year not in (step.subject_year, step.cycle.year) or step.before_use or not row.is_asked:  # type: ignore[attr-defined]
            continue
        why = _why_late(row, known.on)
        if not why:
            continue
        yield Point(
            rule=4,
            key=f"4:{row.pk}",
            title=f"{step} van {row.partner}",
            partner=row.partner,
            year=step.subject_year or known.year,
            why=why,
            mends="Lever in, of vraag de werkgroep om uitstel.",
            url=_page_of(row),
            assignment=row,
        )


def _page_of(row: Assignment) -> str:
    """Where everyone may look: of an overview the joint page, of results the partner's own."""
    step = row.milestone
    if step.kind == MilestoneKind.OVERVIEW:
        return reverse("monitoring:joint", args=[step.cycle.covenant.slug, step.subject_year])
    return row.get_absolute_url()


def _why_late(row: Assignment, on: date) -> str:
    granted = [row.granted] if row.granted else []  # type: ignore[attr-defined]
    before = calendar.own_deadline(row.milestone.before, granted, row.answer_before)
    if row.state == Assignment.State.MISSED:
        return f"{row.partner} heeft niets ingeleverd. Dat moest vóór {long_date(before)}."
    if row.state in WITH_THE_PARTNER and before <= on:
        return f"{row.partner} is te laat: de termijn was vóór {long_date(before)}."
    if row.state == Assignment.State.TODO and before - timedelta(days=DAYS_TO_BEGIN) <= on:
        return f"{row.partner} is nog niet begonnen. De termijn is vóór {long_date(before)}."
    return ""
