"""Answering on the page: an answer that holds together, and text that is never lost."""

import pytest
from django.test import Client

from monitoring.models import Contribution
from tests.monitoring.contributions.pages import BASE, by, page_of, text
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_part_has_two_texts_on_the_page(world: World, client: Client, sent: Contribution) -> None:
    body = {"deed": "promise_partly", "message": "Wij bellen.", "version": sent.version}
    wrong = by(client, world.tenants_submitter).post(page_of(sent), body)
    assert wrong.status_code == 200
    assert "Schrijf wat u niet doet" in wrong.content.decode()
    assert "Wij bellen." in wrong.content.decode()
    client.post(page_of(sent), body | {"left_out": "Niet in Deest."})
    page = text(by(client, world.editor), page_of(sent))
    assert "Dit gebeurt wel" in page
    assert "Niet in Deest." in page
    assert "Dit deel is genoeg" in page
    assert "In andere woorden vragen" in page


@pytest.mark.parametrize(
    ("deed", "field"), [("promise", "left_out"), ("decline", "left_out"), ("decline", "as_activity")]
)
def test_an_answer_does_not_contradict_itself(
    world: World, client: Client, sent: Contribution, deed: str, field: str
) -> None:
    world.assignment(world.tenants)
    body = {"deed": deed, "message": "Zo.", field: "on", "version": sent.version}
    answer = by(client, world.tenants_submitter).post(page_of(sent), body)
    assert field in answer.context["form"].errors
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_of_two_colleagues_the_second_hears_and_keeps_the_text(
    world: World, client: Client, sent: Contribution
) -> None:
    seen = sent.version
    sent.perform("promise", by=world.tenants_submitter)
    body = {"deed": "decline", "message": "Wij hebben geen tijd.", "version": seen}
    answer = by(client, world.tenants_submitter).post(page_of(sent), body)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "was u voor: de stand is nu “toegezegd”" in page
    assert "Wij hebben geen tijd." in page
    sent.refresh_from_db()
    assert sent.state == "promised"
    again = answer.context["form"]["version"].value()
    assert client.post(page_of(sent), body | {"version": again}).status_code == 302


def test_an_answer_to_what_was_withdrawn_is_shown_to_who_typed_it(
    world: World, client: Client, sent: Contribution
) -> None:
    seen = sent.version
    sent.perform("withdraw", by=world.editor)
    answer = by(client, world.tenants_submitter).post(
        page_of(sent), {"deed": "decline", "message": "Lange uitleg", "version": seen}
    )
    assert answer.status_code == 409
    assert "Lange uitleg" in answer.content.decode()


def test_it_becomes_an_activity_with_one_box(world: World, client: Client, sent: Contribution) -> None:
    theirs = world.assignment(world.tenants)
    assert "Zet dit ook als activiteit" in text(by(client, world.tenants_submitter), page_of(sent))
    client.post(page_of(sent), {"deed": "promise", "as_activity": "on", "version": sent.version})
    made = theirs.overview.activities.get()
    page = text(client, f"{BASE}/huurders-druten/activiteit/{made.pk}/")
    assert f'href="/hulpvragen/{sent.pk}/"' in page
    assert made.code in text(client, page_of(sent))


def test_after_the_hand_in_the_box_is_not_there_and_why_is_said(
    world: World, client: Client, sent: Contribution
) -> None:
    theirs = world.assignment(world.tenants, state="in_progress")
    theirs.perform("submit", by=world.tenants_submitter)
    assert "Zet dit ook als activiteit" not in text(by(client, world.tenants_submitter), page_of(sent))
    sent.perform("promise", by=world.tenants_submitter)
    page = text(client, page_of(sent))
    assert "Hier een activiteit van maken kan nu niet. Dit is al ingediend." in page
    assert "Er een activiteit van ons van maken" not in page
