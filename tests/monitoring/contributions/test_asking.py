"""Asking: what is read first, and what becomes of a concept."""

import pytest
from django.test import Client

from monitoring.models import Activity, Contribution
from tests import factories
from tests.monitoring.contributions.pages import BASE, by, page_of, text
from tests.world import World

pytestmark = pytest.mark.django_db


def test_how_much_a_partner_has_open_is_read_before_anything_is_typed(
    world: World, client: Client, activity: Activity, sent: Contribution
) -> None:
    """What another partner asks counts too, but none of its words are shown."""
    other = factories.ActivityFactory(overview=world.assignment(world.other).overview, code="BS-2027-1")
    theirs = factories.ContributionFactory(activity=other, partner=world.tenants, text="Geheim plan")
    theirs.perform("send", by=world.other_submitter)
    factories.ContributionFactory(activity=other, partner=world.tenants, text="Concept")
    page = text(by(client, world.editor), f"{BASE}/woonstichting-druten/hulpvraag/{activity.pk}/")
    said = "2 hulpvragen voor 2027 wachten op antwoord. Dit zijn vrijwilligers"
    assert 0 < page.index(said) < page.index("<textarea")
    assert "Geen open hulpvragen voor 2027" in page
    assert "Bewaren tot het indienen" in page
    assert "Geheim plan" not in page


def test_a_refused_request_keeps_what_was_typed(world: World, client: Client, activity: Activity) -> None:
    world.covenant.state = "closed"
    world.covenant.save()
    address = f"{BASE}/woonstichting-druten/hulpvraag/{activity.pk}/"
    body = {"partner": world.tenants.pk, "text": "Belt u <b>mee</b>?", "nu": "1"}
    answer = by(client, world.editor).post(address, body).content.decode()
    assert "Belt u &lt;b&gt;mee&lt;/b&gt;?" in answer
    assert "Fout: " in answer


def test_a_concept_is_changed_and_thrown_away(world: World, client: Client, concept: Contribution) -> None:
    address = f"{page_of(concept)}veranderen/"
    form = by(client, world.editor).get(address).context["form"]
    body = {field.html_name: field.value() for field in form if field.value() is not None}
    assert client.post(address, body | {"text": "Anders"}).status_code == 302
    concept.refresh_from_db()
    assert (concept.text, concept.state) == ("Anders", "concept")
    client.post(address, {"remove": "1"})
    assert not Contribution.objects.exists()


def test_who_saves_a_concept_that_was_sent_meanwhile_keeps_the_text(
    world: World, client: Client, concept: Contribution
) -> None:
    address = f"{page_of(concept)}veranderen/"
    form = by(client, world.editor).get(address).context["form"]
    body = {field.html_name: field.value() for field in form if field.value() is not None}
    concept.perform("send", by=world.submitter)
    answer = client.post(address, body | {"text": "Te laat getypt"})
    assert answer.status_code == 409
    assert "Te laat getypt" in answer.content.decode()
    assert "al verstuurd" in answer.content.decode()
    concept.refresh_from_db()
    assert concept.text != "Te laat getypt"
    client.post(address, {"remove": "1"})
    assert Contribution.objects.exists()


@pytest.mark.parametrize("person", ["reader", "tenants_submitter", "secretary", "board", "administrator"])
@pytest.mark.parametrize("what", ["veranderen", "opnieuw"])
def test_nobody_else_changes_it_or_asks_it_anew(
    world: World, client: Client, sent: Contribution, what: str, person: str
) -> None:
    assert by(client, getattr(world, person)).get(f"{page_of(sent)}{what}/").status_code == 404
    assert client.post(f"{page_of(sent)}{what}/", {"text": "Anders"}).status_code == 404
