"""Everything the page of one agreement shows: who, when, and per year what was planned and done.

Of others only what was published or what this reader may see of the hand-ins; of the own partner also the draft.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Value

from agreements.access import Access, Person
from agreements.agreement_list import Line, line_of, terms_in
from agreements.models import Agreement, Responsibility, Term
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Submission
from monitoring import agreement_lines, bundling
from monitoring.models import Activity, Contribution, Indicator, NoActivity, Publication, Result
from monitoring.year_lines import YearLine


@dataclass(frozen=True)
class Planned:
    """What one partner plans with this agreement, or why nothing; `standing` says how far that is."""

    partner: str
    code: str
    title: str
    text: str
    standing: str
    quarters: str = ""
    quantity: str = ""
    continues: str = ""


@dataclass(frozen=True)
class Done:
    """What one partner reported."""

    partner: str
    title: str
    state: str
    state_in_words: str
    text: str
    adjustment: str
    quantity: str
    standing: str
    activity: str = ""

    @property
    def kind(self) -> str:
        """The kind of mark that goes with the state."""
        return Result.MARKS.get(self.state, "")


@dataclass
class Year:
    """One year of an agreement."""

    number: int
    planned: list[Planned] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.planned or self.done or self.contributions)


@dataclass(frozen=True)
class Page:
    agreement: Agreement
    line: Line
    ambitions: list[str]
    villages: list[str]
    before: list[Agreement]
    after: list[Agreement]
    years: list[Year]
    lines: list[YearLine]
    indicators: list[Indicator]
    terms: list[Term]
    for_working_group: list[str]

    @property
    def line_years(self) -> list[int]:
        return sorted(year.number for year in self.years)

    @property
    def line_rows(self) -> list[dict[str, Any]]:
        """Each line with a cell per year."""
        return [{"latest": row.latest, "cells": row.cells(self.line_years)} for row in self.lines]


def rows() -> Any:
    """The agreements with what the page needs of them."""
    parts = Prefetch("responsibilities", Responsibility.objects.select_related("partner").order_by("pk"))
    with_one = Agreement.objects.select_related("covenant", "topic__theme", "effort", "closed_by__meeting")
    return with_one.prefetch_related(parts, "indicators")


def page(agreement: Agreement, user: Person, access: Access) -> Page:
    """The page of an agreement out of `rows`, as `user` may see it. A fixed number of queries."""
    years = {number: Year(number) for number in agreement.covenant.years}
    serving = _plans(agreement, user, years) | _drafts(agreement, user, years)
    _contributions(agreement, user, years, serving)
    links, names = _replacements(agreement), _names(agreement)
    return Page(
        agreement=agreement,
        line=line_of(agreement),
        ambitions=names["ambitions"],
        villages=names["villages"],
        before=[row.to_agreement for row in links if row.from_agreement_id == agreement.pk],
        after=[row.from_agreement for row in links if row.to_agreement_id == agreement.pk],
        years=sorted(years.values(), key=lambda year: -year.number),
        lines=agreement_lines.of(years.values()),
        indicators=list(agreement.indicators.all()),
        terms=terms_in(agreement.covenant, [agreement.title, agreement.text]),
        for_working_group=_for_working_group(agreement) if access.sees_as_working_group(agreement.covenant) else [],
    )


def _names(agreement: Agreement) -> dict[str, list[str]]:
    """The ambitions that it serves and its villages, each in the order of the document. One query."""
    ambitions = agreement.ambitions.order_by().values_list(
        Value("ambitions"), F("topic__position"), F("position"), F("text")
    )
    villages = agreement.villages.order_by().values_list(Value("villages"), Value(0), F("pk"), F("name"))
    found: dict[str, list[str]] = {"ambitions": [], "villages": []}
    for kind, _, _, text in sorted(ambitions.union(villages, all=True)):
        found[kind].append(text)
    return found


def _for_working_group(agreement: Agreement) -> list[str]:
    """What it must know of the row: its note, and whom of the trekkers the text does not bind."""
    unbound = [row for row in agreement.responsibilities.all() if not row.binds]
    sentences = [f"Dit bindt {row.partner.short_name} niet. {row.note}".strip() for row in unbound]
    return [agreement.note, *sentences] if agreement.note else sentences


def _replacements(agreement: Agreement) -> list[Any]:
    """The links to what it replaces (`to_agreement`) and to what came in its place (`from_agreement`)."""
    links = Agreement.replaces.through.objects.filter(Q(from_agreement=agreement) | Q(to_agreement=agreement))
    return list(links.select_related("from_agreement", "to_agreement").order_by("pk"))


def _plans(agreement: Agreement, user: Person, years: dict[int, Year]) -> set[str]:
    """What was published; of a year without a publication what was handed in; and the results that count.

    Gives the codes of the activities that serve the agreement in what this reader may read.
    """
    serving: set[str] = set()
    published = _published(agreement, user)
    for number, parts in published.items():
        for name, content in parts:
            _add_plan(agreement, years[number], name, content, "vastgesteld")
            serving |= _serving(agreement, content)
    latest = Submission.objects.latest_of_each().filter(assignment__milestone__kind=MilestoneKind.OVERVIEW)
    counting = Submission.objects.counting().filter(assignment__milestone__kind=MilestoneKind.RESULTS)
    handed_in = (
        Submission.objects.visible_to(user)
        .filter(
            Q(pk__in=latest.values("pk")) | Q(pk__in=counting.values("pk")),
            assignment__milestone__cycle__covenant=agreement.covenant,
            assignment__milestone__subject_year__in=years,
        )
        .select_related("assignment__partner", "assignment__milestone")
    )
    for row in handed_in.order_by("assignment"):
        milestone = row.assignment.milestone
        year, name = years[milestone.subject_year or 0], row.assignment.partner.short_name
        standing = "vastgesteld" if row.accepted_at else "nog niet vastgesteld"
        if milestone.kind == MilestoneKind.RESULTS:
            year.done += [_done(result, name, standing) for result in _results_on(agreement, row.content)]
            continue
        serving |= _serving(agreement, row.content)
        if year.number not in published:
            _add_plan(agreement, year, name, row.content, standing)
    return serving


def _serving(agreement: Agreement, content: dict[str, Any]) -> set[str]:
    return {row["code"] for row in content.get("activities", []) if agreement.code in row["agreements"]}


def _published(agreement: Agreement, user: Person) -> dict[int, list[tuple[str, dict[str, Any]]]]:
    """Per year the parties' content in the latest publication."""
    higher = Publication.objects.filter(
        covenant=OuterRef("covenant"),
        kind=OuterRef("kind"),
        subject_year=OuterRef("subject_year"),
        version__gt=OuterRef("version"),
    )
    latest = Publication.objects.visible_to(user).filter(
        ~Exists(higher), covenant=agreement.covenant, kind=Publication.Kind.OVERVIEW
    )
    found: dict[int, list[tuple[str, dict[str, Any]]]] = {}
    for row in latest.only("subject_year", "content"):
        if row.subject_year in agreement.covenant.years:
            parts = bundling.from_json(row.content).parts
            found[row.subject_year or 0] = [(part.name, part.content) for part in parts if part.content]
    return found


def _add_plan(agreement: Agreement, year: Year, name: str, content: dict[str, Any], standing: str) -> None:
    for row in content.get("activities", []):
        if agreement.code in row["agreements"]:
            quarters = _quarters(row["first_quarter"], row["last_quarter"])
            quantity = row.get("planned_quantity") or ""
            year.planned.append(
                Planned(
                    name,
                    row["code"],
                    row["title"],
                    row["text"],
                    standing,
                    quarters,
                    quantity,
                    row.get("continues") or "",
                )
            )
    for row in content.get("no_activities", []):
        if row["agreement"] == agreement.code:
            why = f"Dit jaar niets: {NoActivity.Why(row['why']).label}"
            year.planned.append(Planned(name, "", why, row["text"], standing))


def _results_on(agreement: Agreement, content: dict[str, Any]) -> list[dict[str, Any]]:
    rows = content.get("results", [])
    return [row for row in rows if row["agreement"] == agreement.code or agreement.code in row["agreements"]]


def _done(row: dict[str, Any], name: str, standing: str) -> Done:
    quantity = row.get("realised_quantity") or ""
    if quantity and row.get("planned_quantity"):
        quantity = f"{quantity} van {row['planned_quantity']}"
    words = Result.State(row["state"]).label if row["state"] else "nog geen stand"
    return Done(
        name,
        row["title"],
        row["state"],
        words,
        row["text"],
        row["adjustment"],
        quantity,
        standing,
        row["activity"] or "",
    )


def _drafts(agreement: Agreement, user: Person, years: dict[int, Year]) -> set[str]:
    """The own partner's activities that were not handed in, or changed since. Gives the codes of all its own."""
    codes: set[str] = set()
    shown = {(year.number, row.code) for year in years.values() for row in year.planned}
    live = Activity.objects.visible_to(user).going_on().filter(agreements=agreement)
    along = ("overview__assignment__milestone", "overview__assignment__partner", "continues")
    for row in live.select_related(*along):
        number = row.overview.year
        codes.add(row.code)
        if number in years and (number, row.code) not in shown:
            name = row.overview.partner.short_name
            quarters = _quarters(row.first_quarter, row.last_quarter)
            before = row.continues.code if row.continues else ""
            quantity = "" if row.planned_quantity is None else str(row.planned_quantity)
            years[number].planned.append(
                Planned(name, row.code, row.title, row.text, "concept", quarters, quantity, before)
            )
    return codes


def _contributions(agreement: Agreement, user: Person, years: dict[int, Year], serving: set[str]) -> None:
    """What partners asked and promised each other for this agreement, as far as this reader may see it.

    That an activity serves an agreement is read in `serving`, what this reader may know of it: a
    contribution is no secret once it was sent, but the draft around it is (domain.md §3).
    """
    hidden = (Contribution.State.CONCEPT, Contribution.State.WITHDRAWN)
    rows = Contribution.objects.visible_to(user).exclude(state__in=hidden)
    mine = rows.filter(Q(agreement=agreement) | Q(activity__code__in=serving, activity__covenant=agreement.covenant_id))
    related = mine.select_related("partner", "overview__assignment__partner", "overview__assignment__milestone")
    for row in related.order_by("pk"):
        if row.overview.year in years:
            years[row.overview.year].contributions.append(row)


def _quarters(first: int, last: int) -> str:
    return f"kwartaal {first}" if first == last else f"kwartaal {first} tot en met {last}"
