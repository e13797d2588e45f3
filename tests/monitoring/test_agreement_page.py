"""The page of one agreement: who, when, and per year what was planned and done, as each reader may see it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from calendar_cycle.models import Assignment, Submission
from monitoring import bundling
from monitoring.models import Publication
from tests import factories
from tests.world import moment


@pytest.fixture
def agreement(world):
    topic = factories.TopicFactory(covenant=world.covenant)
    return factories.AgreementFactory(
        covenant=world.covenant,
        topic=topic,
        code="1.1-03",
        title="Bouwen in Deest",
        led_by=[world.corporation],
        joined_by=[world.municipality],
    )


@pytest.fixture
def read(client, agreement):
    def get(user, on=(2026, 6, 1)) -> str:
        with time_machine.travel(moment(*on), tick=False):
            client.force_login(user)
            response = client.get(agreement.get_absolute_url())
        assert response.status_code == 200
        return response.content.decode()

    return get


def activity(code="WW-2027-1", title="Dertig huizen", agreements=("1.1-03",)) -> dict:
    return {
        "id": 1,
        "code": code,
        "title": title,
        "text": "Aan de rand.",
        "agreements": list(agreements),
        "ambitions": [],
        "accents": [],
        "involvement": [],
        "first_quarter": 1,
        "last_quarter": 2,
        "budget": None,
        "indicator": None,
        "planned_quantity": "30",
        "villages": [],
        "continues": None,
    }


def plan(*activities, no_activities=()) -> dict:
    return {
        "nothing_to_report": "",
        "activities": list(activities),
        "no_activities": list(no_activities),
        "contributions": [],
        "answers": [],
    }


def hand_in(world, content, milestone=None, number=1, **fields):
    step = milestone or world.milestone()
    assignment = Assignment.objects.filter(milestone=step, partner=world.corporation).first()
    assignment = assignment or world.assignment(milestone=step, state="submitted")
    when = moment(2026, 5, 1)
    return Submission.objects.create(
        assignment=assignment, number=number, schema=1, content=content, submitted_at=when, **fields
    )


def test_it_says_who_and_when(read, world):
    page = read(world.reader)

    assert "<h1>1.1-03 Bouwen in Deest</h1>" in page
    assert world.corporation.short_name in page
    assert "2025–2028" in page
    assert "Er is nog niets gepland of gemeld." in page


def test_a_letter_behind_the_code_is_an_address_too(client, world, agreement):
    later = factories.AgreementFactory(covenant=world.covenant, topic=agreement.topic, code="1.1-03b")
    later.replaces.add(agreement)
    client.force_login(world.reader)

    page = client.get(later.get_absolute_url()).content.decode()

    assert "komt in plaats van" in page
    assert "gaat door als" in client.get(agreement.get_absolute_url()).content.decode()


def test_an_agreement_that_a_decision_ended_says_so(read, world, agreement):
    meeting = factories.MeetingFactory(covenant=world.covenant, held_on=date(2026, 3, 20))
    agreement.closed_by = factories.DecisionFactory(meeting=meeting, text="Wij stoppen.")
    agreement.save()

    page = read(world.reader)

    assert "20 maart 2026" in page
    assert "Wij stoppen." in page


@pytest.mark.parametrize("code", ["9.9-99", "1.1-03c", "x", "1.1-03\0"])
def test_an_unknown_code_does_not_exist(client, world, agreement, code):
    client.force_login(world.reader)

    assert client.get(reverse("monitoring:agreement", args=[world.covenant.slug, code])).status_code == 404


def test_it_does_not_exist_for_another_municipality(client, agreement, elsewhere):
    client.force_login(elsewhere.submitter)

    assert client.get(agreement.get_absolute_url()).status_code == 404


def test_others_read_a_plan_from_1_july(read, world):
    hand_in(world, plan(activity(), activity("WW-2027-2", "Iets anders", ["2.1-01"])))

    assert "Dertig huizen" not in read(world.tenants_submitter, on=(2026, 6, 30))
    page = read(world.tenants_submitter, on=(2026, 7, 1))
    assert "Dertig huizen" in page
    assert "Iets anders" not in page
    assert "nog niet vastgesteld" in page
    assert "Dertig huizen" not in read(world.board, on=(2026, 7, 1))


def test_the_own_partner_sees_its_draft_marked_and_others_do_not(read, world, agreement):
    assignment = world.assignment(state="in_progress")
    overview = factories.OverviewFactory(assignment=assignment)
    factories.ActivityFactory(overview=overview, title="Een plan in de maak", agreements=[agreement])

    page = read(world.reader)
    assert "Een plan in de maak" in page
    assert "concept" in page
    for other in (world.tenants_submitter, world.secretary, world.board):
        assert "Een plan in de maak" not in read(other, on=(2026, 8, 1))


def test_why_nothing_is_done_is_shown(read, world):
    hand_in(world, plan(no_activities=[{"agreement": "1.1-03", "why": "later", "text": "Eerst Horssen."}]))

    page = read(world.reader)

    assert "Dit jaar niets: later aan de beurt" in page
    assert "Eerst Horssen." in page


def test_what_is_published_holds_over_a_later_hand_in(read, world):
    hand_in(world, plan(activity()), accepted_at=moment(2026, 7, 10))
    bundle = bundling.build(world.covenant, 2027)
    Publication.objects.create(
        covenant=world.covenant,
        kind="overview",
        subject_year=2027,
        version=1,
        content=bundling.as_json(bundle),
        sha256="0" * 64,
        pdf=b"",
    )
    hand_in(world, plan(activity(title="Veertig huizen")), number=2)

    page = read(world.board, on=(2026, 12, 1))

    assert "Dertig huizen" in page
    assert "Veertig huizen" not in page


def test_results_say_what_came_of_it(read, world):
    row = {
        "activity": "WW-2025-1",
        "agreement": None,
        "title": "Twintig huizen",
        "agreements": ["1.1-03"],
        "state": "delayed",
        "realised_quantity": "12",
        "planned_quantity": "20",
        "indicator": None,
        "text": "De grond was nat.",
        "adjustment": "Wij beginnen later.",
    }
    content = {"results": [row, row | {"agreements": ["2.1-01"], "title": "Andere"}], "kept": [], "measurements": []}
    hand_in(world, content, milestone=world.milestone("results"))

    page = read(world.board)

    assert "Twintig huizen" in page
    assert "12 van 20" in page
    assert "vertraagd" in page
    assert "Andere" not in page


def test_what_was_asked_and_promised_is_shown_to_who_may_see_it(read, world, agreement):
    asked_at_an_activity(world, agreement, state="submitted")
    hand_in(world, plan(activity()))

    assert "Kunt u bewoners uitnodigen?" in read(world.reader)
    assert "Kunt u bewoners uitnodigen?" in read(world.secretary)
    assert "Kunt u bewoners uitnodigen?" in read(world.tenants_submitter, on=(2026, 7, 1))
    assert "Kunt u bewoners uitnodigen?" not in read(world.other_submitter)


def asked_at_an_activity(world, agreement, **fields):
    overview = factories.OverviewFactory(assignment=world.assignment(**fields))
    made = factories.ActivityFactory(overview=overview, code="WW-2027-1", agreements=[agreement])
    return factories.ContributionFactory(activity=made, overview=overview, partner=world.tenants, state="sent")


def test_what_a_draft_serves_is_not_told_by_what_was_asked_at_it(read, world, agreement):
    row = asked_at_an_activity(world, agreement, state="in_progress")

    assert row.text in read(world.reader)
    for other in (world.secretary, world.tenants_submitter, world.board):
        assert row.text not in read(other)


def test_the_link_is_the_one_that_was_handed_in(read, world, agreement):
    row = asked_at_an_activity(world, agreement, state="in_progress")
    hand_in(world, plan(activity(agreements=["2.1-01"])))

    assert row.text not in read(world.secretary)


def told(state: str) -> dict:
    row = {
        "activity": None,
        "agreement": "1.1-03",
        "title": "Bouwen in Deest",
        "agreements": ["1.1-03"],
        "state": state,
        "realised_quantity": None,
        "planned_quantity": None,
        "indicator": None,
        "text": f"Zo staat het: {state}",
        "adjustment": "",
    }
    return {"results": [row], "kept": [], "measurements": []}


@pytest.mark.parametrize("on", [(2026, 2, 10), (2026, 3, 5)])
def test_what_was_accepted_stays_while_it_is_done_again(read, world, on):
    step = world.milestone("results")
    hand_in(world, told("done"), milestone=step, accepted_at=moment(2026, 2, 1))
    hand_in(world, told("delayed"), milestone=step, number=2)

    for reader in (world.tenants_submitter, world.board):
        page = read(reader, on=on)
        assert "Zo staat het: done" in page
        assert "Zo staat het: delayed" not in page


@pytest.mark.parametrize("count", [1, 40])
def test_the_number_of_queries_does_not_grow(client, world, agreement, django_assert_max_num_queries, count):
    overview = factories.OverviewFactory(assignment=world.assignment(state="in_progress"))
    for _ in range(count):
        made = factories.ActivityFactory(overview=overview, agreements=[agreement])
        factories.ContributionFactory(activity=made, overview=overview, partner=world.tenants, state="promised")
    hand_in(world, plan(*(activity(f"WW-2025-{n}") for n in range(count))), milestone=world.milestone("results"))
    client.force_login(world.reader)

    with django_assert_max_num_queries(15):
        client.get(agreement.get_absolute_url())
