"""Template filters for Dutch dates, numbers and amounts."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone

from druten import clock, dutch

register = template.Library()


@register.filter
def long_date(value: date | datetime | None) -> str:
    """A day in words: "1 juli 2026"; of a moment the Amsterdam day."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value, clock.AMSTERDAM).date()
    return dutch.long_date(value)


@register.filter
def days_left(before: date | None) -> str:
    """How long one has until `before`, in words."""
    return dutch.days_left(before, clock.today()) if before else ""


@register.filter
def number(value: Decimal | int | None) -> str:
    """A number with a Dutch comma; nothing for None."""
    return "" if value is None else dutch.number(value)


@register.filter
def euros(value: Decimal | int | None) -> str:
    return "" if value is None else dutch.euros(value)


@register.filter
def lookup(mapping: dict[Any, Any], key: Any) -> Any:
    """The value of a dictionary by a key that is in a variable."""
    return mapping.get(key)


@register.filter
def clock_time(value: datetime | None) -> str:
    """The time on the clock of Amsterdam: "14:03"."""
    return f"{timezone.localtime(value, clock.AMSTERDAM):%H:%M}" if value else ""


@register.filter
def file_size(size: int) -> str:
    """How large a file is: "1,2 MB"."""
    return dutch.file_size(size)
