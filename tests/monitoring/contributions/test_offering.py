"""Offering something at an activity of another."""

from typing import Any

import pytest
from django.test import Client

from monitoring.models import Activity, Contribution
from tests import factories
from tests.monitoring.contributions.pages import BASE, by, page_of, text
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def handed_in(world: World, activity: Activity) -> None:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    activity.agreements.add(agreement)
    activity.overview.assignment.perform("submit", by=world.submitter)


def test_something_is_offered_at_an_activity_that_one_may_read(
    world: World, client: Client, activity: Activity, in_may: Any
) -> None:
    address = f"{BASE}/huurders-druten/aanbod/{activity.pk}/"
    world.assignment(world.tenants)
    handed_in(world, activity)
    assert by(client, world.tenants_submitter).get(address).status_code == 404
    in_may.move_to(moment(2026, 7, 2))
    by(client, world.tenants_submitter)
    assert f'href="{address}"' in text(client, f"{BASE}/woonstichting-druten/")
    assert "Bewaren tot het indienen" not in text(client, address), "its own deadline is past"
    assert client.post(address, {"text": "Wij bellen.", "nu": "1"}).status_code == 302
    made = Contribution.objects.get()
    assert (made.origin, made.state, made.activity, made.partner) == ("offered", "sent", activity, world.tenants)
    client.force_login(world.editor)
    client.post(page_of(made), {"deed": "promise", "version": made.version})
    made.refresh_from_db()
    assert made.state == "promised"


def test_nothing_is_offered_at_an_own_activity_or_for_another(
    world: World, client: Client, activity: Activity, in_may: Any
) -> None:
    world.assignment(world.tenants)
    handed_in(world, activity)
    in_may.move_to(moment(2026, 7, 2))
    assert by(client, world.submitter).get(f"{BASE}/woonstichting-druten/aanbod/{activity.pk}/").status_code == 404
    assert client.get(f"{BASE}/huurders-druten/aanbod/{activity.pk}/").status_code == 404
