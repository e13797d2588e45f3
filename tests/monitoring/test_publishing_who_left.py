"""Publishing when someone has left: a party is said to have left, a signature is not listed any more."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from monitoring import bundling, publishing
from tests.monitoring.test_publishing import NOVEMBER, approve, bundled, publish
from tests.world import World

pytestmark = pytest.mark.django_db
__all__ = ["bundled"]


@time_machine.travel(NOVEMBER, tick=False)
def test_who_has_left_is_not_named_as_not_received_and_not_confirmed(bundled: World, client: Client) -> None:
    before = publishing.preview(bundled.covenant, 2027).content
    rows = bundled.covenant.parties.filter(partner__in=(bundled.tenants, bundled.corporation))
    rows.update(left_on=date(2026, 11, 21))
    assert publishing.preview(bundled.covenant, 2027).content == before
    rows.update(left_on=date(2026, 6, 10))
    found = {part.partner: part for part in bundling.build(bundled.covenant, 2027).parts}
    assert found[bundled.tenants.slug].standing_in_words == "doet niet meer mee sinds 10 juni 2026"
    assert found[bundled.corporation.slug].standing == "accepted"
    client.force_login(bundled.secretary)
    page = client.get(reverse("work:publication", args=[bundled.milestone("bundle").pk])).text
    assert "doet niet meer mee sinds 10 juni 2026" in page
    approve(bundled)
    publication = publish(bundled, confirmed={bundled.other.slug, bundled.municipality.slug})
    kept = {part.partner: part for part in bundling.from_json(publication.content).parts}
    assert kept[bundled.tenants.slug].standing_in_words == "doet niet meer mee sinds 10 juni 2026"
    shown = client.get(publication.get_absolute_url()).text
    assert "Doet niet meer mee sinds 10 juni 2026" in shown


def test_what_was_published_before_keeps_its_hash(bundled: World) -> None:
    assert "left_on" not in bundling.as_json(bundling.build(bundled.covenant, 2027))


@time_machine.travel(NOVEMBER, tick=False)
def test_a_signature_that_does_not_count_any_more_is_not_listed(bundled: World, client: Client) -> None:
    approve(bundled)
    client.force_login(bundled.secretary)
    page = reverse("work:publication", args=[bundled.milestone("bundle").pk])
    assert f"Akkoord van {bundled.second_secretary}" in client.get(page).text
    bundled.second_secretary.covenant_roles.all().delete()
    assert "Nog niemand heeft akkoord gegeven" in client.get(page).text
