"""A membership ends: its row stays, with a last day."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from agreements.models import Membership, Partner
from calendar_cycle.people.scope import Scope, covenants_of, own_scope
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.accounts.models import User


@dataclass(frozen=True)
class Colleague:
    """A membership as the page shows it."""

    membership: Membership
    is_over: bool
    may_end: bool


def people_of(partner: Partner, scope: Scope | None) -> list[Colleague]:
    """Everyone who works or ever worked for this partner, by name; `scope` says which of them its holder may end."""
    rows = Membership.objects.filter(partner=partner).select_related("user", "covenant", "partner")
    today = clock.today()
    return [
        Colleague(
            row,
            is_over=bool(row.ends_on and row.ends_on < today) or not row.user.is_active,
            may_end=scope is not None and scope.holds(row.covenant_id),
        )
        for row in rows.order_by("user__name", "user__email", "pk")
    ]


def is_last_submitter(membership: Membership) -> bool:
    """True when without this one the partner has no submitter in some covenant in which it has one now."""
    if membership.role != Membership.Role.SUBMITTER:
        return False
    others = Membership.objects.current().filter(partner=membership.partner_id, role=Membership.Role.SUBMITTER)
    others = others.exclude(pk=membership.pk)
    if membership.covenant_id:
        return not others.filter(Q(covenant=None) | Q(covenant=membership.covenant_id)).exists()
    held = set(others.values_list("covenant", flat=True))
    if None in held:
        return False
    return not held or any(row.pk not in held for row in covenants_of(membership.partner))


@transaction.atomic
def end(membership: Membership, *, by: User, last_day: date | None = None, knows_it_is_the_last: bool = False) -> None:
    """The membership holds up to and including `last_day`; without one it is over at once.

    Raises:
        NotAllowed: when `by` is no submitter of this partner there, when it is over already, when the day has
            passed, or when no submitter would be left and that was not said in so many words.
    """
    # The people of one partner change one after the other: two who leave at once are both "not the last".
    rows = {row.pk: row for row in Membership.objects.select_for_update().filter(partner=membership.partner_id)}
    row = rows.get(membership.pk)
    scope = own_scope(by, membership.partner)
    if row is None or scope is None or not scope.holds(row.covenant_id):
        raise NotAllowed("Dit lidmaatschap kunt u niet beëindigen. Vraag het een indiener van deze partner.")
    if row.ends_on and row.ends_on < clock.today():
        raise NotAllowed("Dit lidmaatschap is al beëindigd. Er is niets meer te doen.")
    if last_day and last_day < clock.today():
        raise NotAllowed("Deze dag is al voorbij. Kies vandaag of later, of laat het vak leeg.")
    if is_last_submitter(row) and not knows_it_is_the_last:
        raise NotAllowed(
            f"Dit is de laatste indiener van {row.partner}. Nodig eerst een ander uit, of kruis aan dat u dit weet."
        )
    row.ends_on = last_day or clock.day_before(clock.today())
    row.save(update_fields=["ends_on"])
