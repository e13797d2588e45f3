"""Saving leads back to the step that a form was opened from; and so does leaving it without."""

from typing import Any

import pytest
from django.test import Client

from agreements.models import Agreement
from monitoring.models import Activity
from tests import factories
from tests.monitoring.contributions.pages import BASE, by, text
from tests.world import World

pytestmark = pytest.mark.django_db
OURS = f"{BASE}/woonstichting-druten/"


@pytest.fixture
def of_another(world: World, activity: Activity) -> Agreement:
    return factories.AgreementFactory(covenant=world.covenant, led_by=[world.other], joined_by=[world.corporation])


def test_an_offer_leads_to_the_step_where_offers_stand(world: World, client: Client, of_another: Agreement) -> None:
    body = {"agreement": of_another.pk, "text": "Wij bellen.", "later": "1"}
    answer = by(client, world.editor).post(f"{OURS}aanbod/", body)
    assert answer["Location"] == f"{OURS}hulp/"
    assert "Wij bellen." in text(client, answer["Location"])


@pytest.mark.parametrize(
    ("step", "link"),
    [("afspraken", "aanbod/?afspraak="), ("activiteiten", "hulpvraag/"), ("overzicht", "activiteit/?stap=")],
)
def test_a_form_leads_back_to_where_it_was_opened(
    world: World, client: Client, activity: Activity, of_another: Agreement, step: str, link: str
) -> None:
    page = OURS if step == "overzicht" else f"{OURS}{step}/"
    opened = text(by(client, world.editor), page)
    start = opened.index(f'href="{OURS}{link}')
    address = opened[start:].split('"')[1].replace("&amp;", "&")
    assert f"stap={step}" in address
    form = text(client, address)
    assert f'<a class="btn btn-outline-primary" href="{page}">Terug zonder bewaren' in form
    assert f'<input type="hidden" name="stap" value="{step}">' in form


@pytest.mark.parametrize(
    ("stap", "leads"),
    [("", "activiteiten/"), ("afspraken", "afspraken/"), ("overzicht", ""), ("//elders", "activiteiten/")],
)
def test_an_activity_leads_back_to_the_step_its_form_carries(
    world: World, client: Client, activity: Activity, stap: str, leads: str
) -> None:
    """An address of elsewhere is no step."""
    form = by(client, world.editor).get(f"{OURS}activiteit/").context["form"]
    body: dict[str, Any] = {it.html_name: it.value() for it in form if it.value() not in (None, [])}
    body |= {"title": "Lampen", "agreements": [activity.agreements.get().pk], "stap": stap}
    answer = client.post(f"{OURS}activiteit/", body)
    assert (answer.status_code, answer["Location"].partition("#")[0]) == (302, f"{OURS}{leads}")


def test_dropping_leads_back_too(world: World, client: Client, activity: Activity) -> None:
    answer = by(client, world.editor).post(f"{OURS}activiteit/{activity.pk}/vervallen/", {"stap": "overzicht"})
    assert (answer.status_code, answer["Location"]) == (302, OURS)


def test_nothing_to_report_leads_back_to_the_activities(world: World, client: Client, activity: Activity) -> None:
    address = f"{OURS}niets-te-melden/"
    form = by(client, world.editor).get(address).context["form"]
    body: dict[str, Any] = {it.html_name: it.value() for it in form if it.value() is not None}
    answer = client.post(address, body | {"nothing_to_report": "Dit jaar geen plannen."})
    assert (answer.status_code, answer["Location"]) == (302, f"{OURS}activiteiten/")
