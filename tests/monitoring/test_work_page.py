"""The work page: what lies there for the working group."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.world import World, make_world, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def june(world: World) -> World:
    step = world.milestone("overview")
    world.assignment(world.corporation, step, state="submitted").submissions.create(number=1, content={})
    world.assignment(world.other, step, state="in_progress")
    world.assignment(world.tenants, step)
    return world


def get(client: Client, user: object, day: tuple[int, int, int] = (2026, 6, 20)) -> str:
    client.force_login(user)  # type: ignore[arg-type]
    with time_machine.travel(moment(*day), tick=False):
        return client.get(reverse("work:page")).content.decode()


def test_it_sends_who_is_not_logged_in_to_log_in(client: Client, world: World) -> None:
    assert client.get("/admin/").status_code == 302


def test_it_is_forbidden_for_who_has_no_role(client: Client, world: World) -> None:
    for person in (world.submitter, world.board):
        client.force_login(person)
        assert client.get("/admin/").status_code == 403


def test_it_rejects_posts(client: Client, world: World) -> None:
    client.force_login(world.secretary)
    assert client.post("/admin/").status_code == 405


def test_it_shows_every_partner_with_state_and_the_next_deed(client: Client, june: World) -> None:
    page = get(client, june.secretary)
    assert "Activiteitenoverzicht 2027" in page
    assert "nog 11 dagen" in page
    assert "Lezen en beoordelen" in page
    assert "1 partner wacht op u" in page


def test_it_says_late_in_words(client: Client, june: World) -> None:
    page = get(client, june.secretary, (2026, 7, 3))
    assert "te laat: mee bezig" in page
    assert "Sluiten als niet ontvangen" in page


def test_it_leaves_the_own_organisation_to_a_colleague(client: Client, june: World) -> None:
    assert "eigen organisatie" in get(client, june.second_secretary)


def test_it_shows_no_covenant_of_others(client: Client, june: World, elsewhere: World) -> None:
    elsewhere.assignment(elsewhere.corporation)
    assert elsewhere.covenant.title not in get(client, june.secretary)


def test_an_administrator_sees_all(client: Client, june: World, elsewhere: World) -> None:
    page = get(client, june.administrator)
    assert june.covenant.title in page
    assert elsewhere.covenant.title in page


def test_it_warns_of_a_partner_with_one_submitter(client: Client, june: World) -> None:
    assert "Minder dan twee indieners" in get(client, june.secretary)


def test_it_needs_as_many_queries_for_ten_covenants(client: Client, june: World) -> None:
    one = queries(client, june)
    for number in range(9):
        more = make_world(f"plaats{number}-2025-2028")
        for partner in (more.corporation, more.other, more.tenants):
            more.assignment(partner, more.milestone("overview"))
    ten = queries(client, june)
    assert ten == one
    assert ten <= 15


def queries(client: Client, world: World) -> int:
    client.force_login(world.administrator)
    with time_machine.travel(moment(2026, 6, 20), tick=False), CaptureQueriesContext(connection) as made:
        client.get("/admin/")
    return len(made)
