"""The questions of a step: put together from last year's, fixed once it has opened."""

from datetime import date
from typing import Any

import pytest
import time_machine

from calendar_cycle import asking, last_year, questions, running
from calendar_cycle.models import Milestone, Question, StandardQuestion
from calendar_cycle.workflow import NotAllowed, editing
from tests import factories
from tests.told import titles, told
from tests.world import World, moment

pytestmark = pytest.mark.django_db
MARCH = moment(2026, 3, 20)
DECEMBER = moment(2025, 12, 10)


@pytest.fixture
def overview(world: World) -> Milestone:
    """The overview of 2027, with last year's round before it: one question for all, one for corporations."""
    before = world.milestone(
        "overview", year=2025, subject_year=2026, opens_on=date(2025, 4, 1), before=date(2025, 7, 1)
    )
    factories.QuestionFactory(milestone=before, text="Wat gaat u doen?", position=1, required=True)
    factories.QuestionFactory(milestone=before, text="Hoeveel huizen?", position=2, partner_kind="corporation")
    return world.milestone("overview", year=2026)


def texts(milestone: Milestone) -> list[str]:
    return [row.text for row in milestone.questions.order_by("position")]


def fresh(milestone: Milestone) -> Milestone:
    return Milestone.objects.get(pk=milestone.pk)


def question(text: str = "Wat kost het?", **fields: Any) -> Question:
    return Question(text=text, **fields)


@time_machine.travel(MARCH, tick=False)
def test_it_begins_with_last_years_and_each_points_back(world: World, overview: Milestone) -> None:
    asking.restart(overview, by=world.secretary)
    assert texts(overview) == ["Wat gaat u doen?", "Hoeveel huizen?"]
    assert [row.replaces.milestone.subject_year for row in overview.questions.order_by("position")] == [2026, 2026]
    assert fresh(overview).questions_edited_at == MARCH
    assert [(row.kind, row.actor) for row in overview.events.all()] == [("questions_restarted", world.secretary)]


@time_machine.travel(MARCH, tick=False)
def test_without_last_year_it_begins_with_the_standard_ones(world: World) -> None:
    StandardQuestion.objects.create(
        covenant=world.covenant, milestone_kind="overview", text="Wat doet u?", position=1, answer_kind="text"
    )
    step = world.milestone("overview")
    asking.restart(step, by=world.secretary)
    assert texts(step) == ["Wat doet u?"]


@time_machine.travel(MARCH, tick=False)
def test_questions_are_added_changed_moved_and_removed(world: World, overview: Milestone) -> None:
    added = asking.add(overview, question(), by=world.secretary)
    assert texts(overview) == ["Wat gaat u doen?", "Hoeveel huizen?", "Wat kost het?"]
    asking.move(added, by=world.secretary, up=True)
    assert texts(overview) == ["Wat gaat u doen?", "Wat kost het?", "Hoeveel huizen?"]
    first = overview.questions.get(position=1)
    asking.move(first, by=world.secretary, up=True)
    asking.move(first, by=world.secretary, up=False)
    assert texts(overview) == ["Wat kost het?", "Wat gaat u doen?", "Hoeveel huizen?"]
    added.refresh_from_db()
    added.text = "Wat kost het u?"
    asking.change(added, by=world.secretary)
    asking.remove(first, by=world.secretary)
    assert texts(overview) == ["Wat kost het u?", "Hoeveel huizen?"]
    kinds = [row.kind for row in overview.events.all()]
    assert kinds == ["question_added", *["question_moved"] * 3, "question_changed", "question_removed"]


@time_machine.travel(MARCH, tick=False)
def test_beginning_again_brings_last_years_back(world: World, overview: Milestone) -> None:
    asking.add(overview, question(), by=world.secretary)
    asking.remove(overview.questions.get(position=1), by=world.secretary)
    asking.restart(overview, by=world.secretary)
    assert texts(overview) == ["Wat gaat u doen?", "Hoeveel huizen?"]


@time_machine.travel(MARCH, tick=False)
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "  "}, "Schrijf de vraag op."),
        ({"answer_kind": "choice", "choices": ["Ja"]}, "Geef twee of meer keuzes"),
        ({"answer_kind": "choice", "choices": []}, "Geef twee of meer keuzes"),
        ({"answer_kind": "choice", "choices": ["Ja", "Nee", "ja "]}, "“Ja” staat er twee keer"),
    ],
)
def test_a_question_that_can_not_be_asked_is_refused(
    world: World, overview: Milestone, fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        asking.add(overview, question(**{"text": "Doet u mee?", **fields}), by=world.secretary)
    assert overview.events.get().refused


def deeds(milestone: Milestone, user: Any) -> list[Any]:
    """Every change there is, ready to be done."""
    row = milestone.questions.order_by("position").first() or question(milestone=milestone)
    return [
        lambda: asking.restart(milestone, by=user),
        lambda: asking.add(milestone, question(), by=user),
        lambda: asking.change(row, by=user),
        lambda: asking.move(row, by=user, up=False),
        lambda: asking.remove(row, by=user),
        lambda: asking.settle(milestone, by=user),
    ]


@time_machine.travel(MARCH, tick=False)
@pytest.mark.parametrize("role", ["submitter", "board", "administrator"])
def test_only_the_working_group_changes_them(world: World, overview: Milestone, role: str) -> None:
    asking.restart(overview, by=world.secretary)
    for deed in deeds(overview, getattr(world, role)):
        with pytest.raises(NotAllowed, match="alleen een lid van de werkgroep"):
            deed()
    assert texts(overview) == ["Wat gaat u doen?", "Hoeveel huizen?"]


def test_they_are_fixed_once_the_step_has_opened(world: World, overview: Milestone) -> None:
    with time_machine.travel(MARCH, tick=False):
        asking.restart(overview, by=world.secretary)
    with time_machine.travel(moment(2026, 4, 1, 0), tick=False):
        for deed in deeds(overview, world.secretary):
            with pytest.raises(NotAllowed, match="staan vast"):
                deed()
    assert overview.events.filter(refused=True).count() == 6


@time_machine.travel(MARCH, tick=False)
def test_they_are_fixed_once_they_were_fixed_and_that_can_be_taken_back(world: World, overview: Milestone) -> None:
    asking.add(overview, question(), by=world.secretary)
    asking.settle(overview, by=world.secretary)
    assert fresh(overview).questions_sent_at == MARCH
    for deed in deeds(overview, world.secretary):
        with pytest.raises(NotAllowed, match="vastgesteld op 20 maart 2026"):
            deed()
    asking.release(overview, by=world.secretary)
    asking.remove(overview.questions.get(position=1), by=world.secretary)
    assert texts(overview) == ["Hoeveel huizen?", "Wat kost het?"]


@time_machine.travel(MARCH, tick=False)
def test_a_step_of_the_working_group_has_no_questions(world: World) -> None:
    with pytest.raises(NotAllowed, match="horen geen vragen"):
        asking.add(world.milestone("accents"), question(), by=world.secretary)


# Opening


def results_of_2024(world: World) -> None:
    days = {"opens_on": date(2024, 12, 1), "before": date(2025, 3, 1)}
    before = world.milestone("results", year=2025, subject_year=2024, **days)
    factories.QuestionFactory(milestone=before, text="Hoe ging het?", position=1)


def opened_on(day: date) -> None:
    with time_machine.travel(moment(day.year, day.month, day.day, 7), tick=False):
        assert running.run().faults.of == {}


def test_what_was_fixed_opens(world: World, overview: Milestone) -> None:
    with time_machine.travel(MARCH, tick=False):
        asking.add(overview, question(), by=world.secretary)
        asking.settle(overview, by=world.secretary)
    opened_on(date(2026, 4, 1))
    assert texts(overview) == ["Wat gaat u doen?", "Hoeveel huizen?", "Wat kost het?"]
    assert told("old_questions") == set()


def test_a_draft_that_was_never_fixed_makes_way_for_last_years(world: World, overview: Milestone) -> None:
    with time_machine.travel(MARCH, tick=False):
        asking.add(overview, question(), by=world.secretary)
    opened_on(date(2026, 4, 1))
    assert texts(overview) == ["Wat gaat u doen?", "Hoeveel huizen?"]
    assert told("old_questions") == {world.secretary.email, world.second_secretary.email}
    assert titles("old_questions") == {
        "Activiteitenoverzicht 2027 is open met de vragen van vorig jaar, vanaf 1 april 2026"
    }
    assert overview.events.get(kind="old_questions").message == "Wat kost het?"
    opened_on(date(2026, 4, 2))
    assert overview.events.filter(kind="old_questions").count() == 1


def test_results_without_an_uitvraag_open_on_1_january_with_last_years(world: World) -> None:
    results = world.milestone("results")
    request = world.milestone("results_request")
    before = world.milestone(
        "results", year=2025, subject_year=2024, opens_on=date(2024, 12, 1), before=date(2025, 3, 1)
    )
    factories.QuestionFactory(milestone=before, text="Hoe ging het?", position=1)
    with time_machine.travel(DECEMBER, tick=False):
        asking.add(results, question(), by=world.secretary)
    opened_on(date(2025, 12, 31))
    assert told("old_questions") == set()
    opened_on(date(2026, 1, 1))
    assert texts(results) == ["Hoe ging het?"]
    assert told("old_questions") == {world.secretary.email, world.second_secretary.email}
    with time_machine.travel(moment(2026, 1, 5), tick=False):
        request.perform("send", by=world.secretary)
    assert texts(results) == ["Hoe ging het?"]


@time_machine.travel(DECEMBER, tick=False)
def test_the_uitvraag_sends_the_draft_and_fixes_it(world: World) -> None:
    results = world.milestone("results")
    asking.add(results, question(), by=world.secretary)
    world.milestone("results_request").perform("send", by=world.secretary)
    assert fresh(results).questions_sent_at == DECEMBER
    assert texts(results) == ["Wat kost het?"]
    with pytest.raises(NotAllowed, match="vast"):
        asking.add(fresh(results), question(), by=world.secretary)


def test_an_uitvraag_that_nobody_changed_asks_what_last_year_asked(world: World) -> None:
    results = world.milestone("results")
    before = world.milestone(
        "results", year=2025, subject_year=2024, opens_on=date(2024, 12, 1), before=date(2025, 3, 1)
    )
    factories.QuestionFactory(milestone=before, text="Hoe ging het?", position=1)
    with time_machine.travel(DECEMBER, tick=False):
        world.milestone("results_request").perform("send", by=world.secretary)
    assert texts(results) == ["Hoe ging het?"]
    opened_on(date(2026, 1, 1))
    assert told("old_questions") == set()


def test_the_form_opens_by_the_clock_with_last_years(world: World, overview: Milestone) -> None:
    """At night, before the calendar went round: who comes in gets the questions that hold."""
    assignment = world.assignment(milestone=overview)
    with time_machine.travel(MARCH, tick=False):
        asking.add(overview, question(), by=world.secretary)
    with time_machine.travel(moment(2026, 4, 1, 0, 5), tick=False), editing(assignment, by=world.editor) as locked:
        asked = questions.of(locked)
        locked.answers.create(question=asked[0], text="Bouwen.")
    assert [row.text for row in asked] == ["Wat gaat u doen?", "Hoeveel huizen?"]
    opened_on(date(2026, 4, 1))
    assert assignment.answers.get().question == overview.questions.get(position=1)
    assert overview.events.filter(kind="old_questions").count() == 1


def test_questions_with_answers_never_change(world: World, overview: Milestone) -> None:
    assignment = world.assignment(milestone=overview)
    asked = factories.QuestionFactory(milestone=overview, text="Eigen vraag?", position=1)
    assignment.answers.create(question=asked, text="Ja.")
    with time_machine.travel(moment(2026, 4, 2), tick=False):
        last_year.prepare(overview)
    assert texts(overview) == ["Eigen vraag?"]
    assert titles("old_questions") == {
        "Activiteitenoverzicht 2027 is open met de vragen die er stonden, vanaf 2 april 2026"
    }


def test_rows_that_say_the_same_stay_under_who_fills_them_in(world: World, overview: Milestone) -> None:
    with time_machine.travel(MARCH, tick=False):
        asking.restart(overview, by=world.secretary)
    there = list(overview.questions.values_list("pk", flat=True))
    opened_on(date(2026, 4, 1))
    assert list(overview.questions.values_list("pk", flat=True)) == there


def test_old_answers_keep_the_words_they_answered(world: World, overview: Milestone) -> None:
    old = Milestone.objects.get(subject_year=2026, kind="overview")
    assignment = world.assignment(milestone=old, state="in_progress")
    asked = old.questions.get(position=1)
    assignment.answers.create(question=asked, text="Bouwen.")
    with time_machine.travel(moment(2025, 6, 20), tick=False):
        assignment.perform("submit", by=world.submitter)
    with time_machine.travel(MARCH, tick=False):
        asking.restart(overview, by=world.secretary)
        now = overview.questions.get(position=1)
        now.text = "Wat gaat u dit jaar doen?"
        asking.change(now, by=world.secretary)
    frozen = assignment.latest_submission.content["answers"]
    assert frozen[0] == {"question": "Wat gaat u doen?", "answer": "Bouwen."}
    assert Question.objects.get(pk=asked.pk).text == "Wat gaat u doen?"


def test_in_the_first_year_it_says_that_these_are_the_standard_questions(world: World) -> None:
    factories.QuestionFactory(milestone=world.milestone("overview"))
    opened_on(date(2026, 4, 1))
    assert titles("old_questions") == {"Activiteitenoverzicht 2027 is open met de standaardvragen, vanaf 1 april 2026"}
