"""For whom a person invites: the own partner, as a submitter, in one covenant or in all of them."""

from dataclasses import dataclass

from agreements.access import Access
from agreements.models import Covenant, Membership, Partner, Party
from druten.accounts.models import User


@dataclass(frozen=True)
class Scope:
    """A partner, and the covenants for which someone may invite to it; with `everywhere` also for all at once."""

    partner: Partner
    covenants: tuple[Covenant, ...]
    everywhere: bool

    def holds(self, covenant: Covenant | int | None) -> bool:
        """True when what is of this covenant (None: of all) lies within it."""
        key = covenant.pk if isinstance(covenant, Covenant) else covenant
        return self.everywhere or (key is not None and key in {row.pk for row in self.covenants})


def own_scope(user: User, partner: Partner) -> Scope | None:
    """What `user` may say about the people of this partner; None for who is no submitter of it."""
    rows = [
        row
        for row in Access.of(user).memberships
        if row.partner_id == partner.pk and row.role == Membership.Role.SUBMITTER
    ]
    if not rows:
        return None
    everywhere = any(row.covenant_id is None for row in rows)
    found = [row for row in covenants_of(partner) if everywhere or row.pk in {it.covenant_id for it in rows}]
    return Scope(partner, tuple(found), everywhere)


def own_partners(user: User) -> list[Partner]:
    """The partners for which `user` works today, by name."""
    found = {row.partner_id: row.partner for row in Access.of(user).memberships}
    return sorted(found.values(), key=lambda row: row.name)


def covenants_of(partner: Partner) -> list[Covenant]:
    """The covenants in which the partner takes part today and that are not closed, by title."""
    parties = Party.objects.filter(partner=partner).taking_part()
    return list(Covenant.objects.filter(parties__in=parties).exclude(state=Covenant.State.CLOSED).order_by("title"))
