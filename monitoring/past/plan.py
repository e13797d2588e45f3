"""What a file would add, per partner and year; and what is wrong with it. Reads only."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from agreements.models import Agreement, Covenant, Partner
from agreements.parties import Directory, directory_of, plain
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Milestone
from druten.dutch import long_date
from monitoring.models import Publication
from monitoring.past import columns, comparing
from monitoring.past.columns import Fault, Given
from monitoring.sheets.reading import Line

KINDS = {MilestoneKind.OVERVIEW: "overzicht", MilestoneKind.RESULTS: "resultaten"}
WORDS = {
    MilestoneKind.OVERVIEW: ("activiteit", "activiteiten"),
    MilestoneKind.RESULTS: ("resultaat", "resultaten"),
}


@dataclass
class Share:
    """One partner's plan or results of one year, as the file has them."""

    kind: MilestoneKind
    year: int
    partner: Partner
    assignment: Assignment
    rows: list[Given]
    is_there: bool = False

    @property
    def what(self) -> str:
        """ "3 activiteiten" or "1 resultaat"."""
        one, more = WORDS[self.kind]
        return f"{len(self.rows)} {one if len(self.rows) == 1 else more}"


@dataclass
class Joint:
    """The joint overview of a year, which may be taken over too."""

    milestone: Milestone
    is_there: bool = False

    @property
    def year(self) -> int:
        return self.milestone.subject_year or 0


@dataclass
class Plan:
    """All that would be added, or all that is wrong."""

    covenant: Covenant
    shares: list[Share] = field(default_factory=list)
    joint: list[Joint] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def new(self) -> list[Share]:
        return [share for share in self.shares if not share.is_there]

    @property
    def new_joint(self) -> list[Joint]:
        return [row for row in self.joint if not row.is_there]


@dataclass
class _Known:
    """What the covenant holds already."""

    covenant: Covenant
    directory: Directory[Partner]
    agreements: dict[str, Agreement]
    assignments: dict[tuple[str, int, int], Assignment]
    milestones: dict[tuple[str, int], Milestone]


def build(covenant: Covenant, lines: list[Line]) -> Plan:
    """The plan of a file for this covenant; a fixed number of queries.

    Raises:
        WrongFile: when the headings are not what they must be.
    """
    given, faults = columns.read(lines)
    plan = Plan(covenant, faults=faults)
    known = _known(covenant)
    wrong = {fault.row for fault in faults}
    placed = _placed([row for row in given if row.row not in wrong], known, plan.faults)
    if not plan.faults:
        plan.shares = list(_shares(placed, known, plan.faults))
        plan.faults += _doubled(plan.shares)
    plan.faults.sort(key=lambda fault: fault.row)
    if not plan.faults:
        plan.joint = _joint(plan, known)
    return plan


def agreements_of(covenant: Covenant) -> dict[str, Agreement]:
    """By code."""
    return {row.code: row for row in Agreement.objects.filter(covenant=covenant)}


def _known(covenant: Covenant) -> _Known:
    directory = directory_of(covenant)
    for party in covenant.parties.select_related("partner").order_by("pk"):  # type: ignore[attr-defined]
        directory.add([party.partner.slug], [party.partner])
    steps = Milestone.objects.filter(cycle__covenant=covenant).select_related("cycle__covenant")
    rows = Assignment.objects.filter(milestone__cycle__covenant=covenant, milestone__kind__in=KINDS)
    rows = rows.select_related("partner", "milestone__cycle__covenant").prefetch_related("submissions")
    return _Known(
        covenant,
        directory,
        agreements_of(covenant),
        {(row.milestone.kind, row.milestone.subject_year or 0, row.partner_id): row for row in rows},
        {(row.kind, row.subject_year or 0): row for row in steps},
    )


def _placed(given: list[Given], known: _Known, faults: list[Fault]) -> list[tuple[Given, Partner]]:
    """Each line with its partner; who or what is not found is a fault."""
    found = []
    for row in given:
        partner = _partner(row, known, faults)
        faults += [
            row.fault("agreements", f"Afspraak “{code[:20]}” is niet gevonden.")
            for code in row.agreements
            if code not in known.agreements
        ]
        if partner is not None:
            found.append((row, partner))
    return found


def _shares(placed: list[tuple[Given, Partner]], known: _Known, faults: list[Fault]) -> Iterator[Share]:
    """The lines by kind, year and partner; a line may be both a plan and a result."""
    groups: dict[tuple[MilestoneKind, int, int], list[Given]] = defaultdict(list)
    for row, partner in placed:
        if row.title:
            groups[MilestoneKind.OVERVIEW, row.year, partner.pk].append(row)
        if row.state:
            groups[MilestoneKind.RESULTS, row.year, partner.pk].append(row)
    for (kind, year, partner_id), rows in groups.items():
        share = _share(kind, year, partner_id, rows, known, faults)
        if share is not None:
            yield share


def _partner(row: Given, known: _Known, faults: list[Fault]) -> Partner | None:
    found = known.directory.names.get(plain(row.partner), ())
    if len(found) == 1:
        return found[0]
    what = f"“{row.partner[:40]}”"
    faults.append(
        row.fault("partner", f"{what} zijn meer partners. Noem er één." if found else f"{what} is niet gevonden.")
    )
    return None


def _share(
    kind: MilestoneKind, year: int, partner_id: int, rows: list[Given], known: _Known, faults: list[Fault]
) -> Share | None:
    """The share of these lines, or the fault that they have in common, at the first of them."""
    first, column = rows[0], "year" if kind == MilestoneKind.OVERVIEW else "state"
    wrong = _wrong_year(kind, year, known)
    assignment = known.assignments.get((kind, year, partner_id))
    if not wrong and assignment is None:
        wrong, column = f"Deze partner had in {year} geen {KINDS[kind]} te maken.", "partner"
    if wrong or assignment is None:
        faults.append(first.fault(column, wrong))
        return None
    share = Share(kind, year, assignment.partner, assignment, rows)
    share.is_there, refused = comparing.stands(share.assignment, rows)
    if refused:
        faults.append(first.fault(column, refused))
    return share


def _wrong_year(kind: MilestoneKind, year: int, known: _Known) -> str:
    covenant = known.covenant
    if year not in covenant.years:
        return f"{year} hoort niet bij deze prestatieafspraken ({covenant.start_year} tot en met {covenant.end_year})."
    step = known.milestones.get((kind, year))
    if step is None and kind == MilestoneKind.OVERVIEW and year == covenant.start_year:
        return f"Over {year} is geen overzicht gevraagd. Laat de titel leeg en noem één afspraak en de stand."
    if step is None:
        return f"Over {year} zijn nog geen stappen gepland. Plan eerst de jaren."
    if not step.before_use:
        day = f", op {long_date(covenant.in_use_from)}" if covenant.in_use_from else ""
        return f"{step} liep niet af vóór de ingebruikname{day}. Dat vult de partner hier zelf in."
    return ""


def _doubled(shares: list[Share]) -> list[Fault]:
    """The second result of one partner at the same agreement."""
    found = []
    for share in (row for row in shares if row.kind == MilestoneKind.RESULTS):
        seen: set[str] = set()
        for row in (row for row in share.rows if not row.title):
            if row.agreements[0] in seen:
                found.append(
                    row.fault("agreements", f"Over {row.agreements[0]} staat er al een resultaat van {row.year}.")
                )
            seen.add(row.agreements[0])
    return found


def _joint(plan: Plan, known: _Known) -> list[Joint]:
    """Of the years with plans in the file; a version that was published here is left as it is."""
    rows = Publication.objects.filter(covenant=plan.covenant, kind=Publication.Kind.OVERVIEW)
    published = dict(rows.order_by("-version").values_list("subject_year", "taken_over"))
    found = []
    for year in sorted({share.year for share in plan.shares if share.kind == MilestoneKind.OVERVIEW}):
        step = known.milestones.get((MilestoneKind.BUNDLE, year))
        if step is not None and step.before_use and published.get(year, True):
            found.append(Joint(step, is_there=year in published))
    return found
