"""What stands in one person's agenda: only what is the person's own, of the covenants of today.

For a partner its deadlines (moved and extended too) and the openings; for the working group all steps;
for the board the steps on which it decides; for each the meetings to which one goes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from agreements.access import Access
from agreements.models import Covenant, Meeting
from calendar_cycle.agenda import entry
from calendar_cycle.agenda.entry import Changes, Entry
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, AssignmentEvent, Milestone, MilestoneMove
from calendar_cycle.news import pages, words
from druten import clock
from druten.dutch import long_date

State = Assignment.State
# What changes a share for who looks at it; an extension is counted from its own row.
DEEDS = ("submit", "withdraw", "return_for_changes", "accept", "reopen", "let_stand", "close", "end", "take_over")
ENDED = {State.SUBMITTED: "ingediend", State.ACCEPTED: "ingediend", State.MISSED: "niet ontvangen"}
OF_THE_BOARD = frozenset({MilestoneKind.ACCENTS, MilestoneKind.EVALUATION, MilestoneKind.CLOSING})
OF_PARTNERS = (Meeting.Kind.THEME, Meeting.Kind.LIVEABILITY)
YEARS_BACK = 1


@dataclass(frozen=True)
class Part:
    """What a person is in one covenant."""

    covenant: Covenant
    working_group: bool
    board: bool
    partners: frozenset[int]
    edited: frozenset[int]

    @classmethod
    def of(cls, access: Access, covenant: Covenant) -> "Part":
        return cls(
            covenant,
            access.in_working_group(covenant),
            access.in_board(covenant),
            frozenset(access.own_partners(covenant)),
            frozenset(row.pk for row in access.edited_partners(covenant)),
        )

    @property
    def is_any(self) -> bool:
        """False for an administrator, who looks on."""
        return self.working_group or self.board or bool(self.partners)


def entries(access: Access) -> list[Entry]:
    """All entries of one person, in the order of the days; a fixed number of queries."""
    parts = {row.pk: part for row in access.covenants if (part := Part.of(access, row)).is_any}
    milestones = _milestones(parts)
    shares = list(_shares(parts, milestones))
    found = [*_of_meetings(parts)]
    for row in shares:
        found.append(_deadline(row, parts[row.milestone.cycle.covenant_id]))
    own = {row.milestone_id: row for row in reversed(shares)}
    for step in milestones.values():
        found += _of_step(step, parts[step.cycle.covenant_id], own.get(step.pk))
    return sorted(found, key=lambda it: (it.day, it.key))


# Reading


def _since() -> date:
    """Older years are not sent again and again."""
    return date(clock.today().year - YEARS_BACK, 1, 1)


def _milestones(parts: dict[int, Part]) -> dict[int, Milestone]:
    """The steps; what ended before taking into use is nobody's any more."""
    moves = Prefetch("moves", MilestoneMove.objects.done().order_by("confirmed_at", "pk"))
    rows = Milestone.objects.filter(cycle__covenant__in=parts, before__gt=_since())
    rows = rows.select_related("cycle__covenant").prefetch_related(moves).order_by("pk")
    return {row.pk: row for row in rows if not row.before_use}


def _shares(parts: dict[int, Part], milestones: dict[int, Milestone]) -> Iterator[Assignment]:
    """The shares of one's own partners, each with the step that was read already."""
    own = Q(pk__in=())
    for part in parts.values():
        if part.partners:
            own |= Q(milestone__cycle__covenant=part.covenant, partner__in=part.partners)
    deeds = Prefetch("events", AssignmentEvent.objects.filter(kind__in=DEEDS, refused=False))
    rows = Assignment.objects.filter(own, milestone__in=milestones).select_related("partner")
    for row in rows.prefetch_related("extensions", deeds).order_by("pk"):
        row.milestone = milestones[row.milestone_id]
        yield row


# Deadlines and steps


def _deadline(row: Assignment, part: Part) -> Entry:
    """The last day that counts for one partner; handed in it stays, without an alarm."""
    milestone, before = row.milestone, row.own_deadline
    changes = _moved(milestone)
    changes.add(*(it.decided_at for it in row.extensions.all()), *(it.at for it in row.events.all()))
    ended = ENDED.get(State(row.state), "")
    return entry.make(
        f"assignment-{row.pk}",
        clock.day_before(before),
        f"{milestone} ({ended})" if ended else f"{milestone}: laatste dag om in te dienen",
        [f"Voor {row.partner}: inleveren vóór {long_date(before)}.", words.asked(milestone), *_was(milestone)],
        covenant=part.covenant,
        changes=changes,
        address=row.get_absolute_url(),
        category="Termijn",
        alarm=row.partner_id in part.edited and part.covenant.is_open and not ended,
    )


def _of_step(milestone: Milestone, part: Part, own: Assignment | None) -> Iterator[Entry]:
    """Opening and end of one step, for who it is."""
    if part.working_group or own is not None:
        yield _opening(milestone, part, own)
    if part.working_group or (part.board and milestone.kind in OF_THE_BOARD):
        yield _end(milestone, part)


def _opening(milestone: Milestone, part: Part, own: Assignment | None) -> Entry:
    day, early = opening_day(milestone)
    changes = _moved(milestone)
    if early:
        changes.add(entry.midnight(day))
    return entry.make(
        f"opening-{milestone.pk}",
        day,
        f"{milestone} staat open",
        [f"Klaar vóór {long_date(milestone.before)}.", words.asked(milestone), *_was(milestone)],
        covenant=part.covenant,
        changes=changes,
        address=own.get_absolute_url() if own else pages.work(milestone),
        category="Opening",
    )


def opening_day(milestone: Milestone) -> tuple[date, bool]:
    """When it opens, and whether that was earlier than foreseen.

    The results open when the uitvraag is sent, on 1 January at the latest (domain.md §5).
    """
    if milestone.kind != MilestoneKind.RESULTS:
        return milestone.opens_on, False
    latest, told = milestone.opens_at_latest, milestone.announced_on
    return (told, True) if told and told < latest else (latest, False)


def _end(milestone: Milestone, part: Part) -> Entry:
    """The last day of a step, for the working group and the board."""
    done = milestone.done_at is not None
    theirs = not milestone.is_of_parties
    if theirs:
        title = f"{milestone} (gedaan)" if done else f"{milestone}: laatste dag"
    else:
        title = f"{milestone}: laatste dag voor de partners"
    return entry.make(
        f"milestone-{milestone.pk}",
        clock.day_before(milestone.before),
        title,
        [f"Klaar vóór {long_date(milestone.before)}.", *_was(milestone)],
        covenant=part.covenant,
        changes=_moved(milestone).add(milestone.done_at),
        address=pages.work(milestone) if part.working_group else pages.progress(part.covenant),
        category="Termijn",
        alarm=theirs and not done and part.covenant.is_open,
    )


def _moved(milestone: Milestone) -> Changes:
    return Changes().add(*(row.confirmed_at for row in milestone.moves.all()))


def _was(milestone: Milestone) -> Iterable[str]:
    """The date before the last move, which all may see; the reason stands on the site."""
    return [f"Verplaatst: was vóór {long_date(row.old_before)}." for row in list(milestone.moves.all())[-1:]]


# Meetings


def _of_meetings(parts: dict[int, Part]) -> Iterator[Entry]:
    """The meetings to which one goes; what is on the agenda stands on the site."""
    for row in Meeting.objects.filter(covenant__in=parts, held_on__gte=_since()).order_by("pk"):
        part = parts[row.covenant_id]
        if not _goes_to(part, row):
            continue
        yield entry.make(
            f"meeting-{row.pk}",
            row.held_on,
            row.get_kind_display()[:1].upper() + row.get_kind_display()[1:],
            [],
            covenant=part.covenant,
            changes=Changes(row.times_changed, row.changed_at),
            address=pages.calendar(),
            category="Overleg",
            place=row.place,
        )


def _goes_to(part: Part, meeting: Meeting) -> bool:
    """The working group prepares all of them; the board its own; partners themes and the overlegtafel."""
    if part.working_group:
        return True
    if meeting.kind == Meeting.Kind.BOARD:
        return part.board
    return meeting.kind in OF_PARTNERS and bool(part.partners)
