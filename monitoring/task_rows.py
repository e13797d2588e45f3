"""All that Mijn taken is made of, read in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from agreements.access import Access
from agreements.models import Covenant
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, AssignmentEvent, Milestone, OwnApproval
from druten import clock
from monitoring.models import Contribution, Remark


@dataclass
class Rows:
    """All that the first page is made of."""

    access: Access
    today: date
    covenants: list[Covenant]
    assignments: list[Assignment]
    milestones: list[Milestone]
    messages: dict[int, AssignmentEvent]
    contributions: list[Contribution]
    approvals: dict[int, OwnApproval]
    remarks: list[Remark]

    @property
    def names_whose(self) -> bool:
        """True for who works for two partners or in two municipalities: then each task says whose it is."""
        return len(self.covenants) > 1 or len({row.partner_id for row in self.access.memberships}) > 1

    def own(self) -> list[Assignment]:
        """The assignments of the partners for which the person works."""
        return [row for row in self.assignments if row.partner_id in self.access.own_partners(row.covenant)]

    def opened(self, milestone: Milestone) -> bool:
        """`Milestone.has_opened` without a query: the results also open when the uitvraag was sent."""
        if milestone.kind != MilestoneKind.RESULTS:
            return self.today >= milestone.opens_on
        return self.today >= milestone.opens_at_latest or any(
            step.kind == MilestoneKind.RESULTS_REQUEST
            and step.done_at
            and (step.cycle.covenant_id, step.subject_year) == (milestone.cycle.covenant_id, milestone.subject_year)
            for step in self.milestones
        )


def read(access: Access) -> Rows:
    """Six queries, however many covenants."""
    covenants = [row for row in access.covenants if row.in_working_group or row.in_board or access.own_partners(row)]
    assignments = list(
        Assignment.objects.filter(milestone__cycle__covenant__in=covenants)
        .of_who_joined(clock.today())
        .with_everything()
        .order_by("pk")
    )
    milestones = Milestone.objects.filter(cycle__covenant__in=covenants).select_related("cycle__covenant")
    events = AssignmentEvent.objects.filter(
        assignment__in=[row.pk for row in assignments if row.state == Assignment.State.RETURNED],
        kind__in=("return_for_changes", "reopen"),
        refused=False,
    )
    contributions = (
        Contribution.objects.editable_by(access.user)
        .filter(state=Contribution.State.SENT)
        .select_related("activity", "agreement", "partner", "overview__assignment__partner")
        .select_related("overview__assignment__milestone__cycle__covenant")
    )
    approvals = OwnApproval.objects.visible_to(access.user).filter(assignment__in=[row.pk for row in assignments])
    approvals = approvals.select_related("assignment", "ready_by")
    unread = Remark.objects.visible_to(access.user).concerning(access.user).unread_by(access.user)
    return Rows(
        access,
        clock.today(),
        covenants,
        assignments,
        list(milestones),
        {event.assignment_id: event for event in events.order_by("at", "pk")},
        list(contributions),
        {row.assignment_id: row for row in approvals},
        list(unread.with_what_it_is_on().order_by("moved_at", "pk")),
    )
