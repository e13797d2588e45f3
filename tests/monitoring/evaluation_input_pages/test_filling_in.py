"""A partner answers the questions of the half-way evaluation, checks them and hands them in."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from calendar_cycle import last_year
from calendar_cycle.models import Answer, Assignment, Question, StandardQuestion
from tests import factories
from tests.monitoring.evaluation_input_pages import BASE
from tests.told import told
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def page(client: Client, path: str = "") -> str:
    answer = client.get(BASE + path)
    assert answer.status_code == 200
    return answer.content.decode()


def answers(mark: Question, change: Question, words: str = "Eerder overleggen.") -> dict[str, str]:
    return {f"question_{mark.pk}": "Goed", f"question_{change.pk}": words}


def hand_in(client: Client, mark: Question, change: Question) -> str:
    client.post(f"{BASE}vragen/", answers(mark, change))
    return client.post(f"{BASE}indienen/", follow=True).content.decode()


def test_the_first_page_says_what_is_asked_before_when_and_what_is_missing(
    as_submitter: Client, mark: Question, change: Question
) -> None:
    found = page(as_submitter)
    assert "vóór <strong>1 juli 2026</strong>" in found
    assert "0 van 2 beantwoord" in found
    assert f'<a href="{BASE}vragen/">Beantwoord de vraag “Wat moet anders?”</a>' in found


def test_only_the_questions_for_this_kind_of_partner_are_asked(
    as_submitter: Client, assignment: Assignment, change: Question
) -> None:
    factories.QuestionFactory(milestone=assignment.milestone, partner_kind="tenants", text="Alleen voor huurders?")
    found = page(as_submitter, "vragen/")
    assert "Wat moet anders?" in found
    assert "Alleen voor huurders?" not in found


def test_answers_are_saved_and_can_be_finished_later(
    as_submitter: Client, world: World, assignment: Assignment, mark: Question, change: Question
) -> None:
    assert as_submitter.post(f"{BASE}vragen/", {f"question_{mark.pk}": "Matig"}).status_code == 302
    assert Answer.objects.get().text == "Matig"
    assignment.refresh_from_db()
    assert (assignment.state, assignment.edited_by) == ("in_progress", world.submitter)
    found = page(as_submitter)
    assert "1 van 2 beantwoord" in found
    assert f"Laatst bewaard op 10 mei 2026 om 12:00 door {world.submitter.name}" in found


def test_an_answer_that_is_no_choice_is_refused_and_nothing_is_saved(as_submitter: Client, mark: Question) -> None:
    found = as_submitter.post(f"{BASE}vragen/", {f"question_{mark.pk}": "Fantastisch"}).content.decode()
    assert "<title>Fout: " in found
    assert not Answer.objects.exists()


def test_who_saves_second_hears_who_was_first(as_submitter: Client, world: World, change: Question) -> None:
    as_submitter.post(f"{BASE}vragen/", {f"question_{change.pk}": "Van de indiener."})
    colleague = Client()
    colleague.force_login(world.editor)
    old = {f"question_{change.pk}": "Van de invuller.", f"version_{change.pk}": "0"}
    found = colleague.post(f"{BASE}vragen/", old).content.decode()
    assert f"{world.submitter.name} heeft dit intussen veranderd" in found
    assert "Van de invuller." in found
    assert Answer.objects.get().text == "Van de indiener."


def test_the_check_page_shows_it_as_others_will_read_it(as_submitter: Client, mark: Question, change: Question) -> None:
    as_submitter.post(f"{BASE}vragen/", {f"question_{mark.pk}": "Goed"})
    found = page(as_submitter, "controleren/")
    assert "<dd>Goed</dd>" in found
    assert "Niet beantwoord" in found
    assert f'<a href="{BASE}vragen/">Beantwoord de vraag “Wat moet anders?”</a>' in found
    assert "Inbreng indienen" not in found
    as_submitter.post(f"{BASE}vragen/", answers(mark, change) | {f"version_{mark.pk}": "1"})
    assert "Inbreng indienen" in page(as_submitter, "controleren/")


def test_handing_in_freezes_it_says_what_happens_next_and_tells_the_working_group(
    as_submitter: Client, world: World, assignment: Assignment, mark: Question, change: Question
) -> None:
    found = hand_in(as_submitter, mark, change)
    assert "Wat gebeurt er nu?" in found
    assignment.refresh_from_db()
    assert assignment.state == "submitted"
    assert assignment.submissions.get().content["answers"] == [
        {"question": "Gelijkwaardigheid: hoe gaat dat?", "answer": "Goed"},
        {"question": "Wat moet anders?", "answer": "Eerder overleggen."},
    ]
    assert told("submit") == {world.submitter.email}
    assert world.secretary.email in told("submitted")
    assert "Vragen beantwoorden</a>" not in page(as_submitter)


def test_what_is_required_must_be_there(
    as_submitter: Client, assignment: Assignment, mark: Question, change: Question
) -> None:
    as_submitter.post(f"{BASE}vragen/", {f"question_{mark.pk}": "Goed"})
    found = as_submitter.post(f"{BASE}indienen/", follow=True).content.decode()
    assert "Indienen kan nog niet. Dit ontbreekt: Beantwoord de vraag “Wat moet anders?”" in found
    assignment.refresh_from_db()
    assert assignment.state == "in_progress"


def test_an_editor_fills_in_and_does_not_hand_in(
    client: Client, world: World, assignment: Assignment, mark: Question, change: Question
) -> None:
    client.force_login(world.editor)
    hand_in(client, mark, change)
    assignment.refresh_from_db()
    assert assignment.state == "in_progress"
    assert "Inbreng indienen" not in page(client, "controleren/")


def test_it_is_taken_back_before_the_deadline_and_not_after(
    as_submitter: Client, world: World, assignment: Assignment, mark: Question, change: Question
) -> None:
    hand_in(as_submitter, mark, change)
    as_submitter.post(f"{BASE}intrekken/")
    assignment.refresh_from_db()
    assert assignment.state == "in_progress"
    as_submitter.post(f"{BASE}indienen/")
    with time_machine.travel(moment(2026, 7, 1, 0), tick=False):
        as_submitter.force_login(world.submitter)
        assert "Dit kan niet meer" in as_submitter.post(f"{BASE}intrekken/", follow=True).content.decode()
    assignment.refresh_from_db()
    assert assignment.state == "submitted"


def test_what_was_given_back_stands_open_with_its_message(
    as_submitter: Client, world: World, assignment: Assignment, mark: Question, change: Question
) -> None:
    hand_in(as_submitter, mark, change)
    assignment.perform(
        "return_for_changes", by=world.secretary, message="Geef een voorbeeld.", answer_before=date(2026, 7, 10)
    )
    found = page(as_submitter)
    assert "Geef een voorbeeld." in found
    assert "vóór <strong>10 juli 2026</strong>" in found
    assert f'href="{BASE}vragen/"' in found


def test_what_was_handed_in_on_behalf_is_confirmed(as_submitter: Client, world: World, assignment: Assignment) -> None:
    for deed in ("start", "submit"):
        assignment.perform(deed, by=world.secretary, on_behalf=True)
    assert "De werkgroep diende dit namens u in" in page(as_submitter)
    as_submitter.post(f"{BASE}bevestigen/")
    assert assignment.submissions.get().confirmed_by == world.submitter
    assert "De werkgroep diende dit namens u in" not in page(as_submitter)


def test_past_the_deadline_it_is_read_and_an_extension_is_asked(
    as_submitter: Client, world: World, assignment: Assignment, change: Question
) -> None:
    as_submitter.post(f"{BASE}vragen/", {f"question_{change.pk}": "Eerder overleggen."})
    with time_machine.travel(moment(2026, 7, 1, 0), tick=False):
        as_submitter.force_login(world.submitter)
        found = page(as_submitter)
        assert "de termijn was vóór 1 juli 2026" in found
        assert f'class="btn btn-primary" href="{BASE}uitstel/"' in found
        assert as_submitter.post(f"{BASE}vragen/", {f"question_{change.pk}": "Te laat."}).status_code == 409
        assert "Eerder overleggen." in page(as_submitter, "controleren/")
        asked = {"wished_before": "2026-07-08", "reason": "Ons bestuur komt later bijeen."}
        assert as_submitter.post(f"{BASE}uitstel/", asked).status_code == 302
        assert "U heeft uitstel gevraagd" in page(as_submitter)
        assert f"{BASE}uitstel/" not in page(as_submitter)
    assert Answer.objects.get().text == "Eerder overleggen."
    assert assignment.extensions.get().wished_before == date(2026, 7, 8)


def test_before_it_opens_it_says_when(client: Client, world: World, assignment: Assignment) -> None:
    with time_machine.travel(moment(2026, 3, 31, 23, 59), tick=False):
        client.force_login(world.submitter)
        assert "het staat open vanaf 1 april 2026" in page(client)
        assert client.get(f"{BASE}vragen/").status_code == 302


def test_the_story_is_read_by_the_own_partner_and_the_working_group(
    as_submitter: Client, world: World, assignment: Assignment, mark: Question, change: Question
) -> None:
    hand_in(as_submitter, mark, change)
    assert "Ingediend" in page(as_submitter, "verloop/")
    as_submitter.force_login(world.secretary)
    assert "Ingediend" in page(as_submitter, "verloop/")
    as_submitter.force_login(world.tenants_submitter)
    assert as_submitter.get(f"{BASE}verloop/").status_code == 404


def test_without_fixed_questions_the_standard_ones_are_asked(
    as_submitter: Client, world: World, assignment: Assignment
) -> None:
    StandardQuestion.objects.create(
        covenant=world.covenant,
        milestone_kind="evaluation_input",
        text="Wat leveren de afspraken op?",
        position=1,
        answer_kind="text",
    )
    assert "Wat leveren de afspraken op?" in page(as_submitter, "vragen/")
    assert assignment.milestone.events.filter(kind=last_year.OPENED_WITH_THEM).count() == 1
