"""Who invited someone hears it when the letter does not arrive: once, and only while it can be mended."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from agreements.models import Invitation, Membership
from calendar_cycle.models import Mail
from calendar_cycle.news import post
from calendar_cycle.people import inviting
from tests import smtp
from tests.world import World, moment

pytestmark = pytest.mark.django_db
NOON = moment(2026, 5, 11, 12)
ADDRESS = "nieuw@woonstichting.example"


@pytest.fixture
def invited(world: World) -> Invitation:
    """By the submitter, at noon."""
    with time_machine.travel(NOON, tick=False):
        return inviting.invite(ADDRESS, "editor", by=world.submitter, partner=world.corporation)


def letter(invitation: Invitation) -> Mail:
    return invitation.mails.latest("pk")  # type: ignore[attr-defined]


def bounce(mail: Mail, settings: Any, server: Any = None, hours: int = 1) -> None:
    with smtp.serving(server or smtp.UnknownAddress(), settings), time_machine.travel(NOON, tick=False) as clock:
        clock.shift(timedelta(hours=hours))
        post.deliver.call(mail.pk)


def told(world: World) -> list[Mail]:
    return list(Mail.objects.filter(subject=f"Uw uitnodiging aan {ADDRESS} kwam niet aan"))


def test_who_invited_hears_it_once_with_what_to_do(world: World, invited: Invitation, settings: Any) -> None:
    bounce(letter(invited), settings)
    bounce(letter(invited), settings, hours=2)
    (mail,) = told(world)
    assert (mail.to, mail.user, mail.invitation) == (world.submitter.email, world.submitter, None)
    for body in (mail.text, mail.html):
        assert f"U nodigde {ADDRESS} uit als invuller van {world.corporation}. Die mail kwam niet aan." in body
        assert "/mijn/organisatie/woonstichting-druten/" in body
        assert "Trek de uitnodiging in, en nodig het goede adres uit." in body
        assert "/uitnodiging/" not in body


def test_every_submitter_reads_it_with_the_invitation_and_it_goes_when_it_is_sent_again(
    world: World, client: Client, invited: Invitation, settings: Any
) -> None:
    page = "/mijn/organisatie/woonstichting-druten/"
    client.force_login(world.submitter)
    with time_machine.travel(NOON, tick=False):
        assert "kwam niet aan" not in client.get(page).content.decode()
    bounce(letter(invited), settings)
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        client.force_login(world.submitter)
        shown = client.get(page).content.decode()
        assert "kwam niet aan" in shown
        assert "Klopt het adres niet? Trek dit in en nodig het goede adres uit." in shown
        inviting.send_again(invited, by=world.submitter)
        assert "kwam niet aan" not in client.get(page).content.decode()


def test_a_server_that_takes_nothing_for_a_day_is_told_too(world: World, invited: Invitation, settings: Any) -> None:
    bounce(letter(invited), settings, smtp.Refusing())
    assert not told(world), "it is tried again"
    bounce(letter(invited), settings, smtp.Refusing(), hours=26)
    (mail,) = told(world)
    assert mail.to == world.submitter.email


def test_of_a_letter_that_was_sent_again_or_withdrawn_nothing_is_told(
    world: World, invited: Invitation, settings: Any
) -> None:
    first = letter(invited)
    with time_machine.travel(NOON + timedelta(minutes=20), tick=False):
        inviting.send_again(invited, by=world.submitter)
    bounce(first, settings)
    assert not told(world)
    inviting.withdraw(invited, by=world.submitter)
    bounce(letter(invited), settings)
    assert not told(world)


def test_nothing_is_sent_to_who_invited_and_can_not_be_reached(
    world: World, invited: Invitation, settings: Any
) -> None:
    world.submitter.mail_bounced_at = NOON
    world.submitter.save()
    bounce(letter(invited), settings)
    assert letter(invited).given_up_at
    assert not told(world)


def test_nothing_is_sent_to_who_may_no_longer_invite(world: World, invited: Invitation, settings: Any) -> None:
    Membership.objects.filter(user=world.submitter).update(role="reader")
    bounce(letter(invited), settings)
    assert letter(invited).given_up_at
    assert not told(world)


def test_another_mail_that_bounces_tells_no_inviter(world: World, invited: Invitation, settings: Any) -> None:
    other = Mail.objects.create(user=world.editor, to=world.editor.email, message_id="<1@druten>", next_try_at=NOON)
    bounce(other, settings)
    other.refresh_from_db()
    assert other.given_up_at
    assert not told(world)


def test_who_invites_in_the_admin_is_led_there(world: World, settings: Any) -> None:
    with time_machine.travel(NOON, tick=False):
        row = inviting.invite(ADDRESS, "board", by=world.secretary, covenant=world.covenant)
    bounce(letter(row), settings)
    (mail,) = told(world)
    assert mail.to == world.secretary.email
    assert "/admin/agreements/invitation/" in mail.text
