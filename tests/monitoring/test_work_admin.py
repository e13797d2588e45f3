"""Figures and publications in the admin: only of covenants that one runs, and nothing published changes."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Topic
from monitoring.models import Accent, Indicator, Measurement, Publication
from tests import factories
from tests.world import World

pytestmark = pytest.mark.django_db


def indicator(world: World) -> Indicator:
    topic: Topic = factories.TopicFactory(covenant=world.covenant)
    return Indicator.objects.create(
        covenant=world.covenant,
        key="sociale-huur",
        topic=topic,
        name="Sociale huurwoningen",
        unit="woningen",
        kind="count",
        over_partners="sum",
        over_years="sum",
    )


def publication(world: World) -> Publication:
    return Publication.objects.create(
        covenant=world.covenant, kind="overview", subject_year=2027, version=1, content="{}", sha256="0" * 64, pdf=b""
    )


@pytest.mark.parametrize("model", ["indicator", "measurement", "accent", "publication"])
def test_lists_open_for_the_working_group_only(client: Client, world: World, model: str) -> None:
    url = reverse(f"admin:monitoring_{model}_changelist")
    client.force_login(world.secretary)
    assert client.get(url).status_code == 200
    client.force_login(world.submitter)
    assert client.get(url).status_code == 302


def test_a_measurement_is_of_who_recorded_it(client: Client, world: World) -> None:
    client.force_login(world.secretary)
    given = {"indicator": indicator(world).pk, "year": 2026, "value": "12", "source": "telling"}
    client.post(reverse("admin:monitoring_measurement_add"), given)
    row = Measurement.objects.get()
    assert row.by == world.secretary
    assert row.assignment is None


def test_a_measurement_is_a_value_or_a_share(client: Client, world: World) -> None:
    client.force_login(world.secretary)
    given = {"indicator": indicator(world).pk, "year": 2026}
    page = client.post(reverse("admin:monitoring_measurement_add"), given).content.decode()
    assert "Vul een waarde in" in page
    assert not Measurement.objects.exists()


def test_an_indicator_of_elsewhere_takes_no_measurement(client: Client, world: World, elsewhere: World) -> None:
    strange = indicator(elsewhere)
    client.force_login(world.secretary)
    client.post(reverse("admin:monitoring_measurement_add"), {"indicator": strange.pk, "year": 2026, "value": "1"})
    assert not Measurement.objects.exists()
    assert strange.name not in client.get(reverse("admin:monitoring_indicator_changelist")).content.decode()


def test_a_publication_is_only_read(client: Client, world: World) -> None:
    row = publication(world)
    for person in (world.secretary, world.administrator):
        client.force_login(person)
        page = client.get(reverse("admin:monitoring_publication_change", args=[row.pk])).content.decode()
        assert "0" * 64 in page
        assert client.get(reverse("admin:monitoring_publication_add")).status_code == 403
        assert client.post(reverse("admin:monitoring_publication_delete", args=[row.pk])).status_code == 403
        assert client.post(reverse("admin:monitoring_publication_change", args=[row.pk]), {}).status_code == 403


def test_an_accent_is_read_with_its_history(client: Client, world: World) -> None:
    row = Accent.objects.create(milestone=world.milestone("accents"), year=2027, title="Ouderen")
    client.force_login(world.secretary)
    assert client.get(reverse("admin:monitoring_accent_change", args=[row.pk])).status_code == 200
    assert client.get(reverse("admin:monitoring_accent_history", args=[row.pk])).status_code == 200
    assert client.post(reverse("admin:monitoring_accent_change", args=[row.pk]), {"title": "x"}).status_code == 403
