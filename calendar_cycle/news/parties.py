"""What all hear when a party joins, leaves or goes up in another; and what that other hears of what it takes over."""

from collections.abc import Iterable
from typing import Any

from agreements.models import Agreement, Party
from calendar_cycle.models import Assignment
from calendar_cycle.news import pages, telling, words
from calendar_cycle.news.deeds import reached_by
from calendar_cycle.news.table import DEEDS
from calendar_cycle.news.telling import Item
from calendar_cycle.states import WITH_THE_PARTNER
from druten import clock
from druten.dutch import long_date


def joined(party: Party) -> None:
    """To all parties and the working group: who takes part too, and from when."""
    _tell_all("party_joined", party, f"{party.partner} doet mee vanaf {long_date(party.joined_on)}")  # type: ignore[arg-type]


def left(party: Party) -> None:
    """To all parties, the one that leaves among them, and the working group; and to who comes in its place."""
    day = long_date(party.left_on)  # type: ignore[arg-type]
    if party.succeeded_by is None:
        _tell_all("party_left", party, f"{party.partner} doet niet meer mee vanaf {day}")
        return
    heir = party.succeeded_by.partner
    _tell_all("party_merged", party, f"{party.partner} gaat op in {heir} vanaf {day}")
    title = f"{heir} neemt vanaf {day} over wat {party.partner} deed"
    shares = Assignment.objects.filter(
        milestone__cycle__covenant=party.covenant, partner=party.partner, state__in=WITH_THE_PARTNER
    )
    agreements = Agreement.objects.filter(covenant=party.covenant).order_by("topic__position", "code")
    context = {
        "heir": heir,
        "led": list(agreements.led_by(party.partner)),
        "joined": list(agreements.joined_by(party.partner)),
        "open": [row.milestone for row in shares.with_everything().order_by("milestone__before") if _is_open(row)],
    }
    _tell("taken_over", party, title, [heir.pk], pages.contributions(), context)


def _is_open(share: Assignment) -> bool:
    return share.milestone.has_opened() and not share.deadline_has_passed and not share.milestone.before_use


def _tell_all(kind: str, party: Party, title: str) -> None:
    parties = party.covenant.parties.taking_part().values_list("partner", flat=True)  # type: ignore[attr-defined]
    _tell(kind, party, title, [*parties, party.partner_id], pages.calendar(), {})


def _tell(kind: str, party: Party, title: str, partners: Iterable[int], address: str, context: dict[str, Any]) -> None:
    item = Item(
        covenant=party.covenant,
        kind=kind,
        subject=f"party:{party.pk}",
        for_date=clock.today(),
        sort=DEEDS[kind].sort,
        title=title,
        text=words.text(kind, {"party": party, **context}),
        address=address,
    )
    telling.tell_of_deed(item, reached_by(kind, party.covenant, dict.fromkeys(partners)))
