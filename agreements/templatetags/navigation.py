"""The main menu: where its links go, and which page of it one is on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import get_script_prefix

from agreements.models import Covenant

register = template.Library()

# The first words of the addresses, in the order of the menu; only the requests and the calendar span all covenants.
_PAGES = (
    ("afspraken", "Afspraken"),
    ("overzichten", "Overzichten"),
    ("hulpvragen", "Hulpvragen"),
    ("resultaten", "Resultaten"),
    ("gezamenlijk", "Gezamenlijk"),
    ("voortgang", "Voortgang"),
    ("kalender", "Kalender"),
)
_SPANS_ALL = frozenset(["hulpvragen", "kalender"])


@dataclass(frozen=True)
class Link:
    """One item of the menu."""

    word: str
    address: str
    is_here: bool = False


@register.simple_tag(takes_context=True)
def covenant_here(context: Mapping[str, Any]) -> Covenant | None:
    """The covenant of this page, else the only one of this person."""
    found = context.get("covenant")
    if isinstance(found, Covenant):
        return found
    access = context.get("access")
    covenants = access.covenants if access else []
    return covenants[0] if len(covenants) == 1 else None


@register.simple_tag(takes_context=True)
def main_menu(context: Mapping[str, Any], covenant: Covenant | None) -> list[Link]:
    """The links of the menu, in the covenant when there is one, else the short paths that ask which."""
    here = _first_word(context)
    root = get_script_prefix()
    links = [Link("Mijn taken", root, here == "")]
    for page, word in _PAGES:
        inside = f"{covenant.slug}/" if covenant and page not in _SPANS_ALL else ""
        links.append(Link(word, f"{root}{inside}{page}/", here == page))
    access = context.get("access")
    if access and (access.user.is_superuser or access.is_in_a_working_group):
        links.append(Link("Werkgroep", f"{root}admin/", here == "admin"))
    return links


def _first_word(context: Mapping[str, Any]) -> str | None:
    """The word of the menu in the address of this page; nothing for the first page, None for a page outside it."""
    request = context.get("request")
    if request is None:
        return None
    words = request.path_info.strip("/").split("/")
    known = {page for page, _ in _PAGES} | {"", "admin"}
    return next((word for word in words[:2] if word in known), None)
