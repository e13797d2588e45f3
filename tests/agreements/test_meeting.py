"""A meeting is held in the years of its covenant, or in the year before or after."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from agreements.models import Decision, Meeting
from calendar_cycle.workflow import NotAllowed
from monitoring import board
from tests.world import moment

ODD, FINE = [date(1, 1, 1), date(2023, 12, 31), date(2030, 1, 1)], [date(2024, 1, 1), date(2029, 12, 31)]


def type_in(client, covenant, day):
    form = {"kind": "board", "held_on": day.isoformat(), "covenant": covenant.pk}
    return client.post(
        reverse("admin:agreements_meeting_add"),
        form | {"decisions-INITIAL_FORMS": 0, "decisions-TOTAL_FORMS": 0},
    )


@pytest.mark.parametrize("day", ODD)
def test_the_admin_refuses_a_day_of_another_time(client, world, day):
    client.force_login(world.secretary)
    answer = type_in(client, world.covenant, day)
    assert answer.status_code == 200
    assert "tussen 1 januari 2024 en 31 december 2029" in answer.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("day", FINE)
def test_a_year_before_and_after_are_fine(client, world, day):
    client.force_login(world.secretary)
    assert type_in(client, world.covenant, day).status_code == 302


@pytest.mark.parametrize("day", ODD[:2])
@time_machine.travel(moment(2026, 3, 25), tick=False)
def test_a_decision_is_not_of_another_time(world, day):
    with pytest.raises(NotAllowed, match="tussen 1 januari 2024 en 31 december 2029"):
        board.decide(world.milestone("accents"), by=world.secretary, held_on=day, text="Zo.", none=True)
    assert not Decision.objects.exists()


@time_machine.travel(moment(2026, 8, 25), tick=False)
def test_a_talk_is_not_of_another_time(world):
    with pytest.raises(NotAllowed, match="tussen 1 januari 2024"):
        board.conclude(world.milestone("alignment"), by=world.secretary, held_on=date(1, 1, 1), report="Zo.")
    assert not Meeting.objects.exists()
