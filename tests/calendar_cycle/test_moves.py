"""Moving a date: proposed with a reason, confirmed by a second person of another partner, told to everyone."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from calendar_cycle import moves, planning, running
from calendar_cycle.models import Milestone, Notice
from calendar_cycle.move_rules import Dates
from calendar_cycle.workflow import NotAllowed
from tests import factories
from tests.calendar_cycle.moving import JUNE, LATER, propose
from tests.told import titles, told
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with time_machine.travel(JUNE, tick=False):
        yield


def dates(step: Milestone) -> tuple[date, date]:
    stored = Milestone.objects.get(pk=step.pk)
    return stored.opens_on, stored.before


def test_the_date_holds_once_another_partner_has_confirmed(world: World) -> None:
    step = world.milestone()
    move = propose(step, world)
    assert dates(step) == (date(2026, 4, 1), date(2026, 7, 1))
    move.perform("confirm", by=world.second_secretary)
    assert dates(step) == (date(2026, 4, 1), LATER)
    assert (move.state, move.confirmed_by, move.confirmed_at) == ("done", world.second_secretary, JUNE)
    events = list(step.events.values_list("kind", "refused", "message"))
    words = "vóór 1 juli 2026 wordt vóór 15 juli 2026. Vakantie van het bestuur."
    assert events == [("propose_move", False, words), ("confirm_move", False, words)]


def test_deadlines_of_parties_follow_and_a_later_extension_stays(world: World) -> None:
    plain, extended = world.assignment(), world.assignment(world.other)
    extended.extensions.create(wished_before=date(2026, 7, 20), before=date(2026, 7, 20), state="granted")
    propose(plain.milestone, world).perform("confirm", by=world.second_secretary)
    assert [type(row).objects.get(pk=row.pk).own_deadline for row in (plain, extended)] == [LATER, date(2026, 7, 20)]


def test_everyone_hears_of_old_and_new(world: World) -> None:
    move = propose(world.milestone(), world)
    assert told("move_proposed") == {world.secretary.email, world.second_secretary.email}
    assert told("moved") == set()
    move.perform("confirm", by=world.second_secretary)
    stays_out = {world.administrator.email}
    assert told("moved") == {user.email for user in world.people.values()} - stays_out
    assert titles("moved") == {"Datum verplaatst. Activiteitenoverzicht 2027: vóór 1 juli 2026 wordt vóór 15 juli 2026"}
    text = Notice.objects.filter(kind="moved").first().text
    assert "De termijn was vóór 1 juli 2026. Dat wordt vóór 15 juli 2026." in text
    assert "Vakantie van het bestuur." in text


@pytest.mark.parametrize("role", ["secretary", "colleague", "submitter", "municipality_submitter", "board"])
def test_only_a_second_member_of_another_partner_confirms(world: World, role: str) -> None:
    world.people["colleague"] = factories.UserFactory()
    factories.MembershipFactory(user=world.colleague, partner=world.municipality, role="reader")
    factories.CovenantRoleFactory(user=world.colleague, covenant=world.covenant)
    step = world.milestone()
    move = propose(step, world)
    with pytest.raises(NotAllowed, match=r"alleen een lid van de werkgroep|twee mensen van verschillende partners"):
        move.perform("confirm", by=world.people[role])
    assert dates(step)[1] == date(2026, 7, 1)
    assert step.events.filter(kind="confirm_move", refused=True, actor=world.people[role]).exists()


def test_who_has_no_partner_counts_as_different_from_all(world: World) -> None:
    hired = factories.UserFactory()
    factories.CovenantRoleFactory(user=hired, covenant=world.covenant)
    propose(world.milestone(), world).perform("confirm", by=hired)
    assert dates(world.milestone())[1] == LATER


def test_a_submitter_confirms_where_the_working_group_is_of_one_partner(world: World) -> None:
    world.second_secretary.covenant_roles.all().delete()
    move = propose(world.milestone(), world)
    for name in ("municipality_submitter", "editor"):
        with pytest.raises(NotAllowed, match="alleen een lid van de werkgroep"):
            move.perform("confirm", by=getattr(world, name))
    move.perform("confirm", by=world.submitter)
    assert dates(world.milestone())[1] == LATER


@pytest.mark.parametrize("role", ["submitter", "board", "administrator"])
def test_only_the_working_group_proposes_and_withdraws(world: World, role: str) -> None:
    step = world.milestone()
    with pytest.raises(NotAllowed, match="alleen een lid van de werkgroep"):
        propose(step, world, by=getattr(world, role))
    move = propose(step, world)
    with pytest.raises(NotAllowed, match="alleen een lid van de werkgroep"):
        move.perform("withdraw", by=getattr(world, role))


def test_the_working_group_of_another_municipality_does_nothing(world: World, elsewhere: World) -> None:
    with pytest.raises(NotAllowed, match="alleen een lid van de werkgroep"):
        propose(world.milestone(), world, by=elsewhere.secretary)
    with pytest.raises(NotAllowed, match="alleen een lid van de werkgroep"):
        propose(world.milestone(), world).perform("confirm", by=elsewhere.secretary)


def test_a_withdrawn_proposal_leaves_the_date_and_makes_room(world: World) -> None:
    step = world.milestone()
    move = propose(step, world)
    with pytest.raises(NotAllowed, match="ligt al een voorstel"):
        propose(step, world)
    move.perform("withdraw", by=world.secretary)
    with pytest.raises(NotAllowed, match="al beslist: ingetrokken"):
        move.perform("confirm", by=world.second_secretary)
    propose(step, world).perform("confirm", by=world.second_secretary)
    assert dates(step)[1] == LATER


def test_it_is_confirmed_once(world: World) -> None:
    move = propose(world.milestone(), world)
    move.perform("confirm", by=world.second_secretary)
    with pytest.raises(NotAllowed, match="al beslist: verplaatst"):
        move.perform("confirm", by=world.second_secretary)
    assert Notice.objects.filter(kind="moved", user=world.board).count() == 1


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_it_needs_a_reason(world: World, reason: str) -> None:
    with pytest.raises(NotAllowed, match="Schrijf erbij waarom"):
        propose(world.milestone(), world, reason=reason)


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_nothing_moves_in_a_covenant_that_is_not_open(world: World, state: str) -> None:
    step = world.milestone()
    world.covenant.state = state
    world.covenant.save()
    with pytest.raises(NotAllowed, match="niet open"):
        propose(Milestone.objects.get(pk=step.pk), world)


def test_a_step_that_is_done_does_not_move(world: World) -> None:
    accents, overview = world.milestone("accents", done_at=JUNE), world.milestone()
    world.assignment(state="accepted")
    world.assignment(world.other, state="missed")
    for step in (accents, overview):
        with pytest.raises(NotAllowed, match="al klaar"):
            propose(step, world)


def test_not_across_a_step_that_is_concluded(world: World) -> None:
    world.milestone("alignment", done_at=JUNE)
    with pytest.raises(NotAllowed, match="Afstemming 2027, dat hierop volgt, is al afgerond"):
        propose(world.milestone(), world)


def test_the_opening_of_a_step_that_has_begun_stays(world: World) -> None:
    with pytest.raises(NotAllowed, match="al begonnen"):
        propose(world.milestone(), world, opens_on=date(2026, 6, 10))
    announced = world.milestone("bundle", announced_on=date(2026, 5, 1))
    with pytest.raises(NotAllowed, match="al begonnen"):
        propose(announced, world, opens_on=date(2026, 11, 5), before=date(2026, 12, 1))


def test_the_opening_of_results_is_the_uitvraags(world: World) -> None:
    with time_machine.travel(moment(2025, 12, 10), tick=False), pytest.raises(NotAllowed, match="uiterlijk op 1 jan"):
        propose(world.milestone("results"), world, opens_on=date(2026, 1, 20), before=date(2026, 3, 1))


def test_results_that_moved_to_the_next_year_stay_open(world: World) -> None:
    step = world.milestone("results", before=date(2027, 1, 15))
    assert step.has_opened()
    assert not step.has_opened(date(2025, 12, 31))


def test_a_step_that_moved_before_it_opened_is_announced_on_its_new_day(world: World) -> None:
    step = world.milestone("bundle")
    new = {"opens_on": date(2026, 11, 9), "before": date(2026, 12, 10)}
    propose(step, world, **new).perform("confirm", by=world.second_secretary)
    for day, expected in ((date(2026, 11, 1), set()), (date(2026, 11, 9), {step.pk})):
        with time_machine.travel(moment(day.year, day.month, day.day), tick=False):
            assert running.run(day).faults.of == {}
        found = Notice.objects.filter(kind="own_step_opens", subject=f"milestone:{step.pk}")
        assert {step.pk for _ in found} == expected
    step.refresh_from_db()
    assert step.announced_on == date(2026, 11, 9)


def test_what_is_risky_is_confirmed_sentence_by_sentence(world: World) -> None:
    world.milestone("alignment")
    step, late = world.milestone(), date(2026, 9, 8)
    with pytest.raises(NotAllowed, match=r"Bevestig eerst dat u dit weet: De nieuwe termijn ligt na Afstemming 2027"):
        propose(step, world, before=late)
    sentences = moves.warnings(step, Dates(step.opens_on, late))
    move = propose(step, world, before=late, confirmed_warnings=sentences)
    assert move.warnings == sentences
    move.perform("confirm", by=world.second_secretary)
    assert dates(step)[1] == late


def test_a_warning_that_came_up_since_is_confirmed_by_the_second(world: World) -> None:
    step = world.milestone()
    move = propose(step, world)
    with time_machine.travel(moment(2026, 7, 5), tick=False):
        with pytest.raises(NotAllowed, match="binnen 14 dagen"):
            move.perform("confirm", by=world.second_secretary)
        move.perform("confirm", by=world.second_secretary, confirmed_warnings=moves.unconfirmed(move))
    assert len(move.warnings) == 1


def test_a_proposal_that_lay_too_long_is_refused(world: World) -> None:
    move = propose(world.milestone(), world)
    with time_machine.travel(moment(2026, 7, 15), tick=False), pytest.raises(NotAllowed, match="al voorbij"):
        move.perform("confirm", by=world.second_secretary)


def test_planning_again_leaves_a_moved_date(world: World) -> None:
    planning.plan(world.covenant)
    step = Milestone.objects.get(cycle__covenant=world.covenant, kind="overview", subject_year=2027)
    propose(step, world).perform("confirm", by=world.second_secretary)
    assert not planning.plan(world.covenant)
    assert dates(step)[1] == LATER


def test_nobody_is_told_of_a_step_from_before_taking_into_use(world: World) -> None:
    world.covenant.in_use_from = date(2026, 9, 1)
    world.covenant.save()
    propose(world.milestone(), world).perform("confirm", by=world.second_secretary)
    assert not Notice.objects.exists()


def test_an_unknown_deed_is_a_mistake_in_the_code(world: World) -> None:
    with pytest.raises(ValueError, match="unknown deed"):
        propose(world.milestone(), world).perform("approve", by=world.second_secretary)
