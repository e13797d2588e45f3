"""Every address × role × GET and POST gets what the table says; an address that is not in it fails."""

import pytest
import time_machine

from tests.druten import doors

TABLE = doors.read_table()
pytestmark = pytest.mark.django_db


def test_every_address_is_in_the_table() -> None:
    assert {(route, method) for route in doors.addresses() for method in ("GET", "POST")} == set(TABLE)


@pytest.mark.parametrize(("route", "method"), sorted(TABLE))
@time_machine.travel(doors.NOW, tick=False)
def test_it_gives_each_role_what_the_table_says(route: str, method: str) -> None:
    world = doors.make_doors_world()
    found = doors.statuses(world, doors.fill(world, route), method)
    assert dict(zip(doors.ROLES, found, strict=True)) == dict(zip(doors.ROLES, TABLE[route, method], strict=True))
