"""Who hears what, when. This is the whole of it: what is not here is told to nobody.

Two lists: what time brings about (`LINES`), and what a deed brings about (`DEEDS`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from calendar_cycle.kinds import OF_PARTIES, MilestoneKind
from calendar_cycle.models.notice import Notice

DECISION, DEADLINE, NEWS = Notice.Sort.DECISION, Notice.Sort.DEADLINE, Notice.Sort.NEWS
EVERY_KIND = frozenset(MilestoneKind)
OF_WORKING_GROUP = EVERY_KIND - OF_PARTIES
MONDAY = 0


class To(Enum):
    """Whom a line reaches."""

    PARTIES = auto()  # every party that takes part, through someone to reach
    BEHIND = auto()  # those of them that have not handed in
    WORKING_GROUP = auto()
    BOARD = auto()
    ASKED = auto()  # who has a contribution to answer
    ALL_WHO_DO_IT = auto()  # every party, as above, and the working group; not the board
    PARTNER = auto()  # the one partner that a deed is about
    SENDER = auto()  # the partner that asked or offered
    OWN_PEOPLE = auto()  # editors and submitters of the one partner; never anybody else
    OWN_SUBMITTERS = auto()  # its submitters; never anybody else
    OWNER = auto()  # whose thing is spoken of; of an answer also who spoke
    OTHER_SIDE = auto()  # the partner to which, or by which, something was promised
    EVERYONE = auto()  # all people of all parties, the working group and the board


TO_IN_WORDS = {
    To.PARTIES: "elke partij",
    To.BEHIND: "wie nog niet inleverde",
    To.WORKING_GROUP: "werkgroep",
    To.BOARD: "bestuur",
    To.ASKED: "wie nog moet antwoorden",
    To.ALL_WHO_DO_IT: "elke partij en de werkgroep",
    To.PARTNER: "de partner",
    To.SENDER: "wie vroeg of aanbood",
    To.OWN_PEOPLE: "invullers en indieners van de partner",
    To.OWN_SUBMITTERS: "indieners van de partner",
    To.OWNER: "van wie het is",
    To.OTHER_SIDE: "de andere partner van een hulpvraag of aanbod",
    To.EVERYONE: "iedereen",
}
# What the people of one partner tell each other: no one else is told instead, nor reads that it was told.
ONLY_OWN = frozenset({To.OWN_PEOPLE, To.OWN_SUBMITTERS})


# When


@dataclass(frozen=True)
class AtOpening:
    """On the day that the step opens."""

    def days(self, opens_on: date, before: date) -> list[date]:
        return [opens_on]


@dataclass(frozen=True)
class DaysBefore:
    """So many days before the first day that is too late: 1 is the last day, 0 the day after it."""

    numbers: tuple[int, ...]

    def days(self, opens_on: date, before: date) -> list[date]:
        return [before - timedelta(days=number) for number in self.numbers]


@dataclass(frozen=True)
class OnDay:
    """On a day of the year in which the step opens."""

    month: int
    day: int

    def days(self, opens_on: date, before: date) -> list[date]:
        return [date(opens_on.year, self.month, self.day)]


@dataclass(frozen=True)
class EachMonday:
    """Every Monday from the opening on, for as long as something is open; counted here up to its end."""

    def days(self, opens_on: date, before: date) -> list[date]:
        first = opens_on + timedelta(days=(MONDAY - opens_on.weekday()) % 7)
        return [first + timedelta(weeks=week) for week in range(max(0, ((before - first).days + 6) // 7))]


When = AtOpening | DaysBefore | OnDay | EachMonday


@dataclass(frozen=True)
class Line:
    """One line: at which steps, when, to whom, and of which sort the news is."""

    kind: str
    at: frozenset[MilestoneKind]
    when: When
    to: To
    sort: Notice.Sort


@dataclass(frozen=True)
class Deed:
    """What someone did, to whom it is told, and whether that can wait for the mail of the day."""

    kind: str
    to: To
    sort: Notice.Sort
    can_wait: bool = True


REMINDERS = DaysBefore((30, 14, 7, 2, 1))
THE_DAY_AFTER = DaysBefore((0,))
# Counted back from the date that a partner chose for itself, not from that of the step.
OWN_REMINDERS = DaysBefore((7, 1))

LINES = (
    Line("opens", OF_PARTIES, AtOpening(), To.PARTIES, DEADLINE),
    Line("own_step_opens", OF_WORKING_GROUP, AtOpening(), To.WORKING_GROUP, DEADLINE),
    Line("reminder", OF_PARTIES, REMINDERS, To.BEHIND, DEADLINE),
    Line("own_date", OF_PARTIES, OWN_REMINDERS, To.OWN_PEOPLE, DEADLINE),
    Line("late", OF_PARTIES, THE_DAY_AFTER, To.BEHIND, DEADLINE),
    Line("late_list", EVERY_KIND, THE_DAY_AFTER, To.WORKING_GROUP, DEADLINE),
    Line("monday", EVERY_KIND, EachMonday(), To.WORKING_GROUP, DEADLINE),
    Line("budgets", frozenset({MilestoneKind.BUNDLE}), OnDay(11, 15), To.WORKING_GROUP, DEADLINE),
    Line("board_accents", frozenset({MilestoneKind.ACCENTS}), DaysBefore((14,)), To.BOARD, NEWS),
    # The board decides in May or June; the partners' input is in before 1 May.
    Line("board_evaluation", frozenset({MilestoneKind.EVALUATION_INPUT}), DaysBefore((14,)), To.BOARD, NEWS),
    Line("to_answer", frozenset({MilestoneKind.ALIGNMENT}), DaysBefore((14, 2)), To.ASKED, DEADLINE),
)

DEEDS = {
    deed.kind: deed
    for deed in (
        # about one partner's share; a return and a decision on an extension can not wait, nor can the receipt
        Deed("submit", To.PARTNER, DECISION, can_wait=False),
        Deed("return_for_changes", To.PARTNER, DECISION, can_wait=False),
        Deed("reopen", To.PARTNER, DECISION, can_wait=False),
        Deed("accept", To.PARTNER, DECISION),
        Deed("let_stand", To.PARTNER, DECISION),
        Deed("close", To.PARTNER, DECISION),
        Deed("end", To.PARTNER, DECISION),
        Deed("extension_decided", To.PARTNER, DECISION, can_wait=False),
        Deed("extension_asked", To.WORKING_GROUP, DEADLINE, can_wait=False),
        Deed("submitted", To.WORKING_GROUP, NEWS),
        Deed("withdrawn", To.WORKING_GROUP, NEWS),
        # within the partner
        Deed("ready", To.OWN_SUBMITTERS, DEADLINE, can_wait=False),
        # about the year
        Deed("move_proposed", To.WORKING_GROUP, DEADLINE),
        Deed("moved", To.EVERYONE, DEADLINE),
        Deed("request_sent", To.PARTIES, DEADLINE, can_wait=False),
        Deed("old_questions", To.WORKING_GROUP, NEWS),
        Deed("distributed", To.PARTIES, NEWS, can_wait=False),
        Deed("advised", To.BOARD, NEWS),
        Deed("published", To.EVERYONE, NEWS),
        # about who takes part; who takes over from another hears at once what that is
        Deed("party_joined", To.ALL_WHO_DO_IT, NEWS),
        Deed("party_left", To.ALL_WHO_DO_IT, NEWS),
        Deed("party_merged", To.ALL_WHO_DO_IT, NEWS),
        Deed("taken_over", To.PARTNER, DECISION, can_wait=False),
        # between partners
        Deed("contribution_sent", To.ASKED, DEADLINE),
        Deed("contribution_answered", To.SENDER, NEWS),
        Deed("remark_made", To.OWNER, NEWS),
        Deed("remark_answered", To.OWNER, NEWS),
        Deed("remark_closed", To.OWNER, NEWS),
        Deed("contribution_settled", To.OTHER_SIDE, NEWS),
        Deed("contribution_withdrawn", To.OTHER_SIDE, NEWS),
        Deed("contribution_judged", To.OTHER_SIDE, NEWS),
        Deed("contribution_replied", To.OTHER_SIDE, NEWS),
    )
}


def lines_for(kind: str) -> Iterable[Line]:
    """The lines that time brings about at one kind of step."""
    return (line for line in LINES if kind in line.at)


def to_whom(kind: str) -> To:
    """Whom news of this kind is for; of a reminder ("reminder_7") as of its line."""
    if kind in DEEDS:
        return DEEDS[kind].to
    return next(line.to for line in LINES if line.kind == re.sub(r"_\d+$", "", kind))
