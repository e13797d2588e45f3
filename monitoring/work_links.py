"""What the working group can do at a step: the pages with their words, for the work page."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Milestone

# The page and the words of the deed that concludes a step of the working group itself.
DEEDS = {
    MilestoneKind.ACCENTS: ("work:accents", "Accenten voorbereiden en het besluit vastleggen"),
    MilestoneKind.ALIGNMENT: ("work:alignment", "Gesprek en verslag vastleggen"),
    MilestoneKind.BUNDLE: ("work:publication", "Gezamenlijk overzicht bekijken en publiceren"),
    MilestoneKind.RESULTS_REQUEST: ("work:request", "Uitvraag versturen"),
    MilestoneKind.EVALUATION: ("work:evaluation", "Advies versturen en het besluit vastleggen"),
    MilestoneKind.CLOSING: ("work:closing", "Besluit over de afronding vastleggen"),
}


@dataclass(frozen=True)
class Link:
    """A page, and what one does there."""

    words: str
    url: str


def of(milestone: Milestone, phase: str, today: date) -> list[Link]:
    """The pages of a step that is "coming", "open", "late" or "done", the most important first."""
    kind = MilestoneKind(milestone.kind)
    if milestone.is_of_parties:
        return _of_parties(milestone, phase, today)
    if phase == "coming" and kind != MilestoneKind.ACCENTS:
        return []
    page, words = DEEDS[kind]
    if milestone.done_at:
        words = "Nieuwe versie bekijken" if kind == MilestoneKind.BUNDLE else "Teruglezen"
    return [Link(words, reverse(page, args=[milestone.pk]))]


def _of_parties(milestone: Milestone, phase: str, today: date) -> list[Link]:
    found = []
    if milestone.kind == MilestoneKind.OVERVIEW and today >= milestone.before:
        found.append(Link("Rondsturen wat binnenkwam", reverse("work:distribution", args=[milestone.pk])))
    prepares = phase == "coming" and milestone.kind != MilestoneKind.RESULTS
    words = "Vragen samenstellen en vaststellen" if prepares else "Vragen bekijken"
    return [*found, Link(words, reverse("work:questions", args=[milestone.pk]))]
