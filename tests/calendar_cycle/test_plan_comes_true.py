"""The plan of a year against that year, played day by day: once nobody does anything, once everybody is in time."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

import pytest

from calendar_cycle import asking, planning, running
from calendar_cycle.models import Assignment, Milestone, Notice
from calendar_cycle.news import planning as plans
from calendar_cycle.news import reading
from calendar_cycle.news.planning import FallsAway, Planned
from calendar_cycle.workflow import editing
from druten import clock
from tests import factories
from tests.world import World

# Too long to play twice, and no database has a say in it.
pytestmark = [pytest.mark.django_db, pytest.mark.postgresql, pytest.mark.long]

# (day, kind of news, to whom, about which step; of the Monday mail about none)
Told = tuple[date, str, str, str]
WHOM = {
    "elke partij": {"submitter", "other_submitter", "municipality_submitter", "tenants_submitter"},
    "wie nog niet inleverde": {"submitter", "other_submitter", "municipality_submitter", "tenants_submitter"},
    "werkgroep": {"secretary", "second_secretary"},
    "bestuur": {"board"},
}
Deeds = dict[date, Callable[[], None]]


@pytest.fixture
def world(world: World) -> World:
    """All steps of 2025–2028, with a question in each round."""
    planning.plan(world.covenant)
    for step in Milestone.objects.filter(kind__in=("overview", "evaluation_input", "results")):
        factories.QuestionFactory(milestone=step)
    return world


def days_from(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def play(year: int, deeds: Deeds | None = None, since: date | None = None) -> None:
    """Every morning the round, at noon what is done that day."""
    for day in days_from(since or date(year - 1, 12, 31), date(year, 12, 31)):
        with clock.at(datetime.combine(day, time(7), clock.AMSTERDAM)):
            running.run(day)
        if deeds and day in deeds:
            with clock.at(datetime.combine(day, time(12), clock.AMSTERDAM)):
                deeds[day]()


def told_in(world: World, year: int) -> dict[Told, set[str]]:
    """What time told in a year, with who heard it; what a deed brought is left out."""
    roles = {user.pk: role for role, user in world.people.items()}
    shares = {row.pk: str(row.milestone) for row in Assignment.objects.select_related("milestone")}
    steps = {row.pk: str(row) for row in Milestone.objects.all()}
    found: dict[Told, set[str]] = {}
    to = {line.kind: plans.TO_IN_WORDS[line.to] for line in plans.LINES} | {"old_questions": "werkgroep"}
    for row in Notice.objects.filter(queued_at__year=year):
        kind = row.kind.partition("_")[0] if row.kind.startswith("reminder_") else row.kind
        if kind not in to:
            continue
        about, _, key = row.subject.partition(":")
        step = "" if kind == "monday" else (shares if about == "assignment" else steps)[int(key)]
        day = row.queued_at.astimezone(clock.AMSTERDAM).date()
        found.setdefault((day, kind, to[kind], step), set()).add(roles[row.user_id])
    return found


def planned(year: int) -> dict[Told, Planned]:
    """The plan of a year, in the same words. The step is the one whose name stands in what it says."""
    names = {str(row) for row in Milestone.objects.all()}
    found = {}
    for row in plans.of_year(reading.steps(), year):
        step = "" if row.kind == "monday" else max((it for it in names if it in row.says), key=len, default="")
        step = "Inbreng tussenevaluatie" if row.kind == "board_evaluation" else step
        found[row.day, row.kind, row.to, step] = row
    return found


def happens_only_when_something_is_asked(row: Planned) -> bool:
    return row.falls_away == FallsAway.NOTHING_ASKED


def test_when_nobody_does_anything_just_what_was_planned_is_told(world: World) -> None:
    """In the year with most steps: that of the half-way evaluation."""
    plan = planned(2027)
    play(2027)
    told = told_in(world, 2027)
    assert set(told) == {key for key, row in plan.items() if not happens_only_when_something_is_asked(row)}
    assert {key: people for key, people in told.items() if people != WHOM[key[2]]} == {}
    assert len([key for key in told if key[1] == "monday"]) == 52


def test_when_all_is_done_in_time_only_that_falls_away_of_which_the_plan_says_so(world: World) -> None:
    plan = planned(2026)
    play(2026, in_time(world), since=date(2025, 12, 1))
    told = told_in(world, 2026)
    # The results of 2026 open with the uitvraag; in the plan of 2027 they open on 1 January.
    assert set(told) - set(plan) == {(date(2026, 12, 9), "opens", "elke partij", "Resultaten 2026")}
    gone = {row.falls_away for key, row in plan.items() if key not in told}
    assert gone == set(FallsAway) - {FallsAway.NEVER}
    assert {row.falls_away for row in planned(2027).values() if "Resultaten 2026 staat open" in row.says} == {
        FallsAway.EARLIER
    }
    kept = {row.falls_away for key, row in plan.items() if key in told}
    assert kept == {FallsAway.NEVER, FallsAway.NOTHING_OPEN}
    # Something is open until the accents, the overviews, the talk and the document are done, and in December.
    mondays = [key[0] for key in told if key[1] == "monday"]
    assert [mondays[0], mondays[-1]] == [date(2026, 1, 5), date(2026, 12, 7)]
    assert not [day for day in mondays if date(2026, 4, 14) <= day < date(2026, 8, 1)]
    # The form of the results opened with the uitvraag, in December.
    opened = Notice.objects.filter(title="Resultaten 2025: vóór 1 maart 2026", queued_at__year=2025)
    assert {row.queued_at.date() for row in opened} == {date(2025, 12, 11)}


def in_time(world: World) -> Deeds:
    """What the working group, the board and the parties do in 2026, each well before the end."""
    of_2025 = world.milestone("results_request", year=2025)
    request = Milestone.objects.get(kind="results_request", subject_year=2026)
    overview, results = (
        Milestone.objects.get(kind=kind, cycle__year=2026, cycle__covenant=world.covenant)
        for kind in ("overview", "results")
    )
    accents, alignment, bundle = (
        Milestone.objects.get(kind=kind, cycle__year=2026) for kind in ("accents", "alignment", "bundle")
    )
    meeting = partial(factories.MeetingFactory, covenant=world.covenant, report="Gehouden.")
    by = world.secretary
    before = Milestone.objects.filter(cycle__year=2025).exclude(pk=of_2025.pk)
    return {
        date(2025, 12, 9): lambda: before.update(done_at=clock.now()) and None,
        date(2025, 12, 10): lambda: of_2025.perform("send", by=by),
        date(2026, 1, 8): lambda: hand_in_and_judge(world, results),
        date(2026, 3, 10): lambda: accents.perform(
            "decide", by=by, decision=factories.DecisionFactory(meeting=meeting())
        ),
        date(2026, 3, 20): lambda: asking.settle(overview, by=by),
        date(2026, 4, 13): lambda: hand_in_and_judge(world, overview),
        date(2026, 8, 5): lambda: alignment.perform("conclude", by=by, meeting=meeting()),
        date(2026, 11, 4): lambda: bundle.perform("publish", by=by),
        date(2026, 12, 8): lambda: request.perform("send", by=by),
        date(2026, 12, 9): lambda: hand_in_and_judge(world, Milestone.objects.get(kind="results", subject_year=2026)),
    }


def hand_in_and_judge(world: World, milestone: Milestone) -> None:
    submitters = {
        world.corporation: world.submitter,
        world.other: world.other_submitter,
        world.municipality: world.municipality_submitter,
        world.tenants: world.tenants_submitter,
    }
    for row in milestone.assignments.with_everything():
        with editing(row, by=submitters[row.partner]) as locked:
            if milestone.kind == "overview":
                locked.overview.nothing_to_report = "Dit jaar niets."
                locked.overview.save()
        row.perform("submit", by=submitters[row.partner])
        judge = world.secretary if row.partner != world.municipality else world.second_secretary
        row.perform("accept", by=judge)
