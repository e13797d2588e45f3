"""Who types in a form: kept with it, so that text typed while the session was over finds its way back."""

from typing import Any

from django import template

from druten.accounts import kept

register = template.Library()


@register.simple_tag(takes_context=True)
def typist(context: dict[str, Any]) -> str:
    """The value of the hidden field `typist`."""
    return kept.sign(context["user"])
