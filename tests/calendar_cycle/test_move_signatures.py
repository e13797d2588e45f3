"""Two people of different partners stand behind a moved date, also when one of them changes partner meanwhile."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User
from tests import factories
from tests.calendar_cycle.test_moves import LATER, dates, propose
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with time_machine.travel(moment(2026, 6, 1), tick=False):
        yield


@pytest.fixture
def colleague(world: World) -> User:
    """A second member of the working group of the same partner as the first."""
    user = factories.UserFactory()
    factories.MembershipFactory(user=user, partner=world.municipality, role="reader")
    factories.CovenantRoleFactory(user=user, covenant=world.covenant)
    return user


@pytest.mark.parametrize("into", [None, "tenants"])
def test_who_proposed_for_a_partner_stays_of_it_after_leaving(world: World, colleague: User, into: str | None) -> None:
    move = propose(world.milestone(), world)
    world.secretary.memberships.all().delete()
    if into:
        factories.MembershipFactory(user=world.secretary, partner=getattr(world, into))
    with pytest.raises(NotAllowed, match="verschillende partners"):
        move.perform("confirm", by=colleague)
    move.perform("confirm", by=world.second_secretary)
    assert dates(world.milestone())[1] == LATER


def test_who_left_after_a_colleague_proposed_does_not_confirm(world: World, colleague: User) -> None:
    move = propose(world.milestone(), world)
    colleague.memberships.update(ends_on=date(2026, 6, 1))
    with time_machine.travel(moment(2026, 6, 2), tick=False), pytest.raises(NotAllowed, match="verschillende partners"):
        move.perform("confirm", by=colleague)


def test_a_proposal_of_who_left_the_working_group_is_taken_back_and_made_anew(world: World) -> None:
    move = propose(world.milestone(), world)
    world.secretary.covenant_roles.all().delete()
    with pytest.raises(NotAllowed, match="geen lid meer van de werkgroep"):
        move.perform("confirm", by=world.second_secretary)
    move.perform("withdraw", by=world.second_secretary)
    assert propose(world.milestone(), world, by=world.second_secretary).state == "proposed"
