"""A machine that plays random years: any role, any deed, any moment; what may never be is checked after each step.

It knows nothing of the doors' rules. It keeps its own account (`account.py`) and compares.
"""

from tests.machine.dates import MovingDates
from tests.machine.never import Never
from tests.machine.shares import Shares


class RandomYear(Shares, MovingDates, Never):
    """From 20 May 2026 on, in the months in which most is handed in and judged."""
