"""The pages on which a date moves: choose, see, propose; and a second person confirms."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from calendar_cycle import moves
from calendar_cycle.models import Milestone, MilestoneMove
from calendar_cycle.move_rules import Dates
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with time_machine.travel(moment(2026, 6, 1), tick=False):
        yield


def address(step: Milestone, part: str = "") -> str:
    return f"{reverse('work:move', args=[step.pk])}{part}"


def deed(move: MilestoneMove, name: str) -> str:
    return reverse("work:move_deed", args=[move.pk, name])


def proposed(world: World, before: date = date(2026, 7, 15)) -> MilestoneMove:
    step = world.milestone()
    return moves.propose(step, by=world.secretary, opens_on=step.opens_on, before=before, reason="Vakantie.")


def read(client: Client, world: World, who: str, page: str, data: Any = None) -> str:
    client.force_login(world.people[who])
    return client.get(page, data).content.decode()


def test_what_it_does_is_shown_before_it_is_proposed(client: Client, world: World) -> None:
    world.assignment(state="submitted")
    world.assignment(world.other)
    page = read(client, world, "secretary", address(world.milestone()), {"before": "2026-07-15"})
    for words in ("heeft al ingediend", "krijgt 14 dagen meer", "Mails die vervallen", "dat was vóór 1 juli 2026"):
        assert words in page
    assert not MilestoneMove.objects.exists()


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("", "Kies een datum."),
        ("geen datum", "Dit is geen datum."),
        ("31-2-2027", "Dit is geen datum."),
        ("2026-05-01", "Vóór 1 mei 2026 is al voorbij. Kies een dag na vandaag."),
        ("2031-01-01", "Kies een dag tot en met 1 januari 2029."),
        ("2026-07-01", "Dit zijn de datums die nu al gelden."),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_wrong_date_is_one_sentence_at_the_field(
    client: Client, world: World, method: str, before: str, sentence: str
) -> None:
    client.force_login(world.secretary)
    page = address(world.milestone(), "voorstellen/" if method == "post" else "")
    response = getattr(client, method)(page, {"before": before, "reason": "Vakantie."})
    assert response.context["form"].errors["before"] == [
        next(row for row in response.context["form"].errors["before"] if row.startswith(sentence) or sentence in row)
    ]
    assert "Fout:" in response.content.decode()
    assert not MilestoneMove.objects.exists()


def test_proposing_and_confirming_through_the_pages(client: Client, world: World) -> None:
    step = world.milestone()
    client.force_login(world.secretary)
    client.post(address(step, "voorstellen/"), {"before": "2026-07-15", "reason": "Vakantie."})
    move = MilestoneMove.objects.get()
    mine = client.get(address(step)).content.decode()
    assert "twee mensen van verschillende partners" in mine
    assert "Voorstel intrekken" in mine
    theirs = read(client, world, "second_secretary", address(step))
    assert "Vakantie." in theirs
    response = client.post(deed(move, "confirm"), follow=True)
    assert "De datum is verplaatst" in response.content.decode()
    step.refresh_from_db()
    assert step.before == date(2026, 7, 15)
    assert "Verplaatst: vóór 1 juli 2026 wordt vóór 15 juli 2026" in response.content.decode()


def test_a_proposal_without_a_reason_stays_on_the_preview(client: Client, world: World) -> None:
    client.force_login(world.secretary)
    response = client.post(address(world.milestone(), "voorstellen/"), {"before": "2026-07-15", "reason": ""})
    assert response.context["form"].errors["reason"] == ["Schrijf erbij waarom de datum verplaatst."]


@pytest.mark.parametrize("ticked", [0, 1, 2])
def test_each_risky_sentence_has_a_box_and_all_are_ticked(client: Client, world: World, ticked: int) -> None:
    world.milestone("alignment", before=date(2026, 6, 10), opens_on=date(2026, 6, 5))
    step, before = world.milestone(), date(2026, 6, 12)
    sentences = moves.warnings(step, Dates(step.opens_on, before))
    assert len(sentences) == 2
    client.force_login(world.secretary)
    given = {"before": before, "reason": "Haast.", "confirmed_warnings": sentences[:ticked]}
    response = client.post(address(step, "voorstellen/"), given)
    assert MilestoneMove.objects.exists() is (ticked == 2)
    if ticked < 2:
        assert response.context["form"].errors["confirmed_warnings"][0].startswith("Vink elke zin aan")


def test_what_came_up_since_is_ticked_by_the_second(client: Client, world: World) -> None:
    move = proposed(world)
    with time_machine.travel(moment(2026, 7, 5), tick=False):
        client.force_login(world.second_secretary)
        response = client.post(deed(move, "confirm"))
        assert "Vink elke zin aan" in response.content.decode()
        client.post(deed(move, "confirm"), {"confirmed_warnings": moves.unconfirmed(move)})
    move.refresh_from_db()
    assert move.state == "done"


def test_withdrawing(client: Client, world: World) -> None:
    move = proposed(world)
    client.force_login(world.secretary)
    assert "Het voorstel is ingetrokken" in client.post(deed(move, "withdraw"), follow=True).content.decode()
    assert client.post(deed(move, "approve")).status_code == 404


def test_another_municipality_finds_nothing(client: Client, world: World, elsewhere: World) -> None:
    move = proposed(world)
    client.force_login(elsewhere.secretary)
    for page in (address(move.milestone), address(move.milestone, "voorstellen/"), deed(move, "confirm")):
        assert client.post(page).status_code in (404, 405)
    assert client.get(address(move.milestone)).status_code == 404


def test_the_work_page_leads_to_it_and_shows_old_and_new(client: Client, world: World) -> None:
    move = proposed(world)
    page = read(client, world, "secretary", reverse("work:page"))
    assert address(move.milestone) in page
    assert "Voorstel om te verplaatsen: vóór 1 juli 2026 wordt vóór 15 juli 2026." in page
    move.perform("confirm", by=world.second_secretary)
    assert "Verplaatst: vóór 1 juli 2026 wordt vóór 15 juli 2026." in client.get(reverse("work:page")).content.decode()


def test_all_dates_are_on_one_page(client: Client, world: World, elsewhere: World) -> None:
    done, bundle = world.milestone("accents", done_at=moment(2026, 3, 20)), world.milestone("bundle")
    foreign = elsewhere.milestone("bundle")
    page = read(client, world, "secretary", reverse("work:moves"))
    assert [address(row) in page for row in (bundle, done, foreign)] == [True, False, False]


def approve_page(move: MilestoneMove) -> str:
    return reverse("monitoring:move_approve", args=[move.milestone.covenant.slug, move.pk])


def test_the_second_signature_of_another_party_has_a_page_of_its_own(client: Client, world: World) -> None:
    move = proposed(world)
    client.force_login(world.submitter)
    assert client.get(approve_page(move)).status_code == 404
    world.second_secretary.covenant_roles.all().delete()
    assert "twee mensen van verschillende partners nodig" in client.get(approve_page(move)).content.decode()
    client.post(approve_page(move))
    move.refresh_from_db()
    assert (move.state, move.confirmed_by) == ("done", world.submitter)
    assert "U hoeft niets te doen" in client.get(approve_page(move)).content.decode()
    client.force_login(world.municipality_submitter)
    assert client.get(approve_page(move)).status_code == 404


def test_the_proposer_is_told_why_not_on_that_page(client: Client, world: World) -> None:
    move = proposed(world)
    client.force_login(world.secretary)
    page = client.post(approve_page(move), follow=True).content.decode()
    assert "Vraag iemand van een andere partner om te bevestigen" in page
