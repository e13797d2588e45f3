"""A form is open from midnight, its news comes at seven: the round has its questions ready, not the first reader."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from calendar_cycle import last_year, running
from calendar_cycle.models import Mail, Milestone
from tests import factories
from tests.told import told
from tests.world import World, moment

pytestmark = pytest.mark.django_db

MOST = 15
PAGES = {
    "overview": ("overzichten/2027", moment(2026, 4, 1, 0, 15)),
    "results": ("resultaten/2025", moment(2026, 1, 1, 0, 15)),
    "evaluation_input": ("evaluatie/inbreng/2026", moment(2026, 4, 1, 0, 15)),
}


@pytest.fixture(params=sorted(PAGES))
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def step(world: World, kind: str) -> Milestone:
    """A step with a draft that was never fixed, after a round with three questions."""
    last = world.milestone(kind, year=2025, subject_year=None, opens_on=date(2024, 12, 1), before=date(2025, 7, 1))
    for number in range(3):
        factories.QuestionFactory(milestone=last, text=f"Vraag {number}", position=number + 1)
    found = world.milestone(kind, year=2026)
    factories.QuestionFactory(milestone=found, text="Een concept")
    factories.AssignmentFactory(milestone=found, partner=world.corporation)
    return found


def test_the_first_reader_finds_the_questions_in_place(world: World, step: Milestone, kind: str) -> None:
    place, night = PAGES[kind]
    client = Client()
    with time_machine.travel(night, tick=False):
        running.run()
        client.force_login(world.editor)
        with CaptureQueriesContext(connection) as made:
            page = client.get(f"/druten-2025-2028/{place}/woonstichting-druten/vragen/").content.decode()
    assert "Vraag 2" in page
    assert "Een concept" not in page
    assert len(made) <= MOST
    assert step.events.filter(kind=last_year.OPENED_WITH_THEM).count() == 1


def test_its_opening_is_told_at_seven_and_not_at_night(world: World, step: Milestone, kind: str) -> None:
    night = PAGES[kind][1]
    with time_machine.travel(night, tick=False):
        running.run()
        running.run()
        assert told("opens") == set()
        assert told("old_questions") == {world.secretary.email, world.second_secretary.email}
        assert not Mail.objects.exists()
    with time_machine.travel(night.replace(hour=7), tick=False):
        running.run()
    assert told("opens") == {world.submitter.email}
    assert set(Mail.objects.values_list("to", flat=True)) >= {world.submitter.email, world.secretary.email}
    assert step.events.filter(kind=last_year.OPENED_WITH_THEM).count() == 1


def test_the_evening_before_nothing_is_touched(world: World, step: Milestone, kind: str) -> None:
    with time_machine.travel(PAGES[kind][1] - timedelta(minutes=30), tick=False):
        running.run()
    assert [row.text for row in step.questions.all()] == ["Een concept"]
    assert not step.events.exists()
