"""Writing what a file says of before the covenant was taken into use: all of it, or nothing."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from agreements.access import Access
from agreements.models import Agreement, Covenant
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment
from calendar_cycle.taking_over import taking_over
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User
from monitoring import overviews
from monitoring.models import Activity, Publication, Result
from monitoring.past import comparing, joint
from monitoring.past import plan as planning
from monitoring.past.columns import Fault, Given
from monitoring.past.plan import Plan, Share
from monitoring.sheets.reading import Line


class WrongRows(Exception):
    """Lines that can not be taken over; nothing was changed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults[:5]))
        self.faults = faults


@dataclass
class Taken:
    """What was added."""

    shares: list[Share] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.shares or self.publications)

    def lines(self) -> list[str]:
        """In Dutch, a line each; that nothing changed when all was there already."""
        found = [f"{share.assignment}: {share.what}" for share in self.shares]
        found += [f"{publication}" for publication in self.publications]
        return found or ["Alles uit dit bestand was al overgenomen. Er is niets veranderd."]


def why_not(covenant: Covenant, by: User) -> str:
    """Why `by` can not take anything over here, as one Dutch sentence; empty when he can."""
    if not Access.of(by).in_working_group(covenant):
        return "Overnemen van vóór ingebruikname doet een lid van de werkgroep."
    if not covenant.is_open:
        return "Deze prestatieafspraken zijn niet open. Er kan niets worden overgenomen."
    if covenant.in_use_from is None:
        return "Deze prestatieafspraken zijn vanaf het begin in gebruik. Er is niets van daarvóór over te nemen."
    return ""


def take_over(
    covenant: Covenant,
    lines: list[Line],
    *,
    by: User,
    source: str,
    joint_years: Collection[int] = (),
    pdfs: Mapping[int, bytes] | None = None,
) -> Taken:
    """Adds what is not there yet, frozen, accepted and marked as taken over.

    Args:
        source: the name of the file, for the story of each share.
        joint_years: of which years the joint overview is taken over too.
        pdfs: per year the document as it was then; without one it is made.

    Raises:
        WrongFile, WrongRows, NotAllowed: nothing was changed.
    """
    with transaction.atomic():
        Covenant.objects.select_for_update(of=("self",)).get(pk=covenant.pk)
        refused = why_not(covenant, by)
        if refused:
            raise NotAllowed(refused)
        plan = planning.build(covenant, lines)
        if plan.faults:
            raise WrongRows(plan.faults)
        return _write(plan, by, f"Overgenomen uit {source}", joint_years, pdfs or {})


def _write(plan: Plan, by: User, message: str, joint_years: Collection[int], pdfs: Mapping[int, bytes]) -> Taken:
    """Plans first, then the joint overviews of them, then the results, which look back on those."""
    taken = Taken()
    agreements = planning.agreements_of(plan.covenant)
    for share in (row for row in plan.new if row.kind == MilestoneKind.OVERVIEW):
        with taking_over(share.assignment, by=by, message=message) as assignment:
            _add_activities(assignment, share.rows, agreements)
        taken.shares.append(share)
    for row in plan.new_joint:
        if row.year in joint_years:
            taken.publications.append(joint.take_over(row.milestone, by=by, pdf=pdfs.get(row.year)))
    for share in (row for row in plan.new if row.kind == MilestoneKind.RESULTS):
        with taking_over(share.assignment, by=by, message=message) as assignment:
            _add_results(plan, assignment, share, agreements)
        taken.shares.append(share)
    return taken


def _add_activities(assignment: Assignment, rows: list[Given], agreements: dict[str, Agreement]) -> None:
    overview = overviews.of(assignment)
    for row in rows:
        activity = Activity.objects.create(
            covenant=assignment.covenant,
            overview=overview,
            code=overviews.next_code(overview),
            title=row.title,
            text=row.text,
            first_quarter=row.first_quarter,
            last_quarter=row.last_quarter,
            budget=row.budget,
            planned_quantity=row.planned_quantity,
        )
        activity.agreements.set([agreements[code] for code in row.agreements])


def _add_results(plan: Plan, assignment: Assignment, share: Share, agreements: dict[str, Agreement]) -> None:
    """One row a line; what `results.sync` put there, and nobody filled in, goes."""
    for made in assignment.results.all():  # type: ignore[attr-defined]
        if not made.is_touched:
            made.delete()
    activities = _activities(assignment, share.year)
    for row in share.rows:
        about = (
            {"activity": activities[comparing.as_given(MilestoneKind.OVERVIEW, row)].pop(0)}
            if row.title
            else {"agreement": agreements[row.agreements[0]]}
        )
        Result.objects.create(
            assignment=assignment,
            state=row.state,
            realised_quantity=row.realised_quantity,
            text=row.done,
            adjustment=row.adjustment,
            **about,
        )


def _activities(assignment: Assignment, year: int) -> dict[Hashable, list[Activity]]:
    """The activities of this partner's plan of the year, by what the file says of them, in its order."""
    rows = Activity.objects.filter(
        covenant=assignment.covenant,
        overview__assignment__partner=assignment.partner,
        overview__assignment__milestone__subject_year=year,
    )
    found: dict[Hashable, list[Activity]] = defaultdict(list)
    for row in rows.prefetch_related("agreements").order_by("pk"):
        found[comparing.of_activity(row)].append(row)
    return found
