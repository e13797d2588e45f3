"""Every address × role × GET and POST gets what the table says; an address that is not in it fails."""

import pytest
import time_machine

from tests.druten import doors

TABLE = doors.read_table()
# All addresses of a part share a world: making it takes longer than trying an address.
PARTS = 6
# Too long to play twice, and no database has a say in it.
pytestmark = [pytest.mark.django_db, pytest.mark.postgresql, pytest.mark.long]


def test_every_address_is_in_the_table() -> None:
    assert {(route, method) for route in doors.addresses() for method in ("GET", "POST")} == set(TABLE)


@pytest.mark.parametrize("part", range(PARTS))
@time_machine.travel(doors.NOW, tick=False)
def test_it_gives_each_role_what_the_table_says(part: int) -> None:
    world = doors.make_doors_world()
    wrong = {}
    for row in sorted(TABLE)[part::PARTS]:
        found = doors.statuses(world, doors.fill(world, row[0]), row[1])
        for role, got, want in zip(doors.ROLES, found, TABLE[row], strict=True):
            if got != want:
                wrong[*row, role] = f"{got}, and the table says {want}"
    assert wrong == {}
