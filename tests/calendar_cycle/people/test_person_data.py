"""Showing and erasing what is kept of one person; what that person did stays to be read."""

import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client

from agreements.models import Invitation, Membership
from calendar_cycle.models import Mail
from calendar_cycle.people import inviting, person_data
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User
from monitoring.models import Contribution, Remark
from tests import factories, second_factor
from tests.world import World, moment

pytestmark = pytest.mark.django_db
WAS = "jo.de.boer@woonstichting.example"


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with time_machine.travel(moment(2026, 5, 10), tick=False):
        yield


@pytest.fixture
def jo(world: World) -> User:
    """An editor with a name, who sent a request, made a remark, and has an app with codes."""
    jo = world.editor
    jo.name, jo.email = "Jo de Boer", WAS
    jo.save()
    second_factor.give(jo)
    activity = factories.ActivityFactory(overview=world.assignment().overview)
    row = factories.ContributionFactory(activity=activity, partner=world.tenants, text="Bel Jo de Boer even.")
    activity.overview.assignment.perform("start", by=jo)
    row.perform("send", by=jo)
    Remark.objects.create(
        covenant=world.covenant, activity=activity, by=jo, partner=world.corporation, text="Klopt dit?"
    )
    Mail.objects.create(user=jo, to=WAS, message_id="<1@druten>", subject="Goedendag Jo", text="Jo, u bent nodig.")
    return jo


@pytest.fixture
def left(jo: User) -> User:
    Membership.objects.filter(user=jo).update(ends_on=date(2026, 1, 31))
    return jo


def run(*given: str) -> str:
    out = StringIO()
    call_command("person_data", *given, stdout=out)
    return out.getvalue()


def test_it_shows_everything_and_no_secret(jo: User) -> None:
    text = run(WAS.upper())
    shown = json.loads(text)
    assert shown["account"]["naam"] == "Jo de Boer"
    assert shown["opmerkingen, door"][0]["opmerking"] == "Klopt dit?"
    assert [row["wat"] for row in shown["gebeurtenissen, door"]] == ["start", "send"]
    assert shown["mails, aan"][0]["onderwerp"] == "Goedendag Jo"
    assert any(name.startswith("lidmaatschappen") for name in shown)
    factor = second_factor.of(jo)
    assert factor
    for secret in (jo.password, factor.data["secret"]):
        assert secret not in text


def test_every_row_that_points_to_a_person_is_looked_at(jo: User) -> None:
    """One of each kind that the database knows, the hidden ones too."""
    labels = {relation.related_model._meta.label for relation in person_data._relations()}
    assert {"monitoring.Remark", "monitoring.RemarkReply", "monitoring.HistoricalContribution"} <= labels
    assert {"agreements.Invitation", "calendar_cycle.Submission", "admin.LogEntry"} <= labels


def test_who_still_takes_part_is_not_erased(jo: User) -> None:
    with pytest.raises(CommandError, match="Beëindig eerst elk lidmaatschap"):
        run(WAS, "--erase", "--no-input")
    jo.refresh_from_db()
    assert (jo.name, jo.email) == ("Jo de Boer", WAS)


def test_nor_who_administers(world: World) -> None:
    with pytest.raises(NotAllowed, match="is beheerder"):
        person_data.erase(world.administrator)


def test_the_person_is_gone_and_the_deeds_stay(world: World, client: Client, left: User) -> None:
    session = Client()
    session.force_login(left)
    said = run(WAS, "--erase", "--no-input")
    left.refresh_from_db()
    nobody = f"iemand van {world.corporation}"
    assert nobody in said
    assert (left.name, left.is_active, left.has_usable_password()) == (nobody, False, False)
    assert left.email == f"persoon-{left.pk}@verwijderd.invalid"
    assert not Authenticator.objects.filter(user=left).exists()
    assert not any(row.get_decoded().get("_auth_user_id") == str(left.pk) for row in Session.objects.all())
    request = Contribution.objects.get()
    assert request.events.get().actor == left
    client.force_login(world.tenants_submitter)
    page = client.get(f"/hulpvragen/{request.pk}/").content.decode()
    assert nobody in page
    assert Remark.objects.get().by == left


def test_mail_to_the_person_is_emptied_and_no_longer_sent(left: User) -> None:
    person_data.erase(left)
    mail = Mail.objects.get(message_id="<1@druten>")
    assert (mail.to, mail.subject, mail.text) == (left_address(left), "", "")
    assert mail.given_up_at


def left_address(user: User) -> str:
    return f"persoon-{user.pk}@verwijderd.invalid"


def test_the_name_goes_from_what_the_system_wrote_to_others(world: World, left: User) -> None:
    Mail.objects.create(
        user=world.submitter, to=world.submitter.email, message_id="<2@druten>", text=f"Jo de Boer ({WAS}) vroeg dit."
    )
    LogEntry.objects.create(user=world.administrator, object_id="1", object_repr="Jo de Boer", action_flag=2)
    person_data.erase(left)
    nobody = f"iemand van {world.corporation}"
    assert Mail.objects.get(message_id="<2@druten>").text == f"{nobody} ({left_address(left)}) vroeg dit."
    assert LogEntry.objects.get().object_repr == nobody


def test_what_people_typed_is_named_to_look_at(left: User) -> None:
    said = run(WAS, "--erase", "--no-input")
    assert "De naam of het adres staat nog in getypte tekst: hulpvragen en aanbod (1). Kijk die zelf na." in said
    assert Contribution.objects.get().text == "Bel Jo de Boer even."


def test_an_invitation_to_the_person_is_withdrawn(world: World, left: User) -> None:
    made = inviting.invite(WAS, "reader", by=world.submitter, partner=world.corporation)
    person_data.erase(left)
    made = Invitation.objects.get(pk=made.pk)
    assert made.withdrawn_at
    assert made.email == left_address(left)


def test_a_second_time_nothing_changes(left: User) -> None:
    first = person_data.erase(left)
    before = User.objects.filter(pk=left.pk).values().get()
    assert person_data.erase(left) == first
    assert User.objects.filter(pk=left.pk).values().get() == before


def test_it_asks_before_it_erases(left: User, monkeypatch: Any) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "iets anders")
    with pytest.raises(CommandError, match="niets gewist"):
        run(WAS, "--erase")
    left.refresh_from_db()
    assert left.name == "Jo de Boer"


def test_who_is_not_there_is_said(world: World) -> None:
    with pytest.raises(CommandError, match="Er is niemand met het adres"):
        run("niemand@test.example")
