"""The working group's own steps: accents with the board's decision, the talk, the uitvraag."""

from datetime import date

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from agreements.models import Decision, Meeting
from calendar_cycle.models import Milestone
from calendar_cycle.workflow import NotAllowed
from monitoring import board
from monitoring.models import Accent
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

DECIDED = {"held_on": "2026-03-20", "place": "Druten", "text": "Zo besloten."}


@pytest.fixture(autouse=True)
def march() -> object:
    with time_machine.travel(moment(2026, 3, 25), tick=False):
        yield


@pytest.fixture
def accents(world: World) -> Milestone:
    return world.milestone("accents")


def accent(milestone: Milestone, title: str = "Ouderen") -> Accent:
    return Accent.objects.create(milestone=milestone, year=2027, title=title)


def test_what_the_board_module_refuses_itself_is_an_event(world: World, accents: Milestone) -> None:
    with pytest.raises(NotAllowed, match="geen accenten voorbereid"):
        board.decide(accents, by=world.secretary, held_on=date(2026, 3, 20), text="Zo.")
    with pytest.raises(NotAllowed, match="nog niet geweest"):
        board.decide(accents, by=world.secretary, held_on=date(2026, 3, 26), text="Zo.", none=True)
    with pytest.raises(NotAllowed, match="alleen een lid van de werkgroep"):
        board.save_accent(Accent(milestone=accents, title="Ouderen"), by=world.board)
    found = [(row.kind, row.refused, row.actor) for row in accents.events.order_by("pk")]
    assert found == [
        ("decide", True, world.secretary),
        ("decide", True, world.secretary),
        ("save_accent", True, world.board),
    ]
    assert not Meeting.objects.exists()


def test_preparing_accents_is_told_too(world: World, accents: Milestone) -> None:
    row = board.save_accent(Accent(milestone=accents, title="Ouderen"), by=world.secretary)
    board.remove_accent(row, by=world.second_secretary)
    found = [(row.kind, row.refused, row.actor, row.message) for row in accents.events.order_by("pk")]
    assert found == [
        ("save_accent", False, world.secretary, "Ouderen"),
        ("remove_accent", False, world.second_secretary, "Ouderen"),
    ]


def test_an_accent_is_added_changed_and_removed(client: Client, world: World, accents: Milestone) -> None:
    client.force_login(world.secretary)
    client.post(reverse("work:accent_add", args=[accents.pk]), {"title": "Ouderen"})
    row = accents.accents.get()
    assert row.year == 2027
    client.post(reverse("work:accent_edit", args=[row.pk]), {"title": "Jongeren"})
    row.refresh_from_db()
    assert row.title == "Jongeren"
    client.post(reverse("work:accent_remove", args=[row.pk]))
    assert not accents.accents.exists()


def test_an_accent_needs_a_title_and_keeps_what_was_typed(client: Client, world: World, accents: Milestone) -> None:
    client.force_login(world.secretary)
    page = client.post(reverse("work:accent_add", args=[accents.pk]), {"text": "Veel kamers"}).content.decode()
    assert "<title>Fout: " in page
    assert "Geef het accent een titel." in page
    assert "Veel kamers" in page


def test_an_accent_takes_no_topic_of_another_covenant(
    client: Client, world: World, elsewhere: World, accents: Milestone
) -> None:
    strange = factories.TopicFactory(covenant=elsewhere.covenant)
    client.force_login(world.secretary)
    client.post(reverse("work:accent_add", args=[accents.pk]), {"title": "Ouderen", "topic": strange.pk})
    assert not Accent.objects.exists()


def test_the_boards_decision_ties_meeting_decision_and_accents(
    client: Client, world: World, accents: Milestone
) -> None:
    row = accent(accents)
    client.force_login(world.secretary)
    client.post(reverse("work:accents_decide", args=[accents.pk]), DECIDED)
    accents.refresh_from_db()
    row.refresh_from_db()
    assert accents.done_at is not None
    assert accents.meeting.kind == "board"
    assert row.decision == accents.decision


def test_after_the_decision_accents_stand(client: Client, world: World, accents: Milestone) -> None:
    row = accent(accents)
    client.force_login(world.secretary)
    client.post(reverse("work:accents_decide", args=[accents.pk]), DECIDED)
    page = client.post(reverse("work:accent_remove", args=[row.pk]), follow=True).content.decode()
    assert "Het bestuur heeft al besloten" in page
    assert Accent.objects.filter(pk=row.pk).exists()


def test_a_decision_without_accents_must_say_none(client: Client, world: World, accents: Milestone) -> None:
    client.force_login(world.secretary)
    page = client.post(reverse("work:accents_decide", args=[accents.pk]), DECIDED).content.decode()
    assert "Er zijn geen accenten voorbereid" in page
    assert not Decision.objects.exists()
    client.post(reverse("work:accents_decide", args=[accents.pk]), {**DECIDED, "none": "1"})
    accents.refresh_from_db()
    assert accents.done_at is not None


def test_a_meeting_of_tomorrow_is_not_recorded(client: Client, world: World, accents: Milestone) -> None:
    accent(accents)
    client.force_login(world.secretary)
    given = {**DECIDED, "held_on": "2026-03-26"}
    page = client.post(reverse("work:accents_decide", args=[accents.pk]), given).content.decode()
    assert "is nog niet geweest" in page
    assert not Meeting.objects.exists()


def test_an_administrator_sees_but_records_nothing(client: Client, world: World, accents: Milestone) -> None:
    accent(accents)
    client.force_login(world.administrator)
    page = client.post(reverse("work:accents_decide", args=[accents.pk]), DECIDED).content.decode()
    assert "Dit kan alleen een lid van de werkgroep." in page
    assert not Meeting.objects.exists()
    assert accents.events.get().refused


def test_the_talk_is_recorded_with_its_report(client: Client, world: World) -> None:
    step = world.milestone("alignment")
    client.force_login(world.secretary)
    with time_machine.travel(moment(2026, 8, 28), tick=False):
        client.force_login(world.secretary)
        url = reverse("work:alignment", args=[step.pk])
        assert "Schrijf een kort verslag." in client.post(url, {"held_on": "2026-08-27"}).content.decode()
        client.post(url, {"held_on": "27-8-2026", "report": "Alles past."})
        page = client.get(url).content.decode()
    step.refresh_from_db()
    assert step.meeting.kind == "working_group"
    assert "Alles past." in page


def test_the_uitvraag_is_sent_and_mailed(
    client: Client, world: World, django_capture_on_commit_callbacks: object
) -> None:
    step = world.milestone("results_request")
    world.assignment(milestone=world.milestone("results"))
    client.force_login(world.secretary)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post(reverse("work:request_send", args=[step.pk]))
    step.refresh_from_db()
    assert step.done_at is not None
    assert world.submitter.email in [letter.to[0] for letter in mail.outbox]
    assert "vóór 1 maart 2026" in mail.outbox[0].subject


def test_a_step_opens_no_page_for_others(client: Client, world: World, elsewhere: World) -> None:
    row = accent(world.milestone("accents"))
    pages = [
        reverse("work:accents", args=[row.milestone.pk]),
        reverse("work:accent_add", args=[row.milestone.pk]),
        reverse("work:accent_edit", args=[row.pk]),
        reverse("work:alignment", args=[world.milestone("alignment").pk]),
        reverse("work:request", args=[world.milestone("results_request").pk]),
        reverse("work:publication", args=[world.milestone("bundle").pk]),
    ]
    client.force_login(elsewhere.secretary)
    assert [client.get(page).status_code for page in pages] == [404] * 6
    client.force_login(world.submitter)
    assert [client.get(page).status_code for page in pages] == [403] * 6


def test_deeds_are_posts_only(client: Client, world: World) -> None:
    row = accent(world.milestone("accents"))
    deeds = [
        reverse("work:accents_decide", args=[row.milestone.pk]),
        reverse("work:accent_remove", args=[row.pk]),
        reverse("work:request_send", args=[world.milestone("results_request").pk]),
        reverse("work:publication_approve", args=[world.milestone("bundle").pk]),
        reverse("work:publication_publish", args=[world.milestone("bundle").pk]),
    ]
    client.force_login(world.secretary)
    assert [client.get(deed).status_code for deed in deeds] == [405] * 5
