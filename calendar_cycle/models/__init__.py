"""When, and how far each partner is (domain.md §3 to §5)."""

from calendar_cycle.models.assignment import Assignment
from calendar_cycle.models.assignment_event import AssignmentEvent
from calendar_cycle.models.extension import Extension
from calendar_cycle.models.milestone import Cycle, Milestone, MilestoneEvent
from calendar_cycle.models.move import MilestoneMove
from calendar_cycle.models.notice import CalendarRun, Mail, Notice
from calendar_cycle.models.own_approval import OwnApproval
from calendar_cycle.models.question import Answer, Question, StandardQuestion
from calendar_cycle.models.step import Distribution, StepTick
from calendar_cycle.models.submission import Submission

__all__ = [
    "Answer",
    "Assignment",
    "AssignmentEvent",
    "CalendarRun",
    "Cycle",
    "Distribution",
    "Extension",
    "Mail",
    "Milestone",
    "MilestoneEvent",
    "MilestoneMove",
    "Notice",
    "OwnApproval",
    "Question",
    "StandardQuestion",
    "StepTick",
    "Submission",
]
