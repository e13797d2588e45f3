"""Who came in the place of a party that left (domain.md §3, `Party`)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from agreements.models import Covenant, Partner, Party


@dataclass(frozen=True)
class Succession:
    """Who has left a covenant, and who came in its place; on one day."""

    heirs: dict[int, Partner | None] = field(default_factory=dict)
    slugs: dict[int, str] = field(default_factory=dict)
    days: dict[int, date] = field(default_factory=dict)

    @classmethod
    def on(cls, covenant: Covenant, day: date) -> "Succession":
        """As it is on `day`: one query."""
        return cls.of_each([covenant.pk], day).get(covenant.pk, cls())

    @classmethod
    def of_each(cls, covenants: Iterable[int], day: date) -> "dict[int, Succession]":
        """By covenant (id), of those that someone has left on `day`: one query."""
        left = Party.objects.filter(covenant__in=list(covenants), left_on__lte=day)
        rows = {row.pk: row for row in left.select_related("partner", "succeeded_by__partner").order_by("pk")}
        found: dict[int, Succession] = defaultdict(cls)
        for row in rows.values():
            here = found[row.covenant_id]
            here.heirs[row.partner_id] = _heir(row, rows)
            here.slugs[row.partner_id] = row.partner.slug
            here.days[row.partner_id] = row.left_on  # type: ignore[assignment]
        return dict(found)

    def now(self, partners: list[Partner]) -> list[Partner]:
        """These partners as they take part now: who left is replaced by who came in its place, or falls out."""
        found = [self.heirs.get(row.pk, row) for row in partners]
        return list(dict.fromkeys(row for row in found if row is not None))

    def of_former(self, partner: Partner) -> list[str]:
        """The slugs of the partners in whose place this one came."""
        return [self.slugs[pk] for pk in self.formers({partner.pk})]

    def formers(self, partners: set[int]) -> list[int]:
        """The ids of the partners in whose place one of these came."""
        return [pk for pk, heir in self.heirs.items() if heir is not None and heir.pk in partners]


def _heir(party: Party, left: dict[int, Party]) -> Partner | None:
    """Followed to the end: who came in its place may have left too."""
    seen = {party.pk}
    heir = party.succeeded_by
    while heir is not None and heir.pk in left and heir.pk not in seen:
        seen.add(heir.pk)
        heir = left[heir.pk].succeeded_by
    return heir.partner if heir is not None and heir.pk not in seen else None
