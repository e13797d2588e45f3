"""Every address × role × GET and POST gets what the table says; an address that is not in it fails."""

from itertools import groupby

import pytest
import time_machine

from tests.druten import doors

TABLE = doors.read_table()
# Pages of one kind share a world: making it takes longer than trying an address.
GROUPS = {name: list(rows) for name, rows in groupby(sorted(TABLE), lambda row: "/".join(row[0].split("/")[:3]))}
# Too long to play twice, and no database has a say in it.
pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_every_address_is_in_the_table() -> None:
    assert {(route, method) for route in doors.addresses() for method in ("GET", "POST")} == set(TABLE)


@pytest.mark.parametrize("group", sorted(GROUPS))
@time_machine.travel(doors.NOW, tick=False)
def test_it_gives_each_role_what_the_table_says(group: str) -> None:
    world = doors.make_doors_world()
    found = {row: doors.statuses(world, doors.fill(world, row[0]), row[1]) for row in GROUPS[group]}
    wrong = {
        row: {
            role: (got, want)
            for role, got, want in zip(doors.ROLES, found[row], TABLE[row], strict=True)
            if got != want
        }
        for row in GROUPS[group]
    }
    assert {row: differences for row, differences in wrong.items() if differences} == {}
