"""Who came in the place of a party that left (domain.md §3, `Party`)."""

from dataclasses import dataclass, field
from datetime import date

from agreements.models import Covenant, Partner, Party


@dataclass(frozen=True)
class Succession:
    """Who has left a covenant, and who came in its place; on one day."""

    heirs: dict[int, Partner | None] = field(default_factory=dict)
    slugs: dict[int, str] = field(default_factory=dict)

    @classmethod
    def on(cls, covenant: Covenant, day: date) -> "Succession":
        """As it is on `day`: one query."""
        left = Party.objects.filter(covenant=covenant, left_on__lte=day)
        rows = {row.pk: row for row in left.select_related("partner", "succeeded_by__partner")}
        return cls(
            {row.partner_id: _heir(row, rows) for row in rows.values()},
            {row.partner_id: row.partner.slug for row in rows.values()},
        )

    def now(self, partners: list[Partner]) -> list[Partner]:
        """These partners as they take part now: who left is replaced by who came in its place, or falls out."""
        found = [self.heirs.get(row.pk, row) for row in partners]
        return list(dict.fromkeys(row for row in found if row is not None))

    def of_former(self, partner: Partner) -> list[str]:
        """The slugs of the partners in whose place this one came."""
        return [self.slugs[pk] for pk, heir in self.heirs.items() if heir is not None and heir.pk == partner.pk]


def _heir(party: Party, left: dict[int, Party]) -> Partner | None:
    """Followed to the end: who came in its place may have left too."""
    seen = {party.pk}
    heir = party.succeeded_by
    while heir is not None and heir.pk in left and heir.pk not in seen:
        seen.add(heir.pk)
        heir = left[heir.pk].succeeded_by
    return heir.partner if heir is not None and heir.pk not in seen else None
