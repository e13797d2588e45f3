"""One thing that is asked of a person, and how near its last day is."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import NoReverseMatch, get_script_prefix, reverse

NEAR = timedelta(days=14)


@dataclass(frozen=True)
class Task:
    """One thing that is asked: what, before when, and the way in."""

    title: str
    address: str
    text: str = ""
    before: date | None = None
    since: date | None = None
    when: str = ""
    quote: str = ""
    quote_by: str = ""
    urgency: str = ""
    is_only_to_read: bool = False
    extra: tuple[str, str] | None = None
    covenant: str = ""
    partner: str = ""

    @property
    def whose(self) -> str:
        """ "Woonwaarts, Prestatieafspraken Druten 2025–2028"."""
        return ", ".join(row for row in (self.partner, self.covenant) if row)

    @property
    def order(self) -> tuple[int, date]:
        """Late, urgent, what asks something, and what is only to be read: however long ago that was said, it does
        not stand above a step that is open. Within each by date."""
        calm = 3 if self.is_only_to_read else 2
        return ({"late": 0, "urgent": 1}.get(self.urgency, calm), self.before or self.since or date.max)


def urgency(before: date, today: date) -> str:
    """ "late" from the first day that is too late, "urgent" in the two weeks before it."""
    if before <= today:
        return "late"
    return "urgent" if before - today <= NEAR else ""


def address(name: str, *args: object, otherwise: str = "") -> str:
    """The address of a page, or another one while that page does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return get_script_prefix() + otherwise
