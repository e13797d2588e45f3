"""What stands behind the link of an invitation: from the mail to Mijn taken, and each way in which it does not."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection, connections
from django.test import Client

from agreements.models import Invitation, Membership
from calendar_cycle.people import inviting
from druten.accounts.models import User
from tests import factories
from tests.calendar_cycle.people.conftest import LINK
from tests.world import World, moment

pytestmark = pytest.mark.django_db
NEW = "nieuw@woonstichting.example"
GOOD = "een-heel-lang-woord"


@pytest.fixture
def link(world: World, link_after: Callable[[Callable[[], Any]], str]) -> str:
    return link_after(lambda: inviting.invite(NEW, "editor", by=world.submitter, partner=world.corporation))


def test_looking_says_who_invites_for_what_and_changes_nothing(world: World, client: Client, link: str) -> None:
    page = client.get(link).content.decode()
    assert f"{world.submitter} nodigt u uit" in page
    assert f"invuller van {world.corporation}" in page
    assert (Invitation.objects.get().is_open, User.objects.filter(email=NEW).exists()) == (True, False)


def test_with_a_password_one_stands_at_ones_tasks(world: World, client: Client, link: str) -> None:
    world.assignment()
    answer = client.post(link, {"name": "Ans Nieuw", "password": GOOD}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    page = answer.content.decode()
    assert f"Welkom. U doet nu mee: invuller van {world.corporation}" in page
    assert "<title>Mijn taken" in page
    user = User.objects.get(email=NEW)
    assert (user.name, user.check_password(GOOD)) == ("Ans Nieuw", True)
    assert Membership.objects.of(user).get().role == "editor"


def test_without_a_password_one_comes_in_and_later_by_a_code(world: World, client: Client, link: str) -> None:
    answer = client.post(link, {"name": "Ans Nieuw", "without_password": "1"}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    user = User.objects.get(email=NEW)
    assert not user.has_usable_password()
    client.post("/accounts/logout/")
    mail.outbox.clear()
    client.post("/accounts/login/code/", {"email": NEW})
    (sent,) = mail.outbox
    assert sent.subject == "Uw code om in te loggen"
    code = next(line for line in sent.body.splitlines() if line.isdigit())
    assert len(code) == 6
    assert code in sent.alternatives[0][0]
    assert client.post("/accounts/login/code/confirm/", {"code": code})["Location"] == "/"
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": "", "password": GOOD}, "Vul uw naam in."),
        ({"name": "Ans", "password": ""}, "Kies een wachtwoord, of ga verder zonder wachtwoord."),
        ({"name": "Ans", "password": "kort"}, "Dit wachtwoord is te kort"),
        ({"name": "", "without_password": "1"}, "Vul uw naam in."),
    ],
)
def test_what_is_missing_is_said_and_nothing_has_happened(
    client: Client, link: str, sent: dict[str, str], sentence: str
) -> None:
    page = client.post(link, sent).content.decode()
    assert sentence in page
    assert "<title>Fout: " in page
    assert not User.objects.filter(email=NEW).exists()


def test_who_has_an_account_logs_in_and_takes_it(world: World, client: Client, link: str) -> None:
    person = factories.UserFactory(email=NEW.upper())
    page = client.get(link).content.decode()
    assert "U hebt al een account" in page
    assert f"/accounts/login/?next={link}" in page
    answer = client.post("/accounts/login/", {"login": NEW, "password": "druten-demo", "next": link})
    assert answer["Location"] == link
    assert "Uitnodiging aannemen" in client.get(link).content.decode()
    assert client.post(link)["Location"] == "/"
    assert Membership.objects.of(person).get().partner == world.corporation


def test_nobody_becomes_the_one_who_has_the_account(client: Client, link: str) -> None:
    person = factories.UserFactory(email=NEW)
    client.post(link, {"name": "Iemand", "password": GOOD})
    assert "_auth_user_id" not in client.session
    person.refresh_from_db()
    assert person.check_password("druten-demo")


def test_another_who_is_logged_in_hears_it_and_may_go_on_either_way(world: World, client: Client, link: str) -> None:
    client.force_login(world.reader)
    for answer in (client.get(link), client.post(link)):
        page = answer.content.decode()
        assert f"Deze uitnodiging is voor {NEW}, en u bent ingelogd als {world.reader.email}" in page
        assert f'name="next" value="{link}"' in page
    assert Invitation.objects.get().is_open


def gone(client: Client, link: str) -> str:
    answer = client.get(link)
    assert (answer.status_code, client.post(link, {"name": "A", "password": GOOD}).status_code) == (410, 410)
    assert "Naar inloggen" in answer.content.decode()
    assert not User.objects.filter(email=NEW).exists()
    return answer.content.decode()


def test_withdrawn(world: World, client: Client, link: str) -> None:
    inviting.withdraw(Invitation.objects.get(), by=world.submitter)
    assert "Deze uitnodiging is ingetrokken." in gone(client, link)


def test_expired(client: Client, link: str) -> None:
    Invitation.objects.update(expires_at=moment(2026, 6, 1))
    with time_machine.travel(moment(2026, 6, 1), tick=False):
        assert "Deze uitnodiging is verlopen" in gone(client, link)


def test_used_by_another_and_by_oneself(client: Client, link: str) -> None:
    client.post(link, {"name": "Ans Nieuw", "password": GOOD})
    assert "U hebt deze uitnodiging al gebruikt." in client.get(link).content.decode()
    page = Client().get(link)
    assert (page.status_code, "Deze uitnodiging is al gebruikt." in page.content.decode()) == (410, True)


def test_a_link_that_was_never_ours(client: Client, world: World) -> None:
    answer = client.get("/uitnodiging/dit-was-nooit-een-link-van-ons/")
    assert (answer.status_code, "Deze link klopt niet." in answer.content.decode()) == (404, True)


def test_an_account_that_is_off_stays_off(client: Client, link: str) -> None:
    factories.UserFactory(email=NEW, is_active=False)
    assert "Uw account staat uit" in client.get(link).content.decode()


def test_one_who_tries_many_links_is_slowed_down(client: Client, world: World, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"invitation": "2/m/ip"}
    answers = [client.get(f"/uitnodiging/dit-is-link-nummer-{number}-van-velen/").status_code for number in range(3)]
    assert answers == [404, 404, 429]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_used_twice_at_once_it_is_used_once(world: World) -> None:
    mail.outbox.clear()
    inviting.invite(NEW, "editor", by=world.submitter, partner=world.corporation)
    found = LINK.search(mail.outbox[0].body)
    assert found

    def take(_: int) -> int:
        try:
            return Client().post(found[1], {"name": "Ans Nieuw", "password": GOOD}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as people:
        answers = sorted(people.map(take, range(4)))
    assert answers.count(302) == 1
    assert set(answers) <= {200, 302, 410}
    assert (User.objects.filter(email=NEW).count(), Membership.objects.filter(user__email=NEW).count()) == (1, 1)
    assert connection.vendor == "postgresql"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_person_in_two_windows_takes_it_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an account that is there, only the lock on the invitation stands between the two; each takes its time
    between looking and giving, so that they are in it together."""
    give = inviting._give
    monkeypatch.setattr(inviting, "_give", lambda *it: (time.sleep(0.3), give(*it)))
    mail.outbox.clear()
    inviting.invite(NEW, "editor", by=world.submitter, partner=world.corporation)
    found = LINK.search(mail.outbox[0].body)
    assert found
    person = factories.UserFactory(email=NEW)

    def take(_: int) -> int:
        try:
            client = Client()
            client.force_login(person)
            return client.post(found[1]).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as windows:
        answers = sorted(windows.map(take, range(4)))
    assert answers == [302, 410, 410, 410]
    assert Membership.objects.filter(user=person).count() == 1
