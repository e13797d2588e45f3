"""One's own choices about mail, from the page and from the mail itself."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreements.models import StandIn
from calendar_cycle.news import switching_off
from tests.world import World, moment

pytestmark = pytest.mark.django_db
PAGE = reverse("calendar_cycle:choices")


@pytest.fixture
def client(world: World) -> Client:
    client = Client()
    client.force_login(world.submitter)
    return client


def test_the_choice_is_kept(client: Client, world: World) -> None:
    client.post(PAGE, {"mail_choice": "deadlines"})
    world.submitter.refresh_from_db()
    assert world.submitter.mail_choice == "deadlines"


def test_a_choice_that_is_none_is_refused_in_dutch(client: Client, world: World) -> None:
    page = client.post(PAGE, {"mail_choice": "niets"}).content.decode()
    world.submitter.refresh_from_db()
    assert (world.submitter.mail_choice, "Fout:" in page) == ("all", True)


def stand_in(client: Client, person: object, first: str = "2026-07-01", last: str = "2026-07-20") -> str:
    with time_machine.travel(moment(2026, 6, 20), tick=False):
        typed = {"stand_in": getattr(person, "pk", ""), "starts_on": first, "ends_on": last}
        return client.post(reverse("calendar_cycle:stand_in_add"), typed, follow=True).content.decode()


@time_machine.travel(moment(2026, 6, 20), tick=False)
def test_a_colleague_stands_in_from_day_to_day(world: World) -> None:
    client = Client()
    client.force_login(world.submitter)
    assert "krijgt in die dagen uw mail" in stand_in(client, world.editor)
    row = StandIn.objects.get()
    assert (row.user, row.stand_in, row.starts_on, row.ends_on) == (
        world.submitter,
        world.editor,
        date(2026, 7, 1),
        date(2026, 7, 20),
    )
    client.post(reverse("calendar_cycle:stand_in_remove", args=[row.pk]))
    assert not StandIn.objects.exists()


@time_machine.travel(moment(2026, 6, 20), tick=False)
@pytest.mark.parametrize(
    ("who", "first", "last", "said"),
    [
        ("other_submitter", "2026-07-01", "2026-07-20", "Kies een collega uit de lijst"),
        ("editor", "2026-07-20", "2026-07-01", "ligt vóór de eerste"),
        ("editor", "2026-05-01", "2026-05-20", "al voorbij"),
        ("editor", "geen datum", "2026-05-20", "Dit is geen datum"),
        ("editor", "", "2026-07-20", "Kies een datum"),
        ("nobody", "2026-07-01", "2026-07-20", "Kies een collega."),
    ],
)
def test_what_can_not_be_is_said_at_the_field(world: World, who: str, first: str, last: str, said: str) -> None:
    client = Client()
    client.force_login(world.submitter)
    assert said in stand_in(client, world.people.get(who), first, last)
    assert not StandIn.objects.exists()


@time_machine.travel(moment(2026, 6, 20), tick=False)
def test_nobody_has_two_stand_ins_at_once(world: World) -> None:
    client = Client()
    client.force_login(world.submitter)
    stand_in(client, world.editor)
    assert "al een vervanger" in stand_in(client, world.reader, "2026-07-20", "2026-07-25")
    assert StandIn.objects.count() == 1


@time_machine.travel(moment(2026, 6, 20), tick=False)
def test_nobody_removes_the_stand_in_of_another(world: World) -> None:
    today = date(2026, 6, 20)
    row = world.editor.absences.create(stand_in=world.submitter, starts_on=today, ends_on=today)
    client = Client()
    client.force_login(world.submitter)
    assert client.post(reverse("calendar_cycle:stand_in_remove", args=[row.pk])).status_code == 404
    assert StandIn.objects.exists()


def test_one_click_in_the_mail_switches_news_off_without_a_log_in(world: World) -> None:
    address = switching_off.address(world.submitter).removeprefix("http://localhost:8000")
    assert Client(enforce_csrf_checks=True).get(address).status_code == 200
    world.submitter.refresh_from_db()
    assert world.submitter.mail_choice == "all"
    assert Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    world.submitter.refresh_from_db()
    assert world.submitter.mail_choice == "deadlines"


def test_an_address_that_someone_made_up_is_not_there(world: World) -> None:
    assert Client().post(reverse("calendar_cycle:switch_off", args=["1:abc"])).status_code == 404
