"""What every rule of the machine stands on: a world, a clock, and the door at which deeds are counted."""

import contextlib
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from agreements.models import Covenant, Partner, Party
from calendar_cycle.models import Assignment, AssignmentEvent
from calendar_cycle.news import telling
from calendar_cycle.workflow import NotAllowed, editing
from druten import clock
from druten.accounts.models import User
from druten.clock import AMSTERDAM
from monitoring.models import Overview
from tests import factories
from tests.machine.account import PEOPLE, SUBMITTER_OF, WORKING_GROUP, last_day_of
from tests.machine.at_once import meanwhile
from tests.world import World, make_world

START = datetime(2026, 5, 20, 12, tzinfo=AMSTERDAM)
OWN = "the own submitter"

people = st.sampled_from(PEOPLE)
# Left to chance almost nobody would be at the right door.
own_or_anyone = st.just(OWN) | people
working_group_or_anyone = st.sampled_from(WORKING_GROUP) | people
shares = st.integers(0, 2 * len(SUBMITTER_OF) - 1)
offsets = st.integers(-3, 9)
# Later than a deadline that may be weeks away; sometimes it is not.
later = st.sampled_from((45, 60, 90, 14, 7, 0, -1))


class Year(RuleBasedStateMachine):
    """Two steps of four partners, with everybody at the doors. What happens is really in the database."""

    # What was done in all the years together: a machine before which all doors stay shut shows nothing.
    done: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self._muted = telling.muted()
        self._muted.__enter__()
        self.now = START
        self.contents: dict[int, str] = {}
        self.late: list[str] = []
        self.miscounted: list[str] = []
        self.turn = self.version = 0
        # Rows as someone's tab shows them: read long ago, and used all the same.
        self.tabs: list[Assignment] = []

    @initialize()
    def make(self) -> None:
        with clock.at(self.now):
            self.world: World = make_world()
            self.world.people["stranger"] = make_world("elders-2025-2028").submitter
            steps = (self.world.milestone(), self.world.milestone("evaluation_input"))
            self.decision = factories.DecisionFactory(meeting__covenant=self.world.covenant)
            self.shares = [
                self.world.assignment(getattr(self.world, key), step).pk for step in steps for key in SUBMITTER_OF
            ]

    def teardown(self) -> None:
        self._muted.__exit__(None, None, None)
        rows = AssignmentEvent.objects.filter(refused=False)
        self.done.update(rows.values_list("kind", flat=True))
        tables = ", ".join(model._meta.db_table for model in (Covenant, Partner, User))
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {tables} CASCADE")

    # Who, what, when

    def user(self, name: str) -> User:
        return self.world.people[name]

    def who(self, name: str, row: Assignment) -> str:
        """The person; for `OWN` the one who hands in for the partner of this share."""
        if name != OWN:
            return name
        partners = {getattr(self.world, key).pk: person for key, person in SUBMITTER_OF.items()}
        return partners[row.partner_id]

    def share(self, number: int) -> Assignment:
        """Afresh. What an untouched share of a party that left was, falls away: then another one's."""
        rows = {row.pk: row for row in Assignment.objects.with_everything().filter(pk__in=self.shares)}
        self.shares = [key for key in self.shares if key in rows]
        return rows[self.shares[number % len(self.shares)]]

    def party(self, key: str) -> Party:
        return Party.objects.get(covenant=self.world.covenant, partner=getattr(self.world, key))

    def day(self, offset: int) -> date:
        return self.now.date() + timedelta(days=offset)

    def is_too_late(self, last_day: date) -> bool:
        return self.now >= datetime.combine(last_day, time(0), AMSTERDAM)

    # Doors

    def save(self, person: str, row: Assignment) -> None:
        """Something new in the draft; the first save starts the assignment, which is an event, others are none."""
        before = last_day_of(row)
        self.version += 1

        def deed() -> None:
            with editing(row, by=self.user(person)) as locked:
                Overview.objects.filter(assignment=locked).update(nothing_to_report=f"Versie {self.version}.")
            if self.is_too_late(before):
                self.late.append(f"{person} saves at {self.now}, before {before}")

        self.do(row, deed, events=1 if row.state == "todo" else 0)

    def perform(self, name: str, person: str, row: Assignment, **given: Any) -> None:
        self.do(row, self.deed(name, person, row, **given), events=1)

    def deed(self, name: str, person: str, row: Assignment, **given: Any) -> Callable[[], None]:
        before = last_day_of(row)

        def deed() -> None:
            row.perform(name, by=self.user(person), **given)
            if name == "submit" and self.is_too_late(before):
                self.late.append(f"{person} hands in at {self.now}, before {before}")

        return deed

    def do(self, row: Assignment, deed: Callable[[], object], *, events: int) -> None:
        """Does it or is refused; a refusal is one event, a deed as many as given."""
        there = AssignmentEvent.objects.filter(assignment=row.pk).count()
        with clock.at(self.now):
            expected = events if _is_done(deed) else 1
        self.count(row, there, expected)

    def do_at_once(self, row: Assignment, first: Callable[[], object], second: Callable[[], object]) -> None:
        """Both at one moment: each is done or refused, and each is one event."""
        there = AssignmentEvent.objects.filter(assignment=row.pk).count()
        with clock.at(self.now), meanwhile(lambda: _is_done(second)) as other:
            _is_done(first)
        self.done["held by the lock"] += other.was_held
        self.count(row, there, 2)

    def count(self, row: Assignment, there: int, expected: int) -> None:
        now = AssignmentEvent.objects.filter(assignment=row.pk).count()
        if now - there != expected:
            self.miscounted.append(f"{now - there} events, expected {expected}")

    def try_to(self, name: str, deed: Callable[[], object]) -> None:
        """A deed that is no event of one share."""
        with clock.at(self.now), contextlib.suppress(NotAllowed), transaction.atomic():
            deed()
            self.done[name] += 1


def _is_done(deed: Callable[[], object]) -> bool:
    try:
        deed()
    except NotAllowed:
        return False
    return True
