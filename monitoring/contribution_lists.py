"""The hulpvragen and aanbod of one person, over all covenants, in a fixed number of queries."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from agreements.models import Responsibility
from monitoring import contribution_guards as guards
from monitoring.models import Contribution

if TYPE_CHECKING:
    from agreements.access import Access
    from druten.accounts.models import User

RELATED = (
    "overview__assignment__milestone__cycle__covenant",
    "overview__assignment__partner",
    "partner",
    "agreement",
    "activity__overview__assignment__partner",
)


@dataclass
class Lists:
    """What is asked of or offered to us, what we asked, what we offered."""

    to_us: list[Contribution] = field(default_factory=list)
    asked: list[Contribution] = field(default_factory=list)
    offered: list[Contribution] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.to_us or self.asked or self.offered)


def of(user: "User", access: "Access", state: str = "") -> Lists:
    """Sorted by whose turn it is; `state` keeps those in one state only."""
    responsibilities = Responsibility.objects.select_related("partner")
    rows = (
        Contribution.objects.visible_to(user)
        .select_related(*RELATED)
        .prefetch_related(Prefetch("agreement__responsibilities", queryset=responsibilities))
        .order_by("-overview__assignment__milestone__subject_year", "-pk")
    )
    lists = Lists()
    for row in rows.filter(state=state) if state in Contribution.State.values else rows:
        covenant = row.overview.covenant
        own, succession = access.own_partners(covenant), access.succession_in(covenant)
        if any(it.pk in own for it in (row.overview.partner, *guards.asking_partners(row, succession))):
            (lists.asked if row.origin == Contribution.Origin.ASKED else lists.offered).append(row)
        elif row.state != Contribution.State.CONCEPT and any(
            it.pk in own for it in guards.answering_partners(row, succession)
        ):
            lists.to_us.append(row)
    return lists
