"""Which deed starts where, who may do it, taking a part, and who comes second."""

import pytest

from calendar_cycle.workflow import NotAllowed
from monitoring import contributions
from monitoring.contributions import DEEDS, ChangedMeanwhile
from monitoring.models import Contribution
from tests.told import told
from tests.world import World

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
    "tie": {"promised", "partly"},
    "judge_kept": {"promised", "partly"},
    "reply": {"promised", "partly"},
}
OF_WHO_ASKS = ("send", "withdraw", "accept_partly", "judge_kept")


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
