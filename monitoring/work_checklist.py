"""What the steps of the checklists need to know, read once for all milestones of a work page."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from calendar_cycle import checklist
from calendar_cycle.checklist import Fact, Ticked
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Milestone, MilestoneEvent, StepTick
from druten import clock
from monitoring.models import Accent

JUDGED = (Assignment.State.ACCEPTED, Assignment.State.MISSED)


@dataclass
class Known:
    """What was done at a number of milestones."""

    results: dict[tuple[int, int | None], Milestone]
    assignments: dict[int, list[Assignment]]
    ticks: dict[int, list[StepTick]] = field(default_factory=lambda: defaultdict(list))

    def steps(self, milestone: Milestone) -> list[Ticked]:
        """The checklist of one of them."""
        return checklist.of(milestone, self._facts(milestone), self.ticks[milestone.pk])

    def _facts(self, milestone: Milestone) -> dict[Fact, bool]:
        facts = {
            Fact.CONCLUDED: milestone.done_at is not None,
            Fact.ALL_JUDGED: self._judged(milestone),
            Fact.ACCENTS_PREPARED: milestone.has_accents or milestone.done_at is not None,  # type: ignore[attr-defined]
            Fact.DISTRIBUTED: milestone.is_distributed,  # type: ignore[attr-defined]
            Fact.ADVISED: milestone.is_advised,  # type: ignore[attr-defined]
        }
        if milestone.questions_sent_at or clock.today() < milestone.opens_on:
            # Once it has opened there is nothing left to fix: it did so with last year's.
            facts[Fact.QUESTIONS_STAND] = milestone.questions_sent_at is not None
        if asked := self._results_about(milestone, milestone.subject_year):
            facts[Fact.QUESTIONS_EDITED] = bool(asked.questions_edited_at or asked.questions_sent_at)
        # Accents about Y+1 are prepared in Y, with the results of Y-1; in the first year there are none.
        if results := self._results_about(milestone, (milestone.subject_year or 0) - 2):
            facts[Fact.RESULTS_JUDGED] = self._judged(results)
        return facts

    def _judged(self, milestone: Milestone) -> bool:
        rows = self.assignments[milestone.pk]
        return bool(rows) and all(row.state in JUDGED for row in rows)

    def _results_about(self, milestone: Milestone, year: int | None) -> Milestone | None:
        """The round of results of the same covenant about this year; None before taking into use."""
        return self.results.get((milestone.cycle.covenant_id, year))


def with_facts(milestones: QuerySet[Milestone]) -> QuerySet[Milestone]:
    """The milestones with what was done at each, in the one query that reads them."""
    done = MilestoneEvent.objects.filter(milestone=OuterRef("pk"), refused=False)
    return milestones.annotate(
        has_accents=Exists(Accent.objects.filter(milestone=OuterRef("pk"))),
        is_distributed=Exists(done.filter(kind="distribute")),
        is_advised=Exists(done.filter(kind="advise")),
    )


def known(milestones: list[Milestone], assignments: dict[int, list[Assignment]]) -> Known:
    """What was done at milestones that were read `with_facts`; one query for however many."""
    results = {
        (row.cycle.covenant_id, row.subject_year): row
        for row in milestones
        if row.kind == MilestoneKind.RESULTS and not row.before_use
    }
    found = Known(results, assignments)
    for tick in StepTick.objects.filter(milestone__in=milestones).select_related("by").order_by("pk"):
        found.ticks[tick.milestone_id].append(tick)
    return found
