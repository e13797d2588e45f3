"""Taking a second factor away: the last one stays of who must have one, also when two go at once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections
from django.test import Client

from agreements.second_factor import FactorAdapter
from druten.accounts.models import User
from tests import second_factor
from tests.druten.test_second_factor import STEP, without
from tests.world import World

pytestmark = pytest.mark.django_db


def passkey(user: User, name: str = "Sleutel") -> Authenticator:
    data = {"name": name, "credential": {}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


@pytest.mark.parametrize("who", ["secretary", "administrator"])
def test_who_must_have_one_can_not_take_the_last_passkey_away(world: World, who: str) -> None:
    client = without(world.people[who])
    key = passkey(world.people[who])
    address = f"{STEP}webauthn/keys/{key.pk}/remove/"
    for answer in (client.get(address), client.post(address)):
        page = answer.content.decode()
        assert "U hebt een tweede stap nodig voor uw rol. Voeg eerst een andere toe." in page
        assert f'href="{STEP}webauthn/add/"' in page
        assert "Weet u het zeker?" not in page
    assert answer.status_code == 409
    assert Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.parametrize("other", ["app", "passkey"])
def test_one_of_two_goes_and_then_the_other_stays(world: World, other: str) -> None:
    client = without(world.secretary)
    key, second = passkey(world.secretary), passkey(world.secretary, "Telefoon")
    if other == "app":
        second.delete()
        second_factor.give(world.secretary)
    assert "Weet u het zeker?" in client.get(f"{STEP}webauthn/keys/{key.pk}/remove/").content.decode()
    assert client.post(f"{STEP}webauthn/keys/{key.pk}/remove/").status_code == 302
    assert not Authenticator.objects.filter(pk=key.pk).exists()
    address = f"{STEP}totp/deactivate/" if other == "app" else f"{STEP}webauthn/keys/{second.pk}/remove/"
    assert "tweede stap nodig voor uw rol" in client.post(address).content.decode()


def test_codes_on_paper_do_not_let_the_last_passkey_go(world: World) -> None:
    client = without(world.secretary)
    key = passkey(world.secretary)
    Authenticator.objects.create(user=world.secretary, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert client.post(f"{STEP}webauthn/keys/{key.pk}/remove/").status_code == 409


def test_others_take_their_last_passkey_away_and_nobody_that_of_another(world: World) -> None:
    client = without(world.submitter)
    key, of_another = passkey(world.submitter), passkey(world.editor)
    assert client.post(f"{STEP}webauthn/keys/{of_another.pk}/remove/").status_code == 404
    assert client.post(f"{STEP}webauthn/keys/{key.pk}/remove/").status_code == 302
    assert list(Authenticator.objects.filter(type="webauthn")) == [of_another]


def test_others_put_it_off_again(world: World) -> None:
    second_factor.give(world.submitter)
    client = Client()
    client.force_login(world.submitter)
    client.post(f"{STEP}totp/deactivate/")
    assert second_factor.of(world.submitter) is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_that_go_at_once_one_stays(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes its time between asking whether it may go and going, so that they are in it together."""
    may_go = FactorAdapter.can_delete_authenticator

    def slowly(self: FactorAdapter, authenticator: Authenticator) -> bool:
        found = may_go(self, authenticator)
        time.sleep(0.3)
        return found

    monkeypatch.setattr(FactorAdapter, "can_delete_authenticator", slowly)
    windows = [without(world.secretary), Client()]
    windows[1].force_login(world.secretary)
    key = passkey(world.secretary)
    second_factor.give(world.secretary)

    def take_away(at: int) -> None:
        try:
            windows[at].post(STEP + ("totp/deactivate/", f"webauthn/keys/{key.pk}/remove/")[at])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as people:
        list(people.map(take_away, range(2)))
    assert Authenticator.objects.filter(user=world.secretary, type__in=("totp", "webauthn")).count() == 1
