"""The page with the people of one's own organisation."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import Invitation, Membership
from calendar_cycle.people import inviting
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db
PAGE = "/mijn/organisatie/"


@pytest.fixture(autouse=True)
def on_20_june() -> object:
    with time_machine.travel(moment(2026, 6, 20), tick=False):
        yield


def of(world: World, who: str = "submitter") -> Client:
    client = Client()
    client.force_login(world.people[who])
    return client


def page_of(world: World) -> str:
    return f"{PAGE}{world.corporation.slug}/"


def test_it_shows_who_takes_part_and_who_did(world: World) -> None:
    Membership.objects.filter(user=world.reader).update(ends_on=date(2026, 6, 19))
    page = of(world).get(PAGE, follow=True).content.decode()
    now, before = page.split("Wie er meededen")
    assert str(world.editor) in now.split("Nodig een collega uit")[0]
    assert str(world.reader) in before
    assert "tot en met 19 juni 2026" in before


def test_another_organisation_is_not_there(world: World) -> None:
    assert of(world, "tenants_submitter").get(page_of(world)).status_code == 404


@pytest.mark.parametrize("who", ["reader", "editor"])
def test_who_does_not_submit_reads_it_and_has_no_buttons(world: World, who: str) -> None:
    inviting.invite("a@b.example", "reader", by=world.submitter, partner=world.corporation)
    client = of(world, who)
    page = client.get(page_of(world)).content.decode()
    assert ("Uitnodiging versturen" in page, "Beëindigen" in page, "a@b.example" in page) == (False, False, False)
    assert client.post(page_of(world), {"email": "x@b.example", "role": "reader"}).status_code == 404


def test_who_works_for_several_chooses_which(world: World) -> None:
    factories.MembershipFactory(user=world.submitter, partner=world.tenants)
    page = of(world).get(PAGE).content.decode()
    assert (world.corporation.name in page, world.tenants.name in page) == (True, True)


def test_a_colleague_is_invited(world: World) -> None:
    page = of(world).post(page_of(world), {"email": "a@b.example", "role": "reader"}, follow=True).content.decode()
    row = Invitation.objects.get()
    assert (row.email, row.role, row.partner, row.covenant) == ("a@b.example", "reader", world.corporation, None)
    assert "De uitnodiging is verstuurd naar a@b.example" in page
    assert "Stuur nog een keer" in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"email": "", "role": "reader"}, "Vul het e-mailadres van uw collega in."),
        ({"email": "niets", "role": "reader"}, "Dit is geen e-mailadres."),
        ({"email": "a@b.example", "role": "board"}, "Kies een van de drie."),
        ({"email": "a@b.example", "role": "reader", "covenant": "999"}, "Kies prestatieafspraken uit de lijst."),
        ({"email": "editor@druten.example", "role": "reader"}, "heeft deze rol al"),
    ],
)
def test_what_can_not_be_is_said_at_the_field(world: World, sent: dict[str, str], sentence: str) -> None:
    page = of(world).post(page_of(world), sent).content.decode()
    assert (sentence in page, "<title>Fout: " in page) == (True, True)
    assert not Invitation.objects.exists()


def test_another_covenant_is_not_to_be_chosen(world: World, elsewhere: World) -> None:
    sent = {"email": "a@b.example", "role": "reader", "covenant": elsewhere.covenant.pk}
    assert "Kies prestatieafspraken uit de lijst." in of(world).post(page_of(world), sent).content.decode()


def deed(world: World, name: str, who: str = "submitter") -> str:
    row = Invitation.objects.get()
    return of(world, who).post(f"{PAGE}uitnodiging/{row.pk}/{name}/", follow=True).content.decode()


def test_an_invitation_is_sent_again_or_withdrawn(world: World) -> None:
    with time_machine.travel(moment(2026, 6, 1), tick=False):
        inviting.invite("a@b.example", "reader", by=world.submitter, partner=world.corporation)
    assert "Verlopen" in of(world).get(page_of(world)).content.decode()
    assert "opnieuw verstuurd naar a@b.example" in deed(world, "opnieuw")
    assert "Wacht tien minuten" in deed(world, "opnieuw")
    assert "is ingetrokken" in deed(world, "intrekken")
    assert not Invitation.objects.open().exists()


def test_another_organisation_does_not_find_it(world: World) -> None:
    inviting.invite("a@b.example", "reader", by=world.submitter, partner=world.corporation)
    assert "Deze pagina is er niet" in deed(world, "intrekken", "tenants_submitter")
    assert "Deze pagina is er niet" in deed(world, "verzin-wat")


def ending(world: World, who: str) -> str:
    return f"{PAGE}lid/{Membership.objects.get(user=world.people[who]).pk}/beeindigen/"


def test_ending_asks_first(world: World) -> None:
    client = of(world)
    assert "Lidmaatschap beëindigen: " in client.get(ending(world, "editor")).content.decode()
    assert Membership.objects.of(world.editor).exists()
    page = client.post(ending(world, "editor"), {"last_day": "2026-06-30"}, follow=True).content.decode()
    assert "tot en met 30 juni 2026" in page
    assert Membership.objects.get(user=world.editor).ends_on == date(2026, 6, 30)


def test_the_last_submitter_is_warned_and_leaves_only_by_a_cross(world: World) -> None:
    client = of(world)
    assert "is de laatste indiener" in client.get(ending(world, "submitter")).content.decode()
    page = client.post(ending(world, "submitter"), {}).content.decode()
    assert ("Fout: " in page, "kruis aan dat u dit weet" in page) == (True, True)
    answer = client.post(ending(world, "submitter"), {"knows_it_is_the_last": "on"})
    assert answer["Location"] == "/"
    assert not Membership.objects.of(world.submitter).exists()


@pytest.mark.parametrize("day", ["2026-06-19", "morgen"])
def test_a_last_day_that_can_not_be_is_said_at_the_field(world: World, day: str) -> None:
    page = of(world).post(ending(world, "editor"), {"last_day": day}).content.decode()
    assert "Fout: " in page
    assert Membership.objects.get(user=world.editor).ends_on is None


def queries(world: World) -> int:
    client = of(world)
    with CaptureQueriesContext(connection) as made:
        assert client.get(page_of(world)).status_code == 200
    return len(made)


def test_it_takes_as_few_queries_with_many_people_as_with_few(world: World) -> None:
    inviting.invite("a@b.example", "reader", by=world.submitter, partner=world.corporation)
    few = queries(world)
    for number in range(20):
        factories.MembershipFactory(partner=world.corporation, role="reader", covenant=world.covenant)
        inviting.invite(f"{number}@b.example", "reader", by=world.submitter, partner=world.corporation)
    assert (queries(world), few <= 15) == (few, True)


# The admin


def add(world: World, who: str, **sent: object) -> str:
    answer = of(world, who).post("/admin/agreements/invitation/add/", sent, follow=True)
    return answer.content.decode()


def test_the_working_group_invites_through_the_admin(world: World) -> None:
    add(world, "secretary", email="a@b.example", role="board", covenant=world.covenant.pk)
    add(world, "secretary", email="c@b.example", role="submitter", partner=world.tenants.pk, covenant=world.covenant.pk)
    rows = Invitation.objects.order_by("email").values_list("email", "role", "partner", "invited_by")
    assert list(rows) == [
        ("a@b.example", "board", None, world.secretary.pk),
        ("c@b.example", "submitter", world.tenants.pk, world.secretary.pk),
    ]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"role": "board"}, "Kies voor welke prestatieafspraken."),
        ({"role": "submitter"}, "Kies voor welke partner."),
        ({"role": "board", "partner": True, "covenant": True}, "Deze rol is niet van een partner."),
        ({"role": "submitter", "partner": True}, "U kunt hiervoor niemand uitnodigen."),
    ],
)
def test_the_admin_says_what_is_missing(world: World, sent: dict[str, object], sentence: str) -> None:
    if "partner" in sent:
        sent = sent | {"partner": world.tenants.pk}
    if "covenant" in sent:
        sent = sent | {"covenant": world.covenant.pk}
    assert sentence in add(world, "secretary", email="a@b.example", **sent)
    assert not Invitation.objects.exists()


def test_another_covenant_is_not_the_working_groups(world: World, elsewhere: World) -> None:
    add(world, "secretary", email="a@b.example", role="board", covenant=elsewhere.covenant.pk)
    assert not Invitation.objects.exists()


def test_the_admin_sends_again_and_withdraws(world: World) -> None:
    with time_machine.travel(moment(2026, 6, 1), tick=False):
        row = inviting.invite("a@b.example", "board", by=world.administrator, covenant=world.covenant)
    old = row.token_hash
    for action in ("send_again", "withdraw"):
        of(world, "secretary").post("/admin/agreements/invitation/", {"action": action, "_selected_action": row.pk})
    row.refresh_from_db()
    assert (row.token_hash != old, row.withdrawn_at is not None) == (True, True)
