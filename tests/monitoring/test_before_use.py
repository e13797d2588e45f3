"""Steps that ended before the covenant was taken into use are shown as such, to partners in plain words."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from monitoring import year
from tests.world import World, moment

pytestmark = pytest.mark.django_db

WORDS = "van vóór dit systeem"
TODAY = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(moment(2026, 10, 1), tick=False):
        yield


@pytest.fixture
def started_in_september(world: World) -> World:
    """In use from 1 September 2026: the overview of 2027 was before, the bundle is not."""
    world.covenant.in_use_from = date(2026, 9, 1)
    world.covenant.save()
    world.assignment(milestone=world.milestone("overview"))
    world.assignment(milestone=world.milestone("results"))
    world.milestone("bundle")
    return world


@pytest.mark.parametrize(
    ("path", "reader"),
    [
        ("/", "submitter"),
        ("/", "secretary"),
        ("/druten-2025-2028/overzichten/?alle", "tenants_submitter"),
        ("/druten-2025-2028/resultaten/", "tenants_submitter"),
        ("/druten-2025-2028/gezamenlijk/2027/", "board"),
        ("/admin/", "secretary"),
    ],
)
def test_the_words_stand_where_the_step_stands(
    client: Client, started_in_september: World, path: str, reader: str
) -> None:
    client.force_login(getattr(started_in_september, reader))
    words = "vóór ingebruikname" if path == "/admin/" else WORDS
    page = client.get(path, follow=True).content.decode().casefold()
    assert words in page
    started_in_september.covenant.in_use_from = None
    started_in_september.covenant.save()
    assert words not in client.get(path, follow=True).content.decode().casefold()


def test_what_was_filled_in_afterwards_is_done(started_in_september: World) -> None:
    step = started_in_september.milestone("overview")
    assert year.how_it_stands(step, [], TODAY) == ("", WORDS)
    step.done_at = moment(2026, 9, 10)
    assert year.how_it_stands(step, [], TODAY) == ("good", "gedaan")


def test_the_working_group_finds_them_apart_and_is_asked_nothing(client: Client, started_in_september: World) -> None:
    client.force_login(started_in_september.secretary)
    page = client.get(reverse("work:page")).content.decode()
    apart = page.split("Vóór ingebruikname (2)")
    assert "Activiteitenoverzicht 2027" not in apart[0]
    assert "vóór 1 juli 2026" in apart[1]
