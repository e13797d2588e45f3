"""Whose turn it is, and what comes first: without a database."""

from datetime import date, timedelta

import pytest

from agreements.models import Covenant, Partner
from calendar_cycle.models import Assignment, Cycle, Milestone
from monitoring.contribution_load import Load, weighs
from monitoring.contribution_turn import Side, turn_of
from monitoring.models import Contribution, Overview
from tests.world import moment

TODAY = date(2026, 5, 15)


def a_row(state: str, days: int | None = 0, year: int = 2027, **fields: object) -> Contribution:
    covenant = Covenant(start_year=2025, end_year=2028)
    milestone = Milestone(cycle=Cycle(covenant=covenant), kind="overview", subject_year=year)
    overview = Overview(assignment=Assignment(milestone=milestone))
    sent_at = None if days is None else moment(2026, 5, 15, 9) - timedelta(days=days)
    return Contribution(pk=1, overview=overview, state=state, sent_at=sent_at, **fields)


@pytest.mark.parametrize(
    ("side", "state", "days", "words", "urgent"),
    [
        (Side.TO_US, "sent", 0, "Wacht op uw antwoord, vandaag gekomen", False),
        (Side.TO_US, "sent", 1, "Wacht op uw antwoord, 1 dag open", False),
        (Side.TO_US, "sent", 13, "Wacht op uw antwoord, 13 dagen open", False),
        (Side.TO_US, "sent", 14, "Wacht op uw antwoord, 14 dagen open", True),
        (Side.ASKED, "sent", 14, "Nog geen antwoord, 14 dagen open", False),
        (Side.ASKED, "sent", 13, "", False),
        (Side.ASKED, "concept", None, "Nog niet verstuurd", False),
        (Side.ASKED, "partly", 3, "Is dit deel genoeg? Laat het weten", False),
        (Side.OFFERED, "partly", 3, "Is dit deel genoeg? Laat het weten", False),
        (Side.ASKED, "declined", 3, "Vraag het anders, of aan een ander", False),
        (Side.OFFERED, "declined", 3, "", False),
        (Side.TO_US, "partly", 3, "", False),
        (Side.TO_US, "declined", 3, "", False),
        (Side.ASKED, "promised", 3, "", False),
        (Side.ASKED, "withdrawn", 3, "", False),
    ],
)
def test_what_it_asks_of_whom(side: Side, state: str, days: int | None, words: str, urgent: bool) -> None:
    turn = turn_of(a_row(state, days), side, TODAY)
    assert (turn.words, turn.urgent) == (words, urgent)


def test_a_part_that_was_taken_asks_nothing() -> None:
    assert not turn_of(a_row("partly", settled_at=moment(2026, 5, 14)), Side.ASKED, TODAY).asks


def test_a_year_that_is_over_asks_nothing() -> None:
    assert not turn_of(a_row("sent", 40, year=2025), Side.TO_US, TODAY).asks
    assert turn_of(a_row("sent", 40, year=2026), Side.TO_US, TODAY).asks


def test_the_longest_waiting_comes_first_and_what_was_withdrawn_last() -> None:
    states = [("withdrawn", 50), ("promised", 2), ("sent", 3), ("sent", 20), ("sent", 30)]
    rows = [a_row(state, days) for state, days in states]
    ordered = sorted(rows, key=lambda row: turn_of(row, Side.TO_US, TODAY).order(row))
    found = [next(index for index, row in enumerate(rows) if row is it) for it in ordered]
    assert found == [4, 3, 2, 1, 0]


@pytest.mark.parametrize(
    ("load", "words"),
    [
        (Load(), "Geen open hulpvragen voor 2027"),
        (Load(1), "1 hulpvraag voor 2027 wacht op antwoord"),
        (Load(3, 2), "3 hulpvragen voor 2027 wachten op antwoord, 2 al toegezegd"),
        (Load(0, 1), "Geen open hulpvragen voor 2027, 1 al toegezegd"),
    ],
)
def test_how_much_is_asked_already(load: Load, words: str) -> None:
    assert load.in_words(2027) == words


@pytest.mark.parametrize(
    ("kind", "load", "heavy"),
    [
        ("tenants", Load(1), True),
        ("tenants", Load(0, 1), True),
        ("tenants", Load(), False),
        ("corporation", Load(5), False),
    ],
)
def test_of_volunteers_one_thinks_twice(kind: str, load: Load, heavy: bool) -> None:
    assert weighs(Partner(kind=kind), load) is heavy
