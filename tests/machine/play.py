"""A machine that plays random years: any role, any deed, any moment; what may never be is checked after each step.

It knows nothing of the doors' rules. It keeps its own account (who works for whom, which day was the last,
what the events add up to) and compares.
"""

import contextlib
import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from agreements.access import Access, remembered
from agreements.models import Party
from calendar_cycle import extensions, moves, taking_part
from calendar_cycle.models import Assignment, AssignmentEvent, Extension, MilestoneMove, Submission
from calendar_cycle.move_rules import Dates
from calendar_cycle.news import telling
from calendar_cycle.workflow import DEEDS, NotAllowed, editing
from druten import clock
from druten.accounts.models import User
from druten.clock import AMSTERDAM
from monitoring.models import Overview
from tests import factories
from tests.machine.account import JUDGED, JUDGEMENTS, PARTNERS, PEOPLE, WORKING_GROUP, WORKS_FOR, explained, last_day_of
from tests.world import World, make_world

START = datetime(2026, 3, 25, 12, tzinfo=AMSTERDAM)

people = st.sampled_from(PEOPLE)
shares = st.integers(0, 2 * len(PARTNERS) - 1)
offsets = st.integers(-3, 30)


class RandomYear(RuleBasedStateMachine):
    """Two steps of three partners, with everybody at the doors."""

    def __init__(self) -> None:
        super().__init__()
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        self._muted = telling.muted()
        self._muted.__enter__()
        self.now = START
        self.contents: dict[int, str] = {}
        self.late_hand_ins: list[str] = []
        self.miscounted: list[str] = []
        self.turn = 0
        # Rows as someone's tab shows them: read long ago, and used all the same.
        self.tabs: list[Assignment] = []

    @initialize()
    def make(self) -> None:
        with clock.at(self.now):
            self.world: World = make_world()
            self.world.people["stranger"] = make_world("elders-2025-2028").submitter
            overview, plain = self.world.milestone(), self.world.milestone("evaluation_input")
            self.decision = factories.DecisionFactory(meeting__covenant=self.world.covenant)
            self.shares = [
                self.world.assignment(getattr(self.world, key), step).pk
                for step in (overview, plain)
                for key in PARTNERS
            ]

    def teardown(self) -> None:
        self._muted.__exit__(None, None, None)
        transaction.set_rollback(True)
        self._transaction.__exit__(None, None, None)

    # Time

    @rule(days=st.integers(0, 25), hour=st.integers(0, 23))
    def days_go_by(self, days: int, hour: int) -> None:
        later = datetime.combine(self.now.date() + timedelta(days=days), time(hour, 30), AMSTERDAM)
        self.now = max(self.now, later)

    @rule(share=shares, late=st.booleans())
    def it_is_the_last_or_the_first_moment(self, share: int, late: bool) -> None:
        """To midnight at the end of an own deadline, or a microsecond before it."""
        midnight = datetime.combine(last_day_of(self.share(share)), time(0), AMSTERDAM)
        moment_of_truth = midnight if late else midnight - timedelta(microseconds=1)
        self.now = max(self.now, moment_of_truth)

    # Deeds

    @rule(person=people, share=shares)
    def someone_saves(self, person: str, share: int) -> None:
        row = self.share(share)

        def save() -> None:
            with editing(row, by=self.user(person)):
                pass

        # The first save starts the assignment, which is an event; the others are none.
        self.do(row, save, events=1 if row.state == "todo" else 0)

    @rule(person=people, share=shares)
    def a_submitter_hands_in(self, person: str, share: int) -> None:
        self.perform("submit", person, self.share(share))

    @rule(
        person=people,
        share=shares,
        name=st.sampled_from(DEEDS),
        message=st.sampled_from(["", "Graag meer uitleg."]),
        days=offsets,
        on_behalf=st.booleans(),
    )
    def anyone_does_anything(
        self, person: str, share: int, name: str, message: str, days: int, on_behalf: bool
    ) -> None:
        given = {"message": message, "answer_before": self.day(days), "on_behalf": on_behalf}
        self.perform(name, person, self.share(share), **given)

    @rule(person=st.sampled_from(WORKING_GROUP), share=shares, name=st.sampled_from(JUDGED), days=offsets)
    def the_working_group_judges(self, person: str, share: int, name: str, days: int) -> None:
        given = {"message": "Graag meer uitleg.", "answer_before": self.day(days)}
        self.perform(name, person, self.share(share), **given)

    @rule(share=shares)
    def someone_opens_a_tab(self, share: int) -> None:
        self.tabs = [*self.tabs[-3:], self.share(share)]

    @rule(person=people, tab=st.integers(0, 3), name=st.sampled_from(("submit", "accept", "withdraw")))
    def someone_acts_in_an_old_tab(self, person: str, tab: int, name: str) -> None:
        if tab < len(self.tabs):
            stale = self.tabs[tab]
            if stale.pk in self.shares:
                self.perform(name, person, stale)

    @rule(person=people, share=shares, days=offsets)
    def someone_asks_for_an_extension(self, person: str, share: int, days: int) -> None:
        row = self.share(share)

        def ask() -> None:
            extensions.ask(row, by=self.user(person), wished_before=self.day(days), reason="Ons bestuur.")

        self.do(row, ask, events=1)

    @rule(person=people, share=shares, name=st.sampled_from(("grant", "decline")), days=offsets)
    def someone_decides_on_it(self, person: str, share: int, name: str, days: int) -> None:
        row = self.share(share)
        asked = Extension.objects.filter(assignment=row).order_by("-pk").first()
        if asked is not None:
            by, before = self.user(person), self.day(days)
            self.do(row, lambda: asked.perform(name, by=by, message="Zo besloten.", before=before), events=1)

    @rule(person=people, share=shares, days=offsets)
    def someone_gives_an_extension_unasked(self, person: str, share: int, days: int) -> None:
        row = self.share(share)

        def give() -> None:
            extensions.give(row, by=self.user(person), before=self.day(days), reason="Ziek.")

        self.do(row, give, events=1)

    @rule(person=people, share=shares, opens=st.integers(-60, 5), days=st.integers(-3, 60))
    def someone_proposes_another_date(self, person: str, share: int, opens: int, days: int) -> None:
        step = self.share(share).milestone
        dates = {"opens_on": step.opens_on if opens < 0 else self.day(opens), "before": self.day(days)}
        with clock.at(self.now):
            said = moves.warnings(step, Dates(**dates)) if dates["opens_on"] < dates["before"] else []
        self.try_to(
            lambda: moves.propose(
                step, by=self.user(person), **dates, reason="Het bestuur komt later.", confirmed_warnings=said
            )
        )

    @rule(person=people, name=st.sampled_from(("confirm", "withdraw")))
    def someone_confirms_or_withdraws_it(self, person: str, name: str) -> None:
        move = MilestoneMove.objects.proposed().select_related("milestone__cycle__covenant").first()
        if move is not None:
            with clock.at(self.now):
                said = moves.unconfirmed(move)
            self.try_to(lambda: move.perform(name, by=self.user(person), confirmed_warnings=said))

    @rule(person=people, key=st.sampled_from(PARTNERS), into=st.sampled_from((None, *PARTNERS)), days=offsets)
    def a_party_leaves_or_goes_up_in_another(self, person: str, key: str, into: str | None, days: int) -> None:
        party, by, on = self.party(key), self.user(person), self.day(days)
        if into is None:
            self.try_to(lambda: taking_part.leave(party, by=by, on=on, decision=self.decision))
        else:
            self.try_to(lambda: taking_part.merge(party, self.party(into), by=by, on=on, decision=self.decision))

    @rule(person=people, days=offsets)
    def a_partner_joins(self, person: str, days: int) -> None:
        partner = factories.PartnerFactory(kind="corporation")
        given = {
            "by": self.user(person),
            "on": self.day(days),
            "decision": self.decision,
        }
        self.try_to(lambda: taking_part.join(self.world.covenant, partner, code=f"N{partner.pk % 999}", **given))

    # What may never be

    @invariant()
    def no_date_moved_without_a_second_of_another_partner(self) -> None:
        names = {user.pk: name for name, user in getattr(getattr(self, "world", None), "people", {}).items()}
        for move in MilestoneMove.objects.done():
            first, second = names[move.by_id], names[move.confirmed_by_id]
            assert first != second
            assert WORKS_FOR[first] != WORKS_FOR[second]

    @invariant()
    def nothing_was_handed_in_past_its_own_deadline(self) -> None:
        assert not self.late_hand_ins

    @invariant()
    def every_deed_and_refusal_is_one_event(self) -> None:
        assert not self.miscounted

    @invariant()
    def nobody_judged_the_own_partner(self) -> None:
        if not hasattr(self, "world"):
            return
        of = {self.user(name).pk: getattr(self.world, key).pk for name, key in WORKS_FOR.items()}
        rows = AssignmentEvent.objects.filter(kind__in=JUDGEMENTS, refused=False).select_related("assignment")
        judged = [str(row) for row in rows if of.get(row.actor_id) == row.assignment.partner_id]
        assert not judged

    @invariant()
    def nobody_but_the_working_group_judged(self) -> None:
        rows = AssignmentEvent.objects.filter(kind__in=JUDGEMENTS, refused=False)
        actors = {row.actor_id for row in rows}
        assert actors <= {self.user(name).pk for name in WORKING_GROUP} if actors else True

    @invariant()
    def no_submission_ever_changed(self) -> None:
        for row in Submission.objects.all():
            frozen = json.dumps(row.content, sort_keys=True)
            assert self.contents.setdefault(row.pk, frozen) == frozen

    @invariant()
    def the_events_explain_the_state(self) -> None:
        for row in Assignment.objects.filter(pk__in=getattr(self, "shares", [])).prefetch_related("events"):
            assert row.state == explained(row), [str(event) for event in row.events.all()]

    @invariant()
    def nobody_else_reads_a_draft(self) -> None:
        if not hasattr(self, "world"):
            return
        # Two of them a step, in turn: all of them are seen within six.
        self.turn += 2
        with clock.at(self.now):
            for name in (PEOPLE[self.turn % len(PEOPLE)], PEOPLE[(self.turn + 1) % len(PEOPLE)]):
                with remembered(Access.of(self.user(name))):
                    self.check_drafts(name, getattr(self.world, WORKS_FOR[name]).pk if name in WORKS_FOR else None)

    def check_drafts(self, name: str, own: int | None) -> None:
        drafts = Overview.objects.visible_to(self.user(name)).select_related("assignment")
        assert {row.assignment.partner_id for row in drafts} <= {own}
        self.check_hand_ins(name, own)

    def check_hand_ins(self, name: str, own: int | None) -> None:
        """Of others the working group reads from the hand-in, parties from the milestone's day, the board nothing."""
        rows = Submission.objects.visible_to(self.user(name)).select_related("assignment__milestone")
        for row in rows:
            if row.assignment.partner_id == own or name in (*WORKING_GROUP, "administrator"):
                continue
            assert row.withdrawn_at is None
            assert row.assignment.milestone.kind == "overview"
            assert name in WORKS_FOR
            assert self.now.date() >= row.assignment.milestone.before

    # Small things

    def user(self, name: str) -> User:
        return self.world.people[name]

    def share(self, number: int) -> Assignment:
        """Afresh. What an untouched share of a party that left was, falls away: then another one's."""
        rows = {row.pk: row for row in Assignment.objects.with_everything().filter(pk__in=self.shares)}
        self.shares = [key for key in self.shares if key in rows]
        return rows[self.shares[number % len(self.shares)]]

    def party(self, key: str) -> Party:
        return Party.objects.get(covenant=self.world.covenant, partner=getattr(self.world, key))

    def try_to(self, deed: Callable[[], object]) -> None:
        """A deed that is no event of one share."""
        with clock.at(self.now), contextlib.suppress(NotAllowed), transaction.atomic():
            deed()

    def day(self, offset: int) -> date:
        return self.now.date() + timedelta(days=offset)

    def perform(self, name: str, person: str, row: Assignment, **given: Any) -> None:
        before = last_day_of(row)

        def deed() -> None:
            row.perform(name, by=self.user(person), **given)
            if name == "submit" and self.now >= datetime.combine(before, time(0), AMSTERDAM):
                self.late_hand_ins.append(f"{person} at {self.now}, before {before}")

        self.do(row, deed, events=1)

    def do(self, row: Assignment, deed: Callable[[], None], *, events: int) -> None:
        """Does it or is refused; a refusal is one event, a deed as many as given."""
        there = AssignmentEvent.objects.filter(assignment=row.pk).count()
        refused = False
        with clock.at(self.now):
            try:
                deed()
            except NotAllowed:
                refused = True
        now = AssignmentEvent.objects.filter(assignment=row.pk).count()
        if now - there != (1 if refused else events):
            self.miscounted.append(f"{now - there} events")
