"""A NUL is in no word of ours: an address with one is not found, a filter with one finds nothing."""

import pytest
import time_machine
from django.test import Client

from tests.druten import doors

# Too long to play twice, and no database has a say in it.
pytestmark = [pytest.mark.django_db, pytest.mark.postgresql, pytest.mark.long]
WORDS = [route for route in doors.addresses() if "<str:" in route or "<path:" in route or "<slug:" in route]


@time_machine.travel(doors.NOW, tick=False)
def test_an_address_with_a_nul_is_not_found() -> None:
    world = doors.make_doors_world()
    for person in ("submitter", "administrator"):
        client = Client()
        client.force_login(world.people[person])
        for route in WORDS:
            address = doors.fill(world, route).rstrip("/")
            for odd in (f"{address}%00/", f"{address}/%00/"):
                assert client.get(odd).status_code == 404, odd
                assert client.post(odd).status_code == 404, odd


@time_machine.travel(doors.NOW, tick=False)
def test_a_filter_with_a_nul_is_no_error() -> None:
    world = doors.make_doors_world()
    client = Client()
    client.force_login(world.secretary)
    place = f"/{world.covenant.slug}/afspraken/"
    for name in ("woorden", "partner", "rol", "jaar", "kern", "thema"):
        assert client.get(place, {name: "a\x00"}).status_code == 200
    assert client.get("/admin/agreements/agreement/", {"q": "a\x00"}).status_code == 200
