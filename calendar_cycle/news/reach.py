"""Someone to reach, always: submitters, else editors, else other members, else the working group.

Read once for a number of covenants. Whose address bounces is passed over as long as there is someone
else; who is away has a stand-in of the same organisation, and so has a stand-in who is away.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from django.db.models import Q

from agreements.models import Covenant, CovenantRole, Membership, Party, StandIn
from calendar_cycle.news.table import ONLY_OWN, To
from druten import clock
from druten.accounts.models import User

ROLES = (Membership.Role.SUBMITTER, Membership.Role.EDITOR, Membership.Role.READER)


class Reach:
    """The people of some covenants, as they are today; four queries."""

    def __init__(self, covenants: Iterable[Covenant]) -> None:
        self._covenants = list(covenants)
        signed = Q(partner__parties__covenant__in=self._covenants, partner__parties__signed=True)
        rows = Membership.objects.current().filter(signed, Q(covenant=None) | Q(covenant__in=self._covenants))
        self._members: dict[int, list[Membership]] = defaultdict(list)
        for row in rows.select_related("user").order_by("pk").distinct():
            self._members[row.partner_id].append(row)
        self._roles: dict[tuple[int, str], list[User]] = defaultdict(list)
        roles = CovenantRole.objects.current().filter(covenant__in=self._covenants)
        for role in roles.select_related("user").order_by("pk"):
            self._roles[role.covenant_id, role.role].append(role.user)
        self._away = self._stand_ins()

    def _stand_ins(self) -> dict[int, User]:
        today = clock.today()
        rows = StandIn.objects.current(today).filter(stand_in__is_active=True).select_related("stand_in")
        return {row.user_id: row.stand_in for row in rows.order_by("pk")}

    def working_group(self, covenant: Covenant) -> list[User]:
        """Its members; who is away is stood in for by another member."""
        return self._with_role(covenant, CovenantRole.Role.WORKING_GROUP)

    def board(self, covenant: Covenant) -> list[User]:
        return self._with_role(covenant, CovenantRole.Role.BOARD)

    def partner(self, covenant: Covenant, partner_id: int) -> list[User]:
        """Those who hear what is asked of this partner."""
        members = self._of(covenant, partner_id)
        colleagues = {row.user_id for row in members}
        for bounced_too in (False, True):
            for role in ROLES:
                people = [row.user for row in members if row.role == role]
                found = self._reached(people, colleagues, bounced_too=bounced_too)
                if found:
                    return found
            if not bounced_too and (group := self.working_group(covenant)):
                return group
        return []

    def editors(self, covenant: Covenant, partner_id: int) -> list[User]:
        """Those who may answer for this partner; when there are none, whoever is to be reached."""
        members = self._of(covenant, partner_id)
        people = [row.user for row in members if row.edits]
        found = self._reached(people, {row.user_id for row in members})
        return found or self.partner(covenant, partner_id)

    def own(self, to: To, covenant: Covenant, partner_id: int) -> list[User]:
        """The people of this partner who fill in, or hand in; when none of them can be reached, nobody."""
        members = self._of(covenant, partner_id)
        submits = to == To.OWN_SUBMITTERS
        people = [row.user for row in members if (row.role == Membership.Role.SUBMITTER if submits else row.edits)]
        colleagues = {row.user_id for row in members}
        return self._reached(people, colleagues) or self._reached(people, colleagues, bounced_too=True)

    def everyone(self, covenant: Covenant, partner_ids: Iterable[int]) -> list[User]:
        """All people of these partners, the working group and the board; each once."""
        people = [row.user for partner in partner_ids for row in self._of(covenant, partner)]
        people += self.working_group(covenant) + self.board(covenant)
        return list(dict.fromkeys(people))

    def of(self, to: To, covenant: Covenant, partner_ids: Iterable[int]) -> list[User]:
        """Whom news for `to` reaches; the partners are those that it is about."""
        if to == To.WORKING_GROUP:
            return self.working_group(covenant)
        if to == To.BOARD:
            return self.board(covenant)
        if to == To.EVERYONE:
            return self.everyone(covenant, partner_ids)
        if to in ONLY_OWN:
            return list(dict.fromkeys(it for partner in partner_ids for it in self.own(to, covenant, partner)))
        found = self.editors if to in (To.ASKED, To.SENDER, To.OWNER, To.OTHER_SIDE) else self.partner
        people = [person for partner in partner_ids for person in found(covenant, partner)]
        if to == To.ALL_WHO_DO_IT:
            people += self.working_group(covenant)
        return list(dict.fromkeys(people))

    def is_in_working_group(self, person: User, covenant: Covenant) -> bool:
        return person in self._roles[covenant.pk, CovenantRole.Role.WORKING_GROUP]

    def is_in_board(self, person: User, covenant: Covenant) -> bool:
        return person in self._roles[covenant.pk, CovenantRole.Role.BOARD]

    def partners_of(self, person: User, covenant: Covenant) -> frozenset[int]:
        """The parties of this covenant of which this person is a member now."""
        here = self._parties[covenant.pk]
        return frozenset(it for it in here if any(row.user_id == person.pk for row in self._of(covenant, it)))

    @cached_property
    def _parties(self) -> dict[int, set[int]]:
        """The partners that signed, by covenant: read only when someone asks."""
        found: dict[int, set[int]] = defaultdict(set)
        rows = Party.objects.filter(covenant__in=self._covenants, signed=True)
        for covenant, partner in rows.values_list("covenant", "partner"):
            found[covenant].add(partner)
        return found

    def _with_role(self, covenant: Covenant, role: str) -> list[User]:
        people = self._roles[covenant.pk, role]
        colleagues = {row.pk for row in people}
        return self._reached(people, colleagues) or self._reached(people, colleagues, bounced_too=True)

    def _of(self, covenant: Covenant, partner_id: int) -> list[Membership]:
        return [row for row in self._members[partner_id] if row.covenant_id in (None, covenant.pk)]

    def _reached(self, people: list[User], colleagues: set[int], *, bounced_too: bool = False) -> list[User]:
        """Each of them, or who stands in; a stand-in of elsewhere would read what is not his."""
        found = []
        for person in people:
            reached = self._stood_in_for(person, colleagues)
            if bounced_too or reached.mail_bounced_at is None:
                found.append(reached)
        return list(dict.fromkeys(found))

    def _stood_in_for(self, person: User, colleagues: set[int]) -> User:
        """Who hears it: the last of those who stand in for each other; in a circle the last who can be reached."""
        chain = [person]
        while (other := self._away.get(chain[-1].pk)) is not None and other.pk in colleagues:
            if other in chain:
                return next((row for row in reversed(chain) if row.mail_bounced_at is None), person)
            chain.append(other)
        return chain[-1]
