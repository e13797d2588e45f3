"""What the page of our own overview tells: what we offered, what the working group asked, what we must confirm."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from calendar_cycle.models import Assignment
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

BASE = "/druten-2025-2028/overzichten/2027/woonstichting-druten/"


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with time_machine.travel(moment(2026, 5, 10), tick=False):
        yield


def page_of(client: Client, world: World, step: str = "") -> str:
    client.force_login(world.submitter)
    return client.get(BASE + step).content.decode()


def test_an_offer_at_an_agreement_of_another(client: Client, world: World) -> None:
    overview = world.assignment(state="in_progress").overview
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.other])
    factories.ContributionFactory(
        overview=overview, activity=None, agreement=agreement, partner=world.corporation, origin="offered"
    )
    assert f"Aanbod bij {agreement.code}" in page_of(client, world, "hulp/")


def test_what_the_working_group_asked_and_not_a_refusal_since(client: Client, world: World) -> None:
    assignment = world.assignment(state="returned")
    assignment.events.create(kind="return_for_changes", message="Graag nog een getal.", at=moment(2026, 5, 1))
    assignment.events.create(kind="save", refused=True, message="Dit is al ingediend.", at=moment(2026, 5, 2))
    page = page_of(client, world)
    assert "Graag nog een getal." in page
    assert "Dit is al ingediend." not in page


@pytest.mark.parametrize(("on_behalf", "confirmed"), [(True, None), (True, moment(2026, 5, 9)), (False, None)])
def test_the_question_to_confirm_what_was_handed_in_on_behalf(
    client: Client, world: World, on_behalf: bool, confirmed: object
) -> None:
    assignment = world.assignment(state="submitted")
    assignment.submissions.create(number=1, content={}, on_behalf=on_behalf, confirmed_at=confirmed)
    asks = "De werkgroep diende dit namens u in. Klopt het?" in page_of(client, world)
    assert asks == (on_behalf and confirmed is None)


def test_a_hand_in_of_its_own_afterwards_needs_no_confirmation(client: Client, world: World) -> None:
    assignment: Assignment = world.assignment(state="submitted")
    assignment.submissions.create(number=1, content={}, on_behalf=True)
    assignment.submissions.create(number=2, content={})
    assert "Klopt het?" not in page_of(client, world)
