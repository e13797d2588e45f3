"""The year in the admin: to read; what may be changed here is the words of questions."""

from calendar_cycle.admin import assignment, invitation, milestone, notice, question

__all__ = ["assignment", "invitation", "milestone", "notice", "question"]
