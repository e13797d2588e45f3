"""The small parts of an overview, and the hand-in."""

import pytest
import time_machine

from calendar_cycle.models import Answer
from monitoring.models import NoActivity
from tests import factories
from tests.monitoring.overview_pages import BASE, typed
from tests.world import moment

pytestmark = pytest.mark.django_db


def test_this_year_nothing_because_is_made_changed_and_taken_back(as_editor, assignment, agreement):
    page = f"{BASE}niet/{agreement.code}/"
    assert as_editor.get(page).status_code == 200
    assert as_editor.post(page, {"why": "later", "text": "In 2028."}).status_code == 302
    row = NoActivity.objects.get()
    as_editor.post(page, {"why": "waiting", "text": "Wacht op de gemeente.", "version": row.version})
    row.refresh_from_db()
    assert row.why == "waiting"
    as_editor.post(page, {"terugnemen": "1"})
    assert not NoActivity.objects.exists()


def test_only_a_trekker_says_why_nothing(as_editor, world, assignment):
    joined = factories.AgreementFactory(covenant=world.covenant, led_by=[world.other], joined_by=[world.corporation])
    assert as_editor.get(f"{BASE}niet/{joined.code}/").status_code == 404


def test_questions_are_answered_on_one_page(as_editor, assignment):
    number = factories.QuestionFactory(milestone=assignment.milestone, answer_kind="number")
    text = factories.QuestionFactory(milestone=assignment.milestone)
    wrong = as_editor.post(BASE + "vragen/", {f"question_{number.pk}": "7.5", f"question_{text.pk}": "Ja"})
    assert "geen duidelijk getal" in wrong.content.decode()
    assert not Answer.objects.exists()
    as_editor.post(BASE + "vragen/", {f"question_{number.pk}": "7,5", f"question_{text.pk}": "Ja"})
    assert sorted(Answer.objects.values_list("text", flat=True)) == ["7,5", "Ja"]


def test_nothing_to_report_is_enough(as_editor, client, world, assignment):
    as_editor.post(BASE + "niets-te-melden/", {"nothing_to_report": "Wij bouwen niet."})
    client.force_login(world.submitter)
    answer = client.post(BASE + "indienen/", follow=True)
    assert "Wat gebeurt er nu?" in answer.content.decode()
    assignment.refresh_from_db()
    assert assignment.state == "submitted"


def test_an_editor_can_not_hand_in(as_editor, activity):
    answer = as_editor.post(BASE + "indienen/")
    assert answer.status_code == 302
    activity.overview.assignment.refresh_from_db()
    assert activity.overview.assignment.state != "submitted"


def test_it_is_taken_back_before_the_deadline(client, world):
    assignment = world.assignment(state="in_progress")
    client.force_login(world.submitter)
    client.post(BASE + "indienen/")
    client.post(BASE + "intrekken/")
    assignment.refresh_from_db()
    assert assignment.state == "in_progress"


def test_past_the_deadline_it_is_read_only_and_says_what_to_do(as_editor, world, activity, agreement):
    with time_machine.travel(moment(2026, 7, 1, 0, 0), tick=False):
        as_editor.force_login(world.editor)
        page = as_editor.get(BASE).content.decode()
        answer = as_editor.post(f"{BASE}activiteit/{activity.pk}/", typed(agreement, title="Te laat"))
    assert "Uitstel vragen" in page
    assert "Activiteit toevoegen" not in page
    assert answer.status_code == 409
    assert "1 juli 2026" in answer.content.decode()
    assert "Te laat" in answer.content.decode()
    activity.refresh_from_db()
    assert activity.title == "Zonnepanelen"
