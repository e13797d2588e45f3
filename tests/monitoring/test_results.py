"""The rows of the results, and what the door asks of them (domain.md §3, `Result`)."""

from datetime import date

import pytest
import time_machine

from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from monitoring import bundling, results
from monitoring.models import Activity, Publication, Result
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

JANUARY = moment(2026, 1, 15)


@pytest.fixture(autouse=True)
def january() -> object:
    with time_machine.travel(JANUARY, tick=False):
        yield


@pytest.fixture
def assignment(world: World) -> Assignment:
    """The results over 2025 of the corporation."""
    return world.assignment(milestone=world.milestone("results"))


def plan(world: World, *activities: Activity, version: int = 1) -> None:
    """Publishes these as the corporation's activities of 2025."""
    frozen = [
        {
            "id": row.pk,
            "code": row.code,
            "title": row.title,
            "text": "",
            "agreements": [it.code for it in row.agreements.all()],
            "indicator": None,
            "planned_quantity": "36.00",
        }
        for row in activities
    ]
    parts = [bundling.Part(world.corporation.slug, "", "", "accepted", content={"activities": frozen})]
    content = bundling.as_json(bundling.Bundle(world.covenant.slug, "", 2025, parts))
    Publication.objects.create(
        covenant=world.covenant, kind="overview", subject_year=2025, version=version, content=content, pdf=b""
    )


def activity(world: World, *serves: object) -> Activity:
    step = world.milestone("overview", subject_year=2025, opens_on=date(2024, 4, 1), before=date(2024, 7, 1), year=2024)
    assignment = Assignment.objects.filter(milestone=step, partner=world.corporation).first()
    overview = assignment.overview if assignment else factories.OverviewFactory(assignment=world.assignment(None, step))
    return factories.ActivityFactory(overview=overview, agreements=list(serves))


def about(assignment: Assignment) -> set:
    return {row.activity or row.agreement for row in assignment.results.all()}


def test_without_a_publication_there_are_the_agreements_that_it_leads(world: World, assignment: Assignment) -> None:
    led = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    factories.AgreementFactory(covenant=world.covenant, led_by=[world.other], joined_by=[world.corporation])
    factories.AgreementFactory(covenant=world.covenant, start_year=2026, led_by=[world.corporation])
    activity(world, led)
    results.sync(assignment)
    assert about(assignment) == {led}


def test_there_is_a_row_for_each_published_activity_and_each_agreement_it_leaves(
    world: World, assignment: Assignment
) -> None:
    served, left = factories.AgreementFactory.create_batch(2, covenant=world.covenant, led_by=[world.corporation])
    planned = activity(world, served)
    plan(world, planned)
    results.sync(assignment)
    assert about(assignment) == {planned, left}


def test_again_changes_nothing(world: World, assignment: Assignment) -> None:
    factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    results.sync(assignment)
    before = list(assignment.results.values_list("pk", flat=True))
    results.sync(assignment)
    assert list(assignment.results.values_list("pk", flat=True)) == before


def test_a_next_version_adds_and_takes_away_only_untouched_rows(world: World, assignment: Assignment) -> None:
    first, second, third = (activity(world) for _ in range(3))
    plan(world, first, second)
    results.sync(assignment)
    assignment.results.filter(activity=first).update(text="Wij zijn begonnen.")
    plan(world, third, version=2)
    results.sync(assignment)
    assert about(assignment) == {first, third}
    dropped = {row.result.activity: row.is_dropped for row in results.rows_of(assignment)}
    assert dropped == {first: True, third: False}


def test_after_the_hand_in_nothing_changes_any_more(world: World, assignment: Assignment) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(state="submitted")
    factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    results.sync(Assignment.objects.get(pk=assignment.pk))
    assert about(assignment) == set()


def test_the_first_save_makes_the_rows(world: World, assignment: Assignment) -> None:
    led = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    assignment.perform("start", by=world.submitter)
    assert about(assignment) == {led}


def test_handing_in_asks_a_state_in_every_row(world: World, assignment: Assignment) -> None:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    assignment.perform("start", by=world.submitter)
    with pytest.raises(NotAllowed, match=agreement.code):
        assignment.perform("submit", by=world.submitter)
    assignment.results.update(state="on_track")
    assignment.perform("submit", by=world.submitter)
    assert assignment.state == "submitted"


def test_what_is_frozen_holds_plan_and_result_side_by_side(world: World, assignment: Assignment) -> None:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    planned = activity(world, agreement)
    plan(world, planned)
    assignment.perform("start", by=world.submitter)
    assignment.results.update(state="delayed", realised_quantity="12.5", text="Half", adjustment="Meer")
    assignment.perform("submit", by=world.submitter)
    frozen = assignment.latest_submission.content
    assert frozen["results"] == [
        {
            "id": assignment.results.get().pk,
            "activity": planned.code,
            "agreement": None,
            "title": planned.title,
            "agreements": [agreement.code],
            "state": "delayed",
            "realised_quantity": "12.50",
            "planned_quantity": "36.00",
            "indicator": None,
            "text": "Half",
            "adjustment": "Meer",
            "attachments": [],
        }
    ]
    assert (frozen["kept"], frozen["measurements"], frozen["answers"]) == ([], [], [])


def test_a_promise_and_a_figure_freeze_along(world: World, assignment: Assignment) -> None:
    from monitoring.models import Contribution, Indicator

    planned = activity(world)
    promise = factories.ContributionFactory(activity=planned, partner=world.tenants)
    Contribution.objects.filter(pk=promise.pk).update(state="promised", kept="partly", kept_text="Eén keer")
    indicator = Indicator.objects.create(
        covenant=world.covenant,
        key="huizen",
        name="Huizen",
        unit="woningen",
        kind="count",
        over_partners="sum",
        over_years="sum",
        topic=factories.TopicFactory(covenant=world.covenant),
    )
    assignment.measurements.create(indicator=indicator, partner=world.corporation, year=2025, value="0")
    frozen = results.ResultsContent().freeze(assignment)
    assert frozen["kept"] == [
        {
            "contribution": promise.pk,
            "partner": world.tenants.slug,
            "text": promise.text,
            "kept": "partly",
            "kept_text": "Eén keer",
        }
    ]
    assert [(row["indicator"], row["value"]) for row in frozen["measurements"]] == [("huizen", "0.00")]


def test_a_row_knows_whether_it_was_touched(world: World, assignment: Assignment) -> None:
    agreement = factories.AgreementFactory(covenant=world.covenant)
    row = Result.objects.create(assignment=assignment, agreement=agreement)
    assert not row.is_touched
    row.realised_quantity = 0
    assert row.is_touched
