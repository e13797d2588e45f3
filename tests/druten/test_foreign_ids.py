"""Ids of another covenant in a POST body: refused or not found, and nothing is tied to them."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from monitoring.models import Accent, Activity, Contribution, NoActivity, Result
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(world: World, elsewhere: World) -> tuple[World, World]:
    """Two covenants with the same things in them."""
    for place in (world, elsewhere):
        topic = factories.TopicFactory(covenant=place.covenant, theme__title="Bouwen")
        factories.AgreementFactory(
            covenant=place.covenant, topic=topic, code="1.1-01", led_by=[place.corporation], joined_by=[place.tenants]
        )
        factories.AmbitionFactory(topic=topic)
        for kind in ("accents", "bundle", "alignment", "results"):
            place.milestone(kind)
        Accent.objects.create(milestone=place.milestone("accents"), year=2027, title="Ouderen")
        overview = factories.OverviewFactory(assignment=place.assignment(state="in_progress"))
        factories.ActivityFactory(overview=overview)
    return world, elsewhere


def theirs_of(elsewhere: World) -> dict[str, int]:
    """What another covenant has."""
    agreement = elsewhere.covenant.agreements.get()
    return {
        "agreement": agreement.pk,
        "topic": agreement.topic.pk,
        "ambition": agreement.topic.ambitions.get().pk,
        "accent": Accent.objects.get(milestone__cycle__covenant=elsewhere.covenant).pk,
        "activity": Activity.objects.get(covenant=elsewhere.covenant).pk,
        "partner": elsewhere.tenants.pk,
    }


# name of the page, who, the fields with the foreign ids, what counts what was made
BODIES: list[tuple[str, str, Callable[[dict[str, int]], dict], Callable[[], int]]] = [
    (
        "monitoring:activity_add",
        "submitter",
        lambda it: {"title": "Bouwen", "first_quarter": 1, "last_quarter": 4, "agreements": [it["agreement"]]},
        lambda: Activity.objects.filter(title="Bouwen").count(),
    ),
    (
        "monitoring:activity_add",
        "submitter",
        lambda it: {"title": "Bouwen", "first_quarter": 1, "last_quarter": 4, "ambitions": [it["ambition"]]},
        lambda: Activity.objects.filter(title="Bouwen").count(),
    ),
    (
        "monitoring:contribution_offer",
        "submitter",
        lambda it: {"agreement": it["agreement"], "text": "Wij helpen."},
        lambda: Contribution.objects.count(),
    ),
]


@pytest.mark.parametrize(("name", "who", "body", "made"), BODIES)
@time_machine.travel(moment(2026, 6, 25), tick=False)
def test_an_overview_takes_nothing_of_another_covenant(
    both: tuple[World, World],
    client: Client,
    name: str,
    who: str,
    body: Callable[[dict[str, int]], dict],
    made: Callable[[], int],
) -> None:
    world, elsewhere = both
    client.force_login(world.people[who])
    url = reverse(name, args=[world.covenant.slug, 2027, world.corporation.slug])
    response = client.post(url, body(theirs_of(elsewhere)))
    assert response.status_code == 200
    assert "Fout: " in response.content.decode()
    assert made() == 0


@time_machine.travel(moment(2026, 6, 25), tick=False)
def test_help_is_asked_of_a_party_only(both: tuple[World, World], client: Client) -> None:
    world, elsewhere = both
    activity = Activity.objects.get(covenant=world.covenant)
    client.force_login(world.submitter)
    url = reverse("monitoring:contribution_ask", args=[world.covenant.slug, 2027, world.corporation.slug, activity.pk])
    assert client.post(url, {"partner": elsewhere.tenants.pk, "text": "Help."}).status_code == 200
    theirs = theirs_of(elsewhere)["activity"]
    url = reverse("monitoring:contribution_ask", args=[world.covenant.slug, 2027, world.corporation.slug, theirs])
    assert client.post(url, {"partner": world.tenants.pk, "text": "Help."}).status_code == 404
    assert not Contribution.objects.exists()


@time_machine.travel(moment(2026, 1, 15), tick=False)
def test_results_take_nothing_of_another_covenant(both: tuple[World, World], client: Client) -> None:
    world, elsewhere = both
    rows = []
    for place in both:
        agreement = factories.AgreementFactory(covenant=place.covenant, joined_by=[world.corporation])
        assignment = place.assignment(place.corporation, place.milestone("results"))
        rows.append(Result.objects.create(assignment=assignment, agreement=agreement, state="done"))
    foreign = factories.AgreementFactory(covenant=elsewhere.covenant, joined_by=[world.corporation])
    client.force_login(world.submitter)
    place_of = [world.covenant.slug, 2025, world.corporation.slug]
    body = {"agreement": foreign.pk, "state": "done"}
    response = client.post(reverse("monitoring:results_join", args=place_of), body)
    assert response.status_code == 200
    assert "Fout: " in response.content.decode()
    for name in ("results_row", "results_row_remove"):
        url = reverse(f"monitoring:{name}", args=[*place_of, rows[1].pk])
        assert client.post(url, {"state": "dropped", "version": rows[1].version}).status_code == 404
    assert list(Result.objects.order_by("pk").values_list("pk", "state")) == [(row.pk, "done") for row in rows]


@time_machine.travel(moment(2026, 6, 25), tick=False)
def test_a_reason_is_given_for_an_agreement_of_this_covenant_only(both: tuple[World, World], client: Client) -> None:
    world, elsewhere = both
    factories.AgreementFactory(covenant=elsewhere.covenant, code="1.1-99", led_by=[world.corporation])
    client.force_login(world.submitter)
    url = reverse("monitoring:no_activity", args=[world.covenant.slug, 2027, world.corporation.slug, "1.1-99"])
    assert client.post(url, {"why": "later", "text": "Later."}).status_code == 404
    assert not NoActivity.objects.exists()


@time_machine.travel(moment(2026, 3, 10), tick=False)
@pytest.mark.parametrize("field", ["topic", "agreement"])
def test_an_accent_stands_on_what_is_in_this_covenant(both: tuple[World, World], client: Client, field: str) -> None:
    world, elsewhere = both
    client.force_login(world.secretary)
    url = reverse("work:accent_add", args=[world.milestone("accents").pk])
    response = client.post(url, {"title": "Nieuw", field: theirs_of(elsewhere)[field]})
    assert response.status_code == 200
    assert not Accent.objects.filter(title="Nieuw").exists()


@time_machine.travel(moment(2026, 6, 25), tick=False)
@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("work:accents_decide", "accents"),
        ("work:alignment", "alignment"),
        ("work:publication_approve", "bundle"),
        ("work:publication_publish", "bundle"),
    ],
)
def test_the_steps_of_another_covenant_do_not_exist(
    both: tuple[World, World], client: Client, name: str, of: str
) -> None:
    world, elsewhere = both
    client.force_login(world.secretary)
    body = {"held_on": "2026-06-25", "text": "Besluit", "report": "Verslag", "content_hash": "0" * 64}
    assert client.post(reverse(name, args=[elsewhere.milestone(of).pk]), body).status_code == 404
    assert elsewhere.milestone(of).done_at is None


@time_machine.travel(moment(2026, 6, 25), tick=False)
def test_filters_with_foreign_ids_show_nothing_of_theirs(both: tuple[World, World], client: Client) -> None:
    world, elsewhere = both
    elsewhere.covenant.agreements.update(title="Geheim van elders")
    client.force_login(world.submitter)
    url = reverse("agreements:list", args=[world.covenant.slug])
    village = elsewhere.covenant.villages.create(name="Kern van elders")
    village.agreements.add(elsewhere.covenant.agreements.get())
    wanted = {"partner": elsewhere.corporation.slug, "thema": theirs_of(elsewhere)["topic"], "kern": village.name}
    page = client.get(url, wanted)
    assert "Geheim van elders" not in page.content.decode()
    assert f'value="{village.name}"' not in page.content.decode()
