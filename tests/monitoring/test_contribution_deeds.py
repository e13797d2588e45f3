"""The further deeds on a promise: a part taken, asked anew, made an activity, judged and replied to."""

from datetime import date
from typing import Any

import pytest
import time_machine

from calendar_cycle.models import Notice
from calendar_cycle.workflow import NotAllowed
from monitoring import contribution_kept, contribution_making, contributions
from monitoring.contributions import DEEDS, ChangedMeanwhile
from monitoring.models import Activity, Contribution
from tests import factories
from tests.told import told
from tests.world import World, moment

pytestmark = pytest.mark.django_db

# From which states each deed starts, whoever does it.
STARTS = {
    "send": {"concept"},
    "promise": {"sent", "partly", "declined"},
    "promise_partly": {"sent", "promised", "declined"},
    "decline": {"sent", "promised", "partly"},
    "withdraw": {"sent", "promised", "partly", "declined"},
    "accept_partly": {"partly"},
    "take_up": {"promised", "partly"},
    "judge_kept": {"promised", "partly"},
    "reply": {"promised", "partly"},
}
OF_WHO_ASKS = ("send", "withdraw", "accept_partly", "judge_kept")


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(moment(2026, 5, 10), tick=False) as clock:
        yield clock


@pytest.fixture
def activity(world: World) -> Activity:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    overview = world.assignment(state="in_progress").overview
    return factories.ActivityFactory(overview=overview, title="Zonnepanelen", agreements=[agreement])


@pytest.fixture
def sent(world: World, activity: Activity) -> Contribution:
    row = factories.ContributionFactory(activity=activity, partner=world.tenants, by_quarter=2)
    row.perform("send", by=world.editor)
    return row


@pytest.fixture
def partly(world: World, sent: Contribution) -> Contribution:
    sent.perform("promise_partly", by=world.tenants_submitter, message="Wij bellen.", left_out="Niet in Deest.")
    return sent


@pytest.fixture
def theirs(world: World) -> Any:
    """The overview of the tenants, that they may edit."""
    return world.assignment(world.tenants)


@pytest.mark.parametrize("state", Contribution.State.values)
@pytest.mark.parametrize("deed", DEEDS)
def test_each_deed_starts_in_its_own_states_only(world: World, sent: Contribution, deed: str, state: str) -> None:
    Contribution.objects.filter(pk=sent.pk).update(state=state)
    row = Contribution.objects.get(pk=sent.pk)
    by = world.editor if deed in OF_WHO_ASKS else world.tenants_submitter
    wrong_state = "de stand is" in contributions.refusal(row, deed, by=by)
    assert wrong_state == (state not in STARTS[deed])


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("person", ["reader", "other_submitter", "secretary", "board", "administrator"])
def test_nobody_beside_it_does_anything(world: World, partly: Contribution, deed: str, person: str) -> None:
    with pytest.raises(NotAllowed, match=r"alleen|schrijft een invuller"):
        partly.perform(deed, by=getattr(world, person), message="Ja.", left_out="Nee.", kept="yes")


# A part


def test_who_asked_takes_the_part(world: World, partly: Contribution) -> None:
    with pytest.raises(NotAllowed, match="vraagt of aanbiedt"):
        partly.perform("accept_partly", by=world.tenants_submitter)
    partly.perform("accept_partly", by=world.editor)
    assert partly.settled_at is not None
    assert told("contribution_settled") == {world.tenants_submitter.email}
    with pytest.raises(NotAllowed, match="al laten weten"):
        partly.perform("accept_partly", by=world.editor)


def test_another_answer_is_to_be_taken_anew(world: World, partly: Contribution) -> None:
    partly.perform("accept_partly", by=world.editor)
    partly.perform("promise", by=world.tenants_submitter)
    partly.perform("promise_partly", by=world.tenants_submitter, message="Toch een deel.", left_out="De rest.")
    assert partly.settled_at is None


# Asked anew


def test_it_is_asked_anew_and_what_was_asked_first_stays(world: World, partly: Contribution) -> None:
    made = contribution_making.ask_anew(partly, by=world.editor, text="Alleen Druten?", by_quarter=3)
    partly.refresh_from_db()
    assert (partly.state, partly.answer) == ("withdrawn", "Wij bellen.")
    assert (made.state, made.replaces, made.partner, made.activity) == (
        "sent",
        partly,
        world.tenants,
        partly.activity,
    )
    assert not told("contribution_withdrawn")
    assert Notice.objects.filter(kind="contribution_sent", user=world.tenants_submitter).count() == 2


def test_another_partner_may_be_asked(world: World, sent: Contribution) -> None:
    sent.perform("decline", by=world.tenants_submitter, message="Geen tijd.")
    made = contribution_making.ask_anew(sent, by=world.editor, text="Kunt u dit?", partner=world.other)
    assert made.partner == world.other


def test_a_promise_is_not_asked_anew(world: World, sent: Contribution) -> None:
    sent.perform("promise", by=world.tenants_submitter)
    with pytest.raises(NotAllowed, match="toegezegd"):
        contribution_making.ask_anew(sent, by=world.editor, text="Anders")
    assert Contribution.objects.count() == 1


def test_who_asks_one_that_left_anew_loses_nothing(world: World, sent: Contribution) -> None:
    """The new one is refused, so the old one is not withdrawn either."""
    world.covenant.parties.filter(partner=world.tenants).update(left_on=date(2026, 5, 1))
    with pytest.raises(NotAllowed, match="doet sinds"):
        contribution_making.ask_anew(sent, by=world.editor, text="Anders")
    sent.refresh_from_db()
    assert (sent.state, Contribution.objects.count()) == ("sent", 1)


@pytest.mark.parametrize("deed", ["promise", "decline"])
def test_who_answered_hears_that_it_is_withdrawn(world: World, sent: Contribution, deed: str) -> None:
    sent.perform(deed, by=world.tenants_submitter, message="Zo is het.")
    sent.perform("withdraw", by=world.editor)
    assert told("contribution_withdrawn") == {world.tenants_submitter.email}


def test_who_did_not_answer_yet_hears_nothing(world: World, sent: Contribution) -> None:
    sent.perform("withdraw", by=world.editor)
    assert not told("contribution_withdrawn")


# An activity of ours


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


# Who comes second


def test_of_two_that_answer_at_once_the_second_hears_of_the_first(world: World, sent: Contribution) -> None:
    seen = sent.version
    first = Contribution.objects.get(pk=sent.pk)
    first.perform("promise", by=world.tenants_submitter, version=seen)
    with pytest.raises(ChangedMeanwhile, match=f"{world.tenants_submitter} was u voor: de stand is nu “toegezegd”"):
        sent.perform("decline", by=world.tenants_submitter, message="Nee.", version=seen)
    sent.refresh_from_db()
    assert (sent.state, sent.answer) == ("promised", "")


def test_a_stranger_is_not_told_what_changed(world: World, sent: Contribution) -> None:
    with pytest.raises(NotAllowed, match="Antwoorden kan alleen"):
        sent.perform("promise", by=world.other_submitter, version=-1)


# Kept, and the reply


@pytest.fixture
def judged(world: World, partly: Contribution, in_may: Any) -> Contribution:
    """Said in a draft of the results about 2027."""
    step = world.milestone("results", subject_year=2027, opens_on=date(2027, 12, 1), before=date(2028, 3, 1), year=2028)
    factories.AssignmentFactory(milestone=step, partner=world.corporation, state="in_progress")
    in_may.move_to(moment(2028, 2, 10))
    partly.perform("judge_kept", by=world.editor, kept="no", kept_text="Er kwam niemand.")
    return partly


def hand_in(world: World) -> None:
    world.assignment_of(world.corporation, "results").perform("submit", by=world.submitter)


def test_a_judgement_in_a_draft_is_not_known_and_not_replied_to(world: World, judged: Contribution) -> None:
    assert contribution_kept.handed_in(judged) is None
    assert not told("contribution_judged")
    with pytest.raises(NotAllowed, match="Reageren kan als"):
        judged.perform("reply", by=world.tenants_submitter, message="Toch wel.")


def test_with_the_hand_in_it_is_told_once_and_replied_to(world: World, judged: Contribution, in_may: Any) -> None:
    hand_in(world)
    found = contribution_kept.handed_in(judged)
    assert found is not None
    assert (found.in_words, found.text) == ("nee", "Er kwam niemand.")
    assert told("contribution_judged") == {world.tenants_submitter.email}
    with pytest.raises(NotAllowed, match="Schrijf wat u wilt laten weten"):
        judged.perform("reply", by=world.tenants_submitter, message=" ")
    judged.perform("reply", by=world.tenants_submitter, message="Wij waren er op 3 mei.")
    assert judged.kept_reply == "Wij waren er op 3 mei."
    assert told("contribution_replied") == {world.submitter.email, world.editor.email}
    world.assignment_of(world.corporation, "results").perform("withdraw", by=world.submitter)
    in_may.move_to(moment(2028, 2, 12))
    hand_in(world)
    assert Notice.objects.filter(kind="contribution_judged").count() == 1


def test_what_is_judged_anew_is_a_draft_until_the_next_hand_in(world: World, judged: Contribution) -> None:
    hand_in(world)
    results = world.assignment_of(world.corporation, "results")
    type(results).objects.filter(pk=results.pk).update(state="returned")
    judged.perform("judge_kept", by=world.editor, kept="yes", kept_text="Toch gevonden.")
    found = contribution_kept.handed_in(judged)
    assert found is not None
    assert found.kept == "no"


def test_others_read_a_judgement_when_they_may_read_those_results(world: World, judged: Contribution) -> None:
    hand_in(world)
    assert contribution_kept.handed_in(judged, world.other_submitter) is None
    assert contribution_kept.handed_in(judged, world.secretary) is not None
