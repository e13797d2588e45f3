"""Which covenants a person sees, and with which part in them (domain.md §5)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from agreements.access import Access
from agreements.models import Covenant
from druten.accounts.models import User
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 25)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(moment(2026, 6, 25), tick=False):
        yield


def parts(user: User | AnonymousUser) -> dict[str, set[str]]:
    """By the slug of each covenant that this person sees: the parts that it has."""
    names = ("in_working_group", "in_board", "as_party")
    return {row.slug: {name for name in names if getattr(row, name)} for row in Access.read(user).covenants}


def test_all_parts_of_one_person_add_up_in_one_covenant(world: World, elsewhere: World) -> None:
    person = factories.UserFactory()
    for role in ("working_group", "board"):
        factories.CovenantRoleFactory(user=person, covenant=world.covenant, role=role)
    factories.MembershipFactory(user=person, partner=world.corporation)
    assert parts(person) == {world.covenant.slug: {"in_working_group", "in_board", "as_party"}}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "sees"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (None, TODAY - A_DAY, False),
        (TODAY + A_DAY, None, False),
    ],
)
def test_a_role_counts_on_its_days(world: World, starts_on: date | None, ends_on: date | None, sees: bool) -> None:
    person, dates = factories.UserFactory(), {"starts_on": starts_on, "ends_on": ends_on}
    factories.CovenantRoleFactory(user=person, covenant=world.covenant, role="board", **dates)
    assert parts(person) == ({world.covenant.slug: {"in_board"}} if sees else {})


def test_who_works_everywhere_for_a_partner_sees_what_it_signed(world: World, elsewhere: World) -> None:
    factories.PartyFactory(covenant=elsewhere.covenant, partner=world.corporation, code="XX")
    named = factories.CovenantFactory(slug="genoemd-2025-2028")
    factories.PartyFactory(covenant=named, partner=world.corporation, code="XX", signed=False)
    both = {world.covenant.slug: {"as_party"}, elsewhere.covenant.slug: {"as_party"}}
    assert parts(world.submitter) == both


def test_who_works_for_a_partner_in_one_covenant_sees_that_one(world: World, elsewhere: World) -> None:
    factories.PartyFactory(covenant=elsewhere.covenant, partner=world.corporation, code="XX")
    person = factories.UserFactory()
    factories.MembershipFactory(user=person, partner=world.corporation, covenant=elsewhere.covenant)
    assert parts(person) == {elsewhere.covenant.slug: {"as_party"}}


def test_a_draft_is_of_its_working_group(world: World) -> None:
    Covenant.objects.filter(pk=world.covenant.pk).update(state="draft")
    seen = {name: parts(world.people[name]) != {} for name in ("submitter", "board", "secretary", "administrator")}
    assert seen == {"submitter": False, "board": False, "secretary": True, "administrator": True}


def test_an_administrator_sees_all_and_has_no_part_for_that(world: World, elsewhere: World) -> None:
    factories.CovenantRoleFactory(user=world.administrator, covenant=elsewhere.covenant, role="working_group")
    assert parts(world.administrator) == {world.covenant.slug: set(), elsewhere.covenant.slug: {"in_working_group"}}


def test_who_may_not_log_in_sees_nothing(world: World) -> None:
    world.secretary.is_active = False
    world.secretary.save()
    assert (parts(world.secretary), parts(AnonymousUser())) == ({}, {})
