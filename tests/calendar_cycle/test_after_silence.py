"""After days in which nobody looked at the clock: only the newest is told, and only what still holds."""

from datetime import date

import pytest
import time_machine

from calendar_cycle import extensions
from calendar_cycle.models import Notice
from tests import factories
from tests.rounds import kinds, run
from tests.told import told
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def test_after_days_of_silence_only_the_newest_is_told(world: World) -> None:
    world.assignment()
    run(date(2026, 5, 20))
    run(date(2026, 6, 27))
    assert kinds() == [("opens", date(2026, 5, 20)), ("reminder_7", date(2026, 6, 27))]
    assert "nog 4 dagen" in Notice.objects.get(kind="reminder_7").text


def test_after_a_silence_past_the_end_the_partner_hears_that_it_is_late_and_nothing_older(world: World) -> None:
    world.assignment()
    run(date(2026, 3, 20))
    run(date(2026, 7, 10))
    assert kinds() == [("late", date(2026, 7, 10))]
    assert "Vraag op de pagina om uitstel" in Notice.objects.get(kind="late").text
    run(date(2026, 7, 11))
    assert len(kinds()) == 1


def test_who_has_longer_hears_the_newest_reminder_after_such_a_silence(world: World) -> None:
    assignment = world.assignment()
    run(date(2026, 3, 20))
    with time_machine.travel(moment(2026, 5, 1), tick=False):
        asked = extensions.ask(assignment, by=world.submitter, wished_before=date(2026, 7, 20), reason="Bestuur.")
        asked.perform("grant", by=world.secretary)
    run(date(2026, 7, 10))
    assert [kind for kind, _ in kinds()] == ["extension_decided", "reminder_14"]


def test_after_a_silence_nobody_hears_of_a_day_to_come_that_has_passed(world: World) -> None:
    world.milestone("accents")
    world.milestone("alignment")
    overview = factories.OverviewFactory(assignment=world.assignment(state="submitted"))
    activity = factories.ActivityFactory(overview=overview)
    factories.ContributionFactory(activity=activity, partner=world.tenants, state="sent", text="Bewoners uitnodigen")
    run(date(2026, 3, 10))
    run(date(2026, 4, 1))
    run(date(2026, 9, 2))
    assert (told("board_accents"), told("to_answer_14"), told("to_answer_2")) == (set(), set(), set())


def test_after_a_shorter_silence_the_board_still_hears_of_what_comes(world: World) -> None:
    world.milestone("accents")
    run(date(2026, 3, 10))
    run(date(2026, 3, 31))
    assert told("board_accents") == {world.board.email}
