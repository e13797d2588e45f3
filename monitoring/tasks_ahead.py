"""What comes after what is asked now: the next step, and the year at a glance."""

from calendar_cycle.models import Assignment
from druten.dutch import long_date
from monitoring.task_rows import Rows
from monitoring.year import Year, draw

MOST_YEARS = 3


def coming(rows: Rows) -> str:
    """The next step that opens, in a sentence; empty when nothing comes any more."""
    ahead = [
        step for step in rows.milestones if step.opens_on > rows.today and step.covenant.is_open and not step.before_use
    ]
    if not ahead:
        return ""
    step = min(ahead, key=lambda it: it.opens_on)
    opens, before = long_date(step.opens_on), long_date(step.before)
    return f"Hierna: {step} staat open vanaf {opens}, en moet klaar zijn vóór {before}."


def years(rows: Rows) -> list[Year]:
    """This calendar year of each covenant, of a few at most."""
    own: dict[int, list[Assignment]] = {}
    for row in rows.own():
        own.setdefault(row.milestone_id, []).append(row)
    drawn = []
    for covenant in rows.covenants[:MOST_YEARS]:
        steps = [
            it for it in rows.milestones if it.cycle.covenant_id == covenant.pk and it.cycle.year == rows.today.year
        ]
        if steps:
            drawn.append(draw(covenant.title, steps, own, rows.today))
    return drawn
