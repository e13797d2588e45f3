"""The way to what was said of a thing, with how much that is for this reader."""

from collections.abc import Iterable
from typing import Any

from django import template

from monitoring import remarks
from monitoring.models import Activity, Result
from monitoring.remarks import Thing

register = template.Library()
SORTS: dict[str, type[Thing]] = {"activity": Activity, "result": Result}


@register.inclusion_tag("monitoring/remark/_link.html")
def remarks_of(thing: Thing) -> dict[str, Any]:
    """The link on the page of one thing that was read with `remarks.counted`."""
    number = thing.remarks_read  # type: ignore[union-attr]
    return {"address": remarks.address_of(thing), "number": number, "title": remarks.name_of(thing)}


@register.simple_tag(takes_context=True)
def remark_numbers(context: dict[str, Any], sort: str, rows: Iterable[dict[str, Any]]) -> dict[int, int]:
    """How many there are for this reader at each of the frozen rows (by their `id`); one query."""
    return remarks.numbers(context["request"].user, SORTS[sort], [row.get("id", 0) for row in rows or ()])
