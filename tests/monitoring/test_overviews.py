"""What an overview must hold, how it freezes, and how activities come and go."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from calendar_cycle.models import Submission
from calendar_cycle.workflow import NotAllowed
from monitoring import drafts, overviews, serving
from monitoring.models import Activity, NoActivity, Overview, Publication
from monitoring.overviews import OverviewContent
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may():
    with time_machine.travel(moment(2026, 5, 10), tick=False):
        yield


@pytest.fixture
def overview(world: World) -> Overview:
    assignment = factories.AssignmentFactory(
        milestone=world.milestone(), partner=world.corporation, state="in_progress"
    )
    return factories.OverviewFactory(assignment=assignment)


@pytest.fixture
def agreement(world: World):
    return factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])


def missing(overview: Overview) -> list[str]:
    return [row.sentence for row in OverviewContent().missing(overview.assignment)]


def test_an_empty_overview_is_not_handed_in(world, overview):
    assert missing(overview) == [drafts.NOTHING_YET]
    with pytest.raises(NotAllowed, match="Er staat nog niets in het overzicht"):
        overview.assignment.perform("submit", by=world.submitter)


def test_an_activity_with_an_agreement_or_an_ambition_is_enough(overview, agreement):
    activity = factories.ActivityFactory(overview=overview, title="Zon")
    assert missing(overview) == ["“Zon”: kies minstens één afspraak of ambitie waar dit bij hoort."]
    activity.ambitions.add(factories.AmbitionFactory(topic=agreement.topic))
    assert not missing(overview)


def test_a_corporation_says_which_ambition_it_serves(overview, agreement):
    activity = factories.ActivityFactory(overview=overview, title="Zon", agreements=[agreement])
    assert not missing(overview)  # the document names no ambition
    ambition = factories.AmbitionFactory(topic=agreement.topic)
    assert missing(overview) == [f"“Zon”: {serving.NO_AMBITION[0].lower()}{serving.NO_AMBITION[1:]}"]
    activity.ambitions.add(ambition)
    assert not missing(overview)
    activity.ambitions.clear()
    agreement.ambitions.add(ambition)
    assert not missing(overview)


def test_an_ambition_of_another_agreement_or_document_does_not_count(overview, agreement, elsewhere):
    factories.AmbitionFactory(topic=factories.TopicFactory(covenant=elsewhere.covenant))
    factories.ActivityFactory(overview=overview, title="Zon", agreements=[agreement])
    assert not missing(overview)
    ambition = factories.AmbitionFactory(topic=agreement.topic)
    factories.AgreementFactory(covenant=agreement.covenant, topic=agreement.topic).ambitions.add(ambition)
    assert len(missing(overview)) == 1


def test_others_than_corporations_need_not_say_which_ambition(world, agreement):
    assignment = factories.AssignmentFactory(milestone=world.milestone(), partner=world.tenants, state="in_progress")
    overview = factories.OverviewFactory(assignment=assignment)
    factories.AmbitionFactory(topic=agreement.topic)
    factories.ActivityFactory(overview=overview, agreements=[agreement])
    assert not missing(overview)


def test_an_offer_or_a_reason_is_enough(world, overview, agreement):
    offer = factories.ContributionFactory(
        activity=None, overview=overview, agreement=agreement, partner=world.corporation, origin="offered"
    )
    assert not missing(overview)
    offer.delete()
    overview.nothing_to_report = "  "
    overview.save()
    assert missing(overview)
    overview.nothing_to_report = "Dit jaar niets."
    overview.save()
    assert not missing(overview)


def test_a_code_is_never_used_again(overview):
    assert overviews.next_code(overview) == "WW-2027-1"
    assert overviews.next_code(overview) == "WW-2027-2"


def test_it_freezes_everything_that_others_read(world, overview, agreement):
    activity = factories.ActivityFactory(
        overview=overview, code="WW-2027-1", title="Zon", agreements=[agreement], budget=Decimal("20000.50")
    )
    factories.ActivityFactory(overview=overview, title="Vervallen", dropped_on=date(2026, 5, 1))
    NoActivity.objects.create(overview=overview, agreement=agreement, why="later", text="In 2028.")
    asked = factories.ContributionFactory(activity=activity, partner=world.tenants, by_quarter=2)
    frozen = OverviewContent().freeze(overview.assignment)
    assert [(row["code"], row["agreements"], row["budget"]) for row in frozen["activities"]] == [
        ("WW-2027-1", [agreement.code], "20000.50")
    ]
    assert frozen["no_activities"] == [{"agreement": agreement.code, "why": "later", "text": "In 2028."}]
    assert frozen["contributions"] == [
        {
            "id": asked.pk,
            "origin": "asked",
            "activity": "WW-2027-1",
            "agreement": None,
            "partner": world.tenants.slug,
            "text": asked.text,
            "by_quarter": 2,
        }
    ]
    assert set(frozen) == {"nothing_to_report", "activities", "no_activities", "contributions"}


def test_results_about_its_year_forbid_reopening(world, overview):
    assert OverviewContent().forbids_reopening(overview.assignment) == ""
    step = world.milestone("results", subject_year=2027)
    results = factories.AssignmentFactory(milestone=step, partner=world.corporation)
    hand_in = Submission.objects.create(assignment=results, number=1, content={})
    assert "2027" in OverviewContent().forbids_reopening(overview.assignment)
    hand_in.withdrawn_at = moment(2026, 5, 10)
    hand_in.save()
    assert OverviewContent().forbids_reopening(overview.assignment) == ""


def test_an_activity_that_nobody_saw_is_gone(world, overview):
    activity = factories.ActivityFactory(overview=overview)
    overviews.drop(activity, by=world.editor)
    assert not Activity.objects.exists()


def test_a_published_activity_is_marked_and_what_was_asked_withdrawn(world, overview):
    activity = factories.ActivityFactory(overview=overview, code="WW-2027-1")
    asked = factories.ContributionFactory(activity=activity, partner=world.tenants)
    asked.perform("send", by=world.editor)
    Publication.objects.create(
        covenant=world.covenant,
        kind="overview",
        subject_year=2027,
        version=1,
        content='{"activities":[{"code":"WW-2027-1"}]}',
        sha256="0" * 64,
        pdf=b"",
    )
    overviews.drop(activity, by=world.editor)
    activity.refresh_from_db()
    asked.refresh_from_db()
    assert activity.dropped_on == date(2026, 5, 10)
    assert asked.state == "withdrawn"
    assert not Activity.objects.going_on().exists()


def test_it_hints_at_agreements_we_lead_that_nothing_was_said_about(world, overview, agreement):
    served = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    factories.AgreementFactory(covenant=world.covenant, led_by=[world.other])
    factories.ActivityFactory(overview=overview, agreements=[served])
    assert [row.agreement for row in overviews.not_yet_said(overview)] == [agreement]
    NoActivity.objects.create(overview=overview, agreement=agreement, why="done")
    assert not overviews.not_yet_said(overview)
