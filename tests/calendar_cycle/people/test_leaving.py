"""A membership ends with a last day; the last submitter leaves only when that was said in so many words."""

from datetime import date

import pytest
import time_machine

from agreements.models import Membership
from calendar_cycle.people import leaving
from calendar_cycle.workflow import NotAllowed
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_20_june() -> object:
    with time_machine.travel(moment(2026, 6, 20), tick=False):
        yield


def of(world: World, who: str) -> Membership:
    return Membership.objects.get(user=world.people[who])


def test_it_is_over_at_once_and_the_row_stays(world: World) -> None:
    leaving.end(of(world, "editor"), by=world.submitter)
    assert of(world, "editor").ends_on == date(2026, 6, 19)
    assert not Membership.objects.of(world.editor).exists()


def test_it_holds_up_to_and_including_the_last_day(world: World) -> None:
    leaving.end(of(world, "editor"), by=world.submitter, last_day=date(2026, 6, 30))
    rows = Membership.objects.filter(user=world.editor)
    assert (rows.current(date(2026, 6, 30)).exists(), rows.current(date(2026, 7, 1)).exists()) == (True, False)


@pytest.mark.parametrize("who", ["editor", "reader", "tenants_submitter", "secretary", "administrator"])
def test_only_a_submitter_of_the_same_partner_ends_it(world: World, who: str) -> None:
    with pytest.raises(NotAllowed, match="kunt u niet beëindigen"):
        leaving.end(of(world, "reader"), by=world.people[who])
    assert of(world, "reader").ends_on is None


def test_a_submitter_of_one_covenant_leaves_what_is_of_all_alone(world: World) -> None:
    Membership.objects.filter(user=world.submitter).update(covenant=world.covenant)
    with pytest.raises(NotAllowed):
        leaving.end(of(world, "editor"), by=world.submitter)


def test_a_day_that_has_passed_is_refused(world: World) -> None:
    with pytest.raises(NotAllowed, match="al voorbij"):
        leaving.end(of(world, "editor"), by=world.submitter, last_day=date(2026, 6, 19))


def test_what_is_over_is_not_ended_again(world: World) -> None:
    leaving.end(of(world, "editor"), by=world.submitter)
    with pytest.raises(NotAllowed, match="al beëindigd"):
        leaving.end(of(world, "editor"), by=world.submitter)
    assert of(world, "editor").ends_on == date(2026, 6, 19)


def test_the_last_submitter_leaves_only_knowingly(world: World) -> None:
    with pytest.raises(NotAllowed, match="laatste indiener"):
        leaving.end(of(world, "submitter"), by=world.submitter)
    leaving.end(of(world, "submitter"), by=world.submitter, knows_it_is_the_last=True)
    assert not Membership.objects.of(world.submitter).exists()


def second(world: World, **fields: object) -> Membership:
    return factories.MembershipFactory(partner=world.corporation, role="submitter", **fields)


@pytest.mark.parametrize(
    ("other", "is_last"),
    [
        ({}, False),
        ({"covenant": True}, False),
        ({"ends_on": date(2026, 6, 19)}, True),
        ({"starts_on": date(2026, 6, 21)}, True),
        ({"user__is_active": False}, True),
        ({"role": "editor"}, True),
    ],
)
def test_who_is_the_last(world: World, other: dict[str, object], is_last: bool) -> None:
    if "covenant" in other:
        other = {"covenant": world.covenant}
    row = {"role": "submitter"} | other
    factories.MembershipFactory(partner=world.corporation, **row)
    assert leaving.is_last_submitter(of(world, "submitter")) is is_last


def test_a_submitter_of_one_covenant_does_not_cover_the_other(world: World, elsewhere: World) -> None:
    factories.PartyFactory(covenant=elsewhere.covenant, partner=world.corporation, code="X")
    second(world, covenant=world.covenant)
    assert leaving.is_last_submitter(of(world, "submitter"))
    second(world, covenant=elsewhere.covenant)
    assert not leaving.is_last_submitter(of(world, "submitter"))
