"""Two people of different partners stand behind what can not be undone (domain.md §5, "Four eyes")."""

from django.db.models import Q

from agreements.access import Access
from agreements.models import Covenant, CovenantRole, Membership, Party
from druten.accounts.models import User


def may_sign(covenant: Covenant, user: User) -> bool:
    """A member of the working group; or, when that has people of one partner only, a submitter of
    another signed party."""
    access = Access.of(user)
    if access.in_working_group(covenant):
        return True
    partners = _working_group_partners(covenant)
    if len(partners) != 1:
        return False
    signed = Party.objects.filter(covenant=covenant).taking_part().exclude(partner__in=partners)
    return any(access.may_submit(covenant, party.partner_id) for party in signed)


def is_second(first: User, second: User, covenant: Covenant) -> bool:
    """True when the two are different people without a partner in common; who has none differs from all."""
    if first.pk == second.pk:
        return False
    return not Access.of(first).own_partners(covenant) & Access.of(second).own_partners(covenant)


def _working_group_partners(covenant: Covenant) -> set[int]:
    roles = CovenantRole.objects.current().filter(covenant=covenant, role=CovenantRole.Role.WORKING_GROUP)
    here = Membership.objects.current().filter(Q(covenant=None) | Q(covenant=covenant))
    return set(here.filter(user__in=roles.values("user")).values_list("partner", flat=True))
