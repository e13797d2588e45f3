"""A version that no row can have is a conflict, never an error page."""

import pytest
import time_machine

from monitoring.models import NoActivity, Result
from tests import factories
from tests.monitoring.overview_pages import BASE, typed
from tests.monitoring.results_pages import PATH
from tests.world import moment

pytestmark = pytest.mark.django_db
MAY, JANUARY = moment(2026, 5, 10), moment(2026, 1, 15)


@pytest.fixture(params=["9" * 30, "-" + "9" * 30, "2147483648", "x", "1.5", "0"])
def odd(request):
    return request.param


@pytest.fixture
def editor(client, world):
    client.force_login(world.editor)
    return client


@time_machine.travel(MAY, tick=False)
def test_an_activity_stays_as_it_is(world, editor, odd):
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    overview = factories.OverviewFactory(
        assignment=factories.AssignmentFactory(milestone=world.milestone(), partner=world.corporation)
    )
    activity = factories.ActivityFactory(overview=overview, title="Zonnepanelen", agreements=[agreement])
    answer = editor.post(f"{BASE}activiteit/{activity.pk}/", typed(agreement, title="Anders", version=odd))
    activity.refresh_from_db()
    assert (answer.status_code, activity.title) == (200, "Zonnepanelen")
    assert "intussen" in answer.content.decode()


@time_machine.travel(MAY, tick=False)
def test_a_reason_and_an_answer_stay_as_they_are(world, editor, odd):
    assignment = factories.AssignmentFactory(milestone=world.milestone(), partner=world.corporation)
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    overview = factories.OverviewFactory(assignment=assignment)
    NoActivity.objects.create(overview=overview, agreement=agreement, why="later", text="Later.")
    question = factories.QuestionFactory(milestone=assignment.milestone)
    assignment.answers.create(question=question, text="Zo.")

    reason = {"why": "done", "text": "Klaar.", "version": odd}
    assert editor.post(f"{BASE}niet/{agreement.code}/", reason).status_code == 200
    given = {f"question_{question.pk}": "Anders.", f"version_{question.pk}": odd}
    assert editor.post(f"{BASE}vragen/", given).status_code == 200

    assert (NoActivity.objects.get().why, assignment.answers.get().text) == ("later", "Zo.")


@time_machine.travel(JANUARY, tick=False)
def test_a_row_of_the_results_stays_as_it_is(world, editor, odd):
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    assignment = world.assignment(milestone=world.milestone("results"))
    row = Result.objects.create(assignment=assignment, agreement=agreement, state="delayed")
    answer = editor.post(f"{PATH}rij/{row.pk}/", {"state": "done", "text": "Klaar.", "version": odd})
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (200, "delayed")
