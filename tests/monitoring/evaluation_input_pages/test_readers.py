"""Who reads what of the evaluation input (domain.md §5), and from where one gets there."""

import pytest
from django.test import Client
from django.urls import reverse

from calendar_cycle.models import Answer, Assignment, Question
from tests.monitoring.evaluation_input_pages import BASE, LIST
from tests.world import World

pytestmark = pytest.mark.django_db

OTHERS = ("tenants_submitter", "board")


@pytest.fixture
def handed_in(world: World, assignment: Assignment, change: Question) -> Assignment:
    assignment.perform("start", by=world.submitter)
    answer = Answer.objects.create(assignment=assignment, question=change, text="Eerder overleggen.")
    assignment.perform("submit", by=world.submitter)
    answer.text = "Later veranderd."
    answer.save()
    return assignment


def page(client: Client, world: World, role: str, address: str = BASE) -> str:
    client.force_login(world.people[role])
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_reader_reads_and_changes_nothing(client: Client, world: World, change: Question) -> None:
    assert "Vragen beantwoorden</a>" not in page(client, world, "reader")
    page(client, world, "reader", f"{BASE}controleren/")
    for path in ("vragen/", "indienen/", "intrekken/", "bevestigen/", "uitstel/"):
        assert client.post(BASE + path).status_code == 404, path


def test_the_working_group_reads_it_from_the_hand_in(client: Client, world: World, handed_in: Assignment) -> None:
    found = page(client, world, "secretary")
    assert "Eerder overleggen." in found
    assert "Later veranderd." not in found
    assert client.get(f"{BASE}controleren/").status_code == 404


@pytest.mark.parametrize("role", OTHERS)
def test_others_read_it_with_the_advice(client: Client, world: World, handed_in: Assignment, role: str) -> None:
    found = page(client, world, role)
    assert "De stand is: ingediend" in found
    assert "Eerder overleggen." not in found
    world.milestone("evaluation").perform("advise", by=world.secretary, message="Vaker bellen.")
    found = page(client, world, role)
    assert "Eerder overleggen." in found
    assert "Later veranderd." not in found


@pytest.mark.parametrize("role", ["secretary", *OTHERS])
def test_a_draft_is_seen_as_a_state_only(
    client: Client, world: World, assignment: Assignment, change: Question, role: str
) -> None:
    assignment.perform("start", by=world.submitter)
    Answer.objects.create(assignment=assignment, question=change, text="Een concept.")
    found = page(client, world, role)
    assert "De stand is: mee bezig" in found
    assert "Een concept." not in found


def test_a_stranger_finds_nothing(client: Client, elsewhere: World, handed_in: Assignment) -> None:
    client.force_login(elsewhere.submitter)
    for path in ("", "controleren/", "vragen/", "ingediend/", "verloop/", "uitstel/"):
        assert client.get(BASE + path).status_code == 404, path
    assert client.get(LIST).status_code == 404


def test_the_list_goes_to_our_own_and_shows_everybody_when_asked(
    client: Client, world: World, assignment: Assignment
) -> None:
    world.plain(world.tenants, state="submitted")
    client.force_login(world.editor)
    assert client.get(LIST)["Location"] == BASE
    found = page(client, world, "board", LIST)
    assert f'href="{BASE}"' in found
    assert "huurders-druten/" in found


def test_a_covenant_without_an_evaluation_says_so(client: Client, world: World) -> None:
    assert "Er is geen tussenevaluatie gepland" in page(client, world, "submitter", LIST)


def test_it_is_a_task_with_the_way_in_and_to_an_extension(client: Client, world: World, assignment: Assignment) -> None:
    found = page(client, world, "submitter", "/")
    assert f'<a href="{BASE}">Inbreng tussenevaluatie indienen</a>' in found


def test_the_calendar_links_to_it(client: Client, world: World, assignment: Assignment) -> None:
    assert f'href="{BASE}"' in page(client, world, "submitter", "/kalender/")


def test_the_working_group_reads_returns_and_accepts_it(client: Client, world: World, handed_in: Assignment) -> None:
    review = reverse("work:assignment", args=[handed_in.pk])
    found = page(client, world, "secretary", review)
    assert "Wat moet anders?" in found
    assert "Eerder overleggen." in found
    client.post(
        f"{review}return_for_changes/", {"submission_number": "1", "message": "Leg uit.", "answer_before": "2026-07-10"}
    )
    handed_in.refresh_from_db()
    assert handed_in.state == "returned"
    handed_in.perform("submit", by=world.submitter)
    client.post(f"{review}accept/", {"submission_number": "2"})
    handed_in.refresh_from_db()
    assert handed_in.state == "accepted"
    assert "Uw inbreng is geaccepteerd" in page(client, world, "submitter")


def test_the_advice_page_leads_to_what_the_parties_brought_in(client: Client, world: World) -> None:
    page_of_advice = reverse("work:evaluation", args=[world.milestone("evaluation").pk])
    assert f'href="{LIST}?alle"' in page(client, world, "secretary", page_of_advice)
