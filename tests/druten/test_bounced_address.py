"""An address that bounced is used again when the administrator says so."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from tests.world import World, moment

pytestmark = pytest.mark.django_db
BUTTON = "Adres weer gebruiken"


@pytest.fixture
def bounced(world: World) -> World:
    world.submitter.mail_bounced_at = moment(2026, 6, 23)
    world.submitter.save()
    return world


def page(client: Client, world: World) -> str:
    return client.get(reverse("admin:accounts_user_change", args=[world.submitter.pk])).content.decode()


def reuse(client: Client, world: World, pk: int | None = None) -> str:
    address = reverse("admin:accounts_user_reuse_address", args=[pk or world.submitter.pk])
    return client.post(address, follow=True).content.decode()


def test_the_administrator_uses_the_address_again(client: Client, bounced: World) -> None:
    client.force_login(bounced.administrator)
    shown = page(client, bounced)
    assert f"Mail aan {bounced.submitter.email} kwam niet aan op 23 juni 2026." in shown
    assert BUTTON in shown
    after = reuse(client, bounced)
    assert f"Mail gaat weer naar {bounced.submitter.email}." in after
    assert BUTTON not in after
    bounced.submitter.refresh_from_db()
    assert bounced.submitter.mail_bounced_at is None
    assert LogEntry.objects.get().get_change_message() == "Adres weer gebruikt."


def test_an_address_that_takes_mail_has_no_such_button(client: Client, world: World) -> None:
    client.force_login(world.administrator)
    assert BUTTON not in page(client, world)


def test_who_is_no_administrator_may_not(client: Client, bounced: World) -> None:
    client.force_login(bounced.secretary)
    reuse(client, bounced)
    bounced.submitter.refresh_from_db()
    assert bounced.submitter.mail_bounced_at is not None


def test_a_person_who_is_not_there_is_not_found(client: Client, bounced: World) -> None:
    client.force_login(bounced.administrator)
    assert client.post(reverse("admin:accounts_user_reuse_address", args=[10**6])).status_code == 404


def test_looking_at_the_address_of_the_button_changes_nothing(client: Client, bounced: World) -> None:
    client.force_login(bounced.administrator)
    address = reverse("admin:accounts_user_reuse_address", args=[bounced.submitter.pk])
    assert client.get(address).status_code == 405
    bounced.submitter.refresh_from_db()
    assert bounced.submitter.mail_bounced_at is not None
