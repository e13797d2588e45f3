"""Rows that a betrokkene adds to its results of its own accord: it may, and is not asked (domain.md §3, `Result`)."""

from collections.abc import Collection, Iterable

from agreements.models import Agreement, Responsibility
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from druten import clock
from monitoring import progress
from monitoring import results as rules
from monitoring.models import Result
from monitoring.progress import Due


def open_to(assignment: Assignment, plan: rules.Plan | None = None) -> list[Agreement]:
    """The agreements of the year in which this partner takes part and does not lead, and of which its results say
    nothing yet, by a row or by an activity that serves it."""
    said = set(assignment.results.filter(agreement__isnull=False).values_list("agreement", flat=True))
    return open_among(assignment, due_for(assignment), said, (plan or rules.plan_of(assignment)).served)


def due_for(assignment: Assignment) -> list[Due]:
    """What is due in the year of these results, with who leads and, of this partner, who takes part."""
    year = rules.year_of(assignment)
    return progress.due_in(assignment.covenant, year, clock.today(), partner=assignment.partner)


def open_among(
    assignment: Assignment, due: Iterable[Due], said: Collection[int | None], served: Collection[str]
) -> list[Agreement]:
    """The same of what was read already: `said`, the ids of the agreements that have a row; `served`, the codes of
    those that an activity serves."""
    partner = assignment.partner
    joined = [row.agreement for row in due if row.is_joined_by(partner) and not row.is_led_by(partner)]
    return [row for row in joined if row.pk not in said and row.code not in served]


def may_go(assignment: Assignment, row: Result) -> bool:
    """True for a row that nobody asked for, at an agreement that neither this partner leads, nor one in whose place
    it came, and of which nobody said anything: remarks stay."""
    mine = rules.own_and_former(assignment)
    leads = Responsibility.objects.filter(partner__in=mine, role=Responsibility.Role.TREKKER)
    if row.agreement_id is None or leads.filter(agreement=row.agreement_id).exists():
        return False
    return not row.remarks.exists()  # type: ignore[attr-defined]


def put(assignment: Assignment, row: Result) -> None:
    """Saves a new row; within `workflow.editing`.

    Raises:
        NotAllowed: a colleague was first.
    """
    if assignment.results.filter(agreement=row.agreement).exists():
        raise NotAllowed("Bij deze afspraak staat al een regel. Een collega heeft die net toegevoegd.")
    row.assignment = assignment
    row.save()
