"""The work page of the working group: per covenant the steps, how far each partner is, and what is next.

Everything is read in a fixed number of queries, however many covenants there are.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from agreements.access import Access
from agreements.models import Covenant
from calendar_cycle.checklist import Ticked
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Milestone, MilestoneMove, Submission
from calendar_cycle.states import WITH_THE_PARTNER
from druten import clock
from druten.accounts.models import User
from druten.dutch import days_left, long_date
from monitoring import work_checklist, work_links, work_warnings
from monitoring.work_checklist import Known
from monitoring.work_links import Link

FINISHED = (Assignment.State.ACCEPTED, Assignment.State.MISSED)
STATE_LOOKS = {
    Assignment.State.SUBMITTED: "warn",
    Assignment.State.RETURNED: "warn",
    Assignment.State.ACCEPTED: "good",
    Assignment.State.MISSED: "bad",
}


@dataclass(frozen=True)
class Row:
    """One partner in one step: its state in words, its time, and what the working group can do now."""

    partner: str
    state: str
    looks: str
    time: str
    late: bool
    deed: str
    url: str
    asks_for_a_deed: bool
    is_own: bool


@dataclass(frozen=True)
class Step:
    """A milestone that is late, open, coming next or done."""

    title: str
    phase: str
    opens_on: date
    before: date
    time: str
    rows: list[Row] = field(default_factory=list)
    move_url: str = ""
    moves: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pk: int = 0
    checklist: list[Ticked] = field(default_factory=list)
    warning: str = ""

    @property
    def waiting(self) -> int:
        """How many partners wait for the working group."""
        return sum(row.asks_for_a_deed for row in self.rows)


@dataclass(frozen=True)
class Desk:
    """One covenant: what lies there for its working group."""

    covenant: Covenant
    steps: list[Step]
    coming: Step | None
    done: list[Step]
    warnings: list[str]
    before_use: list[Milestone] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        return sum(step.waiting for step in self.steps)


def desks(user: User, access: Access) -> list[Desk]:
    """The desks of all covenants that this user runs (an administrator: all), by title."""
    covenants = list(Covenant.objects.editable_by(user))
    today = clock.today()
    milestones = _milestones(covenants)
    assignments = _assignments(milestones, today)
    known = work_checklist.known([row for rows in milestones.values() for row in rows], assignments)
    warnings = work_warnings.of(covenants)
    return [
        _desk(covenant, milestones[covenant.pk], known, access, today, warnings.get(covenant.pk, []))
        for covenant in covenants
    ]


def _milestones(covenants: list[Covenant]) -> dict[int, list[Milestone]]:
    found: dict[int, list[Milestone]] = defaultdict(list)
    rows = Milestone.objects.filter(cycle__covenant__in=covenants).select_related("cycle__covenant")
    for row in work_checklist.with_facts(rows).prefetch_related("moves").order_by("before", "pk"):
        found[row.cycle.covenant_id].append(row)
    return found


def _assignments(milestones: dict[int, list[Milestone]], today: date) -> dict[int, list[Assignment]]:
    """Of the steps of parties that have opened, with what an own deadline needs."""
    begun = [row.pk for rows in milestones.values() for row in rows if row.is_of_parties and row.opens_on <= today]
    something = Submission.objects.standing().filter(assignment=OuterRef("pk"))
    rows = Assignment.objects.filter(milestone__in=begun).of_who_joined(today).with_everything()
    rows = rows.annotate(has_submission=Exists(something))
    found: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.milestone_id].append(row)
    return found


def _desk(
    covenant: Covenant,
    milestones: list[Milestone],
    known: Known,
    access: Access,
    today: date,
    warnings: list[str],
) -> Desk:
    own = access.own_partners(covenant)
    in_use = [row for row in milestones if not row.before_use]
    steps = [_step(row, known, own, today) for row in in_use]
    now = [step for step in steps if step.phase in ("late", "open")]
    coming = [step for step in steps if step.phase == "coming"]
    recent = date(today.year - 1, 1, 1)
    done = [step for step in steps if step.phase == "done" and step.before >= recent]
    earlier = [row for row in milestones if row.before_use]
    next_one = min(coming, key=lambda step: step.opens_on, default=None)
    return Desk(covenant, now, next_one, done[::-1], warnings, earlier)


def _step(milestone: Milestone, known: Known, own: set[int], today: date) -> Step:
    assignments = known.assignments[milestone.pk]
    phase = _phase(milestone, assignments, today)
    return Step(
        title=str(milestone),
        phase=phase,
        opens_on=milestone.opens_on,
        before=milestone.before,
        time=_time(milestone, phase, today),
        rows=[_row(row, own, today) for row in assignments],
        links=work_links.of(milestone, phase, today),
        move_url=reverse("work:move", args=[milestone.pk]) if phase != "done" else "",
        moves=[_move(row) for row in milestone.moves.all() if row.state != "withdrawn"],  # type: ignore[attr-defined]
        pk=milestone.pk,
        checklist=[] if phase == "done" else known.steps(milestone),
        warning=_warning(milestone, today),
    )


def _move(move: MilestoneMove) -> str:
    """ "Verplaatst: vóór 1 juli 2026 wordt vóór 15 juli 2026."; or that a second person is waited for."""
    if move.state == MilestoneMove.State.DONE:
        return f"Verplaatst: {move.change}."
    return f"Voorstel om te verplaatsen: {move.change}. Iemand van een andere partner bevestigt het."


def _warning(milestone: Milestone, today: date) -> str:
    """From 15 November: partners fix their budgets in that month (domain.md §4)."""
    late_autumn = date(milestone.opens_on.year, 11, 15)
    if milestone.kind != MilestoneKind.BUNDLE or milestone.done_at or not late_autumn <= today < milestone.before:
        return ""
    return "Partners stellen deze maand hun begroting vast. Publiceer op tijd."


def _phase(milestone: Milestone, assignments: list[Assignment], today: date) -> str:
    if milestone.done_at:
        return "done"
    if milestone.opens_on > today:
        return "coming"
    if assignments and all(row.state in FINISHED for row in assignments):
        return "done"
    return "late" if milestone.before <= today else "open"


def _time(milestone: Milestone, phase: str, today: date) -> str:
    if phase == "coming":
        return f"begint op {long_date(milestone.opens_on)}"
    if phase == "done":
        return "klaar"
    return days_left(milestone.before, today)


def _row(assignment: Assignment, own: set[int], today: date) -> Row:
    is_own = assignment.partner_id in own
    deed = _deed(assignment)
    before = assignment.own_deadline
    working = assignment.state in WITH_THE_PARTNER
    late = working and before <= today
    return Row(
        partner=assignment.partner.short_name or assignment.partner.name,
        state=assignment.get_state_display(),
        looks="bad" if late else STATE_LOOKS.get(Assignment.State(assignment.state), ""),
        time=_own_time(assignment, before, today) if working else "",
        late=late,
        deed=deed or "Bekijken",
        url=reverse("work:assignment", args=[assignment.pk]),
        asks_for_a_deed=bool(deed) and not is_own,
        is_own=is_own,
    )


def _own_time(assignment: Assignment, before: date, today: date) -> str:
    """ "vóór 1 juli 2026: nog 11 dagen", or how many days too late; and that it is by an extension."""
    words = assignment.extension_in_words if assignment.extended_before == before else ""
    said = f"{words}, " if words else f"vóór {long_date(before)}: "
    if before > today:
        return said + days_left(before, today)
    days = (today - before).days + 1
    return f"{said}{days} {'dag' if days == 1 else 'dagen'} te laat"


def _deed(assignment: Assignment) -> str:
    """What the working group is asked to do; empty when it waits for the partner, or is finished."""
    if assignment.open_extension:
        return "Beslissen over uitstel"
    if assignment.state == Assignment.State.SUBMITTED:
        return "Lezen en beoordelen"
    if assignment.state in FINISHED or not assignment.deadline_has_passed:
        return ""
    has_submission = assignment.has_submission  # type: ignore[attr-defined]
    return "Inzending laten staan" if has_submission else "Sluiten als niet ontvangen"
