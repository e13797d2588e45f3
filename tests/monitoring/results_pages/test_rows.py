"""The rows of the results, on their pages."""

from typing import Any

import pytest
from django.test import Client

from calendar_cycle.models import Assignment, Milestone
from monitoring.models import Result
from monitoring.views.results_steps import WITHOUT_STATE
from tests import factories
from tests.monitoring.results_pages import PATH, row_of
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def test_opening_it_makes_the_rows(editor: Client, assignment: Assignment) -> None:
    page = editor.get(PATH)
    assert page.status_code == 200
    assert assignment.results.get().agreement.title in page.content.decode()


def test_before_1_january_it_is_closed(editor: Client, assignment: Assignment, january: Any) -> None:
    january.move_to(moment(2025, 12, 31, 23, 59))
    assert "Dit kan nog niet" in editor.get(PATH).content.decode()
    assert assignment.results.count() == 0
    january.move_to(moment(2026, 1, 1, 0, 0))
    editor.get(PATH)
    assert assignment.results.count() == 1


def test_the_uitvraag_opens_it_earlier(editor: Client, assignment: Assignment, world: World, january: Any) -> None:
    january.move_to(moment(2025, 12, 10))
    request = world.milestone("results_request")
    editor.get(PATH)
    assert assignment.results.count() == 0
    Milestone.objects.filter(pk=request.pk).update(done_at=moment(2025, 12, 9))
    editor.get(PATH)
    assert assignment.results.count() == 1


def test_a_row_is_saved_and_starts_the_assignment(editor: Client, assignment: Assignment) -> None:
    row = row_of(editor, assignment)
    sent = {"state": "delayed", "text": "<b>Later</b>", "adjustment": "", "version": row.version}
    answer = editor.post(f"{PATH}rij/{row.pk}/", sent)
    assert answer.status_code == 302
    row.refresh_from_db()
    assignment.refresh_from_db()
    assert (row.state, row.text, assignment.state) == ("delayed", "<b>Later</b>", "in_progress")


@pytest.mark.parametrize(("state", "said"), [("done", "Bewaard."), ("", WITHOUT_STATE)])
def test_who_saves_a_row_without_a_state_hears_that_it_is_still_asked(
    editor: Client, assignment: Assignment, state: str, said: str
) -> None:
    row = row_of(editor, assignment)
    answer = editor.post(f"{PATH}rij/{row.pk}/", {"state": state, "text": "Af", "version": row.version}, follow=True)
    assert [str(it) for it in answer.context["messages"]] == [said]


def test_two_people_on_one_row_lose_no_words(editor: Client, assignment: Assignment, world: World) -> None:
    row = row_of(editor, assignment)
    seen = row.version
    editor.post(f"{PATH}rij/{row.pk}/", {"state": "done", "text": "Van de een", "version": seen})
    answer = editor.post(f"{PATH}rij/{row.pk}/", {"state": "delayed", "text": "Van de ander", "version": seen})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "intussen veranderd" in page
    assert "Van de een" in page
    assert "Van de ander" in page
    row.refresh_from_db()
    assert row.text == "Van de een"
    again = {"state": "delayed", "text": "Van de ander", "version": row.version}
    assert f'name="version" value="{row.version}"' in page
    assert editor.post(f"{PATH}rij/{row.pk}/", again).status_code == 302


@pytest.mark.parametrize("state", ["", "delayed", "nonsense"])
@pytest.mark.parametrize("text", ["x" * 10_000, "   ", "#panic()", "=1+1", "a\x00b"])
def test_what_is_typed_is_kept_or_refused_in_dutch(
    editor: Client, assignment: Assignment, state: str, text: str
) -> None:
    row = row_of(editor, assignment)
    answer = editor.post(f"{PATH}rij/{row.pk}/", {"state": state, "text": text, "version": row.version})
    refused = state == "nonsense" or "\x00" in text
    assert answer.status_code == (200 if refused else 302)
    if refused:
        assert "<title>Fout: " in answer.content.decode()


def test_a_row_of_another_partner_or_covenant_does_not_exist(
    editor: Client, assignment: Assignment, world: World, elsewhere: World
) -> None:
    others = [
        world.assignment(world.other, assignment.milestone),
        elsewhere.assignment(elsewhere.corporation, elsewhere.milestone("results")),
    ]
    for other in others:
        agreement = factories.AgreementFactory(covenant=other.covenant)
        row = Result.objects.create(assignment=other, agreement=agreement)
        assert editor.post(f"{PATH}rij/{row.pk}/", {"state": "done", "version": 1}).status_code == 404
        row.refresh_from_db()
        assert row.state == ""


def test_a_reader_sees_the_form_and_can_not_save(client: Client, assignment: Assignment, world: World) -> None:
    agreement = assignment.covenant.agreements.get()
    row = Result.objects.create(assignment=assignment, agreement=agreement)
    client.force_login(world.reader)
    assert client.get(f"{PATH}rij/{row.pk}/").status_code == 200
    answer = client.post(f"{PATH}rij/{row.pk}/", {"state": "done", "version": row.version})
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (409, "")


def test_past_the_deadline_it_can_only_be_read(
    editor: Client, assignment: Assignment, world: World, january: Any
) -> None:
    row = row_of(editor, assignment)
    january.move_to(moment(2026, 3, 1))
    editor.force_login(world.editor)
    page = editor.get(f"{PATH}rij/{row.pk}/").content.decode()
    assert "vóór 1 maart 2026" in page
    assert "Bewaren" not in page
    answer = editor.post(f"{PATH}rij/{row.pk}/", {"state": "done", "text": "Mijn woorden", "version": row.version})
    assert answer.status_code == 409
    assert "Mijn woorden" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == ""
