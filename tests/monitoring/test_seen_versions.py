"""A version that no row can have is a conflict like any other: nothing is saved, and what was typed stays."""

import pytest
import time_machine
from django.test import Client

from calendar_cycle.models import Answer, Assignment
from monitoring.models import Activity
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

OVERVIEW = "/druten-2025-2028/overzichten/2027/woonstichting-druten/"
RESULTS = "/druten-2025-2028/resultaten/2025/woonstichting-druten/"
NO_VERSION = pytest.mark.parametrize("version", ["9" * 30, str(2**31), "-5", "x", ""])


@pytest.fixture
def editor(client: Client, world: World) -> Client:
    client.force_login(world.editor)
    return client


@pytest.fixture
def activity(world: World) -> Activity:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    assignment = world.assignment(state="in_progress")
    return factories.ActivityFactory(overview=assignment.overview, title="Zonnepanelen", agreements=[agreement])


@NO_VERSION
@time_machine.travel(moment(2026, 5, 10), tick=False)
def test_of_an_activity(editor: Client, activity: Activity, version: str) -> None:
    agreements = [row.pk for row in activity.agreements.all()]
    given = {"title": "Anders", "agreements": agreements, "first_quarter": "1", "last_quarter": "2"}
    answer = editor.post(f"{OVERVIEW}activiteit/{activity.pk}/", given | {"version": version})
    assert answer.status_code == 200
    assert "intussen" in answer.content.decode()
    activity.refresh_from_db()
    assert activity.title == "Zonnepanelen"


@NO_VERSION
@time_machine.travel(moment(2026, 5, 10), tick=False)
def test_of_an_answer(editor: Client, world: World, activity: Activity, version: str) -> None:
    assignment = Assignment.objects.get()
    question = factories.QuestionFactory(milestone=assignment.milestone)
    Answer.objects.create(assignment=assignment, question=question, text="Van een collega")
    given = {f"question_{question.pk}": "Van mij", f"version_{question.pk}": version}
    answer = editor.post(f"{OVERVIEW}vragen/", given)
    assert answer.status_code == 200
    assert "Van mij" in answer.content.decode()
    assert Answer.objects.get().text == "Van een collega"


@NO_VERSION
@time_machine.travel(moment(2026, 1, 15), tick=False)
def test_of_a_row_of_results(editor: Client, world: World, version: str) -> None:
    factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    assignment = world.assignment(milestone=world.milestone("results"))
    editor.get(RESULTS)
    row = assignment.results.get()
    assignment.results.update(text="Van een collega")
    answer = editor.post(f"{RESULTS}rij/{row.pk}/", {"state": "done", "text": "Van mij", "version": version})
    assert answer.status_code == 200
    assert "intussen" in answer.content.decode()
    row.refresh_from_db()
    assert (row.state, row.text) == ("", "Van een collega")
