"""Publishing: two people, every party named, frozen for good."""

import json
from datetime import date

import pytest
import time_machine

from agreements import four_eyes
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User
from monitoring import bundling, publishing
from monitoring.models import Publication
from monitoring.models.publication import PublishedForGood
from tests import factories
from tests.told import titles, told
from tests.world import World, moment

pytestmark = pytest.mark.django_db

NOVEMBER = moment(2026, 11, 20)


@pytest.fixture
def bundled(world: World) -> World:
    """The overviews of 2027: one party accepted, one handed in, two not received."""
    step = world.milestone("overview")
    world.milestone("bundle")
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    content = {
        "nothing_to_report": "",
        "activities": [activity("WW-2027-1", agreement.code)],
        "no_activities": [],
        "contributions": [],
        "answers": [],
    }
    for partner, state, accepted in (
        (world.corporation, "accepted", moment(2026, 8, 1)),
        (world.other, "submitted", None),
        (world.municipality, "todo", None),
        (world.tenants, "missed", None),
    ):
        assignment = world.assignment(partner, step, state=state)
        if state in ("accepted", "submitted"):
            assignment.submissions.create(
                number=1, content=content, submitted_at=moment(2026, 6, 20), accepted_at=accepted
            )
    return world


def activity(code: str, *agreements: str) -> dict:
    """A frozen activity (schema 1)."""
    return {
        "id": 1,
        "code": code,
        "title": "36 huurwoningen #panic() <b>",
        "text": "",
        "agreements": list(agreements),
        "ambitions": [],
        "accents": [],
        "involvement": [],
        "first_quarter": 1,
        "last_quarter": 4,
        "budget": "20000.00",
        "indicator": None,
        "planned_quantity": "36",
        "villages": [],
        "continues": None,
    }


def all_others(world: World) -> set[str]:
    return {world.other.slug, world.municipality.slug, world.tenants.slug}


def publish(world: World, **changes: object) -> Publication:
    now = publishing.preview(world.covenant, 2027)
    given = {"by": world.secretary, "content_hash": now.hash, "confirmed": all_others(world)} | changes
    return publishing.publish(world.covenant, 2027, **given)


def approve(world: World, by: str = "second_secretary") -> None:
    now = publishing.preview(world.covenant, 2027)
    publishing.approve(world.covenant, 2027, by=getattr(world, by), content_hash=now.hash)


@time_machine.travel(NOVEMBER, tick=False)
def test_it_names_who_is_accepted_not_yet_and_not_received(bundled: World) -> None:
    parts = bundling.build(bundled.covenant, 2027).parts
    assert {part.partner: part.standing for part in parts} == {
        bundled.corporation.slug: "accepted",
        bundled.other.slug: "submitted",
        bundled.municipality.slug: "missing",
        bundled.tenants.slug: "missing",
    }


@time_machine.travel(NOVEMBER, tick=False)
def test_it_freezes_version_1_and_concludes_the_milestone(bundled: World) -> None:
    approve(bundled)
    publication = publish(bundled)
    assert publication.version == 1
    assert publishing.verify(publication)
    assert bytes(publication.pdf).startswith(b"%PDF")
    bundle = bundling.from_json(publication.content)
    assert [row["code"] for row in bundle.parts[0].activities] == ["WW-2027-1"]
    assert bundled.milestone("bundle").done_by == bundled.secretary


@time_machine.travel(NOVEMBER, tick=False)
def test_it_needs_two_people(bundled: World) -> None:
    with pytest.raises(NotAllowed, match="twee mensen van verschillende partners"):
        publish(bundled)
    approve(bundled, "secretary")
    with pytest.raises(NotAllowed, match="twee mensen van verschillende partners"):
        publish(bundled)


@time_machine.travel(NOVEMBER, tick=False)
def test_two_of_one_partner_are_not_enough(bundled: World) -> None:
    colleague = factories.UserFactory()
    factories.MembershipFactory(user=colleague, partner=bundled.municipality, role="reader")
    factories.CovenantRoleFactory(user=colleague, covenant=bundled.covenant)
    now = publishing.preview(bundled.covenant, 2027)
    publishing.approve(bundled.covenant, 2027, by=colleague, content_hash=now.hash)
    with pytest.raises(NotAllowed, match="verschillende partners"):
        publish(bundled)


@pytest.fixture
def colleague(bundled: World) -> User:
    """A second member of the working group of the same partner as the first."""
    user = factories.UserFactory()
    factories.MembershipFactory(user=user, partner=bundled.municipality, role="reader")
    factories.CovenantRoleFactory(user=user, covenant=bundled.covenant)
    return user


def signed_by(world: World, user: User) -> None:
    now = publishing.preview(world.covenant, 2027)
    publishing.approve(world.covenant, 2027, by=user, content_hash=now.hash)


@time_machine.travel(NOVEMBER, tick=False)
def test_a_signature_counts_only_while_the_signer_may_sign(bundled: World) -> None:
    approve(bundled)
    bundled.second_secretary.covenant_roles.all().delete()
    with pytest.raises(NotAllowed, match="verschillende partners"):
        publish(bundled)


@time_machine.travel(NOVEMBER, tick=False)
def test_who_signed_for_a_partner_stays_of_it_after_leaving(bundled: World, colleague: User) -> None:
    signed_by(bundled, colleague)
    colleague.memberships.all().delete()
    with pytest.raises(NotAllowed, match="verschillende partners"):
        publish(bundled)


@time_machine.travel(NOVEMBER, tick=False)
def test_who_left_after_a_colleague_signed_does_not_publish(bundled: World, colleague: User) -> None:
    signed_by(bundled, colleague)
    bundled.secretary.memberships.update(ends_on=date(2026, 11, 20))
    with time_machine.travel(moment(2026, 11, 21), tick=False), pytest.raises(NotAllowed, match="verschillende"):
        publish(bundled)


@time_machine.travel(NOVEMBER, tick=False)
def test_a_hired_secretary_of_no_partner_signs_with_anyone(bundled: World, colleague: User) -> None:
    colleague.memberships.all().delete()
    signed_by(bundled, colleague)
    assert publish(bundled).version == 1


@time_machine.travel(NOVEMBER, tick=False)
def test_a_submitter_signs_where_the_working_group_is_of_one_partner(bundled: World) -> None:
    assert not four_eyes.may_sign(bundled.covenant, bundled.submitter)
    bundled.second_secretary.covenant_roles.all().delete()
    assert four_eyes.may_sign(bundled.covenant, bundled.submitter)
    assert not four_eyes.may_sign(bundled.covenant, bundled.municipality_submitter)
    approve(bundled, "submitter")
    assert publish(bundled).version == 1


@time_machine.travel(NOVEMBER, tick=False)
def test_it_asks_to_confirm_each_party_that_is_not_accepted(bundled: World) -> None:
    approve(bundled)
    with pytest.raises(NotAllowed, match=bundled.tenants.name):
        publish(bundled, confirmed=all_others(bundled) - {bundled.tenants.slug})


@time_machine.travel(moment(2026, 10, 31, 23, 59), tick=False)
def test_it_is_refused_before_1_november(bundled: World) -> None:
    approve(bundled)
    with pytest.raises(NotAllowed, match="1 november 2026"):
        publish(bundled)


@time_machine.travel(NOVEMBER, tick=False)
def test_a_next_version_needs_a_change_and_a_reason(bundled: World) -> None:
    approve(bundled)
    publish(bundled)
    with pytest.raises(NotAllowed, match="niets veranderd"):
        publish(bundled)
    submission = bundled.assignment_of(bundled.other).submissions.get()
    submission.content["nothing_to_report"] = "Geen grond."
    submission.save()
    approve(bundled)
    with pytest.raises(NotAllowed, match="waarom er een nieuwe versie"):
        publish(bundled)
    assert publish(bundled, reason="Aanvulling na het gesprek").version == 2


@time_machine.travel(NOVEMBER, tick=False)
def test_every_deed_and_refusal_is_an_event_with_its_actor(bundled: World) -> None:
    step = bundled.milestone("bundle")

    def events() -> list[tuple]:
        return [(row.kind, row.refused, row.actor) for row in step.events.order_by("pk")]

    with pytest.raises(NotAllowed):
        publish(bundled)
    with pytest.raises(NotAllowed):
        publishing.approve(bundled.covenant, 2027, by=bundled.board, content_hash="x")
    expected: list[tuple] = [("publish", True, bundled.secretary), ("approve", True, bundled.board)]
    assert events() == expected
    assert "twee mensen" in step.events.earliest("pk").message
    approve(bundled)
    approve(bundled)
    publish(bundled)
    expected += [("approve", False, bundled.second_secretary), ("publish", False, bundled.secretary)]
    assert events() == expected
    submission = bundled.assignment_of(bundled.other).submissions.get()
    submission.content["nothing_to_report"] = "Geen grond."
    submission.save()
    approve(bundled, "secretary")
    publish(bundled, by=bundled.second_secretary, reason="Aanvulling")
    expected += [("approve", False, bundled.secretary), ("publish", False, bundled.second_secretary)]
    assert events() == expected
    assert "versie 2" in step.events.latest("pk").message


@time_machine.travel(NOVEMBER, tick=False)
def test_an_approval_of_other_content_does_not_count(bundled: World) -> None:
    approve(bundled)
    submission = bundled.assignment_of(bundled.other).submissions.get()
    submission.content["nothing_to_report"] = "Geen grond."
    submission.save()
    with pytest.raises(NotAllowed, match="verschillende partners"):
        publish(bundled)


@time_machine.travel(NOVEMBER, tick=False)
def test_it_can_not_be_changed_or_removed(bundled: World) -> None:
    approve(bundled)
    publication = publish(bundled)
    publication.reason = "anders"
    for attempt in (
        publication.save,
        publication.delete,
        Publication.objects.all().delete,
        lambda: Publication.objects.update(reason="x"),
        lambda: Publication.objects.bulk_update([publication], ["reason"]),
    ):
        with pytest.raises(PublishedForGood):
            attempt()
    assert publishing.verify(Publication.objects.get())


@time_machine.travel(NOVEMBER, tick=False)
def test_the_content_names_no_people(bundled: World) -> None:
    content = publishing.preview(bundled.covenant, 2027).content
    assert json.loads(content)["year"] == 2027
    assert not any(user.email in content or user.name in content for user in bundled.people.values())


@time_machine.travel(NOVEMBER, tick=False)
def test_everyone_hears_of_it_the_board_too(bundled: World) -> None:
    approve(bundled)
    publish(bundled)
    members = set(User.objects.filter(memberships__isnull=False).values_list("email", flat=True))
    assert told("published") == members | {bundled.board.email}
    assert all("20 november 2026" in title for title in titles("published"))


def test_the_canonical_json_reads_back_the_same(bundled: World) -> None:
    bundle = bundling.build(bundled.covenant, 2027)
    assert bundling.from_json(bundling.as_json(bundle)) == bundle
    assert date.fromisoformat(bundle.parts[0].submitted_on) == date(2026, 6, 20)
