"""The half-way evaluation and the closing are done by the deed itself (domain.md §4)."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreements.models import Covenant, Meeting
from calendar_cycle.models import Milestone
from calendar_cycle.workflow import NotAllowed
from monitoring import board
from tests.told import told
from tests.world import World, moment

pytestmark = pytest.mark.django_db
JUNE = moment(2026, 6, 10)
FEBRUARY = moment(2029, 2, 10)
DECIDED = {"held_on": "2026-06-09", "place": "Druten", "text": "Zo besloten."}


def fresh(milestone: Milestone) -> Milestone:
    return Milestone.objects.get(pk=milestone.pk)


@time_machine.travel(JUNE, tick=False)
def test_the_evaluation_is_done_by_advice_and_then_the_decision(world: World) -> None:
    step = world.milestone("evaluation")
    with pytest.raises(NotAllowed, match="nog geen advies"):
        board.decide_on(step, by=world.secretary, held_on=date(2026, 6, 9), text="Zo besloten.")
    assert not Meeting.objects.exists()
    step.perform("advise", by=world.secretary, message="Ga zo door.")
    assert fresh(step).done_at is None
    decision = board.decide_on(step, by=world.secretary, held_on=date(2026, 6, 9), text="Zo besloten.")
    stored = fresh(step)
    assert (stored.done_at, stored.decision, stored.meeting.kind) == (JUNE, decision, "board")
    kinds = [(row.kind, row.refused) for row in step.events.all()]
    assert kinds == [("decide", True), ("advise", False), ("decide", False)]


@time_machine.travel(JUNE, tick=False)
def test_advice_needs_words_and_may_be_sent_again_until_the_decision(world: World) -> None:
    step = world.milestone("evaluation")
    with pytest.raises(NotAllowed, match="Schrijf het advies op"):
        step.perform("advise", by=world.secretary, message="  ")
    for words in ("Ga zo door.", "Ga sneller door."):
        step.perform("advise", by=world.secretary, message=words)
    board.decide_on(step, by=world.secretary, held_on=date(2026, 6, 9), text="Zo besloten.")
    with pytest.raises(NotAllowed, match="al gedaan"):
        step.perform("advise", by=world.secretary, message="Toch niet.")
    assert told("advised") == {world.board.email}


@time_machine.travel(JUNE, tick=False)
def test_a_decision_of_tomorrow_is_not_recorded(world: World) -> None:
    step = world.milestone("evaluation")
    step.perform("advise", by=world.secretary, message="Ga zo door.")
    with pytest.raises(NotAllowed, match="nog niet geweest"):
        board.decide_on(step, by=world.secretary, held_on=date(2026, 6, 11), text="Zo besloten.")


@time_machine.travel(FEBRUARY, tick=False)
def test_the_closing_closes_the_covenant(world: World) -> None:
    step = world.milestone("closing")
    world.plain(state="accepted")
    world.plain(world.other, state="missed")
    board.decide_on(step, by=world.secretary, held_on=date(2029, 2, 9), text="Wij sluiten af.")
    assert fresh(step).done_at == FEBRUARY
    assert Covenant.objects.get(pk=world.covenant.pk).state == "closed"


@time_machine.travel(FEBRUARY, tick=False)
@pytest.mark.parametrize("state", ["todo", "in_progress", "returned", "submitted"])
def test_it_is_refused_while_an_assignment_is_open(world: World, state: str) -> None:
    step = world.milestone("closing")
    world.plain(state=state)
    with pytest.raises(NotAllowed, match=f"Dit is niet klaar: Inbreng tussenevaluatie, {world.corporation}"):
        board.decide_on(step, by=world.secretary, held_on=date(2029, 2, 9), text="Wij sluiten af.")
    assert Covenant.objects.get(pk=world.covenant.pk).state == "running"
    assert fresh(step).done_at is None


@time_machine.travel(FEBRUARY, tick=False)
def test_what_was_before_taking_into_use_keeps_nothing_open(world: World) -> None:
    world.plain(state="todo")
    world.covenant.in_use_from = date(2026, 9, 1)
    world.covenant.save()
    board.decide_on(world.milestone("closing"), by=world.secretary, held_on=date(2029, 2, 9), text="Klaar.")
    assert Covenant.objects.get(pk=world.covenant.pk).state == "closed"


@time_machine.travel(FEBRUARY, tick=False)
def test_an_open_assignment_of_elsewhere_does_not_matter(world: World, elsewhere: World) -> None:
    elsewhere.plain(state="todo")
    board.decide_on(world.milestone("closing"), by=world.secretary, held_on=date(2029, 2, 9), text="Klaar.")
    assert Covenant.objects.get(pk=elsewhere.covenant.pk).state == "running"


def test_the_page_of_the_evaluation(client: Client, world: World) -> None:
    step = world.milestone("evaluation")
    url = reverse("work:evaluation", args=[step.pk])
    with time_machine.travel(JUNE, tick=False):
        client.force_login(world.secretary)
        wrong = client.post(reverse("work:evaluation_advise", args=[step.pk]), {}).content.decode()
        assert "<title>Fout: " in wrong
        assert "Schrijf het advies op; het bestuur leest het." in wrong
        refused = client.post(url, DECIDED).content.decode()
        assert "Er is nog geen advies van de werkgroep." in refused
        client.post(reverse("work:evaluation_advise", args=[step.pk]), {"message": "Ga zo door."})
        client.post(url, DECIDED)
        page = client.get(url).content.decode()
    assert fresh(step).done_at is not None
    assert "Ga zo door." in page
    assert "Het bestuur heeft besloten op 9 juni 2026" in page


def test_the_page_of_the_closing(client: Client, world: World) -> None:
    step = world.milestone("closing")
    url = reverse("work:closing", args=[step.pk])
    with time_machine.travel(FEBRUARY, tick=False):
        client.force_login(world.secretary)
        assert "kan niemand nog iets veranderen" in client.get(url).content.decode()
        page = client.post(url, DECIDED | {"held_on": "2029-02-09"}, follow=True).content.decode()
    assert "Deze prestatieafspraken zijn afgesloten." in page


def test_others_do_not_come_in(client: Client, world: World, elsewhere: World) -> None:
    pages = [reverse("work:evaluation", args=[world.milestone("evaluation").pk])]
    pages.append(reverse("work:closing", args=[world.milestone("closing").pk]))
    for user, status in ((elsewhere.secretary, 404), (world.board, 403)):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [status] * 2
    with time_machine.travel(JUNE, tick=False):
        client.force_login(world.administrator)
        page = client.post(
            reverse("work:evaluation_advise", args=[world.milestone("evaluation").pk]), {"message": "Ja."}
        ).content.decode()
    assert "Dit kan alleen een lid van de werkgroep." in page
