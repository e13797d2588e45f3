"""What a working group should mend before it gets stuck (domain.md §5, "Four eyes"), and whom mail does not reach."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from agreements.models import Covenant, CovenantRole, Membership, Party
from calendar_cycle.models import Mail
from druten.accounts.models import User
from druten.dutch import enumerate_words


def of(covenants: list[Covenant]) -> dict[int, list[str]]:
    """Dutch sentences per covenant id; three queries in all."""
    parties: dict[int, list[Party]] = defaultdict(list)
    for party in Party.objects.filter(covenant__in=covenants).taking_part().select_related("partner").order_by("pk"):
        parties[party.covenant_id].append(party)
    roles: dict[int, dict[int, User]] = defaultdict(dict)
    working_group = CovenantRole.objects.current().filter(covenant__in=covenants, role=CovenantRole.Role.WORKING_GROUP)
    for role in working_group.select_related("user").order_by("pk"):
        roles[role.covenant_id][role.user_id] = role.user
    partners = {party.partner_id for rows in parties.values() for party in rows}
    members = {user for users in roles.values() for user in users}
    rows = Membership.objects.current().filter(Q(partner__in=partners) | Q(user__in=members))
    memberships = list(rows.select_related("user", "partner").order_by("pk"))
    return {row.pk: _of_one(row, parties[row.pk], roles[row.pk], memberships) for row in covenants}


def for_administrators() -> list[str]:
    """What goes wrong with the mail, for who looks after the whole; one query."""
    number = Mail.objects.given_up().count()
    if not number:
        return []
    mails = "Eén mail is" if number == 1 else f"{number} mails zijn"
    return [f"{mails} na een dag proberen niet verstuurd. Kijk bij Beheer, onder Mails, waarom."]


def _of_one(
    covenant: Covenant, parties: list[Party], members: dict[int, User], memberships: list[Membership]
) -> list[str]:
    here = [row for row in memberships if row.covenant_id in (None, covenant.pk)]
    found = []
    theirs = {row.partner_id for row in here if row.user_id in members}
    unattached = members.keys() - {row.user_id for row in here}
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
    return [*found, *_bounced(parties, members.values(), here)]


def _bounced(parties: list[Party], members: Iterable[User], here: list[Membership]) -> list[str]:
    """Of people of a signed party and of the working group: whose address does not take mail any more."""
    signed = {party.partner_id for party in parties}
    where: dict[User, str] = {user: "werkgroep" for user in members if user.mail_bounced_at}
    for row in here:
        if row.partner_id in signed and row.user.mail_bounced_at:
            where[row.user] = row.partner.short_name or row.partner.name
    if not where:
        return []
    names = enumerate_words([f"{user} ({place})" for user, place in where.items()])
    return [f"Mail komt niet aan bij {names}. Vraag naar het goede adres; tot dan krijgt een ander het bericht."]
