"""What a party led that went up in another is due for the other from then, and what it planned still counts."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from agreements import parties
from agreements.models import PartnerGroup, Party
from agreements.succession import Succession
from monitoring import boxes, joined_results, progress, results
from monitoring.known import load
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db
LEFT = date(2026, 6, 10)


def passes(world: World, into: str | None = "other", left_on: date = LEFT, name: str = "corporation") -> None:
    heir = into and Party.objects.get(covenant=world.covenant, partner=getattr(world, into))
    rows = Party.objects.filter(covenant=world.covenant, partner=getattr(world, name))
    rows.update(left_on=left_on, succeeded_by=heir)


@pytest.mark.parametrize(("day", "leader"), [(date(2026, 6, 9), "corporation"), (LEFT, "other")])
def test_it_is_due_for_the_successor_from_that_day(world: World, day: date, leader: str) -> None:
    factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    passes(world)
    [due] = progress.due_in(world.covenant, 2026, day)
    assert due.trekkers == [getattr(world, leader)]


def test_who_led_it_together_leads_it_once(world: World) -> None:
    factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation, world.other])
    passes(world)
    [due] = progress.due_in(world.covenant, 2026, LEFT)
    assert due.trekkers == [world.other]


def test_without_a_successor_it_stays_due_and_is_of_nobody(world: World) -> None:
    factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    passes(world, into=None)
    [due] = progress.due_in(world.covenant, 2026, LEFT)
    assert due.trekkers == []


def test_a_row_of_successors_is_followed_to_the_end_and_a_circle_ends(world: World) -> None:
    passes(world)
    passes(world, into="tenants", name="other")
    found = Succession.on(world.covenant, LEFT)
    assert found.now([world.corporation, world.other]) == [world.tenants]
    assert set(found.of_former(world.tenants)) == {world.corporation.slug, world.other.slug}
    passes(world, into="corporation", name="other")
    assert Succession.on(world.covenant, LEFT).now([world.corporation]) == []


def test_what_it_finished_has_not_slipped_for_the_successor(world: World) -> None:
    agreement = factories.AgreementFactory(covenant=world.covenant, end_year=2025, led_by=[world.corporation])
    step = world.milestone("results")
    share = world.assignment(world.corporation, step, state="accepted")
    passes(world)
    assert [row.trekkers for row in progress.due_in(world.covenant, 2026, LEFT)] == [[world.other]]
    content = {"results": [{"agreement": agreement.code, "state": "done"}]}
    share.submissions.create(number=1, content=content, accepted_at=moment(2026, 3, 10))
    assert progress.due_in(world.covenant, 2026, LEFT) == []


@pytest.mark.parametrize(("reason", "box"), [(True, boxes.NOT_THIS_YEAR), (False, boxes.NOT_PICKED_UP)])
def test_what_it_planned_still_counts(world: World, reason: bool, box: boxes.Box) -> None:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    share = world.assignment(state="accepted")
    why = [{"agreement": agreement.code, "why": "later", "text": "Later."}] if reason else []
    share.submissions.create(
        number=1, content={"activities": [], "no_activities": why}, accepted_at=moment(2026, 7, 10)
    )
    passes(world, left_on=date(2026, 8, 1))
    with time_machine.travel(moment(2026, 8, 2), tick=False):
        known = load(world.covenant, 2027, reader=world.secretary, on=date(2026, 8, 2))
        [placed] = boxes.place(known)
    assert placed.box == box
    assert placed.due.trekkers == [world.other]


@pytest.mark.parametrize(("day", "joins"), [(date(2026, 6, 9), "corporation"), (LEFT, "other")])
def test_who_took_part_is_followed_by_its_successor_too(world: World, day: date, joins: str) -> None:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.tenants])
    agreement.responsibilities.create(partner=world.corporation, role="betrokkene")
    passes(world)
    for name in ("corporation", "other"):
        partner = getattr(world, name)
        [due] = progress.due_in(world.covenant, 2026, day, partner=partner)
        assert due.is_joined_by(partner) == (name == joins)


@time_machine.travel(moment(2026, 6, 10), tick=False)
def test_a_row_at_what_it_took_over_is_not_of_its_own_accord(world: World) -> None:
    factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    share = world.assignment(world.other, world.milestone("results"), state="in_progress")
    passes(world)
    results.sync(share)
    assert not joined_results.may_go(share, share.results.get())


@time_machine.travel(moment(2026, 6, 10), tick=False)
def test_the_successor_says_why_nothing_comes_of_what_it_took_over(world: World, client: Client) -> None:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    share = world.assignment(world.other, state="in_progress")
    client.force_login(world.other_submitter)
    path = f"{share.get_absolute_url()}niet/{agreement.code}/"
    assert client.get(path).status_code == 404
    passes(world)
    assert client.get(path).status_code == 200


@time_machine.travel(moment(2026, 6, 10), tick=False)
def test_the_successor_reports_on_what_it_took_over(world: World) -> None:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    share = world.assignment(world.other, world.milestone("results"), state="in_progress")
    passes(world)
    results.sync(share)
    assert [row.agreement for row in share.results.all()] == [agreement]


def test_who_joined_later_stands_in_no_word_of_the_signed_text(world: World) -> None:
    PartnerGroup.objects.create(covenant=world.covenant, name="Corporaties", kind="corporation")
    factories.PartyFactory(covenant=world.covenant, joined_on=LEFT)
    placed = parties.resolve(world.covenant, "Corporaties")
    assert list(placed.partners) == [world.corporation, world.other]
