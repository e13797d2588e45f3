"""A row in its last year is offered apart for the year after, and expects nothing (domain.md §3, `in_force`)."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement
from calendar_cycle.models import Assignment
from monitoring.models import Activity
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

BASE = "/druten-2025-2028/overzichten/2027/woonstichting-druten/"
QUESTION = "Loopt dit jaar af: gaat u ermee door?"


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(moment(2026, 6, 20), tick=False):
        yield


@pytest.fixture
def ending(world: World) -> Agreement:
    """Ends in 2026; its last results are asked in the spring of 2027."""
    return factories.AgreementFactory(
        covenant=world.covenant, code="1.1-02", title="Tot en met 2026", end_year=2026, led_by=[world.corporation]
    )


@pytest.fixture
def assignment(world: World, ending: Agreement) -> Assignment:
    return world.assignment(state="in_progress")


def given(agreement: Agreement) -> dict:
    return {"version": "0", "title": "Verder", "agreements": [agreement.pk], "first_quarter": "1", "last_quarter": "2"}


def test_its_trekker_finds_it_apart_and_owes_nothing(client: Client, world: World, assignment: Assignment) -> None:
    client.force_login(world.editor)
    page = client.get(f"{BASE}afspraken/").content.decode()
    assert "Tot en met 2026" in page.split(QUESTION)[1]
    assert "U bent in 2027 van geen afspraak trekker." in page.split(QUESTION)[0]


def test_the_form_offers_it_apart_and_takes_it(
    client: Client, world: World, assignment: Assignment, ending: Agreement
) -> None:
    due = factories.AgreementFactory(covenant=world.covenant, code="1.1-01", led_by=[world.corporation])
    client.force_login(world.editor)
    form = client.get(f"{BASE}activiteit/?afspraak=1.1-02").context["form"]
    assert list(form.fields["agreements"].choices) == [
        ("Waarvan wij trekker zijn", [(due.pk, str(due))]),
        (QUESTION, [(ending.pk, str(ending))]),
    ]
    assert form.initial["agreements"] == [ending.pk]
    assert client.post(f"{BASE}activiteit/", given(ending)).status_code == 302
    assert list(Activity.objects.get().agreements.all()) == [ending]


def test_the_working_group_reads_it_beside_the_activity_and_misses_nothing(
    client: Client, world: World, assignment: Assignment, ending: Agreement
) -> None:
    client.force_login(world.editor)
    client.post(f"{BASE}activiteit/", given(ending))
    other = factories.AgreementFactory(covenant=world.covenant, end_year=2026, led_by=[world.corporation])
    assignment.perform("submit", by=world.submitter)
    client.force_login(world.secretary)
    page = client.get(reverse("work:assignment", args=[assignment.pk])).content.decode()
    assert "Tot en met 2026" in page
    assert "Hoort niet bij een afspraak van dit jaar." not in page
    assert other.title not in page


def test_what_ended_longer_ago_or_by_a_decision_is_not_offered(
    client: Client, world: World, assignment: Assignment, ending: Agreement
) -> None:
    Agreement.objects.filter(pk=ending.pk).update(closed_by=factories.DecisionFactory())
    factories.AgreementFactory(covenant=world.covenant, end_year=2025, led_by=[world.corporation])
    client.force_login(world.editor)
    assert QUESTION not in client.get(BASE).content.decode()
