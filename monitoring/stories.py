"""The story of one partner's share of a step: who did what when, with which words; refusals too.

For the own partner and the working group. Why a hand-in or a save of the partner was refused tells of its
draft ("dit ontbreekt: …"): that is for the own partner only.
"""

from dataclasses import dataclass
from datetime import datetime

from agreements.access import Access
from calendar_cycle.models import Assignment, AssignmentEvent

# (as it was done, as it was tried and refused)
WORDS = {
    "start": ("Begonnen", "beginnen"),
    "save": ("Bewaard", "bewaren"),
    "submit": ("Ingediend", "indienen"),
    "confirm": ("Bevestigd", "bevestigen"),
    "withdraw": ("Ingetrokken", "intrekken"),
    "return_for_changes": ("Teruggegeven", "teruggeven"),
    "accept": ("Geaccepteerd", "accepteren"),
    "reopen": ("Weer opengezet", "weer openzetten"),
    "let_stand": ("Inzending laten staan", "inzending laten staan"),
    "close": ("Gesloten als niet ontvangen", "sluiten als niet ontvangen"),
    "end": ("Beëindigd: de partij doet niet meer mee", "beëindigen"),
    "take_over": ("Overgenomen van vóór dit systeem", "overnemen"),
    "ask_extension": ("Uitstel gevraagd", "uitstel vragen"),
    "grant_extension": ("Uitstel verleend", "uitstel geven"),
    "decline_extension": ("Uitstel afgewezen", "uitstel afwijzen"),
    "give_extension": ("Uitstel gegeven", "uitstel geven"),
}


@dataclass(frozen=True)
class Told:
    """One line of the story, as one reader may read it."""

    words: str
    at: datetime
    actor: str
    on_behalf: bool
    message: str


def of(assignment: Assignment, access: Access) -> list[Told]:
    """What happened, the newest first; one query."""
    own = assignment.partner_id in access.own_partners(assignment.covenant)
    rows = assignment.events.select_related("actor").order_by("-at", "-pk")
    return [_told(row, own=own) for row in rows]


def _told(event: AssignmentEvent, *, own: bool) -> Told:
    done, tried = WORDS.get(event.kind, (event.kind, event.kind))
    return Told(
        words=f"Geweigerd: {tried}" if event.refused else done,
        at=event.at,
        actor=str(event.actor) if event.actor else "",
        on_behalf=event.on_behalf,
        message=event.message if own else event.told_to_others,
    )
