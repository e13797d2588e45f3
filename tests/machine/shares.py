"""Time goes by, and people do things with shares: save, hand in, judge, in old tabs, and twice at once."""

from datetime import datetime, time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from calendar_cycle.models import Assignment
from calendar_cycle.workflow import DEEDS
from druten.clock import AMSTERDAM
from tests.machine.account import JUDGED, WORKING_GROUP, last_day
from tests.machine.year import OWN, Year, later, own_or_anyone, shares

# From further off a jump to a deadline would be most of the year.
NEAR = timedelta(days=35)
JUDGEMENTS_IN_A_ROW = (
    (),
    ("accept",),
    ("return_for_changes",),
    ("accept", "reopen"),
    ("return_for_changes", "let_stand"),
)
BUTTONS = ("submit", "withdraw", "accept", "return_for_changes")


class Shares(Year):
    """The rules about one share."""

    # Time

    @rule(days=st.integers(0, 9), hour=st.integers(0, 23))
    def days_go_by(self, days: int, hour: int) -> None:
        later = datetime.combine(self.day(days), time(hour, 30), AMSTERDAM)
        self.now = max(self.now, later)

    @precondition(lambda self: self.near())
    @rule(number=st.integers(0, 7), late=st.booleans())
    def it_is_the_last_or_the_first_moment(self, number: int, late: bool) -> None:
        """To midnight at the end of an own deadline that is near, or a microsecond before it."""
        near = self.near()
        midnight = near[number % len(near)][1]
        self.now = max(self.now, midnight if late else midnight - timedelta(microseconds=1))

    @precondition(lambda self: self.near())
    @rule(number=st.integers(0, 7), person=st.sampled_from(WORKING_GROUP), name=st.sampled_from(("close", "let_stand")))
    def a_deadline_passes_and_the_working_group_settles_it(self, number: int, person: str, name: str) -> None:
        near = self.near()
        row, midnight = near[number % len(near)]
        self.now = max(self.now, midnight)
        self.perform(name, person, row, message="De termijn is voorbij.")

    def near(self) -> list[tuple[Assignment, datetime]]:
        """The shares whose own deadline is near, with the midnight at its end."""
        rows = Assignment.objects.with_everything().filter(pk__in=self.shares).order_by("pk")
        midnights = [(row, datetime.combine(last_day(row), time(0), AMSTERDAM)) for row in rows]
        return [(row, midnight) for row, midnight in midnights if self.now < midnight <= self.now + NEAR]

    # Deeds

    @rule(person=own_or_anyone, share=shares)
    def someone_saves(self, person: str, share: int) -> None:
        row = self.share(share)
        self.save(self.who(person, row), row)

    @rule(
        share=shares,
        person=st.sampled_from(WORKING_GROUP),
        names=st.sampled_from(JUDGEMENTS_IN_A_ROW),
        days=later,
    )
    def the_own_submitter_hands_in_and_it_is_judged(
        self, share: int, person: str, names: tuple[str, ...], days: int
    ) -> None:
        """Whoever of the working group it is: that one may not judge the own partner, the code must say."""
        row = self.share(share)
        self.save(self.who(OWN, row), row)
        self.perform("submit", self.who(OWN, row), self.share(share))
        for name in names:
            self.the_working_group_judges(person, share, name, days)

    @rule(
        person=own_or_anyone,
        share=shares,
        name=st.sampled_from(DEEDS),
        message=st.sampled_from(["", "Graag meer uitleg."]),
        days=later,
        on_behalf=st.booleans(),
    )
    def anyone_does_anything(
        self, person: str, share: int, name: str, message: str, days: int, on_behalf: bool
    ) -> None:
        row = self.share(share)
        given = {"message": message, "answer_before": self.day(days), "on_behalf": on_behalf}
        self.perform(name, self.who(person, row), row, **given)

    @rule(person=st.sampled_from(WORKING_GROUP), share=shares, name=st.sampled_from(JUDGED), days=later)
    def the_working_group_judges(self, person: str, share: int, name: str, days: int) -> None:
        given = {"message": "Graag meer uitleg.", "answer_before": self.day(days)}
        self.perform(name, person, self.share(share), **given)

    # Tabs

    @rule(
        person=own_or_anyone,
        tab=st.integers(0, 3),
        name=st.sampled_from(BUTTONS),
        share=shares,
    )
    def someone_acts_in_an_old_tab_and_opens_a_new_one(self, person: str, tab: int, name: str, share: int) -> None:
        if tab < len(self.tabs):
            stale = self.tabs[tab]
            if Assignment.objects.filter(pk=stale.pk).exists():
                self.perform(name, self.who(person, stale), stale, message="Zo dan.", answer_before=self.day(30))
        self.tabs = [*self.tabs[-3:], self.share(share)]

    @rule(share=shares, name=st.sampled_from(BUTTONS), judge=st.sampled_from(WORKING_GROUP), second=own_or_anyone)
    def the_same_button_is_pressed_twice_at_once(self, share: int, name: str, judge: str, second: str) -> None:
        """By the right person in two tabs, or by someone else at that very moment."""
        row = self.share(share)
        self.save(self.who(OWN, row), row)
        if name != "submit":
            self.perform("submit", self.who(OWN, row), self.share(share))
        first = self.who(OWN, row) if name in ("submit", "withdraw") else judge
        given = {"message": "Graag meer uitleg.", "answer_before": self.day(30)}
        one, other = self.share(share), self.share(share)
        self.do_at_once(
            one, self.deed(name, first, one, **given), self.deed(name, self.who(second, row), other, **given)
        )
