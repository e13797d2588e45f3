"""What the pages of the second factor say to this person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse

from agreements.second_factor import WANTED, must_have
from druten.accounts.second_factor import has_one

register = template.Library()


@dataclass(frozen=True)
class Factor:
    """Whether one must have a factor and has one, and the page to which one was on the way."""

    needed: bool
    there: bool
    wanted: str


@register.simple_tag(takes_context=True)
def second_factor(context: Mapping[str, Any]) -> Factor:
    """Of who looks at this page."""
    request = context["request"]
    needed = must_have(request.access)
    wanted = request.session.get(WANTED) or (reverse("admin:index") if needed else "")
    return Factor(needed, has_one(request.user), wanted)
