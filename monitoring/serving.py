"""What an activity must serve: one rule for the screen, the spreadsheet and the hand-in (domain.md §3 and §4)."""

from agreements.models import Partner

NOTHING = "Kies minstens één afspraak of ambitie waar dit bij hoort."
NO_AMBITION = (
    "Kies minstens één ambitie. De gekozen afspraak hoort bij geen ambitie, en een corporatie zegt aan welke zij werkt."
)


def says_which_ambitions(partner: Partner) -> bool:
    """True for a corporation: for its overview a link to the ambitions that it serves is required."""
    return partner.kind == Partner.Kind.CORPORATION


def why_not(partner: Partner, *, something: bool, an_ambition: bool) -> str:
    """Why an activity of this partner can not stay so, as one Dutch sentence; empty when it can.

    Args:
        something: it is linked to an agreement or an ambition.
        an_ambition: it is linked to an ambition, or to an agreement that carries one; True as well where the
            document names no ambition at all, for then there is nothing to choose.
    """
    if not something:
        return NOTHING
    return NO_AMBITION if says_which_ambitions(partner) and not an_ambition else ""
