"""Whether a promise was kept, and what the one who promised says of it."""

from datetime import date
from typing import Any

import pytest

from calendar_cycle.models import Notice
from calendar_cycle.workflow import NotAllowed
from monitoring import contribution_kept
from monitoring.models import Contribution
from tests import factories
from tests.told import told
from tests.world import World, moment

pytestmark = pytest.mark.django_db


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
