"""The pages on which the working group says who takes part."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreements.models import Party
from calendar_cycle import planning
from calendar_cycle.models import Assignment
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_june(world: World) -> Iterator[None]:
    with time_machine.travel(moment(2026, 6, 10), tick=False):
        planning.plan(world.covenant)
        yield


def party(world: World, name: str = "corporation") -> Party:
    return Party.objects.get(covenant=world.covenant, partner=getattr(world, name))


def given(world: World, **more: Any) -> dict[str, Any]:
    decision = factories.DecisionFactory(meeting=factories.MeetingFactory(covenant=world.covenant))
    return {"on": "2026-06-10", "decision": decision.pk, **more}


def address(name: str, row: Any) -> str:
    return reverse(f"work:party_{name}", args=[row.pk])


def test_leaving_through_the_page(client: Client, world: World) -> None:
    client.force_login(world.secretary)
    shown = client.post(address("leave", party(world)), given(world), follow=True).content.decode()
    assert "niet meer vanaf 10 juni 2026" in shown
    assert "Zo besloten." in shown
    assert party(world).left_on == date(2026, 6, 10)


def test_going_up_in_another_through_the_page(client: Client, world: World) -> None:
    client.force_login(world.secretary)
    more = given(world, into=party(world, "other").pk)
    shown = client.post(address("merge", party(world)), more, follow=True).content.decode()
    assert f"opgegaan in {world.other}" in shown


def test_joining_through_the_page(client: Client, world: World) -> None:
    client.force_login(world.secretary)
    more = given(world, name="Gemeente Druten", short_name="GD", kind="corporation", code="nw")
    client.post(address("join", world.covenant), more)
    made = Party.objects.get(covenant=world.covenant, code="NW")
    assert (made.partner.slug, made.partner.short_name) == ("gemeente-druten-2", "GD")
    assert Assignment.objects.filter(partner=made.partner, milestone__kind="overview", milestone__subject_year=2027)


def test_who_is_known_elsewhere_is_not_made_again(client: Client, world: World, elsewhere: World) -> None:
    client.force_login(world.secretary)
    more = given(world, name=elsewhere.tenants.name.upper(), short_name="X", kind="tenants", code="HE")
    client.post(address("join", world.covenant), more)
    assert Party.objects.get(covenant=world.covenant, code="HE").partner == elsewhere.tenants


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"on": ""}, "on", "Kies een datum."),
        ({"on": "31-2-2026"}, "on", "Dit is geen datum."),
        ({"decision": ""}, "decision", "Kies het besluit waarop dit steunt."),
        ({"on": "2031-01-01"}, "__all__", "Kies een dag van 1 januari 2025 tot en met 31 december 2028."),
    ],
)
def test_what_is_wrong_is_one_sentence(
    client: Client, world: World, wrong: dict[str, str], field: str, sentence: str
) -> None:
    client.force_login(world.secretary)
    response = client.post(address("leave", party(world)), given(world) | wrong)
    [shown] = response.context["form"].errors[field]
    assert shown.startswith(sentence)
    assert party(world).left_on is None


def test_a_decision_or_party_of_elsewhere_is_no_choice(client: Client, world: World, elsewhere: World) -> None:
    client.force_login(world.secretary)
    foreign = given(elsewhere)["decision"]
    wrong = given(world, into=party(elsewhere).pk) | {"decision": foreign}
    errors = client.post(address("merge", party(world)), wrong).context["form"].errors
    assert errors == {"decision": ["Kies een besluit."], "into": ["Kies een partij."]}


def test_a_name_without_letters_is_refused_and_nothing_is_made(client: Client, world: World) -> None:
    client.force_login(world.secretary)
    more = given(world, name="!!", short_name="X", kind="tenants", code="XX")
    response = client.post(address("join", world.covenant), more)
    assert response.context["form"].errors["name"] == ["Schrijf een naam met letters."]
    taken = client.post(address("join", world.covenant), more | {"name": "Nieuw", "code": "WW"})
    assert "andere afkorting" in taken.content.decode()
    assert not Party.objects.filter(partner__name="Nieuw").exists()


def test_another_municipality_finds_nothing(client: Client, world: World, elsewhere: World) -> None:
    client.force_login(elsewhere.secretary)
    for page in (address("leave", party(world)), address("merge", party(world)), address("join", world.covenant)):
        assert client.get(page).status_code == 404
    assert str(world.covenant) not in client.get(reverse("work:parties")).content.decode()


def test_an_administrator_reads_and_does_nothing(client: Client, world: World) -> None:
    client.force_login(world.administrator)
    response = client.post(address("leave", party(world)), given(world))
    assert "alleen een lid van de werkgroep" in response.content.decode()
    assert party(world).left_on is None
