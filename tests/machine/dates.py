"""Later deadlines are asked and given, dates move, parties come and go."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from calendar_cycle import extensions, moves, taking_part
from calendar_cycle.models import Assignment, MilestoneMove
from calendar_cycle.move_rules import Dates
from druten import clock
from tests import factories
from tests.machine.account import MAY_LEAVE, WORKING_GROUP
from tests.machine.year import OWN, Year, later, offsets, own_or_anyone, shares, working_group_or_anyone


class MovingDates(Year):
    """The rules about what is asked of whom, and before when."""

    # Extensions

    @rule(asker=own_or_anyone, person=working_group_or_anyone, share=shares, grant=st.booleans(), days=later)
    def an_extension_is_asked_and_decided(self, asker: str, person: str, share: int, grant: bool, days: int) -> None:
        """Decided is the latest request, when there is one, whatever became of it."""
        row = self.share(share)
        self.ask(row, asker, days)
        asked = row.extensions.order_by("-pk").first()
        if asked is not None:
            name, by, before = "grant" if grant else "decline", self.user(person), self.day(days)
            self.do(row, lambda: asked.perform(name, by=by, message="Zo besloten.", before=before), events=1)

    def ask(self, row: Assignment, asker: str, days: int) -> None:
        by, wished = self.user(self.who(asker, row)), self.day(days)
        self.do(row, lambda: extensions.ask(row, by=by, wished_before=wished, reason="Ons bestuur."), events=1)

    @rule(person=working_group_or_anyone, share=shares, days=later, unasked=st.booleans())
    def an_extension_is_given_or_left_asked(self, person: str, share: int, days: int, unasked: bool) -> None:
        row = self.share(share)
        by, before = self.user(person), self.day(days)
        if unasked:
            self.do(row, lambda: extensions.give(row, by=by, before=before, reason="Ziek."), events=1)
        else:
            self.ask(row, OWN, days)

    # Moves

    @rule(
        first=st.sampled_from(WORKING_GROUP),
        second=working_group_or_anyone,
        share=shares,
        opens=st.integers(-60, 5),
        days=later,
        name=st.sampled_from(("confirm", "confirm", "withdraw", "")),
    )
    def a_date_is_moved(self, first: str, second: str, share: int, opens: int, days: int, name: str) -> None:
        """Whoever the second is: that one may not be of the same partner, the code must say."""
        step = self.share(share).milestone
        dates = {"opens_on": step.opens_on if opens < 0 else self.day(opens), "before": self.day(days)}
        with clock.at(self.now):
            said = moves.warnings(step, Dates(**dates)) if dates["opens_on"] < dates["before"] else []
        given = {"reason": "Het bestuur komt later.", "confirmed_warnings": said}
        self.try_to("propose_move", lambda: moves.propose(step, by=self.user(first), **dates, **given))
        if name:
            self.decide_on_move(second, name)

    def decide_on_move(self, person: str, name: str) -> None:
        """About the oldest that lies there."""
        move = MilestoneMove.objects.proposed().select_related("milestone__cycle__covenant").order_by("pk").first()
        if move is not None:
            with clock.at(self.now):
                said = moves.unconfirmed(move)
            by = self.user(person)
            self.try_to(f"{name}_move", lambda: move.perform(name, by=by, confirmed_warnings=said))

    # Parties

    @rule(
        person=working_group_or_anyone,
        key=st.sampled_from(MAY_LEAVE),
        how=st.sampled_from(("join", "leave", *MAY_LEAVE)),
        days=offsets,
    )
    def a_party_joins_or_leaves_or_goes_up_in_another(self, person: str, key: str, how: str, days: int) -> None:
        given = {"by": self.user(person), "on": self.day(days), "decision": self.decision}
        if how == "join":
            new = factories.PartnerFactory(kind="corporation")
            self.try_to(how, lambda: taking_part.join(self.world.covenant, new, code=f"N{new.pk}", **given))
        elif how == "leave":
            self.try_to(how, lambda: taking_part.leave(self.party(key), **given))
        else:
            self.try_to("merge", lambda: taking_part.merge(self.party(key), self.party(how), **given))
