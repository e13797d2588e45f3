"""Two people of different partners stand behind what can not be undone (domain.md §5, "Four eyes")."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from agreements.access import Access
from agreements.models import Covenant, CovenantRole, Membership, Party
from druten import clock
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


def counts_beside(
    signer: User | None, signed_for: Collection[int], at: datetime, second: User, covenant: Covenant
) -> bool:
    """True when a signature still counts, beside that of `second` now.

    They are different people without a partner in common; who has none differs from all. Nobody becomes a
    stranger by leaving: the partners at the signing count as much as those of now.

    Args:
        signed_for: the ids of the partners of the signer, when he signed.
        at: when he signed.
    """
    if signer is None or signer.pk == second.pk or not may_sign(covenant, signer):
        return False
    of_signer = {*signed_for, *Access.of(signer).own_partners(covenant)}
    then = Membership.objects.current(on=at.astimezone(clock.AMSTERDAM).date()).filter(user=second)
    of_second = {row.partner_id for row in then if row.covenant_id in (None, covenant.pk)}
    return not of_signer & (of_second | Access.of(second).own_partners(covenant))


def _working_group_partners(covenant: Covenant) -> set[int]:
    roles = CovenantRole.objects.current().filter(covenant=covenant, role=CovenantRole.Role.WORKING_GROUP)
    here = Membership.objects.current().filter(Q(covenant=None) | Q(covenant=covenant))
    return set(here.filter(user__in=roles.values("user")).values_list("partner", flat=True))
