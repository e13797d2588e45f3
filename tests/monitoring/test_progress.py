"""Which agreements are due in a year: in force, or slipped (domain.md §3)."""

from datetime import date
from typing import Any

import pytest

from agreements.models import Agreement, Partner
from monitoring import progress
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

AFTER = date(2026, 3, 1)


def ended(world: World, last: int = 2025, **fields: Any) -> Agreement:
    fields.setdefault("led_by", [world.corporation])
    return factories.AgreementFactory(covenant=world.covenant, start_year=2025, end_year=last, **fields)


def results_round(world: World, about: int = 2025) -> Any:
    return world.milestone(
        "results",
        subject_year=about,
        opens_on=date(about, 12, 1),
        before=date(about + 1, 3, 1),
        year=about + 1,
    )


def report(world: World, partner: Partner, *rows: dict, about: int = 2025, accepted: bool = True, number: int = 1):
    assignment = factories.AssignmentFactory._meta.model.objects.filter(
        milestone=results_round(world, about), partner=partner
    ).first() or world.assignment(partner, results_round(world, about), state="accepted")
    at = moment(about + 1, 2, 20)
    return assignment.submissions.create(
        number=number, content={"results": list(rows)}, submitted_at=at, accepted_at=at if accepted else None
    )


def on_agreement(agreement: Agreement, state: str) -> dict:
    return {"activity": None, "agreement": agreement.code, "agreements": [agreement.code], "state": state}


def on_activity(agreement: Agreement, state: str) -> dict:
    return {"activity": "WW-2025-1", "agreement": None, "agreements": [agreement.code], "state": state}


def due(world: World, year: int = 2026, on: date = AFTER) -> list[progress.Due]:
    return progress.due_in(world.covenant, year, on)


def test_it_holds_what_is_in_force_for_all_its_trekkers(world: World) -> None:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation, world.other])
    always = factories.AgreementFactory(covenant=world.covenant, start_year=None, end_year=None, led_by=[world.tenants])
    factories.AgreementFactory(covenant=world.covenant, start_year=2027, led_by=[world.other])
    assert [(row.agreement, row.trekkers, row.slipped_from, row.ends_this_year) for row in due(world)] == [
        (agreement, [world.corporation, world.other], None, False),
        (always, [world.tenants], None, False),
    ]


def test_a_row_in_its_last_year_has_not_slipped(world: World) -> None:
    ended(world)
    results_round(world)
    assert [(row.slipped_from, row.ends_this_year) for row in due(world, 2025)] == [(None, True)]


def test_what_ended_slips_from_the_deadline_of_its_last_results_on(world: World) -> None:
    agreement = ended(world)
    results_round(world)
    assert due(world, on=date(2026, 2, 28)) == []
    assert due(world) == [progress.Due(agreement, [world.corporation], slipped_from=2025)]


def test_what_has_not_slipped_yet_is_offered_apart(world: World) -> None:
    agreement = ended(world)
    results_round(world)
    before = progress.offered_apart(world.covenant, 2026, date(2026, 2, 28))
    assert [row.agreement for row in before] == [agreement]
    assert progress.offered_apart(world.covenant, 2026, AFTER) == []


def test_without_a_results_round_nothing_slips(world: World) -> None:
    ended(world)
    assert due(world) == []


def test_a_decision_closes_it(world: World) -> None:
    ended(world, closed_by=factories.DecisionFactory(meeting__covenant=world.covenant))
    results_round(world)
    assert due(world) == []


def test_a_successor_takes_its_place(world: World) -> None:
    old = ended(world)
    new = factories.AgreementFactory(covenant=world.covenant, start_year=2026, led_by=[world.other])
    new.replaces.add(old)
    results_round(world)
    assert [row.agreement for row in due(world)] == [new]


@pytest.mark.parametrize("row", [on_agreement, on_activity])
@pytest.mark.parametrize(("state", "slips"), [("done", False), ("dropped", False), ("delayed", True)])
def test_the_accepted_state_decides(world: World, row: Any, state: str, slips: bool) -> None:
    agreement = ended(world)
    report(world, world.corporation, row(agreement, state))
    assert bool(due(world)) is slips


def test_one_activity_that_is_not_done_is_enough_to_slip(world: World) -> None:
    agreement = ended(world)
    report(world, world.corporation, on_agreement(agreement, "done"), on_activity(agreement, "on_track"))
    assert due(world)


def test_a_state_that_was_not_accepted_is_missing(world: World) -> None:
    agreement = ended(world)
    report(world, world.corporation, on_agreement(agreement, "done"), accepted=False)
    assert due(world)


def test_the_latest_accepted_hand_in_holds(world: World) -> None:
    agreement = ended(world)
    report(world, world.corporation, on_agreement(agreement, "delayed"))
    report(world, world.corporation, on_agreement(agreement, "done"), number=2)
    assert due(world) == []


def test_it_is_due_only_for_the_trekkers_that_are_not_finished(world: World) -> None:
    agreement = ended(world, led_by=[world.corporation, world.other])
    report(world, world.corporation, on_agreement(agreement, "done"))
    report(world, world.other, on_agreement(agreement, "delayed"))
    assert [row.trekkers for row in due(world)] == [[world.other]]


def test_the_words_of_a_betrokkene_do_not_count(world: World) -> None:
    agreement = ended(world, joined_by=[world.tenants])
    report(world, world.corporation, on_agreement(agreement, "done"))
    report(world, world.tenants, on_agreement(agreement, "delayed"))
    assert due(world) == []


def test_what_was_finished_in_a_later_year_was_due_in_it_and_no_more_after(world: World) -> None:
    agreement = ended(world)
    report(world, world.corporation, on_agreement(agreement, "delayed"))
    report(world, world.corporation, on_agreement(agreement, "done"), about=2026)
    late = date(2027, 6, 1)
    assert [row.slipped_from for row in due(world, 2026, late)] == [2025]
    assert due(world, 2027, late) == []


def test_before_taking_into_use_a_missing_state_means_nothing(world: World) -> None:
    world.covenant.in_use_from = date(2026, 4, 1)
    world.covenant.save()
    silent, told = ended(world), ended(world)
    report(world, world.corporation, on_agreement(told, "delayed"))
    assert silent not in [row.agreement for row in due(world)]
    assert [row.agreement for row in due(world)] == [told]


def test_an_external_trekker_is_never_chased(world: World) -> None:
    ended(world, led_by=[factories.PartnerFactory(kind="external")])
    results_round(world)
    assert due(world) == []


def test_it_takes_the_same_queries_for_one_agreement_and_for_thirty(
    world: World, django_assert_num_queries: Any
) -> None:
    ended(world)
    results_round(world)
    with django_assert_num_queries(3):
        due(world)
    for _ in range(15):
        ended(world)
        factories.AgreementFactory(covenant=world.covenant, led_by=[world.other, world.corporation])
    with django_assert_num_queries(3):
        assert len(due(world)) == 31
