"""What was promised becomes an activity of who does it, in one step."""

from datetime import date
from typing import Any

import pytest

from calendar_cycle.workflow import NotAllowed
from monitoring.models import Activity, Contribution
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def test_a_promise_becomes_an_activity_in_one_step(world: World, sent: Contribution, theirs: Any) -> None:
    sent.perform("promise", by=world.tenants_submitter, message="In mei.", as_activity=True)
    made = theirs.overview.activities.get()
    assert sent.taken_up_as == made
    assert made.untouched
    assert (made.title, made.last_quarter) == ("Kunt u bewoners uitnodigen?", 2)
    assert f"{world.corporation} vroeg bij “Zonnepanelen”" in made.text
    assert "In mei." in made.text
    theirs.refresh_from_db()
    assert theirs.state == "in_progress"


def test_a_promise_becomes_an_activity_later(world: World, partly: Contribution, theirs: Any) -> None:
    partly.perform("take_up", by=world.tenants_submitter)
    assert "Dit doen wij niet: Niet in Deest." in theirs.overview.activities.get().text
    with pytest.raises(NotAllowed, match="staat al als activiteit"):
        partly.perform("take_up", by=world.tenants_submitter)
    assert theirs.overview.activities.count() == 1


def test_after_it_was_dropped_it_is_made_anew(world: World, partly: Contribution, theirs: Any) -> None:
    partly.perform("take_up", by=world.tenants_submitter)
    Activity.objects.filter(pk=partly.taken_up_as.pk).update(dropped_on=date(2026, 5, 10))  # type: ignore[union-attr]
    partly.refresh_from_db()
    partly.perform("take_up", by=world.tenants_submitter)
    assert theirs.overview.activities.going_on().count() == 1


def test_the_links_of_the_asker_are_known_from_its_hand_in_only(
    world: World, sent: Contribution, theirs: Any, in_may: Any
) -> None:
    asker = sent.overview.assignment
    sent.perform("promise", by=world.tenants_submitter, as_activity=True)
    assert not theirs.overview.activities.get().agreements.exists()
    asker.perform("submit", by=world.submitter)
    row = factories.ContributionFactory(activity=sent.activity, partner=world.tenants, text="Nog iets")
    row.perform("send", by=world.editor)
    type(theirs).objects.filter(pk=theirs.pk).update(state="returned", answer_before=date(2026, 7, 10))
    in_may.move_to(moment(2026, 7, 2))
    row.perform("promise", by=world.tenants_submitter, as_activity=True)
    made = theirs.overview.activities.get(title="Nog iets")
    assert list(made.agreements.all()) == list(sent.activity.agreements.all())  # type: ignore[union-attr]


def test_with_a_handed_in_overview_it_says_why_not_and_nothing_is_promised(
    world: World, sent: Contribution, theirs: Any
) -> None:
    theirs.perform("start", by=world.tenants_submitter)
    theirs.perform("submit", by=world.tenants_submitter)
    with pytest.raises(NotAllowed, match="al ingediend"):
        sent.perform("promise", by=world.tenants_submitter, as_activity=True)
    sent.refresh_from_db()
    assert (sent.state, sent.answer) == ("sent", "")
    sent.perform("promise", by=world.tenants_submitter)
    with pytest.raises(NotAllowed, match="al ingediend"):
        sent.perform("take_up", by=world.tenants_submitter)
    assert sent.events.filter(kind="take_up", refused=True).exists()


def test_without_an_overview_it_says_so(world: World, sent: Contribution) -> None:
    with pytest.raises(NotAllowed, match="geen activiteitenoverzicht over 2027"):
        sent.perform("promise", by=world.tenants_submitter, as_activity=True)


def test_who_offers_makes_its_offer_an_activity(world: World, activity: Activity) -> None:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.other])
    row = factories.ContributionFactory(
        activity=None, overview=activity.overview, agreement=agreement, partner=world.corporation, origin="offered"
    )
    row.perform("send", by=world.editor)
    row.perform("promise", by=world.other_submitter)
    with pytest.raises(NotAllowed, match="die dit doet"):
        row.perform("take_up", by=world.other_submitter)
    row.perform("take_up", by=world.editor)
    assert list(row.taken_up_as.agreements.all()) == [agreement]  # type: ignore[union-attr]
