"""Attention points are everyone's from their moment on; they tell nothing of what a reader may not read (§5)."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from agreements.models import Agreement
from druten import clock
from monitoring import attention
from monitoring.models import Contribution
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

PATH = "/druten-2025-2028/voortgang/"
READERS = ("board", "tenants_submitter", "secretary", "administrator", "reader")


@pytest.fixture(autouse=True)
def summer() -> Any:
    with time_machine.travel(moment(2026, 7, 20), tick=False) as travelled:
        yield travelled


@pytest.fixture
def agreement(world: World) -> Agreement:
    return factories.AgreementFactory(covenant=world.covenant, led_by=[world.other])


@pytest.fixture
def bundled(world: World, agreement: Agreement) -> World:
    """Of 2027 one party handed in without a word on its agreement; what it asked was declined."""
    assignment = world.assignment(world.other, state="submitted")
    activity = {"code": "BS-2027-1", "title": "Geheim plan", "agreements": []}
    content = {"activities": [activity], "no_activities": [], "contributions": [], "answers": []}
    assignment.submissions.create(number=1, content=content, submitted_at=moment(2026, 6, 20))
    planned = factories.ActivityFactory(overview=assignment.overview, title="Geheim plan")
    row = factories.ContributionFactory(activity=planned, partner=world.tenants, text="Geheime vraag")
    Contribution.objects.filter(pk=row.pk).update(state="declined", sent_at=moment(2026, 6, 1))
    return world


def rules(world: World, reader: str) -> list[int]:
    found = attention.points(world.covenant, 2027, reader=getattr(world, reader), on=clock.today())
    return [row.rule for row in found]


@pytest.mark.parametrize("reader", READERS)
def test_everyone_has_the_same_points_from_1_july(bundled: World, reader: str) -> None:
    assert rules(bundled, reader) == [1, 3]


def test_before_1_july_the_board_has_none(bundled: World, summer: Any) -> None:
    summer.move_to(moment(2026, 6, 30, 23, 59))
    assert rules(bundled, "board") == []
    assert rules(bundled, "secretary") == [3]


def test_the_board_reads_who_and_what_about_but_not_what_was_written(
    client: Client, bundled: World, agreement: Agreement
) -> None:
    client.force_login(bundled.board)
    page = client.get(PATH, {"jaar": "2027"}).content.decode()
    points = page.split("<h2>Aandachtspunten</h2>")[1]
    assert agreement.title in points
    assert f"Hulpvraag van {bundled.other} aan {bundled.tenants}" in points
    assert "is afgewezen" in points
    assert "Geheim" not in page
    found = attention.points(bundled.covenant, 2027, reader=bundled.board, on=date(2026, 7, 20))
    assert {client.get(row.url).status_code for row in found} == {200}
    assert all(row.contribution is None for row in found)


def test_who_may_read_it_reads_the_question(client: Client, bundled: World) -> None:
    client.force_login(bundled.tenants_submitter)
    assert "Geheime vraag" in client.get(PATH, {"jaar": "2027"}).content.decode()


def test_the_boxes_still_hold_what_the_reader_may_know(client: Client, bundled: World) -> None:
    client.force_login(bundled.board)
    assert "nog niet bekend" in client.get(PATH, {"jaar": "2027"}).content.decode()


def test_it_takes_no_query_more(client: Client, bundled: World, django_assert_max_num_queries: Any) -> None:
    for reader in READERS:
        client.force_login(getattr(bundled, reader))
        with django_assert_max_num_queries(15):
            client.get(PATH, {"jaar": "2027"})
