"""Whose deed it is: memberships count on their days and in their covenant."""

from datetime import date

import pytest

from calendar_cycle.workflow import NotAllowed
from tests import factories
from tests.calendar_cycle.door import prepared
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "dates", [{"ends_on": date(2026, 6, 19)}, {"starts_on": date(2026, 6, 21)}], ids=["over", "not yet"]
)
def test_a_membership_counts_on_its_own_days_only(world: World, dates: dict[str, date]) -> None:
    world.submitter.memberships.update(**dates)
    assignment = world.plain(state="in_progress")
    with pytest.raises(NotAllowed):
        assignment.perform("submit", by=world.submitter)


def test_a_membership_of_another_covenant_counts_there_only(world: World, elsewhere: World) -> None:
    world.submitter.memberships.update(covenant=elsewhere.covenant)
    assignment = world.plain(state="in_progress")
    with pytest.raises(NotAllowed):
        assignment.perform("submit", by=world.submitter)


def test_every_partner_one_works_for_is_an_own_partner(world: World) -> None:
    """The secretary reads for the municipality; a second membership makes two own partners."""
    assignment = prepared(world, "accept", "submitted")
    factories.MembershipFactory(user=world.secretary, partner=world.corporation, role="reader")
    with pytest.raises(NotAllowed, match="eigen organisatie"):
        assignment.perform("accept", by=world.secretary)


def test_the_working_group_of_another_covenant_reviews_nothing(world: World, elsewhere: World) -> None:
    assignment = prepared(world, "accept", "submitted")
    with pytest.raises(NotAllowed, match="alleen een lid van de werkgroep"):
        assignment.perform("accept", by=elsewhere.secretary)
