"""Who may invite whom for what, and that an invitation is taken once, in time, by the one it was sent to."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from agreements.models import CovenantRole, Invitation, Membership
from calendar_cycle.models import Mail
from calendar_cycle.people import inviting
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db
NEW = "nieuw@woonstichting.example"
LinkAfter = Callable[[Callable[[], Any]], str]


def invite(world: World, email: str = NEW, role: str = "editor", **more: Any) -> Invitation:
    given = {"by": world.submitter, "partner": world.corporation} | more
    return inviting.invite(email, role, **given)


def token_of(link: str) -> str:
    return link.split("/")[2]


@pytest.mark.parametrize("role", ["reader", "editor", "submitter"])
def test_a_submitter_invites_people_of_the_own_partner(world: World, role: str) -> None:
    row = invite(world, role=role, covenant=world.covenant)
    assert (row.partner, row.covenant, row.role, row.invited_by) == (
        world.corporation,
        world.covenant,
        role,
        world.submitter,
    )


@pytest.mark.parametrize("who", ["editor", "reader", "tenants_submitter", "secretary", "board"])
def test_others_do_not_invite_for_it(world: World, who: str) -> None:
    with pytest.raises(NotAllowed, match="kunt hiervoor niemand uitnodigen"):
        invite(world, by=world.people[who])


def test_a_submitter_of_one_covenant_invites_for_that_one_only(world: World, elsewhere: World) -> None:
    Membership.objects.filter(user=world.submitter).update(covenant=world.covenant)
    invite(world, covenant=world.covenant)
    for covenant in (None, elsewhere.covenant):
        with pytest.raises(NotAllowed):
            invite(world, "ander@woonstichting.example", covenant=covenant)


def test_a_submitter_gives_no_role_in_the_covenant(world: World) -> None:
    with pytest.raises(NotAllowed):
        inviting.invite(NEW, "working_group", by=world.submitter, covenant=world.covenant)


def test_the_working_group_invites_for_what_it_runs_and_not_elsewhere(world: World, elsewhere: World) -> None:
    for role, partner in (("board", None), ("working_group", None), ("submitter", world.tenants)):
        inviting.invite(NEW, role, by=world.secretary, partner=partner, covenant=world.covenant)
    with pytest.raises(NotAllowed):
        inviting.invite(NEW, "board", by=world.secretary, covenant=elsewhere.covenant)
    with pytest.raises(NotAllowed):
        inviting.invite(NEW, "reader", by=world.secretary, partner=elsewhere.tenants, covenant=world.covenant)


def test_an_administrator_invites_the_first_submitter_of_a_partner(world: World) -> None:
    assert invite(world, role="submitter", by=world.administrator).what == f"indiener van {world.corporation}"


def test_who_has_the_role_or_more_is_not_invited(world: World) -> None:
    for role in ("reader", "editor"):
        with pytest.raises(NotAllowed, match="heeft deze rol al"):
            invite(world, world.editor.email.upper(), role)
    assert invite(world, world.editor.email, "submitter").is_open


def test_the_same_invitation_is_not_open_twice(world: World) -> None:
    invite(world)
    with pytest.raises(NotAllowed, match="staat deze uitnodiging al open"):
        invite(world, NEW.upper())


def test_one_person_does_not_send_without_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inviting, "MOST_A_DAY", 2)
    for number in range(2):
        invite(world, f"{number}@woonstichting.example")
    with pytest.raises(NotAllowed, match="vandaag al 2"):
        invite(world)
    with time_machine.travel(inviting.clock.real() + timedelta(days=1, minutes=1), tick=False):
        invite(world)


def test_the_mail_says_who_what_and_until_when_in_plain_words(world: World, link_after: LinkAfter) -> None:
    world.submitter.name = "Joke de Boer"
    world.submitter.save()
    with time_machine.travel(moment(2026, 6, 20), tick=False):
        link = link_after(lambda: invite(world, role="submitter", covenant=world.covenant))
    (sent,) = mail.outbox
    assert sent.to == [NEW]
    assert sent.subject == "Uitnodiging: doe mee met Prestatieafspraken Druten"
    assert sent.body == (
        "Goedendag,\n\n"
        "Joke de Boer nodigt u uit om mee te doen met Prestatieafspraken Druten, als indiener van Woonstichting "
        "Druten.\nU kunt daarmee invullen en indienen wat Woonstichting Druten gaat doen en heeft gedaan, en collega’s "
        "uitnodigen.\n"
        "\n"
        f"Begin hier. Het duurt ongeveer een minuut:\nhttp://localhost:8000{link}\n\n"
        "De link is alleen voor u en werkt één keer, tot en met 3 juli 2026. Kent u de afzender niet? "
        "Dan hoeft u niets te doen.\n\n"
        "Met vriendelijke groet,\nPrestatieafspraken\n"
    )
    html, kind = sent.alternatives[0]
    assert (kind, link in html, "Joke de Boer" in html) == ("text/html", True, True)


def test_the_secret_is_stored_nowhere_once_the_mail_is_gone(world: World, link_after: LinkAfter) -> None:
    token = token_of(link_after(lambda: invite(world)))
    row, kept = Invitation.objects.get(), Mail.objects.get()
    assert token not in "".join((row.token_hash, kept.text, kept.html))
    assert "/uitnodiging/…/" in kept.text
    assert inviting.find(token) == row


def test_taking_it_gives_the_role_once(world: World, link_after: LinkAfter) -> None:
    token = token_of(link_after(lambda: invite(world)))
    person = factories.UserFactory(email=NEW)
    inviting.accept(token, person)
    row = Membership.objects.get(user=person)
    assert (row.partner, row.role, row.covenant, row.ends_on) == (world.corporation, "editor", None, None)
    with pytest.raises(NotAllowed, match="al gebruikt"):
        inviting.accept(token, person)


def test_a_role_in_the_covenant_is_taken_too(world: World, link_after: LinkAfter) -> None:
    token = token_of(link_after(lambda: inviting.invite(NEW, "board", by=world.administrator, covenant=world.covenant)))
    person = factories.UserFactory(email=NEW)
    inviting.accept(token, person)
    assert CovenantRole.objects.of(person).get().role == "board"


def test_it_is_for_the_one_it_was_sent_to(world: World, link_after: LinkAfter) -> None:
    token = token_of(link_after(lambda: invite(world)))
    with pytest.raises(NotAllowed, match=f"is voor {NEW}"):
        inviting.accept(token, world.reader)
    assert Invitation.objects.get().is_open


def test_after_two_weeks_it_is_over_to_the_second(world: World, link_after: LinkAfter) -> None:
    with time_machine.travel(moment(2026, 6, 1), tick=False):
        token = token_of(link_after(lambda: invite(world)))
    person = factories.UserFactory(email=NEW)
    with (
        time_machine.travel(moment(2026, 6, 15), tick=False),
        pytest.raises(NotAllowed, match="verlopen"),
    ):
        inviting.accept(token, person)
    with time_machine.travel(moment(2026, 6, 15) - timedelta(seconds=1), tick=False):
        inviting.accept(token, person)


def test_sending_again_kills_the_older_link_and_waits_ten_minutes(world: World, link_after: LinkAfter) -> None:
    with time_machine.travel(moment(2026, 6, 1), tick=False):
        old = token_of(link_after(lambda: invite(world)))
    row = Invitation.objects.get()
    with time_machine.travel(moment(2026, 6, 1, 12, 9), tick=False), pytest.raises(NotAllowed, match="tien minuten"):
        inviting.send_again(row, by=world.submitter)
    with time_machine.travel(moment(2026, 6, 20), tick=False):
        new = token_of(link_after(lambda: inviting.send_again(row, by=world.submitter)))
        assert inviting.find(old) is None
        inviting.accept(new, factories.UserFactory(email=NEW))


def test_withdrawn_is_withdrawn(world: World, link_after: LinkAfter) -> None:
    token = token_of(link_after(lambda: invite(world)))
    row = Invitation.objects.get()
    inviting.withdraw(row, by=world.submitter)
    with pytest.raises(NotAllowed, match="ingetrokken"):
        inviting.accept(token, factories.UserFactory(email=NEW))
    for deed in (inviting.withdraw, inviting.send_again):
        with pytest.raises(NotAllowed, match="niets meer te doen"):
            deed(row, by=world.submitter)
    invite(world)


@pytest.mark.parametrize("who", ["tenants_submitter", "editor", "board"])
def test_another_does_not_touch_it(world: World, who: str) -> None:
    row = invite(world)
    for deed in (inviting.withdraw, inviting.send_again):
        with pytest.raises(NotAllowed, match="niet van u"):
            deed(row, by=world.people[who])


def taken(world: World, link_after: LinkAfter, person: User, role: str) -> Membership:
    inviting.accept(token_of(link_after(lambda: invite(world, person.email, role))), person)
    return Membership.objects.get(user=person)


def test_a_higher_role_is_gained(world: World, link_after: LinkAfter) -> None:
    assert taken(world, link_after, world.editor, "submitter").role == "submitter"


def test_a_role_gained_since_the_invitation_is_not_lost(world: World, link_after: LinkAfter) -> None:
    token = token_of(link_after(lambda: invite(world, world.reader.email, "editor")))
    Membership.objects.filter(user=world.reader).update(role="submitter")
    inviting.accept(token, world.reader)
    assert Membership.objects.get(user=world.reader).role == "submitter"


def test_who_had_left_comes_back_with_what_was_offered(world: World, link_after: LinkAfter) -> None:
    with time_machine.travel(moment(2026, 6, 20), tick=False):
        Membership.objects.filter(user=world.editor).update(
            role="submitter", starts_on=moment(2025, 1, 1), ends_on=moment(2026, 1, 1)
        )
        row = taken(world, link_after, world.editor, "reader")
    assert (row.role, row.starts_on, row.ends_on) == ("reader", moment(2026, 6, 20).date(), None)
