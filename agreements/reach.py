"""Which rows a person reaches, as conditions that `visible_to` and `editable_by` put together.

A condition names the path from a row to its covenant or partner. It holds the ids that `Access` read, not
the question how they are found: repeated in every query, building that question took most of a page's time.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.db.models import Q

from agreements.access import Access, Person, remembered

Question = TypeVar("Question", bound=Callable[..., Any])


def read_once(question: Question) -> Question:
    """For a `visible_to(self, user)`: what the person may do is read once for all conditions that it puts together."""

    @wraps(question)
    def asked(rows: Any, user: Person) -> Any:
        with remembered(Access.of(user)):
            return question(rows, user)

    return cast(Question, asked)


def in_sight(user: Person, covenant: str = "covenant") -> Q:
    """Rows of the covenants that this person may see."""
    if user.is_superuser:
        return Q()
    return Q(**{f"{covenant}__in": [row.pk for row in Access.of(user).covenants]})


def as_party(user: Person, covenant: str) -> Q:
    """Rows of the covenants in which this person works for a party."""
    return Q(**{f"{covenant}__in": [row.pk for row in Access.of(user).covenants if row.as_party]})


def in_working_group(user: Person, covenant: str) -> Q:
    """Rows of the covenants in whose working group this person is."""
    return Q(**{f"{covenant}__in": [row.pk for row in Access.of(user).covenants if row.in_working_group]})


def in_board(user: Person, covenant: str) -> Q:
    """Rows of the covenants in whose board this person is."""
    return Q(**{f"{covenant}__in": [row.pk for row in Access.of(user).covenants if row.in_board]})


def works_for(user: Person, partner: str, covenant: str, *, edits: bool = False) -> Q:
    """Rows of the partners for which this person works, in the covenants in which that holds; with `edits`
    only of those for which the person fills in."""
    memberships = [row for row in Access.of(user).memberships if row.edits or not edits]
    found = Q(**{f"{partner}__in": {row.partner_id for row in memberships if row.covenant_id is None}})
    for row in memberships:
        if row.covenant_id is not None:
            found |= Q(**{partner: row.partner_id, covenant: row.covenant_id})
    return found


def took_over(user: Person, partner: str, covenant: str, *, edits: bool = False) -> Q:
    """Rows of the partners that have left, in whose place one came for which this person works; with `edits`
    only one for which the person fills in."""
    access = Access.of(user)
    found = Q(pk__in=[])
    for pk in access.successions if access.memberships else ():
        found |= Q(**{f"{partner}__in": access.took_over(pk, edits=edits), covenant: pk})
    return found
