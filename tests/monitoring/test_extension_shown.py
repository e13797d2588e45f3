"""That there is an extension, and until when, is everyone's; why is the own partner's and the working group's (§5)."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.world import World, moment

pytestmark = pytest.mark.django_db

OVERVIEW = "/druten-2025-2028/overzichten/2027/woonstichting-druten/"
RESULTS = "/druten-2025-2028/resultaten/2025/woonstichting-druten/"
JOINT = "/druten-2025-2028/gezamenlijk/2027/"
READERS = ("tenants_submitter", "board", "administrator")


@pytest.fixture(autouse=True)
def july():
    with time_machine.travel(moment(2026, 7, 2), tick=False):
        yield


def pages(client: Client, world: World, reader: str, *addresses: str) -> list[str]:
    client.force_login(getattr(world, reader))
    return [client.get(address).content.decode().casefold() for address in addresses]


def asked(world: World, kind: str = "overview", **fields: object) -> None:
    assignment = world.assignment(milestone=world.milestone(kind), state="in_progress")
    about = {"reason": "Wegens ziekte.", "decision_reason": "Beterschap.", "wished_before": date(2026, 7, 20)}
    assignment.extensions.create(**about | fields)


@pytest.mark.parametrize("reader", READERS)
def test_others_read_until_when(client: Client, world: World, reader: str) -> None:
    asked(world, state="granted", before=date(2026, 7, 8))
    for page in pages(client, world, reader, OVERVIEW, JOINT):
        assert "uitstel: vóór 8 juli 2026" in page
        assert "ziekte" not in page
        assert "beterschap" not in page
        assert "20 juli" not in page


@pytest.mark.parametrize("reader", READERS)
def test_of_a_request_only_that_there_is_one(client: Client, world: World, reader: str) -> None:
    asked(world)
    for page in pages(client, world, reader, OVERVIEW, JOINT):
        assert "er is uitstel gevraagd" in page
        assert "ziekte" not in page
        assert "20 juli" not in page


@pytest.mark.parametrize("reader", READERS)
def test_of_a_refusal_nothing(client: Client, world: World, reader: str) -> None:
    asked(world, state="declined")
    for page in pages(client, world, reader, OVERVIEW, JOINT):
        assert "uitstel" not in page


@pytest.mark.parametrize("reader", READERS)
def test_the_same_of_results(client: Client, world: World, reader: str) -> None:
    asked(world, "results", state="granted", before=date(2026, 7, 8))
    (page,) = pages(client, world, reader, RESULTS)
    assert "uitstel: vóór 8 juli 2026" in page
    assert "ziekte" not in page


def test_the_working_group_reads_why(client: Client, world: World) -> None:
    asked(world)
    client.force_login(world.secretary)
    assignment = world.assignment_of(world.corporation)
    assert "Wegens ziekte." in client.get(reverse("work:assignment", args=[assignment.pk])).content.decode()


def test_another_municipality_reads_nothing(client: Client, world: World, elsewhere: World) -> None:
    asked(world)
    client.force_login(elsewhere.board)
    assert {client.get(address).status_code for address in (OVERVIEW, JOINT)} == {404}
