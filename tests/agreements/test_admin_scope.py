"""The admin says nothing of another covenant and ties nothing to it, whoever asks."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from agreements.models import Covenant
from tests import factories


@pytest.fixture
def places(world, elsewhere):
    """Two covenants with an agreement each; the other one is still a draft."""
    for place in (world, elsewhere):
        factories.AgreementFactory(covenant=place.covenant, code="1.1-01")
    Covenant.objects.filter(pk=elsewhere.covenant.pk).update(state="draft")
    return world, elsewhere


@pytest.mark.parametrize("person", ["secretary", "administrator"])
def test_no_address_tells_where_a_row_of_another_covenant_stands(client, places, person):
    world, elsewhere = places
    client.force_login(getattr(world, person))
    secret = elsewhere.covenant.agreements.get()
    kind = ContentType.objects.get_for_model(secret).pk

    assert client.get(f"/admin/r/{kind}/{secret.pk}/").status_code == 404


def test_a_row_still_leads_to_its_own_page(client, places):
    world, _ = places
    client.force_login(world.secretary)
    agreement = world.covenant.agreements.get()
    page = client.get(reverse("admin:agreements_agreement_change", args=[agreement.pk])).content.decode()

    assert f'href="{agreement.get_absolute_url()}"' in page
