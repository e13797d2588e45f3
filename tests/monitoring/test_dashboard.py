"""Boxes, attention points and the page for the board."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from agreements.models import Agreement, Partner
from calendar_cycle.models import Assignment
from druten import clock
from monitoring import attention, boxes, bundling, dashboard, known
from monitoring.models import Contribution, Indicator, Publication
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

PATH = "/druten-2025-2028/voortgang/"


@pytest.fixture(autouse=True)
def summer() -> Iterator[Any]:
    with time_machine.travel(moment(2026, 7, 10), tick=False) as travelled:
        yield travelled


@pytest.fixture
def agreement(world: World) -> Agreement:
    return factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])


def overview(world: World, partner: Partner, *served: Agreement, no: tuple = (), **fields: Any) -> Assignment:
    """Hands in an overview of 2027 that serves these agreements."""
    assignment = world.assignment(partner, state="submitted", **fields)
    content = {
        "nothing_to_report": "",
        "activities": [{"code": "WW-2027-1", "title": "Bouwen", "agreements": [row.code for row in served]}],
        "no_activities": [{"agreement": row.code, "why": "later", "text": ""} for row in no],
        "contributions": [],
        "answers": [],
    }
    assignment.submissions.create(number=1, content=content, submitted_at=moment(2026, 6, 20))
    return assignment


def reported(world: World, partner: Partner, **states: str) -> None:
    step = world.milestone("results", subject_year=2027, opens_on=date(2027, 12, 1), before=date(2028, 3, 1), year=2028)
    rows = [
        {"activity": f"WW-2027-{code}", "agreement": None, "agreements": [codes], "state": state, "title": ""}
        for code, (codes, state) in enumerate(states.items())
    ]
    assignment = world.assignment(partner, step, state="accepted")
    at = moment(2026, 7, 1)
    assignment.submissions.create(number=1, content={"results": rows}, submitted_at=at, accepted_at=at)


def seen(world: World, year: int = 2027, reader: Any = None) -> known.Known:
    return known.load(world.covenant, year, reader=reader or world.secretary, on=clock.today())


def box(world: World, **fields: Any) -> str:
    (placed,) = boxes.place(seen(world, **fields))
    return placed.box.key


def test_nobody_handed_in_is_not_yet_known(world: World, agreement: Agreement) -> None:
    world.assignment()
    assert box(world) == "unknown"


def test_an_activity_in_a_hand_in_is_planned(world: World, agreement: Agreement) -> None:
    overview(world, world.corporation, agreement)
    assert box(world) == "planned"


def test_a_reason_why_not_is_an_answer(world: World, agreement: Agreement) -> None:
    overview(world, world.corporation, no=(agreement,))
    assert box(world) == "not_this_year"


def test_handed_in_without_a_word_is_not_picked_up_from_the_deadline_on(
    world: World, agreement: Agreement, summer: Any
) -> None:
    overview(world, world.corporation)
    assert box(world) == "not_picked_up"
    summer.move_to(moment(2026, 6, 30, 23, 59))
    assert box(world) == "unknown"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("done", "done"),
        ("dropped", "dropped"),
        ("delayed", "delayed"),
        ("on_track", "on_track"),
        ("not_started", "on_track"),
    ],
)
def test_a_result_goes_before_the_plan(world: World, agreement: Agreement, state: str, expected: str) -> None:
    overview(world, world.corporation, agreement)
    reported(world, world.corporation, **{agreement.code: state})
    assert box(world) == expected


def test_the_state_of_an_agreement_is_the_worst_of_its_rows() -> None:
    assert boxes.worst({"done", "delayed", "on_track"}) == "delayed"
    assert boxes.worst({"done", "on_track", "not_started"}) == "not_started"
    assert boxes.worst({"done", "dropped"}) == "dropped"
    assert boxes.worst(set()) == ""


def test_every_agreement_is_in_exactly_one_box(world: World) -> None:
    rows = factories.AgreementFactory.create_batch(5, covenant=world.covenant, led_by=[world.corporation, world.other])
    overview(world, world.corporation, *rows[:2], no=(rows[2],))
    placed = boxes.place(seen(world))
    assert len(placed) == 5
    assert boxes.tally("", placed).counts == {"planned": 2, "not_this_year": 1, "not_picked_up": 2}
    assert [row.total for row in boxes.by_theme(placed)] == [5]
    assert [row.total for row in boxes.by_partner(placed)] == [5, 5]
    assert sum(part.width for part in boxes.by_theme(placed)[0].segments) == pytest.approx(100)


def test_the_board_reads_plans_from_the_publication_only(world: World, agreement: Agreement) -> None:
    assignment = overview(world, world.corporation, agreement)
    assert box(world, reader=world.board) == "unknown"
    part = bundling.Part(world.corporation.slug, "", "", "accepted", content=assignment.submissions.get().content)
    content = bundling.as_json(bundling.Bundle(world.covenant.slug, "", 2027, [part]))
    Publication.objects.create(
        covenant=world.covenant, kind="overview", subject_year=2027, version=1, content=content, pdf=b""
    )
    assert box(world, reader=world.board) == "planned"


# Attention points


def rules(world: World, **fields: Any) -> list[tuple[int, str]]:
    data = seen(world, **fields)
    return [(row.rule, row.partner.slug) for row in attention.of(data)]


def test_rule_1_names_each_trekker_that_did_nothing(world: World) -> None:
    served = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation, world.other])
    overview(world, world.corporation, served)
    overview(world, world.other)
    assert rules(world) == [(1, world.other.slug)]


def test_rule_3_is_a_contribution_declined_or_14_days_without_an_answer(world: World, summer: Any) -> None:
    assignment = overview(world, world.corporation)
    planned = factories.ActivityFactory(overview=factories.OverviewFactory(assignment=assignment))
    row = factories.ContributionFactory(activity=planned, partner=world.tenants)
    Contribution.objects.filter(pk=row.pk).update(state="sent", sent_at=moment(2026, 6, 27))
    assert rules(world) == []
    summer.move_to(moment(2026, 7, 11, 0, 0))
    assert rules(world) == [(3, world.tenants.slug)]
    Contribution.objects.filter(pk=row.pk).update(state="promised")
    assert rules(world) == []
    Contribution.objects.filter(pk=row.pk).update(state="declined")
    assert rules(world) == [(3, world.tenants.slug)]


def test_rule_4_is_an_assignment_late_or_untouched_14_days_before(world: World, summer: Any) -> None:
    world.assignment()
    busy = world.assignment(world.other, state="in_progress")
    summer.move_to(moment(2026, 6, 16))
    assert rules(world) == []
    summer.move_to(moment(2026, 6, 17))
    assert rules(world) == [(4, world.corporation.slug)]
    summer.move_to(moment(2026, 7, 1))
    assert rules(world) == [(4, world.corporation.slug), (4, world.other.slug)]
    busy.extensions.create(wished_before=date(2026, 7, 20), state="granted", before=date(2026, 7, 20))
    assert rules(world) == [(4, world.corporation.slug)]


def test_before_taking_into_use_there_are_no_attention_points(world: World, agreement: Agreement) -> None:
    overview(world, world.corporation)
    world.assignment(world.other)
    assert rules(world)
    world.covenant.in_use_from = date(2026, 7, 1)
    world.covenant.save()
    assert rules(world) == []


def test_a_year_without_an_overview_round_has_none(world: World, agreement: Agreement) -> None:
    assert rules(world, year=2025) == []


# The page


def indicator(world: World, key: str = "huizen", **fields: Any) -> Indicator:
    about = {"kind": "count", "over_partners": "sum", "over_years": "sum", "unit": "woningen"} | fields
    topic = factories.TopicFactory(covenant=world.covenant)
    return Indicator.objects.create(covenant=world.covenant, key=key, name=f"Cijfer {key}", topic=topic, **about)


@pytest.mark.parametrize("who", ["board", "submitter", "tenants_submitter", "secretary", "reader", "administrator"])
def test_everybody_of_the_covenant_sees_it(client: Client, world: World, agreement: Agreement, who: str) -> None:
    client.force_login(getattr(world, who))
    page = client.get(PATH, {"jaar": "2027"})
    assert page.status_code == 200
    assert "Voortgang 2027" in page.content.decode()


def test_who_has_no_part_in_it_finds_nothing(client: Client, world: World, elsewhere: World) -> None:
    client.force_login(elsewhere.board)
    assert client.get(PATH).status_code == 404
    indicator(world)
    assert client.get(f"{PATH}cijfers/huizen.svg").status_code == 404


@pytest.mark.parametrize("year", ["2024", "2029", "x", "²⁰²⁶", "20270", "-2027"])
def test_another_year_does_not_exist(client: Client, world: World, year: str) -> None:
    client.force_login(world.board)
    assert client.get(PATH, {"jaar": year}).status_code == 404


def test_the_present_year_is_shown_when_none_is_asked(client: Client, world: World) -> None:
    client.force_login(world.board)
    assert "Voortgang 2026" in client.get(PATH).content.decode()


def test_a_figure_stands_with_its_target_its_rule_and_its_table(client: Client, world: World) -> None:
    row = indicator(world)
    row.targets.create(kind="at_least", from_year=2028, to_year=2028, value=180)
    row.measurements.create(partner=world.corporation, year=2025, value=12)
    row.measurements.create(partner=world.other, year=2026, value=0)
    client.force_login(world.board)
    page = client.get(PATH).content.decode()
    assert "Doel: 180 in 2028" in page
    assert "Opgeteld over de partijen en over de jaren." in page
    assert "In 2025 zonder Bouwstichting Druten." in page
    assert f'src="{PATH}cijfers/huizen.svg"' in page


def test_the_chart_is_an_image_without_scripts_whose_policy_names_its_style(client: Client, world: World) -> None:
    indicator(world).measurements.create(partner=world.corporation, year=2025, value="12.5")
    client.force_login(world.board)
    answer = client.get(f"{PATH}cijfers/huizen.svg")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "<script" not in text
    assert "12,5" in text
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "style-src 'sha256-" in policy
    assert client.get(f"{PATH}cijfers/niets.svg").status_code == 404


def test_the_page_takes_the_same_queries_for_one_agreement_and_for_forty(
    client: Client, world: World, agreement: Agreement, django_assert_max_num_queries: Any
) -> None:
    factories.AgreementFactory(covenant=world.covenant, end_year=2025, led_by=[world.corporation])
    overview(world, world.corporation, agreement)
    indicator(world).measurements.create(partner=world.corporation, year=2025, value=12)
    client.force_login(world.tenants_submitter)
    client.get(PATH, {"jaar": "2027"})
    with django_assert_max_num_queries(15) as first:
        client.get(PATH, {"jaar": "2027"})
    for number in range(20):
        factories.AgreementFactory.create_batch(2, covenant=world.covenant, led_by=[world.other, world.corporation])
        row = indicator(world, f"nog-{number}")
        row.targets.create(kind="norm", from_year=2028, to_year=2028, value=30)
        row.measurements.create(partner=world.other, year=2026, value=number)
    with django_assert_max_num_queries(15) as second:
        client.get(PATH, {"jaar": "2027"})
    assert len(first) == len(second)


def test_realised_quantities_count_unless_a_measurement_overrules(world: World) -> None:
    row = indicator(world, from_results=True)
    step = world.milestone("results")
    assignment = world.assignment(milestone=step, state="accepted")
    rows = [
        {"activity": f"WW-{n}", "agreement": None, "agreements": [], "state": "done", "title": "",
         "indicator": "huizen", "realised_quantity": "12.50"} for n in range(2)
    ]  # fmt: skip
    at = moment(2026, 2, 20)
    assignment.submissions.create(number=1, content={"results": rows}, submitted_at=at, accepted_at=at)
    found = dashboard.figure(world.covenant, "huizen", reader=world.board, on=clock.today())
    assert found is not None
    assert found.now == 25
    assert "Komt uit de resultaten" in found.rule
    row.measurements.create(partner=world.corporation, year=2025, value=30)
    again = dashboard.figure(world.covenant, "huizen", reader=world.board, on=clock.today())
    assert again is not None
    assert again.now == 30


def test_a_number_carries_its_word_for_a_phone_where_the_heads_are_gone(
    client: Client, world: World, agreement: Agreement
) -> None:
    client.force_login(world.board)
    page = client.get(PATH, {"jaar": "2027"}).content.decode()
    assert '<td class="n" data-word="nog niet bekend">1</td>' in page
    assert '<td class="n none" data-word="klaar">0</td>' in page
