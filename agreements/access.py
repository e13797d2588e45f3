"""What a person may do where, read once per request.

Roles add up, and the most generous wins (domain.md §5). `Access` answers questions about one person;
which rows exist for that person is said by `visible_to` and `editable_by` on the models.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, FilteredRelation, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from agreements.models import Covenant, CovenantRole, Membership, Partner
from agreements.models.membership import holds_on
from agreements.succession import Succession
from druten import clock
from druten.accounts.models import User

Person = User | AnonymousUser


_remembered: ContextVar["Access | None"] = ContextVar("remembered_access", default=None)
# Within these nothing is done, only shown.
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass
class Access:
    """The current memberships of one person, and the covenants with the part that the person has in each."""

    user: Person
    memberships: list[Membership] = field(default_factory=list)

    @classmethod
    def of(cls, user: Person) -> "Access":
        """Reads them afresh: two queries, none for who is not logged in, or within `remembered`."""
        kept = _remembered.get()
        if kept is not None and kept.user.pk == user.pk:
            return kept
        return cls.read(user)

    @classmethod
    def read(cls, user: Person) -> "Access":
        """Reads them afresh, whatever is remembered."""
        if not isinstance(user, User) and not user.is_authenticated:
            return cls(user)
        return cls(
            user,
            list(Membership.objects.current().filter(user=user).select_related("partner")),
        )

    def in_working_group(self, covenant: Covenant | int) -> bool:
        return any(row.in_working_group for row in self._only(covenant))

    def in_board(self, covenant: Covenant | int) -> bool:
        return any(row.in_board for row in self._only(covenant))

    def sees_as_working_group(self, covenant: Covenant | int) -> bool:
        """The working group, and the administrator, who sees the same but does no deed."""
        return self.user.is_superuser or self.in_working_group(covenant)

    @property
    def is_in_a_working_group(self) -> bool:
        return any(row.in_working_group for row in self.covenants)

    def own_partners(self, covenant: Covenant | int) -> set[int]:
        """Ids of every partner in which the person has a current membership of this covenant."""
        return {row.partner_id for row in self._memberships_in(covenant)}

    def edited_partners(self, covenant: Covenant | int) -> list[Partner]:
        """The partners for which the person may fill in, in this covenant."""
        return [row.partner for row in self._memberships_in(covenant) if row.edits]

    def partners_in(self, covenant: Covenant | int) -> list[Partner]:
        """The partners for which the person works, in this covenant."""
        seen = {row.partner_id: row.partner for row in self._memberships_in(covenant)}
        return list(seen.values())

    def may_edit(self, covenant: Covenant | int, partner: Partner | int) -> bool:
        return any(row.edits for row in self._memberships_for(covenant, partner))

    def may_submit(self, covenant: Covenant | int, partner: Partner | int) -> bool:
        return any(row.role == Membership.Role.SUBMITTER for row in self._memberships_for(covenant, partner))

    @cached_property
    def covenants(self) -> list[Any]:
        """The covenants that the person may see, by title: those in which it has a part, a draft only for its working
        group; all of them for an administrator. Each knows that part: `in_working_group`, `in_board`, and `as_party`
        (works for one). One query, none for who is not logged in."""
        if not self.user.is_active:
            return []
        found: dict[int, Any] = {}
        roles: dict[int, set[str | None]] = defaultdict(set)
        for row in _a_row_for_each_part(self.user, self.memberships):
            found.setdefault(row.pk, row)
            roles[row.pk].add(row.role)
        in_one = {row.covenant_id for row in self.memberships}
        for pk, row in found.items():
            row.in_working_group = CovenantRole.Role.WORKING_GROUP in roles[pk]
            row.in_board = CovenantRole.Role.BOARD in roles[pk]
            row.as_party = row.party is not None or pk in in_one
        return [row for row in found.values() if self._sees(row)]

    def _sees(self, covenant: Any) -> bool:
        if self.user.is_superuser or covenant.in_working_group:
            return True
        return (covenant.in_board or covenant.as_party) and covenant.state != Covenant.State.DRAFT

    @cached_property
    def successions(self) -> dict[int, Succession]:
        """By covenant (id) who has left those that the person may see, and who came in whose place. One query."""
        return Succession.of_each([row.pk for row in self.covenants], clock.today())

    def succession_in(self, covenant: Covenant) -> Succession:
        """Who has left this covenant, and who came in whose place."""
        return self.successions.get(covenant.pk, Succession())

    def took_over(self, covenant: Covenant | int, *, edits: bool = False) -> list[int]:
        """Ids of the partners that have left, in whose place one came for which the person works; with `edits`
        only one for which the person fills in."""
        own = {row.partner_id for row in self._memberships_in(covenant) if row.edits or not edits}
        there = self.successions.get(_key(covenant))
        return there.formers(own) if there else []

    def covenant_or_404(self, slug: str) -> Covenant:
        """The one of them at this address."""
        found = next((row for row in self.covenants if row.slug == slug), None)
        if found is None:
            raise Http404
        return found

    def _only(self, covenant: Covenant | int) -> list[Any]:
        return [row for row in self.covenants if row.pk == _key(covenant)]

    def _memberships_in(self, covenant: Covenant | int) -> list[Membership]:
        wanted = _key(covenant)
        return [row for row in self.memberships if row.covenant_id in (None, wanted)]

    def _memberships_for(self, covenant: Covenant | int, partner: Partner | int) -> list[Membership]:
        return [row for row in self._memberships_in(covenant) if row.partner_id == _key(partner)]


@contextmanager
def remembered(access: Access) -> Iterator[None]:
    """Within the block this person's access is not read again: for showing a page, never for a deed."""
    token = _remembered.set(access)
    try:
        yield
    finally:
        _remembered.reset(token)


def _a_row_for_each_part(user: Person, memberships: list[Membership]) -> Iterable[Any]:
    """The covenants in which this user has a part today, all of them for an administrator: a row for each `role`, and
    each `party` for which the user works everywhere. By joins: putting subqueries together took longer than all the
    rest of reading who somebody is."""
    in_one = [row.covenant_id for row in memberships if row.covenant_id is not None]
    everywhere = [row.partner_id for row in memberships if row.covenant_id is None]
    role = Q(roles__user=user.pk) & holds_on(clock.today(), "roles__")
    # An id that no partner has: a join on an empty list finds nothing at all.
    party = Q(parties__signed=True, parties__partner__in=everywhere or [0])
    rows = Covenant.objects.alias(mine=FilteredRelation("roles", condition=role))
    rows = rows.alias(ours=FilteredRelation("parties", condition=party))
    rows = rows.annotate(role=F("mine__role"), party=F("ours__pk")).select_related("municipality")
    has_a_part = Q(mine__isnull=False) | Q(ours__isnull=False) | Q(pk__in=in_one)
    return rows if user.is_superuser else rows.filter(has_a_part)


def _key(row: Covenant | Partner | int) -> int:
    return row if isinstance(row, int) else row.pk


class AccessMiddleware:
    """Puts `request.access` there; nothing is read until someone asks.

    Who only looks is read once for the whole page, with every button on it. A deed reads afresh.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        access: Access = SimpleLazyObject(lambda: Access.read(request.user))  # type: ignore[assignment]
        request.access = access  # type: ignore[attr-defined]
        if request.method not in _READING:
            return self.get_response(request)
        with remembered(access):
            return self.get_response(request)


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """What every page shows around itself: the day, the demo's day, the covenants one may see."""
    return {"today": clock.today(), "demo_date": clock.demo_date(), "access": getattr(request, "access", None)}
