"""What a working group should mend before it gets stuck (domain.md §5, "Four eyes")."""

from collections import defaultdict

from django.db.models import Q

from agreements.models import Covenant, CovenantRole, Membership, Party


def of(covenants: list[Covenant]) -> dict[int, list[str]]:
    """Dutch sentences per covenant id; three queries in all."""
    parties: dict[int, list[Party]] = defaultdict(list)
    for party in Party.objects.filter(covenant__in=covenants, signed=True).select_related("partner").order_by("pk"):
        parties[party.covenant_id].append(party)
    roles: dict[int, set[int]] = defaultdict(set)
    working_group = CovenantRole.objects.current().filter(covenant__in=covenants, role=CovenantRole.Role.WORKING_GROUP)
    for covenant_id, user_id in working_group.values_list("covenant", "user"):
        roles[covenant_id].add(user_id)
    partners = {party.partner_id for rows in parties.values() for party in rows}
    members = {user for users in roles.values() for user in users}
    memberships = list(Membership.objects.current().filter(Q(partner__in=partners) | Q(user__in=members)))
    return {row.pk: _of_one(row, parties[row.pk], roles[row.pk], memberships) for row in covenants}


def _of_one(covenant: Covenant, parties: list[Party], members: set[int], memberships: list[Membership]) -> list[str]:
    here = [row for row in memberships if row.covenant_id in (None, covenant.pk)]
    found = []
    theirs = {row.partner_id for row in here if row.user_id in members}
    unattached = members - {row.user_id for row in here}
    if len(theirs) == 1 and not unattached:
        found.append(
            "In de werkgroep zitten mensen van één partner. Voor publiceren geeft een indiener van een andere partij"
            " daarom het tweede akkoord."
        )
    submitters: dict[int, set[int]] = defaultdict(set)
    for row in here:
        if row.role == Membership.Role.SUBMITTER:
            submitters[row.partner_id].add(row.user_id)
    few = [party.partner.short_name or party.partner.name for party in parties if len(submitters[party.partner_id]) < 2]
    if few:
        found.append(
            f"Minder dan twee indieners hebben: {', '.join(few)}. Is de indiener ziek, dan kan niemand indienen."
            " Vraag om een tweede."
        )
    return found
