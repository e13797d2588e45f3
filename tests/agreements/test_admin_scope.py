"""The admin says nothing of another covenant and ties nothing to it, whoever asks."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from agreements.models import Covenant
from monitoring.models import Indicator, Measurement
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


def figure(place, **fields):
    topic = place.covenant.agreements.get().topic
    shared = {"unit": "huizen", "kind": "count", "over_partners": "sum", "over_years": "sum", "name": "Huizen"}
    return Indicator.objects.create(covenant=place.covenant, topic=topic, key=fields.pop("key", "oud"), **shared)


def typed(place, **fields):
    """A new indicator, as it is typed."""
    shared = {"name": "Huizen", "unit": "huizen", "kind": "count", "over_partners": "sum", "over_years": "sum"}
    inline = {"targets-TOTAL_FORMS": 0, "targets-INITIAL_FORMS": 0}
    return shared | inline | {"covenant": place.covenant.pk, "key": "nieuw"} | fields


@pytest.fixture(params=["secretary", "administrator"])
def of_both(client, places, request):
    """Who runs both covenants: a member of both working groups, and the administrator."""
    world, elsewhere = places
    person = getattr(world, request.param)
    if not person.is_superuser:
        factories.CovenantRoleFactory(user=person, covenant=elsewhere.covenant, role="working_group")
    client.force_login(person)
    return client


@pytest.mark.parametrize("field", ["agreement", "topic", "continues"])
def test_a_new_indicator_takes_nothing_of_another_covenant(of_both, places, field):
    world, elsewhere = places
    agreement = elsewhere.covenant.agreements.get()
    foreign = {"agreement": agreement.pk, "topic": agreement.topic.pk, "continues": figure(elsewhere).pk}
    own = {} if field != "continues" else {"agreement": world.covenant.agreements.get().pk}

    answer = of_both.post(reverse("admin:monitoring_indicator_add"), typed(world, **own, **{field: foreign[field]}))

    assert answer.status_code == 200
    assert f"Dit hoort niet bij {world.covenant}" in answer.content.decode()
    assert not Indicator.objects.filter(key="nieuw").exists()


def test_a_new_indicator_takes_what_is_of_its_own_covenant(of_both, places):
    world, _ = places
    body = typed(world, agreement=world.covenant.agreements.get().pk)

    assert of_both.post(reverse("admin:monitoring_indicator_add"), body).status_code == 302
    assert Indicator.objects.filter(key="nieuw").exists()


def test_a_figure_and_its_partner_are_of_one_covenant(of_both, places):
    world, elsewhere = places
    body = {"indicator": figure(world).pk, "year": 2026, "value": "12", "source": "telling"}
    address = reverse("admin:monitoring_measurement_add")

    answer = of_both.post(address, body | {"partner": elsewhere.tenants.pk})
    assert f"Dit hoort niet bij {world.covenant}" in answer.content.decode()
    assert not Measurement.objects.exists()
    assert of_both.post(address, body | {"partner": world.tenants.pk}).status_code == 302


def test_a_target_and_its_partner_are_of_one_covenant(of_both, places):
    world, elsewhere = places
    target = {"kind": "at_least", "from_year": 2025, "to_year": 2028, "value": "9", "partner": elsewhere.tenants.pk}
    body = typed(world, agreement=world.covenant.agreements.get().pk)
    body |= {"targets-TOTAL_FORMS": 1} | {f"targets-0-{name}": value for name, value in target.items()}

    assert of_both.post(reverse("admin:monitoring_indicator_add"), body).status_code == 200
    assert (
        of_both.post(
            reverse("admin:monitoring_indicator_add"), body | {"targets-0-partner": world.tenants.pk}
        ).status_code
        == 302
    )


def test_a_member_within_a_covenant_works_for_one_of_its_parties(client, places):
    world, elsewhere = places
    client.force_login(world.administrator)
    body = {"user": world.board.pk, "partner": elsewhere.tenants.pk, "role": "reader"}
    address = reverse("admin:agreements_membership_add")

    assert client.post(address, body | {"covenant": world.covenant.pk}).status_code == 200
    assert client.post(address, body).status_code == 302
