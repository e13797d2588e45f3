"""The lists of requests and offers: whose turn it is, and who is asked nothing."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitoring.models import Contribution
from tests import factories
from tests.monitoring.contributions.pages import by, page_of, text
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def test_what_waits_longest_for_us_comes_first(world: World, client: Client, sent: Contribution, in_may: Any) -> None:
    answered = factories.ContributionFactory(activity=sent.activity, partner=world.tenants, text="Klaar")
    answered.perform("send", by=world.editor)
    answered.perform("promise", by=world.tenants_submitter)
    in_may.move_to(moment(2026, 5, 26))
    late = factories.ContributionFactory(activity=sent.activity, partner=world.tenants, text="Nieuw")
    late.perform("send", by=world.editor)
    answer = by(client, world.tenants_submitter).get("/hulpvragen/")
    lists = answer.context["lists"]
    assert [line.contribution for line in lists.to_us] == [sent, late, answered]
    assert (lists.to_do, lists.several_partners) == (2, False)
    page = answer.content.decode()
    assert "Wacht op uw antwoord, 16 dagen open" in page
    assert "2 vragen en aanbiedingen vragen nu iets van u. Die staan bovenaan in elke lijst." in " ".join(page.split())
    assert not lists.several_covenants
    assert f"uiterlijk kwartaal 2 · {world.covenant.title}" not in page
    some = client.get("/hulpvragen/?stand=open").context["lists"]
    assert [line.contribution for line in some.to_us] == [sent, late]


def test_with_nothing_to_do_it_says_so_and_what_comes(world: World, client: Client) -> None:
    world.milestone()
    by(client, world.tenants_submitter)
    assert "U hoeft nu niets te doen. In uw overzicht van 2027 kunt u nu hulp vragen" in text(client, "/hulpvragen/")
    with time_machine.travel(moment(2026, 3, 1), tick=False):
        client.force_login(world.tenants_submitter)
        assert "Vanaf 1 april 2026 vragen de partners elkaar om hulp voor 2027." in text(client, "/hulpvragen/")


def test_who_works_for_two_partners_sees_whose_and_chooses(world: World, client: Client, sent: Contribution) -> None:
    person = factories.UserFactory()
    for partner in (world.tenants, world.other):
        factories.MembershipFactory(user=person, partner=partner, role="editor")
    to_other = factories.ContributionFactory(activity=sent.activity, partner=world.other, text="Aan de ander")
    to_other.perform("send", by=world.editor)
    page = by(client, person).get("/hulpvragen/")
    assert page.context["lists"].several_partners
    assert f"Voor {world.other.short_name}" in page.content.decode()
    mine = client.get(f"/hulpvragen/?partner={world.other.slug}").context["lists"]
    assert [line.contribution for line in mine.to_us] == [to_other]
    assert client.get("/hulpvragen/?partner=onbekend&jaar=abc&stand=x").status_code == 200


def test_a_reader_is_asked_nothing(world: World, client: Client, sent: Contribution) -> None:
    sent.perform("decline", by=world.tenants_submitter, message="Nee.")
    assert by(client, world.reader).get("/hulpvragen/").context["lists"].to_do == 0
    assert by(client, world.editor).get("/hulpvragen/").context["lists"].to_do == 1


def test_the_queries_of_its_page_do_not_grow(world: World, client: Client, sent: Contribution) -> None:
    world.assignment(world.tenants)
    by(client, world.tenants_submitter)
    with CaptureQueriesContext(connection) as before:
        client.get(page_of(sent))
    for _ in range(20):
        sent.perform("promise", by=world.tenants_submitter)
        sent.perform("decline", by=world.tenants_submitter, message="Nee.")
    first: Contribution | None = None
    for _ in range(10):
        first = factories.ContributionFactory(activity=sent.activity, partner=world.tenants, replaces=first)
        first.perform("send", by=world.editor)
    with CaptureQueriesContext(connection) as after:
        client.get(page_of(sent))
    assert len(after) <= len(before) <= 15
