"""The second factor: who must have one, how it is made and shown, and when it is asked again."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from agreements.models import Membership
from druten.accounts.models import Factor, User
from tests import factories, second_factor
from tests.world import World, moment

pytestmark = pytest.mark.django_db
LOGIN, STEP = "/accounts/login/", "/accounts/tweede-stap/"


def without(user: User) -> Client:
    """Logged in, and nothing but a password."""
    Authenticator.objects.filter(user=user).delete()
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("who", ["secretary", "administrator"])
@pytest.mark.parametrize("page", ["/admin/", "/admin/agreements/agreement/", "/admin/werk/verplaatsen/"])
def test_who_must_have_one_and_has_none_is_led_to_make_it_first(world: World, who: str, page: str) -> None:
    answer = without(world.people[who]).get(page)
    assert (answer.status_code, answer["Location"]) == (302, STEP)


@pytest.mark.parametrize("who", ["secretary", "administrator"])
def test_no_deed_of_the_admin_is_done_without_it(world: World, who: str) -> None:
    before = User.objects.count()
    answer = without(world.people[who]).post("/admin/accounts/user/add/", {"email": "x@y.example"})
    assert (answer["Location"], User.objects.count()) == (STEP, before)


def test_the_page_says_why_and_everything_else_is_open(world: World) -> None:
    client = without(world.secretary)
    assert "Voor uw rol is een tweede stap nodig" in client.get(STEP).content.decode()
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("who", ["submitter", "reader", "board"])
def test_nobody_else_needs_one(world: World, who: str) -> None:
    client = without(world.people[who])
    assert "Voor uw rol" not in client.get(STEP).content.decode()
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(("debug", "status"), [(True, 200), (False, 302)])
def test_the_people_of_the_demo_need_none_while_debug_is_on(
    world: World, settings: Any, debug: bool, status: int
) -> None:
    settings.DEBUG = debug
    assert without(world.secretary).get("/admin/").status_code == status


def test_other_people_need_one_also_while_debug_is_on(world: World, settings: Any) -> None:
    settings.DEBUG = True
    world.secretary.email = "echt@gemeente.nl"
    world.secretary.save()
    assert without(world.secretary).get("/admin/")["Location"] == STEP


def test_codes_on_paper_alone_are_no_factor(world: World) -> None:
    client = without(world.secretary)
    Authenticator.objects.create(user=world.secretary, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert client.get("/admin/")["Location"] == STEP


def test_an_app_is_set_up_and_leads_on_to_where_one_was_going(world: World) -> None:
    client = without(world.secretary)
    client.get("/admin/werk/verplaatsen/")
    page = client.get(f"{STEP}totp/activate/")
    assert page.status_code == 200
    assert "Scan met die app dit plaatje" in page.content.decode()
    code = second_factor.code_of(page.context["form"].secret)
    answer = client.post(f"{STEP}totp/activate/", {"code": code}, follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"{STEP}recovery-codes/"
    assert 'href="/admin/werk/verplaatsen/"' in text
    assert client.get("/admin/werk/verplaatsen/").status_code == 200


def test_a_wrong_code_is_one_dutch_sentence(world: World) -> None:
    client = without(world.secretary)
    client.get(f"{STEP}totp/activate/")
    page = client.post(f"{STEP}totp/activate/", {"code": "000000"}).content.decode()
    assert "Deze code klopt niet" in page
    assert not Authenticator.objects.filter(user=world.secretary).exists()


@pytest.mark.django_db(transaction=True)
def test_the_person_hears_of_it_by_mail(world: World) -> None:
    client = without(world.submitter)
    secret = client.get(f"{STEP}totp/activate/").context["form"].secret
    client.post(f"{STEP}totp/activate/", {"code": second_factor.code_of(secret)})
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([world.submitter.email], "Uw tweede stap staat aan")
    assert "Deed u dit niet?" in sent.body


def log_in(user: User) -> Client:
    client = Client()
    client.post(LOGIN, {"login": user.email, "password": "druten-demo"})
    return client


def test_the_password_alone_does_not_log_in(world: World) -> None:
    client = log_in(world.secretary)
    assert "_auth_user_id" not in client.session
    assert client.post(f"{STEP}authenticate/", {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in client.session
    second_factor.log_in(client, world.secretary)
    assert client.session["_auth_user_id"] == str(world.secretary.pk)


def test_a_code_works_once(world: World) -> None:
    factor = second_factor.of(world.secretary)
    assert factor
    code = second_factor.code_of(factor.data["secret"])
    log_in(world.secretary).post(f"{STEP}authenticate/", {"code": code})
    again = log_in(world.secretary)
    again.post(f"{STEP}authenticate/", {"code": code})
    assert "_auth_user_id" not in again.session


def test_who_must_have_one_can_not_put_off_the_last(world: World) -> None:
    client = Client()
    client.force_login(world.secretary)
    page = client.post(f"{STEP}totp/deactivate/").content.decode()
    assert "U hebt een tweede stap nodig voor uw rol" in page
    assert second_factor.of(world.secretary)


def test_an_administrator_takes_a_lost_one_away_and_sees_no_secret(world: World) -> None:
    client = Client()
    client.force_login(world.administrator)
    factor = Factor.objects.get(user=world.secretary)
    address = f"/admin/accounts/factor/{factor.pk}"
    assert factor.data["secret"] not in client.get(f"{address}/change/").content.decode()
    client.post(f"{address}/delete/", {"post": "yes"})
    assert second_factor.of(world.secretary) is None


# Asked again after fifteen minutes


def later(minutes: int) -> Any:
    return time_machine.travel(moment(2026, 6, 20) + timedelta(minutes=minutes), tick=False)


@pytest.fixture
def administrator(world: World) -> Client:
    client = Client()
    with later(0):
        client.force_login(world.administrator)
    return client


def membership(world: World, role: str) -> tuple[str, dict[str, Any]]:
    row = Membership.objects.get(user=world.editor)
    return f"/admin/agreements/membership/{row.pk}/change/", {
        "user": world.editor.pk,
        "partner": world.corporation.pk,
        "role": role,
    }


def role_of(user: User) -> str:
    return Membership.objects.get(user=user).role


def test_within_a_quarter_of_an_hour_a_role_is_changed_at_once(world: World, administrator: Client) -> None:
    with later(14):
        administrator.post(*membership(world, "reader"))
    assert role_of(world.editor) == "reader"


def test_after_it_the_factor_is_asked_and_what_was_sent_is_done_then(world: World, administrator: Client) -> None:
    address, sent = membership(world, "reader")
    with later(16):
        answer = administrator.post(address, sent)
        assert answer["Location"] == f"{STEP}reauthenticate/?next={address.replace('/', '%2F')}"
        assert role_of(world.editor) == "editor"
        page = administrator.get(answer["Location"])
        assert "nog een keer een code" in page.content.decode()
        factor = second_factor.of(world.administrator)
        assert factor
        code = second_factor.code_of(factor.data["secret"])
        administrator.post(f"{STEP}reauthenticate/", {"code": code, "next": address})
    assert role_of(world.editor) == "reader"


def test_the_password_does_not_count_as_the_factor(world: World, administrator: Client) -> None:
    address, sent = membership(world, "reader")
    with later(16):
        administrator.post(address, sent)
        administrator.post("/accounts/reauthenticate/", {"password": "druten-demo", "next": address})
    assert role_of(world.editor) == "editor"


@pytest.mark.parametrize(
    "address",
    [
        "/admin/agreements/membership/{membership}/delete/",
        "/admin/agreements/covenantrole/add/",
        "/admin/agreements/invitation/add/",
        "/admin/accounts/user/{user}/change/",
        "/admin/accounts/user/{user}/delete/",
        "/admin/accounts/user/add/",
    ],
)
def test_deleting_and_changing_roles_ask_again(world: World, administrator: Client, address: str) -> None:
    row = Membership.objects.get(user=world.editor)
    with later(16):
        answer = administrator.post(address.format(membership=row.pk, user=world.editor.pk))
    assert answer["Location"].startswith(f"{STEP}reauthenticate/")


def test_publishing_and_importing_ask_again(world: World) -> None:
    client = Client()
    bundle = world.milestone("bundle")
    with later(0):
        client.force_login(world.secretary)
    with later(16):
        for path in (f"publicatie/{bundle.pk}/publiceren/", f"publicatie/{bundle.pk}/akkoord/"):
            assert client.post(f"/admin/werk/{path}")["Location"].startswith(f"{STEP}reauthenticate/")
        assert client.get(f"/admin/werk/overnemen/{world.covenant.pk}/")["Location"].startswith(
            f"{STEP}reauthenticate/"
        )


def test_a_submitter_without_a_factor_is_not_asked(world: World) -> None:
    client = Client()
    row = factories.MembershipFactory(partner=world.corporation, role="reader")
    with later(0):
        client.force_login(world.submitter)
    with later(30):
        client.post(f"/mijn/organisatie/lid/{row.pk}/beeindigen/", {"last_day": ""})
    row.refresh_from_db()
    assert row.ends_on
