"""Whether the year keeps itself: when the calendar was last gone through, and whether mail is stuck."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from agreements.models import Covenant
from calendar_cycle.models import CalendarRun, Mail
from druten import clock

# A round comes every quarter of an hour; after a day without one deadlines go by untold.
SILENT_AFTER = timedelta(hours=26)


@dataclass(frozen=True)
class Health:
    """How it is now. `last_run` is None when the calendar was never gone through.

    `faults` are the addresses of the covenants in which the last round went wrong.
    """

    last_run: datetime | None
    is_silent: bool
    waiting: int
    stuck: int
    given_up: int
    faults: tuple[str, ...] = ()

    @property
    def is_well(self) -> bool:
        """Given-up mail is for the administrator to read; it does not make the site ill."""
        return not self.is_silent and not self.stuck and not self.faults


def now() -> Health:
    """Reads it; five queries."""
    moment = clock.real()
    run = CalendarRun.objects.first()
    last = run.finished_at if run else None
    needed = Covenant.objects.filter(state__in=(Covenant.State.RUNNING, Covenant.State.CLOSING)).exists()
    return Health(
        last_run=last,
        is_silent=needed and (last is None or moment - last > SILENT_AFTER),
        waiting=Mail.objects.waiting().count(),
        stuck=Mail.objects.stuck(moment).count(),
        given_up=Mail.objects.given_up().count(),
        faults=tuple(sorted(run.faults)) if run else (),
    )
