"""When a step may move and what must be confirmed: plain dates, no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_cycle import calendar, move_rules
from calendar_cycle.kinds import MilestoneKind as Kind
from calendar_cycle.move_rules import Dates, Neighbour

TODAY = date(2026, 6, 1)
OLD = Dates(date(2026, 4, 1), date(2026, 7, 1))
ALIGNMENT = Neighbour("Afstemming 2027", Dates(date(2026, 8, 1), date(2026, 9, 1)), is_done=False)


def wrong(new: Dates, old: Dates = OLD, *, fixed: str = "", next_step: Neighbour | None = ALIGNMENT) -> dict[str, str]:
    last = date(2029, 1, 1)
    return move_rules.wrong(old, new, today=TODAY, last=last, opening_is_fixed=fixed, next_step=next_step)


def warnings(
    kind: str, new: Dates, old: Dates = OLD, *, subject_year: int | None = None, **around: Neighbour
) -> list[str]:
    return move_rules.warnings(
        kind,
        old,
        new,
        today=TODAY,
        subject_year=subject_year,
        next_step=around.get("next_step"),
        earlier=around.get("earlier"),
    )


def ending(before: date) -> Dates:
    return Dates(OLD.opens_on, before)


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (date(2026, 7, 1), "nu al gelden"),
        (date(2026, 5, 20), "Vóór 20 mei 2026 is al voorbij"),
        (TODAY, "Vóór 1 juni 2026 is al voorbij"),
        (date(2029, 1, 2), "tot en met 1 januari 2029"),
    ],
)
def test_a_wrong_end_is_one_sentence_at_its_field(before: date, sentence: str) -> None:
    found = wrong(ending(before))
    assert list(found) == ["before"]
    assert sentence in found["before"]


@pytest.mark.parametrize("before", [TODAY + timedelta(days=1), date(2029, 1, 1)])
def test_from_tomorrow_to_the_end_of_the_covenant_is_right(before: date) -> None:
    assert wrong(ending(before)) == {}


def test_it_opens_before_it_ends() -> None:
    future = Dates(date(2026, 8, 1), date(2026, 9, 1))
    assert "moet opengaan vóór" in wrong(Dates(date(2026, 9, 1), date(2026, 9, 1)), future)["opens_on"]


def test_an_opening_does_not_move_to_the_past_nor_when_it_is_fixed() -> None:
    future = Dates(date(2026, 8, 1), date(2026, 9, 1))
    assert "is al voorbij" in wrong(Dates(date(2026, 5, 31), date(2026, 9, 1)), future)["opens_on"]
    assert wrong(Dates(TODAY, date(2026, 9, 1)), future) == {}
    moved = Dates(date(2026, 8, 5), date(2026, 9, 1))
    assert wrong(moved, future, fixed="Al begonnen.") == {"opens_on": "Al begonnen."}


def test_not_when_what_builds_on_it_is_concluded() -> None:
    concluded = Neighbour("Afstemming 2027", ALIGNMENT.dates, is_done=True)
    assert "al afgerond" in wrong(ending(date(2026, 7, 15)), next_step=concluded)["before"]


@pytest.mark.parametrize(
    ("kind", "year", "last"),
    [
        (Kind.OVERVIEW, 2027, date(2029, 1, 1)),
        (Kind.RESULTS, 2027, date(2029, 1, 1)),
        (Kind.RESULTS, 2028, date(2030, 1, 1)),
        (Kind.RESULTS_REQUEST, 2028, date(2030, 1, 1)),
        (Kind.CLOSING, None, date(2030, 1, 1)),
        (Kind.EVALUATION, None, date(2029, 1, 1)),
    ],
)
def test_what_comes_after_the_end_has_a_year_for_it(kind: Kind, year: int | None, last: date) -> None:
    assert move_rules.last_day_of_all(kind, year, 2028) == last


@pytest.mark.parametrize(
    ("before", "expected"), [(date(2026, 6, 15), ["binnen 14 dagen"]), (date(2026, 6, 16), []), (date(2026, 9, 1), [])]
)
def test_within_14_days_is_confirmed_in_so_many_words(before: date, expected: list[str]) -> None:
    found = warnings(Kind.OVERVIEW, ending(before), next_step=ALIGNMENT)
    assert [part in sentence for part, sentence in zip(expected, found, strict=True)] == [True] * len(expected)


def test_past_the_next_step_is_confirmed_in_so_many_words() -> None:
    [sentence] = warnings(Kind.OVERVIEW, ending(date(2026, 9, 2)), next_step=ALIGNMENT)
    assert "na Afstemming 2027 (vóór 1 september 2026)" in sentence


def test_before_the_end_of_what_it_builds_on_too() -> None:
    overview = Neighbour("Activiteitenoverzicht 2027", OLD, is_done=False)
    new = Dates(ALIGNMENT.dates.opens_on, date(2026, 8, 15))
    assert warnings(Kind.ALIGNMENT, new, ALIGNMENT.dates, earlier=overview) == []
    late = Neighbour("Activiteitenoverzicht 2027", Dates(OLD.opens_on, date(2026, 8, 20)), is_done=False)
    [sentence] = warnings(Kind.ALIGNMENT, new, ALIGNMENT.dates, earlier=late)
    assert "waar deze stap op bouwt" in sentence
    ready = Neighbour(late.title, late.dates, is_done=True)
    assert warnings(Kind.ALIGNMENT, new, ALIGNMENT.dates, earlier=ready) == []


def test_an_overview_that_opens_before_the_accents_are_decided() -> None:
    accents = Neighbour("Accenten 2028", Dates(date(2027, 1, 1), date(2027, 4, 1)), is_done=False)
    old = Dates(date(2027, 4, 1), date(2027, 7, 1))
    [sentence] = warnings(Kind.OVERVIEW, Dates(date(2027, 3, 20), old.before), old, earlier=accents)
    assert "gaat dan open voordat Accenten 2028" in sentence
    assert warnings(Kind.OVERVIEW, Dates(date(2027, 4, 8), old.before), old, earlier=accents) == []


def test_accents_and_the_uitvraag_are_measured_by_the_opening_of_the_next_step() -> None:
    overview = Neighbour("Activiteitenoverzicht 2028", Dates(date(2027, 4, 1), date(2027, 7, 1)), is_done=False)
    old = Dates(date(2027, 1, 1), date(2027, 3, 1))
    assert warnings(Kind.ACCENTS, Dates(old.opens_on, date(2027, 4, 1)), old, next_step=overview) == []
    [sentence] = warnings(Kind.ACCENTS, Dates(old.opens_on, date(2027, 4, 2)), old, next_step=overview)
    assert "voordat over de accenten is besloten" in sentence
    results = Neighbour("Resultaten 2026", Dates(date(2027, 1, 1), date(2027, 3, 1)), is_done=False)
    request = Dates(date(2026, 12, 1), date(2027, 1, 1))
    [sentence] = warnings(Kind.RESULTS_REQUEST, Dates(request.opens_on, date(2027, 1, 15)), request, next_step=results)
    assert "met de vragen van vorig jaar" in sentence


@given(st.integers(2020, 2040), st.integers(1, 10))
def test_the_steps_of_a_covenant_follow_each_other_as_planned(start: int, length: int) -> None:
    """Unmoved, no step passes the next, and next and previous are each other's opposite."""
    end = start + length - 1
    steps = {(row.kind, row.subject_year): row for row in calendar.milestones(start, end)}
    for (kind, year), row in steps.items():
        found = move_rules.following(kind, year, end)
        later = steps.get(found) if found else None
        if later is None:
            continue
        assert row.before <= later.before
        assert move_rules.previous(later.kind, later.subject_year, end) == (kind, year)


@pytest.mark.parametrize(("before", "number"), [(date(2027, 1, 1), 0), (date(2027, 1, 2), 1)])
def test_a_joint_overview_after_its_year_has_begun_is_confirmed_in_so_many_words(before: date, number: int) -> None:
    old = Dates(date(2026, 11, 1), date(2026, 12, 1))
    found = warnings(Kind.BUNDLE, Dates(old.opens_on, before), old, subject_year=2027)
    assert [sentence for sentence in found if "2027 is dan al begonnen" in sentence] == found
    assert len(found) == number


@pytest.mark.parametrize(
    ("kind", "old", "earlier"),
    [
        (Kind.ALIGNMENT, ALIGNMENT.dates, Neighbour("Activiteitenoverzicht 2027", OLD, is_done=False)),
        (Kind.BUNDLE, Dates(date(2026, 11, 1), date(2026, 12, 1)), ALIGNMENT),
    ],
)
def test_an_opening_before_the_end_of_what_it_builds_on(kind: Kind, old: Dates, earlier: Neighbour) -> None:
    end = earlier.dates.before
    [sentence] = warnings(kind, Dates(end - timedelta(days=1), old.before), old, earlier=earlier)
    assert f"gaat dan open voordat {earlier.title}" in sentence
    assert warnings(kind, Dates(end, old.before), old, earlier=earlier) == []


def test_input_that_comes_after_the_evaluation_is_over() -> None:
    evaluation = Neighbour("Tussenevaluatie", Dates(date(2027, 1, 1), date(2027, 7, 1)), is_done=False)
    old = Dates(date(2027, 3, 1), date(2027, 5, 1))
    assert move_rules.following(Kind.EVALUATION_INPUT, None, 2028) == (Kind.EVALUATION, None)
    assert warnings(Kind.EVALUATION_INPUT, Dates(old.opens_on, date(2027, 7, 1)), old, next_step=evaluation) == []
    [sentence] = warnings(Kind.EVALUATION_INPUT, Dates(old.opens_on, date(2027, 7, 2)), old, next_step=evaluation)
    assert "na Tussenevaluatie (vóór 1 juli 2027)" in sentence
