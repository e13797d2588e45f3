"""The pages on which remarks are read, made, answered and closed; and where they are found."""

import pytest

from monitoring import remarks
from monitoring.models import Remark
from tests.world import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(world) -> str:
    return f"/{world.covenant.slug}/opmerkingen"


@pytest.fixture
def as_editor(client, world):
    client.force_login(world.editor)
    return client


def test_one_is_made_answered_and_closed(as_editor, client, world, agreement, here):
    where = f"{here}/afspraak/1.1-01/"
    answer = as_editor.post(where, {"text": "Kan dit eerder?", "visibility": "all"}, follow=True)
    page = answer.content.decode()
    assert "Uw opmerking staat erbij." in page
    assert "Kan dit eerder?" in page
    row = Remark.objects.get()
    client.force_login(world.tenants_submitter)
    page = client.post(f"{here}/{row.pk}/", {"text": "Wij helpen."}, follow=True).content.decode()
    assert "Wij helpen." in page
    assert "Opmerking sluiten" not in page
    client.force_login(world.secretary)
    page = client.post(f"{here}/{row.pk}/sluiten/", follow=True).content.decode()
    assert "De opmerking is gesloten." in page
    assert "Gesloten" in page
    assert "Wij helpen." in page


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"visibility": "all"}, "text", "Schrijf eerst uw opmerking."),
        ({"text": "   ", "visibility": "all"}, "text", "Schrijf eerst uw opmerking."),
        ({"text": "Let op."}, "visibility", "Kies wie dit mag lezen."),
        ({"text": "Let op.", "visibility": "iedereen"}, "visibility", "Kies wie dit mag lezen."),
    ],
)
def test_bad_input_is_one_sentence_at_the_field(as_editor, agreement, here, data, field, sentence):
    answer = as_editor.post(f"{here}/afspraak/1.1-01/", data)
    assert answer.context["form"].errors == {field: [sentence]}
    assert not Remark.objects.exists()


def test_an_empty_answer_is_said(as_editor, world, agreement, here):
    row = remarks.make(agreement, "Let op.", "all", by=world.editor)
    answer = as_editor.post(f"{here}/{row.pk}/", {"text": ""})
    assert answer.context["form"].errors == {"text": ["Schrijf eerst uw antwoord."]}


def test_an_answer_to_what_was_closed_meanwhile_keeps_the_words(as_editor, world, agreement, here):
    row = remarks.make(agreement, "Let op.", "all", by=world.editor)
    remarks.close(row, by=world.submitter)
    answer = as_editor.post(f"{here}/{row.pk}/", {"text": "Mijn antwoord"})
    page = answer.content.decode()
    assert remarks.CLOSED in page
    assert not row.replies.exists()


@pytest.mark.parametrize("who", ["tenants_submitter", "secretary", "board", "administrator"])
def test_of_anothers_draft_there_is_no_page(client, world, activity, result, here, who):
    row = remarks.make(activity, "Concept.", "all", by=world.editor)
    client.force_login(world.people[who])
    for where in (f"activiteit/{activity.pk}", f"resultaat/{result.pk}", f"{row.pk}"):
        for send in (client.get, client.post):
            assert send(f"{here}/{where}/").status_code == 404, where
    assert client.post(f"{here}/{row.pk}/sluiten/").status_code == 404
    assert Remark.objects.get().closed_at is None


def test_another_covenants_things_are_not_found(client, world, elsewhere, activity, agreement, here):
    row = remarks.make(agreement, "Let op.", "all", by=world.editor)
    client.force_login(elsewhere.submitter)
    for slug in (world.covenant.slug, elsewhere.covenant.slug):
        for where in (f"afspraak/{agreement.code}", f"activiteit/{activity.pk}", f"{row.pk}", f"{row.pk}/sluiten"):
            sent = client.post(f"/{slug}/opmerkingen/{where}/", {"text": "x", "visibility": "all"})
            assert sent.status_code == 404, where
    assert (Remark.objects.count(), row.replies.count()) == (1, 0)


def test_who_only_reads_gets_no_form(client, world, agreement, here):
    client.force_login(world.reader)
    page = client.get(f"{here}/afspraak/1.1-01/").content.decode()
    assert "Een opmerking maken kan alleen" in page
    assert 'name="text"' not in page


def test_looking_at_it_is_having_read_it(as_editor, world, agreement, here, in_may):
    remarks.make(agreement, "Let op.", "all", by=world.tenants_submitter)
    assert "Opmerking ongelezen bij 1.1-01" in as_editor.get("/").content.decode()
    assert "nieuw" in as_editor.get(f"{here}/afspraak/1.1-01/").content.decode()
    assert "ongelezen" not in as_editor.get("/").content.decode()
    assert "nieuw</span>" not in as_editor.get(f"{here}/afspraak/1.1-01/").content.decode()


def test_several_at_one_thing_are_one_task(as_editor, world, agreement, here, in_may):
    for text in ("Let op.", "En dit."):
        remarks.make(agreement, text, "all", by=world.tenants_submitter)
    in_may.move_to(moment(2026, 5, 13))
    as_editor.force_login(world.editor)
    page = as_editor.get("/").content.decode()
    assert "2 opmerkingen ongelezen bij 1.1-01" in page
    assert "3 dagen geleden" in page
    assert f"{here}/afspraak/1.1-01/" in page


def test_they_are_found_where_the_thing_is(as_editor, client, world, activity, result, overview, here, in_may):
    for thing in (activity, result):
        for _ in range(2):
            remarks.make(thing, "Let op.", "all", by=world.editor)
    home = overview.get_absolute_url()
    of_activity, of_result = f"{here}/activiteit/{activity.pk}/", f"{here}/resultaat/{result.pk}/"
    assert f'{of_activity}">Opmerkingen (2)' in as_editor.get(f"{home}activiteit/{activity.pk}/").content.decode()
    results = result.assignment.get_absolute_url()
    assert f'{of_result}">Opmerkingen (2)' in as_editor.get(f"{results}rij/{result.pk}/").content.decode()
    assert (
        "/opmerkingen/afspraak/1.1-01/" in as_editor.get(f"/{world.covenant.slug}/afspraken/1.1-01/").content.decode()
    )
    for assignment in (overview, result.assignment):
        assignment.perform("submit", by=world.submitter)
        assignment.perform("accept", by=world.secretary)
    in_may.move_to(moment(2026, 7, 2))
    client.force_login(world.reader)
    assert f'{of_activity}">Opmerkingen' in client.get(f"{home}controleren/").content.decode()
    for who, page, link in (
        ("tenants_submitter", home, of_activity),
        ("other_submitter", f"/{world.covenant.slug}/gezamenlijk/2027/", of_activity),
        ("secretary", f"/admin/werk/opdracht/{overview.pk}/", of_activity),
        ("tenants_submitter", results, of_result),
        ("secretary", f"/admin/werk/opdracht/{result.assignment.pk}/", of_result),
    ):
        client.force_login(world.people[who])
        assert f'{link}">Opmerkingen (2)' in client.get(page).content.decode(), page


def test_what_was_said_long_ago_stands_below_a_step_that_is_open(as_editor, world, agreement, in_may):
    remarks.make(agreement, "Let op.", "all", by=world.tenants_submitter)
    world.assignment()
    in_may.move_to(moment(2026, 5, 20))
    as_editor.force_login(world.editor)
    page = as_editor.get("/").content.decode()
    assert page.index("Activiteitenoverzicht 2027 indienen") < page.index("Opmerking ongelezen bij 1.1-01")
