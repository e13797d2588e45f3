"""What an activity must serve: one rule for the screen, the spreadsheet and the hand-in (domain.md §3 and §4)."""

from typing import TYPE_CHECKING

from agreements.models import Partner

if TYPE_CHECKING:
    from monitoring.models import Activity

NOTHING = "Kies minstens één afspraak of ambitie waar dit bij hoort."
NO_AMBITION = "Kies minstens één ambitie: de gekozen afspraak hoort bij geen ambitie."


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


def lacks(partner: Partner, activity: "Activity") -> str:
    """The same of an activity that was read `knowing_what_it_serves`."""
    something, an_ambition = activity.serves_something, activity.serves_an_ambition  # type: ignore[attr-defined]
    return why_not(partner, something=something, an_ambition=an_ambition)


def lacks_in_words(partner: Partner, activity: "Activity") -> str:
    """What is missing, in two words beside its title; empty when nothing is."""
    return {"": "", NOTHING: "afspraak ontbreekt", NO_AMBITION: "ambitie ontbreekt"}[lacks(partner, activity)]
