"""Who stands in for whom: only a colleague, for only then is nothing told to who may not read it."""

from django.db.models import Q, QuerySet

from agreements.access import Access
from agreements.models import CovenantRole, Membership, StandIn
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.accounts.models import User


def colleagues(user: User) -> "QuerySet[User]":
    """Who may stand in: people of the own partners, and of the working groups one is in."""
    access = Access.of(user)
    partners = {row.partner_id for row in access.memberships}
    groups = {row.pk for row in access.covenants if row.in_working_group}
    of_partner = Membership.objects.current().filter(partner__in=partners)
    in_group = CovenantRole.objects.current().filter(covenant__in=groups, role=CovenantRole.Role.WORKING_GROUP)
    rows = User.objects.filter(Q(pk__in=of_partner.values("user")) | Q(pk__in=in_group.values("user")), is_active=True)
    return rows.exclude(pk=user.pk).order_by("name", "email")


def own(user: User) -> "QuerySet[StandIn]":
    """One's own that are not over yet."""
    return (
        StandIn.objects.filter(user=user, ends_on__gte=clock.today()).select_related("stand_in").order_by("starts_on")
    )


def add(stand_in: StandIn) -> None:
    """Stores who stands in.

    Raises:
        NotAllowed: when it is no colleague, when the days are over, or when someone stands in then already.
    """
    if not colleagues(stand_in.user).filter(pk=stand_in.stand_in_id).exists():
        raise NotAllowed("Kies een collega: iemand van uw eigen organisatie of uit de werkgroep.")
    if stand_in.ends_on < clock.today():
        raise NotAllowed("Deze dagen zijn al voorbij. Kies een laatste dag vanaf vandaag.")
    if own(stand_in.user).filter(starts_on__lte=stand_in.ends_on, ends_on__gte=stand_in.starts_on).exists():
        raise NotAllowed("In die dagen heeft u al een vervanger. Haal die eerst weg.")
    stand_in.save()
