"""Publishing from the admin: read whole, two signatures, each party that is not accepted confirmed."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import CovenantRole
from calendar_cycle.models import Milestone
from monitoring import publishing
from monitoring.models import Publication, PublicationApproval
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november() -> object:
    with time_machine.travel(moment(2026, 11, 20), tick=False):
        yield


@pytest.fixture
def step(world: World) -> Milestone:
    overview = world.milestone("overview")
    content = {"nothing_to_report": "Alles is klaar.", "activities": [], "no_activities": [], "answers": []}
    assignment = world.assignment(world.corporation, overview, state="accepted")
    assignment.submissions.create(number=1, content=content, accepted_at=moment(2026, 8, 1))
    world.assignment(world.tenants, overview, state="missed")
    return world.milestone("bundle")


def fingerprint(world: World) -> str:
    return publishing.preview(world.covenant, 2027).hash


def test_the_preview_names_everyone_and_is_readable_whole(client: Client, world: World, step: Milestone) -> None:
    client.force_login(world.secretary)
    page = client.get(reverse("work:publication", args=[step.pk])).content.decode()
    assert "Alles is klaar." in page
    assert "vastgesteld" in page
    assert "niet ontvangen" in page
    assert fingerprint(world) in page


def test_two_people_publish(client: Client, world: World, step: Milestone) -> None:
    given = {"content_hash": fingerprint(world), "confirmed": [world.tenants.slug]}
    client.force_login(world.second_secretary)
    client.post(reverse("work:publication_approve", args=[step.pk]), given)
    client.force_login(world.secretary)
    client.post(reverse("work:publication_publish", args=[step.pk]), given)
    step.refresh_from_db()
    assert Publication.objects.get().version == 1
    assert step.done_at is not None


def test_one_person_alone_does_not(client: Client, world: World, step: Milestone) -> None:
    given = {"content_hash": fingerprint(world), "confirmed": [world.tenants.slug]}
    client.force_login(world.secretary)
    client.post(reverse("work:publication_approve", args=[step.pk]), given)
    page = client.post(reverse("work:publication_publish", args=[step.pk]), given).content.decode()
    assert "twee mensen van verschillende partners" in page
    assert not Publication.objects.exists()


def test_who_is_not_accepted_must_be_confirmed(client: Client, world: World, step: Milestone) -> None:
    given = {"content_hash": fingerprint(world)}
    client.force_login(world.second_secretary)
    client.post(reverse("work:publication_approve", args=[step.pk]), given)
    client.force_login(world.secretary)
    page = client.post(reverse("work:publication_publish", args=[step.pk]), given).content.decode()
    assert "Bevestig eerst" in page
    assert not Publication.objects.exists()


def test_an_administrator_signs_nothing(client: Client, world: World, step: Milestone) -> None:
    client.force_login(world.administrator)
    url = reverse("work:publication_approve", args=[step.pk])
    page = client.post(url, {"content_hash": fingerprint(world)}, follow=True).content.decode()
    assert "Akkoord geven kan alleen een lid van de werkgroep." in page
    assert not PublicationApproval.objects.exists()


def test_the_preview_needs_few_queries(client: Client, world: World, step: Milestone) -> None:
    client.force_login(world.secretary)
    with CaptureQueriesContext(connection) as made:
        client.get(reverse("work:publication", args=[step.pk]))
    assert len(made) <= 15


# The page outside the admin


def url_of(world: World) -> str:
    return reverse("monitoring:joint_approve", args=[world.covenant.slug, 2027])


def test_a_submitter_of_another_party_signs_when_the_working_group_is_of_one_partner(
    client: Client, world: World, step: Milestone
) -> None:
    CovenantRole.objects.filter(user=world.second_secretary).delete()
    client.force_login(world.submitter)
    assert "Alles is klaar." in client.get(url_of(world)).content.decode()
    client.post(url_of(world), {"content_hash": fingerprint(world)})
    assert PublicationApproval.objects.get().user == world.submitter
    client.force_login(world.secretary)
    given = {"content_hash": fingerprint(world), "confirmed": [world.tenants.slug]}
    client.post(reverse("work:publication_publish", args=[step.pk]), given)
    assert Publication.objects.exists()


def test_otherwise_that_page_is_not_there(client: Client, world: World, elsewhere: World, step: Milestone) -> None:
    for person in (world.submitter, world.reader, world.board, elsewhere.submitter):
        client.force_login(person)
        assert client.get(url_of(world)).status_code == 404


def test_that_page_waits_for_the_bundling(client: Client, world: World, step: Milestone) -> None:
    CovenantRole.objects.filter(user=world.second_secretary).delete()
    client.force_login(world.submitter)
    with time_machine.travel(moment(2026, 6, 1), tick=False):
        client.force_login(world.submitter)
        assert client.get(url_of(world)).status_code == 404
