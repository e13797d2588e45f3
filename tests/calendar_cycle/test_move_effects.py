"""What moving a date does to others is shown first, and is what then happens."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from calendar_cycle import running
from calendar_cycle.models import Notice
from calendar_cycle.move_effects import effects
from calendar_cycle.move_rules import Dates
from tests.calendar_cycle.moving import JUNE, LATER, propose
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with time_machine.travel(JUNE, tick=False):
        yield


def shown(world: World, before: date) -> dict[str, str]:
    found = effects(world.milestone(), Dates(date(2026, 4, 1), before))
    return {row.partner: row.words for row in found.shares}


def test_it_shows_who_gains_and_who_loses_and_whose_own_deadline_stays(world: World) -> None:
    world.assignment(state="submitted")
    world.assignment(world.other, state="in_progress")
    extended = world.assignment(world.tenants)
    extended.extensions.create(wished_before=date(2026, 7, 20), before=date(2026, 7, 20), state="granted")
    world.assignment(world.municipality, state="missed")
    assert shown(world, LATER) == {
        world.corporation.name: "heeft al ingediend",
        world.other.name: "krijgt 14 dagen meer",
        world.tenants.name: "geen verschil: heeft een eigen termijn, vóór 20 juli 2026",
        world.municipality.name: "blijft gesloten als niet ontvangen",
    }
    assert shown(world, date(2026, 6, 30))[world.other.name] == "krijgt 1 dag minder"


def test_who_was_late_can_hand_in_again(world: World) -> None:
    world.assignment(state="todo")
    world.assignment(world.other, state="submitted")
    with time_machine.travel(moment(2026, 7, 3), tick=False):
        assert shown(world, LATER)[world.corporation.name] == "krijgt 14 dagen meer en kan weer inleveren"
        [note] = effects(world.milestone(), Dates(date(2026, 4, 1), LATER)).notes
    assert "pas weer vanaf 15 juli 2026" in note


def test_it_shows_which_mails_fall_out_and_which_come(world: World) -> None:
    found = effects(world.milestone(), Dates(date(2026, 4, 1), LATER))
    both = (found.mails_gone, found.mails_new)
    days = [{row.day for row in rows if row.says.startswith("Herinnering")} for rows in both]
    assert days == [
        {date(2026, 6, 17), date(2026, 6, 24), date(2026, 6, 29), date(2026, 6, 30)},
        {date(2026, 6, 15), date(2026, 7, 1), date(2026, 7, 8), date(2026, 7, 13), date(2026, 7, 14)},
    ]
    late = [{row.day for row in rows if row.says.startswith("Te laat")} for rows in both]
    assert late == [{date(2026, 7, 1)}, {LATER}]


def test_the_mails_that_come_are_those_that_it_said(world: World) -> None:
    """The preview is held against what really goes out."""
    world.assignment(state="todo")
    step = world.milestone(announced_on=date(2026, 4, 1))
    step.announced_on = date(2026, 4, 1)
    step.save()
    propose(step, world).perform("confirm", by=world.second_secretary)
    sent = set()
    for day in (date(2026, 6, 2 + n) for n in range(29)):
        with time_machine.travel(moment(day.year, day.month, day.day), tick=False):
            running.run(day)
            if Notice.objects.filter(kind__startswith="reminder", queued_at__date=day).exists():
                sent.add(day)
    assert sent == {date(2026, 6, 15)}
