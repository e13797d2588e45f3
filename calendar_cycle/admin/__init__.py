"""The year in the admin: to read; what may be changed here is the words of questions."""

from calendar_cycle.admin import assignment, milestone, notice, question

__all__ = ["assignment", "milestone", "notice", "question"]
