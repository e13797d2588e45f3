"""What was noted to be told, looked at once more: whether it still holds, and for whom it is now.

Between noting and mailing lies a night: people leave, requests are withdrawn. And what bounces is for another.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from calendar_cycle.models import Assignment, AssignmentEvent, Extension, Milestone, MilestoneMove, Notice, OwnApproval
from calendar_cycle.news.reach import Reach
from calendar_cycle.news.table import ONLY_OWN, To, to_whom
from calendar_cycle.states import WITH_THE_PARTNER
from druten.accounts.models import User


@dataclass(frozen=True)
class About:
    """How what a notice is about is today: whether it holds, and which partners it is for, when it is for partners."""

    holds: bool
    partners: frozenset[int] = field(default_factory=frozenset)


# By the primary key of the notice; one that is not in it is about something that is no more.
Read = Callable[[Sequence[Notice]], Mapping[int, About]]
_readers: dict[str, Read] = {}


def register(name: str, read: Read) -> None:
    """Says how to read what notices are about of which the subject begins with this name; once, in `ready()`."""
    _readers[name] = read


def number_of(notice: Notice) -> int:
    """The 7 of the subject "event:7"."""
    return int(notice.subject.split(":")[1])


class Looked:
    """Some notices (with their `covenant` and `user`), looked at again; a fixed number of queries."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        self._reach = Reach({row.covenant for row in notices})
        self._about: dict[int, About] = {}
        by_name: dict[str, list[Notice]] = defaultdict(list)
        for row in notices:
            by_name[row.subject.split(":")[0]].append(row)
        for name, rows in by_name.items():
            read = _readers.get(name)
            self._about |= read(rows) if read else {row.pk: About(True) for row in rows}

    def holds(self, notice: Notice) -> bool:
        """False when what it says is no more: a request that was withdrawn, a share that was handed in."""
        about = self._about.get(notice.pk)
        return about is not None and about.holds

    def is_for_its_reader(self, notice: Notice) -> bool:
        """False when this person has left the partner or the group as which he would be told."""
        person, covenant, to = notice.user, notice.covenant, to_whom(notice.kind)
        if person is None:
            return False
        if to in ONLY_OWN:
            return person in self._reach.of(to, covenant, self._partners(notice))
        if self._reach.is_in_working_group(person, covenant) and to != To.BOARD:
            return True
        if to in (To.BOARD, To.EVERYONE) and self._reach.is_in_board(person, covenant):
            return True
        if to in (To.BOARD, To.WORKING_GROUP):
            return False
        own, meant = self._reach.partners_of(person, covenant), self._partners(notice)
        return bool(own & meant if meant else own)

    def now_for(self, notice: Notice) -> list[User]:
        """Whom it reaches now. What went to all people goes to nobody else: they were told themselves."""
        to, covenant = to_whom(notice.kind), notice.covenant
        if to == To.EVERYONE:
            return []
        partners: Iterable[int] = self._partners(notice)
        if not partners and notice.user:
            partners = self._reach.partners_of(notice.user, covenant)
        return self._reach.of(to, covenant, partners)

    def _partners(self, notice: Notice) -> frozenset[int]:
        about = self._about.get(notice.pk)
        return about.partners if about else frozenset()


# How each of our own is read


def _assignments(notices: Sequence[Notice]) -> dict[int, About]:
    rows = Assignment.objects.filter(pk__in={number_of(row) for row in notices}).with_everything()
    found = {row.pk: row for row in rows}
    return {
        row.pk: About(_is_still_asked(row, found[number_of(row)]), frozenset({found[number_of(row)].partner_id}))
        for row in notices
        if number_of(row) in found
    }


def _is_still_asked(notice: Notice, share: Assignment) -> bool:
    """Not of what was handed in or closed meanwhile; a reminder neither of a deadline that is another one now."""
    if share.state not in WITH_THE_PARTNER:
        return False
    return notice.for_date == share.own_deadline or not notice.kind.startswith(("reminder_", "late"))


def _events(notices: Sequence[Notice]) -> dict[int, About]:
    rows = AssignmentEvent.objects.filter(pk__in={number_of(row) for row in notices})
    partners = dict(rows.values_list("pk", "assignment__partner"))
    return {row.pk: About(True, frozenset({partners[key]})) for row in notices if (key := number_of(row)) in partners}


def _extensions(notices: Sequence[Notice]) -> dict[int, About]:
    rows = Extension.objects.filter(pk__in={number_of(row) for row in notices}).select_related("assignment")
    found = {row.pk: row for row in rows}
    return {
        row.pk: About(
            row.kind != "extension_asked" or found[key].state == Extension.State.ASKED,
            frozenset({found[key].assignment.partner_id}),
        )
        for row in notices
        if (key := number_of(row)) in found
    }


def _approvals(notices: Sequence[Notice]) -> dict[int, About]:
    """Of a reminder that the own date is still that one; of what is ready that it still is."""
    rows = OwnApproval.objects.filter(pk__in={number_of(row) for row in notices}).select_related("assignment")
    found = {row.pk: row for row in rows}
    return {
        row.pk: About(_still_holds(row, found[key]), frozenset({found[key].assignment.partner_id}))
        for row in notices
        if (key := number_of(row)) in found
    }


def _still_holds(notice: Notice, approval: OwnApproval) -> bool:
    if notice.kind == "ready":
        return approval.is_ready
    return approval.assignment.state in WITH_THE_PARTNER and approval.own_before == notice.for_date


def _moves(notices: Sequence[Notice]) -> dict[int, About]:
    states = dict(MilestoneMove.objects.filter(pk__in={number_of(row) for row in notices}).values_list("pk", "state"))
    proposed = MilestoneMove.State.PROPOSED
    return {
        row.pk: About(row.kind != "move_proposed" or states[key] == proposed)
        for row in notices
        if (key := number_of(row)) in states
    }


# What asks for something at a step, and falls away when the step is done.
_UNTIL_DONE = ("own_step_opens", "budgets", "board_", "to_answer_")


def _milestones(notices: Sequence[Notice]) -> dict[int, About]:
    """The subject may name a partner too: "milestone:2:partner:9"."""
    done = dict(Milestone.objects.filter(pk__in={number_of(row) for row in notices}).values_list("pk", "done_at"))
    found = {}
    for row in notices:
        words = row.subject.split(":")
        partners = frozenset({int(words[3])}) if words[2:3] == ["partner"] else frozenset()
        if number_of(row) in done:
            over = done[number_of(row)] is not None and row.kind.startswith(_UNTIL_DONE)
            found[row.pk] = About(not over, partners)
    return found


register("assignment", _assignments)
register("event", _events)
register("extension", _extensions)
register("approval", _approvals)
register("move", _moves)
register("milestone", _milestones)
