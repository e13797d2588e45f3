"""How much is asked of each partner already: said before anything more is asked (domain.md §6, rule 2)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from agreements.models import Partner
from monitoring.models import Contribution

if TYPE_CHECKING:
    from agreements.models import Covenant
    from agreements.succession import Succession


@dataclass(frozen=True)
class Load:
    """Of one partner for one year: what waits for its answer, and what it promised."""

    waiting: int = 0
    promised: int = 0

    def __add__(self, other: "Load") -> "Load":
        return Load(self.waiting + other.waiting, self.promised + other.promised)

    def in_words(self, year: int) -> str:
        """ "3 hulpvragen voor 2027 wachten op antwoord, 2 al toegezegd"."""
        if not self.waiting:
            waits = f"Geen open hulpvragen voor {year}"
        elif self.waiting == 1:
            waits = f"1 hulpvraag voor {year} wacht op antwoord"
        else:
            waits = f"{self.waiting} hulpvragen voor {year} wachten op antwoord"
        return f"{waits}, {self.promised} al toegezegd" if self.promised else waits


def weighs(partner: Partner, load: Load) -> bool:
    """True where one thinks twice: volunteers, of whom something is asked already."""
    return partner.kind == Partner.Kind.TENANTS and bool(load.waiting or load.promised)


def of(covenant: "Covenant", year: int, succession: "Succession") -> dict[int, Load]:
    """By partner (id), whoever asks: numbers only, for what others ask is not everyone's to read. One query.

    What was asked of who left counts for who came in its place.
    """
    promised = (Contribution.State.PROMISED, Contribution.State.PARTLY)
    rows = (
        Contribution.objects.filter(
            origin=Contribution.Origin.ASKED,
            overview__assignment__milestone__cycle__covenant=covenant,
            overview__assignment__milestone__subject_year=year,
        )
        .order_by()
        .values("partner")
        .annotate(
            waiting=Count("pk", filter=Q(state=Contribution.State.SENT)),
            promised=Count("pk", filter=Q(state__in=promised)),
        )
    )
    found: dict[int, Load] = {}
    for row in rows:
        heir = succession.heirs.get(row["partner"])
        partner = heir.pk if heir else row["partner"]
        found[partner] = found.get(partner, Load()) + Load(row["waiting"], row["promised"])
    return found
