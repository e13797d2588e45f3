"""Storing the steps of a covenant's years, with each party's share. What is stored is never touched."""

from dataclasses import dataclass

from django.db import transaction

from agreements.models import Covenant, Party
from calendar_cycle import calendar
from calendar_cycle.models import Assignment, Cycle, Milestone, Question, StandardQuestion
from druten import clock


@dataclass
class Planned:
    """How many rows were added."""

    cycles: int = 0
    milestones: int = 0
    assignments: int = 0
    questions: int = 0

    def __bool__(self) -> bool:
        return any((self.cycles, self.milestones, self.assignments, self.questions))


def plan(covenant: Covenant) -> Planned:
    """Adds the cycles, milestones, assignments and questions that are not there yet. Again changes nothing."""
    added = Planned()
    with transaction.atomic():
        Covenant.objects.select_for_update().get(pk=covenant.pk)
        parties = list(covenant.parties.filter(signed=True).order_by("pk"))
        for step in calendar.milestones(covenant.start_year, covenant.end_year):
            milestone, is_new = _store(covenant, step, added)
            if milestone.is_of_parties:
                _assign(milestone, parties, added)
                if is_new or not _is_settled(milestone):
                    _ask(milestone, added)
    return added


def _store(covenant: Covenant, step: calendar.PlannedMilestone, added: Planned) -> tuple[Milestone, bool]:
    """The step, and whether it is new."""
    cycle, new_cycle = Cycle.objects.get_or_create(covenant=covenant, year=step.cycle_year)
    milestone, new_milestone = Milestone.objects.get_or_create(
        cycle=cycle,
        kind=step.kind,
        defaults={"subject_year": step.subject_year, "opens_on": step.opens_on, "before": step.before},
    )
    added.cycles += new_cycle
    added.milestones += new_milestone
    return milestone, new_milestone


def _assign(milestone: Milestone, parties: list[Party], added: Planned) -> None:
    """A share for each party that takes part then: it joined before the end, and left after the opening.

    Of who joined halfway nothing is asked that was over before that was known.
    """
    for party in parties:
        if party.joined_on and milestone.before <= max(party.joined_on, clock.today()):
            continue
        if party.left_on and party.left_on <= milestone.opens_on:
            continue
        _, new = Assignment.objects.get_or_create(milestone=milestone, partner_id=party.partner_id)
        added.assignments += new


def _is_settled(milestone: Milestone) -> bool:
    """True when the working group put the questions together, if only by taking all away, or when it has opened."""
    return bool(milestone.questions_edited_at or milestone.questions_sent_at or milestone.has_opened())


def _ask(milestone: Milestone, added: Planned) -> None:
    """The covenant's standard questions, where the milestone has none."""
    if milestone.questions.exists():
        return
    standard = StandardQuestion.objects.filter(covenant=milestone.covenant, milestone_kind=milestone.kind)
    copied = ("partner_kind", "text", "help_text", "answer_kind", "choices", "required", "position")
    rows = [Question(milestone=milestone, **{name: getattr(row, name) for name in copied}) for row in standard]
    Question.objects.bulk_create(rows)
    added.questions += len(rows)
