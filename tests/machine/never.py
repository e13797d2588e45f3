"""What may never be, whatever was done: looked at after each step."""

import json

from hypothesis.stateful import invariant

from agreements.access import Access, remembered
from calendar_cycle.models import Assignment, AssignmentEvent, MilestoneMove, Submission
from druten import clock
from monitoring.models import Overview
from tests.machine.account import JUDGEMENTS, PEOPLE, WORKING_GROUP, WORKS_FOR, explained
from tests.machine.year import Year


class Never(Year):
    """The invariants."""

    @invariant()
    def nothing_was_handed_in_past_its_own_deadline(self) -> None:
        assert not self.late

    @invariant()
    def every_deed_and_refusal_is_one_event(self) -> None:
        assert not self.miscounted

    @invariant()
    def only_the_working_group_judged_and_never_the_own_partner(self) -> None:
        rows = AssignmentEvent.objects.filter(kind__in=JUDGEMENTS, refused=False, actor__isnull=False)
        names = {user.pk: name for name, user in self.world.people.items()}
        for row in rows.select_related("assignment"):
            name = names[row.actor_id]
            assert name in WORKING_GROUP
            assert row.assignment.partner_id != getattr(self.world, WORKS_FOR[name]).pk, f"{name}: {row}"

    @invariant()
    def no_date_moved_without_a_second_of_another_partner(self) -> None:
        names = {user.pk: name for name, user in self.world.people.items()}
        for move in MilestoneMove.objects.done():
            first, second = names[move.by_id], names[move.confirmed_by_id]
            assert WORKS_FOR[first] != WORKS_FOR[second]

    @invariant()
    def no_submission_ever_changed(self) -> None:
        for row in Submission.objects.all():
            frozen = json.dumps(row.content, sort_keys=True)
            assert self.contents.setdefault(row.pk, frozen) == frozen

    @invariant()
    def the_events_explain_the_state(self) -> None:
        for row in Assignment.objects.filter(pk__in=self.shares).prefetch_related("events"):
            assert row.state == explained(row), [str(event) for event in row.events.all()]

    @invariant()
    def nobody_else_reads_a_draft(self) -> None:
        # One of them a step, in turn, first the drafts and then the hand-ins: each is seen twice a year.
        self.turn += 1
        name = PEOPLE[self.turn // 2 % len(PEOPLE)]
        own = getattr(self.world, WORKS_FOR[name]).pk if name in WORKS_FOR else None
        look = self.look_at_drafts if self.turn % 2 else self.look_at_hand_ins
        with clock.at(self.now), remembered(Access.of(self.user(name))):
            look(name, own)

    def look_at_drafts(self, name: str, own: int | None) -> None:
        drafts = Overview.objects.visible_to(self.user(name)).values_list("assignment__partner", flat=True)
        assert set(drafts) <= {own}, f"{name} reads a draft"

    def look_at_hand_ins(self, name: str, own: int | None) -> None:
        """Of others the working group reads from the hand-in, parties from the milestone's day, the board nothing."""
        rows = Submission.objects.visible_to(self.user(name)).select_related("assignment__milestone")
        for row in rows:
            if row.assignment.partner_id == own or name in (*WORKING_GROUP, "administrator"):
                continue
            assert row.withdrawn_at is None
            assert row.assignment.milestone.kind == "overview"
            assert name in WORKS_FOR
            assert self.now.date() >= row.assignment.milestone.before
