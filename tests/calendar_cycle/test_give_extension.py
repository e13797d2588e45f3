"""A later deadline that the working group gives by itself; and that all may see that there is one."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from calendar_cycle import extensions
from calendar_cycle.models import Assignment, Extension
from calendar_cycle.workflow import NotAllowed
from tests.told import told
from tests.world import World, moment

pytestmark = pytest.mark.django_db
JUNE = moment(2026, 6, 25)
DEADLINE = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _in_june() -> object:
    with time_machine.travel(JUNE, tick=False):
        yield


def give(assignment: Assignment, world: World, who: str = "secretary", **given: object) -> Extension:
    words = {"before": date(2026, 7, 8), "reason": "De penningmeester is ziek."} | given
    return extensions.give(assignment, by=world.people[who], **words)


def page(assignment: Assignment, part: str = "") -> str:
    return f"{reverse('work:assignment', args=[assignment.pk])}{part}"


def test_it_holds_at_once_and_is_an_event(world: World) -> None:
    assignment = world.plain()
    extension = give(assignment, world)
    assert (extension.state, extension.before, extension.asked_by) == ("granted", date(2026, 7, 8), None)
    assert (extension.decided_by, extension.decided_at) == (world.secretary, JUNE)
    assert Assignment.objects.get(pk=assignment.pk).own_deadline == date(2026, 7, 8)
    event = assignment.events.get()
    assert (event.kind, event.refused, event.message) == ("give_extension", False, "De penningmeester is ziek.")


def test_the_partner_hears_of_it_at_once_with_the_reason(
    world: World, django_capture_on_commit_callbacks, mailoutbox
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        give(world.plain(), world)
    assert told("extension_decided") == {world.submitter.email}
    assert "nu vóór 8 juli 2026" in mailoutbox[0].subject
    assert "De penningmeester is ziek." in mailoutbox[0].body


@pytest.mark.parametrize(
    "role", ["second_secretary", "submitter", "editor", "municipality_submitter", "board", "administrator"]
)
def test_nobody_gives_it_to_the_own_partner_nor_without_the_role(world: World, role: str) -> None:
    assignment = world.plain()
    with pytest.raises(NotAllowed, match="werkgroep"):
        give(assignment, world, role)
    assert assignment.events.get().refused
    assert not Extension.objects.exists()


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (0, "Kies een latere dag: de termijn is nu al vóór 1 juli 2026."),
        (-10, "Kies een latere dag: de termijn is nu al vóór 1 juli 2026."),
        (400, "Dat is meer dan een jaar uitstel. Kies een dag die dichterbij ligt."),
    ],
)
def test_0_or_400_days_is_one_sentence_in_the_door_and_at_the_field(
    client: Client, world: World, days: int, sentence: str
) -> None:
    assignment, before = world.plain(), DEADLINE + timedelta(days=days)
    with pytest.raises(NotAllowed) as refusal:
        give(assignment, world, before=before)
    assert refusal.value.reason == sentence
    client.force_login(world.secretary)
    response = client.post(page(assignment, "uitstel-geven/"), {"before": before, "reason": "Ziek."})
    assert response.context["give_form"].errors["before"] == [sentence]
    assert "Fout:" in response.content.decode()
    assert not Extension.objects.exists()


def test_a_day_gone_by_is_refused_when_the_deadline_has_passed(world: World) -> None:
    with time_machine.travel(moment(2026, 7, 10), tick=False), pytest.raises(NotAllowed, match="al voorbij"):
        give(world.plain(), world)


@pytest.mark.parametrize("state", ["submitted", "accepted", "missed"])
def test_not_for_what_is_handed_in_or_closed(client: Client, world: World, state: str) -> None:
    assignment = world.plain(state=state)
    with pytest.raises(NotAllowed):
        give(assignment, world)
    client.force_login(world.secretary)
    assert "uitstel-geven" not in client.get(page(assignment)).content.decode()


def test_not_while_the_partner_asks_itself(world: World) -> None:
    assignment = world.plain()
    extensions.ask(assignment, by=world.editor, wished_before=date(2026, 7, 8), reason="Druk.")
    with pytest.raises(NotAllowed, match="Beslis daarover"):
        give(assignment, world)


def test_not_without_a_reason_nor_in_a_closed_covenant(world: World) -> None:
    assignment = world.plain()
    with pytest.raises(NotAllowed, match="Schrijf erbij waarom"):
        give(assignment, world, reason=" ")
    world.covenant.state = "closed"
    world.covenant.save()
    with pytest.raises(NotAllowed, match="afgesloten"):
        give(assignment, world)


def test_it_is_given_on_the_page_of_the_assignment(client: Client, world: World) -> None:
    assignment = world.assignment()
    client.force_login(world.secretary)
    assert "uitstel-geven" in client.get(page(assignment)).content.decode()
    given = {"before": "2026-07-08", "reason": "De penningmeester is ziek."}
    shown = client.post(page(assignment, "uitstel-geven/"), given, follow=True).content.decode()
    assert "heeft uitstel: vóór 8 juli 2026" in shown
    assert "Uitstel gegeven" in shown
    assert "heeft uitstel: vóór 8 juli 2026, nog 13 dagen" in client.get(reverse("work:page")).content.decode()


@pytest.mark.parametrize("who", ["other_submitter", "municipality_submitter", "board", "submitter"])
@pytest.mark.parametrize(("kind", "name"), [("overview", "overview_list"), ("results", "results_choose")])
def test_all_see_that_there_is_one_and_not_why(client: Client, world: World, who: str, kind: str, name: str) -> None:
    step = world.milestone(kind)
    for partner in (world.corporation, world.other, world.municipality):
        world.assignment(partner, step)
    give(world.assignment_of(world.corporation, kind), world)
    client.force_login(world.people[who])
    shown = client.get(reverse(f"monitoring:{name}", args=[world.covenant.slug]), {"alle": 1})
    assert "Heeft uitstel: vóór 8 juli 2026" in shown.content.decode()
    assert "penningmeester" not in shown.content.decode()


def test_an_extension_says_so_only_while_it_matters(world: World) -> None:
    assignment = world.plain()
    give(assignment, world)
    fresh = Assignment.objects.get(pk=assignment.pk)
    assert fresh.extension_in_words == "heeft uitstel: vóór 8 juli 2026"
    with time_machine.travel(moment(2026, 7, 8), tick=False):
        assert fresh.extension_in_words == "had uitstel: vóór 8 juli 2026"
    fresh.milestone.before = date(2026, 7, 15)
    assert fresh.extension_in_words == ""
