"""The evaluation input of the corporation in May 2026, open, with two questions and its people."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from calendar_cycle.models import Assignment, Question
from tests import factories
from tests.world import World, moment


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with time_machine.travel(moment(2026, 5, 10), tick=False):
        yield


@pytest.fixture
def assignment(world: World) -> Assignment:
    return world.plain()


@pytest.fixture
def mark(assignment: Assignment) -> Question:
    return factories.QuestionFactory(
        milestone=assignment.milestone,
        text="Gelijkwaardigheid: hoe gaat dat?",
        answer_kind="choice",
        choices=["Goed", "Matig"],
        position=1,
    )


@pytest.fixture
def change(assignment: Assignment) -> Question:
    return factories.QuestionFactory(
        milestone=assignment.milestone, text="Wat moet anders?", required=True, position=2, partner_kind="corporation"
    )


@pytest.fixture
def as_submitter(client: Client, world: World) -> Client:
    client.force_login(world.submitter)
    return client
