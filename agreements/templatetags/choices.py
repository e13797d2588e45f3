"""What the fields of a form need to know of their choices."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def has_chosen(options: list[dict[str, Any]]) -> bool:
    """True when one of these options of a widget is ticked: then its group stands open."""
    return any(option["selected"] for option in options)
