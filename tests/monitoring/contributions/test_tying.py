"""An offer at an agreement gets a place at an activity of the trekker that answered it."""

from datetime import date

import pytest
from django.test import Client

from agreements.models import Agreement
from calendar_cycle.workflow import NotAllowed
from monitoring import bundling, contribution_tying
from monitoring.models import Activity, Contribution
from tests import factories
from tests.monitoring.contributions.pages import by, page_of, text
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(activity: Activity) -> Agreement:
    """Led by the corporation, whose activity serves it."""
    return activity.agreements.get()


@pytest.fixture
def offer(world: World, agreement: Agreement) -> Contribution:
    """Of the tenants, promised by the corporation."""
    row = factories.ContributionFactory(
        activity=None,
        overview=world.assignment(world.tenants).overview,
        agreement=agreement,
        partner=world.tenants,
        origin="offered",
        text="Wij bellen aan.",
    )
    row.perform("send", by=world.tenants_submitter)
    row.perform("promise", by=world.editor)
    return row


def test_the_trekker_ties_it_and_both_sides_read_where(
    world: World, client: Client, offer: Contribution, activity: Activity
) -> None:
    page = text(by(client, world.editor), page_of(offer))
    assert f"{activity} (hoort bij deze afspraak)" in page
    answer = client.post(page_of(offer), {"tie": "1", "activity": activity.pk, "version": offer.version})
    assert answer.status_code == 302
    offer.refresh_from_db()
    assert offer.tied_to == activity
    theirs = text(by(client, world.tenants_submitter), page_of(offer))
    assert f"Dit aanbod hoort bij activiteit {activity}." in theirs
    assert "Gekozen bij welke activiteit dit hoort" in theirs
    assert 'name="tie"' not in theirs
    assert "staat bij “Zonnepanelen”" in text(client, "/hulpvragen/")


def test_it_is_taken_away_again(world: World, client: Client, offer: Contribution, activity: Activity) -> None:
    offer.perform("tie", by=world.editor, activity=activity)
    body = {"tie": "1", "activity": "", "version": offer.version}
    page = by(client, world.editor).post(page_of(offer), body, follow=True).content.decode()
    assert "Dit aanbod staat bij geen activiteit." in page
    offer.refresh_from_db()
    assert offer.tied_to is None


def test_who_declines_after_all_ties_it_to_nothing(world: World, offer: Contribution, activity: Activity) -> None:
    offer.perform("tie", by=world.editor, activity=activity)
    offer.perform("decline", by=world.editor, message="Toch niet.")
    assert offer.tied_to is None


@pytest.mark.parametrize("whose", ["of another", "of another year", "dropped"])
def test_only_an_own_activity_of_that_year_that_goes_on(
    world: World, client: Client, offer: Contribution, activity: Activity, whose: str
) -> None:
    if whose == "of another":
        activity = factories.ActivityFactory(overview=world.assignment(world.other).overview, code="BS-2027-1")
    elif whose == "dropped":
        Activity.objects.filter(pk=activity.pk).update(dropped_on=date(2026, 5, 9))
    else:
        step = world.milestone(year=2025, subject_year=2026, opens_on=date(2025, 4, 1), before=date(2025, 7, 1))
        overview = factories.OverviewFactory(assignment=world.assignment(milestone=step))
        activity = factories.ActivityFactory(overview=overview, code="WS-2026-1")
    with pytest.raises(NotAllowed, match="Kies een activiteit uit uw eigen overzicht van 2027"):
        offer.perform("tie", by=world.editor, activity=activity)
    body = {"tie": "1", "activity": activity.pk, "version": offer.version}
    page = by(client, world.editor).post(page_of(offer), body).content.decode()
    assert "Kies een activiteit uit de lijst" in page
    offer.refresh_from_db()
    assert offer.tied_to is None


def test_what_is_asked_at_an_activity_stands_there_already(
    world: World, partly: Contribution, activity: Activity
) -> None:
    with pytest.raises(NotAllowed, match="staat al bij een activiteit"):
        partly.perform("tie", by=world.tenants_submitter, activity=activity)


@pytest.mark.parametrize("person", ["tenants_submitter", "other_submitter", "reader", "secretary"])
def test_nobody_but_a_trekker_ties_it(world: World, offer: Contribution, activity: Activity, person: str) -> None:
    with pytest.raises(NotAllowed, match="Antwoorden kan alleen"):
        offer.perform("tie", by=getattr(world, person), activity=activity)


def test_who_saw_an_older_answer_hears_of_it(
    world: World, client: Client, offer: Contribution, activity: Activity
) -> None:
    seen = offer.version
    offer.perform("promise_partly", by=world.submitter, message="Druten.", left_out="Deest.")
    body = {"tie": "1", "activity": activity.pk, "version": seen}
    page = by(client, world.editor).post(page_of(offer), body, follow=True).content.decode()
    assert "was u voor: de stand is nu “deels toegezegd”" in page
    offer.refresh_from_db()
    assert offer.tied_to is None


def test_without_an_activity_it_says_what_to_do(
    world: World, client: Client, offer: Contribution, activity: Activity
) -> None:
    Activity.objects.filter(pk=activity.pk).update(dropped_on=date(2026, 5, 9))
    page = text(by(client, world.editor), page_of(offer))
    assert "U heeft nog geen activiteit voor 2027" in page
    assert 'name="tie"' not in page


def test_those_that_serve_the_agreement_come_first(world: World, offer: Contribution, activity: Activity) -> None:
    activity.agreements.clear()
    serving = factories.ActivityFactory(overview=activity.overview, agreements=[offer.agreement], code="WS-2027-9")
    assert list(contribution_tying.choices(offer, world.editor)) == [serving, activity]


def test_the_joint_overview_names_the_activity_when_it_stands_there(
    world: World, offer: Contribution, activity: Activity
) -> None:
    offer.perform("tie", by=world.editor, activity=activity)
    offer.overview.assignment.perform("start", by=world.tenants_submitter)
    for assignment, person in (
        (activity.overview.assignment, world.submitter),
        (offer.overview.assignment, world.tenants_submitter),
    ):
        assignment.perform("submit", by=person)
    (row,) = bundling.build(world.covenant, 2027).contributions
    assert row["tied_to"] == activity.code
    Activity.objects.filter(pk=activity.pk).update(code="WS-2027-99")
    (row,) = bundling.build(world.covenant, 2027).contributions
    assert row["tied_to"] is None, "an activity that no hand-in shows stays unnamed"
