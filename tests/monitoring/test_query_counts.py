"""Any page takes at most 15 queries, and as many with 1 activity as with 200 (quality.md)."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement, Partner
from calendar_cycle import content, questions
from calendar_cycle.models import Answer, Assignment
from monitoring import bundling
from monitoring.models import Accent, Activity, Indicator, Measurement, Publication, Target
from tests import factories
from tests.druten import doors
from tests.world import World

MOST = 15
MANY = 200
ROLES = ("submitter", "other_submitter", "secretary", "board", "administrator")
# Pages that come with Django or allauth, about one table each.
FROM_ELSEWHERE = ("admin/", "accounts/")
# What our own pages of the working group begin with.
WORK = ("admin/werk/",)


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """Everything once. The results are open again, so that their forms are there to be counted."""
    with time_machine.travel(doors.NOW, tick=False):
        found = doors.make_doors_world()
        Assignment.objects.filter(milestone__kind="results").update(answer_before=date(2026, 7, 10))
        decided = found.milestone("accents", year=2027, done_at=doors.NOW)
        Accent.objects.create(milestone=decided, year=2027, title="Jongeren")
        _return(found)
        Assignment.objects.filter(milestone__kind="overview", partner=found.other).update(
            answer_before=date(2026, 7, 10)
        )
        _add(found, 1)
        yield found


# Too long to play twice, and no database has a say in it.
@pytest.mark.postgresql
@pytest.mark.long
def test_any_page_takes_as_few_queries_with_many_rows_as_with_one(world: World) -> None:
    few = _of_all_pages(world)
    _add(world, MANY - 1)
    many = _of_all_pages(world)
    too_many = {page: number for page, number in few.items() if number > MOST}
    growing = {page: (few[page], many[page]) for page in few if few[page] != many[page]}
    assert (too_many, growing) == ({}, {})


def _of_all_pages(world: World) -> dict[tuple[str, str], int]:
    """The queries of each page, by role and route."""
    return {(role, route): _queries(world, role, route) for role in ROLES for route in _pages(world, role)}


def _pages(world: World, role: str) -> list[str]:
    """The addresses of our own pages that this role may open."""
    table = doors.read_table()
    column = doors.ROLES.index(role)
    ours = [
        it for it in doors.addresses() if not it.startswith(FROM_ELSEWHERE) or it.startswith(WORK) or it == "admin/"
    ]
    return [route for route in ours if table[route, "GET"][column] < 400]


def _queries(world: World, role: str, route: str) -> int:
    """Those of one page, with the session and the person among them."""
    client = Client()
    client.force_login(world.people[role])
    address = doors.fill(world, route)
    with CaptureQueriesContext(connection) as made:
        response = client.get(address)
    doors.read_whole(response)
    assert response.status_code < 400, address
    return len(made)


def _add(world: World, number: int) -> None:
    """So many more of all that there can be many of, handed in and published as it then stands."""
    mine, theirs = (world.assignment_of(partner) for partner in (world.corporation, world.other))
    results = world.assignment_of(world.corporation, "results")
    for _ in range(number):
        agreements = [_agreement(world, partner) for partner in (world.corporation, world.other)]
        for plan, other, led in ((mine, world.other, 1), (theirs, world.corporation, 0)):
            activity = factories.ActivityFactory(overview=plan.overview, agreements=agreements)
            activity.ambitions.add(factories.AmbitionFactory(topic=agreements[0].topic))
            _attached_and_spoken_of(world, activity, agreements[led])
            _contributions(activity, other, agreements[led])
        # Its years are over, so that it slips into 2027.
        ended = _agreement(world, world.corporation, end_year=2025)
        _in_results(results, activity=mine.overview.activities.latest("pk"), led=ended)
        _figure(results, agreements[0])
        for assignment in (mine, results, world.assignment_of(world.corporation, "evaluation_input")):
            _answered(assignment)
            assignment.events.create(kind="save", refused=True, actor=world.editor, message="Te laat.")
    for assignment in (theirs, results):
        _hand_in(assignment)
    _publish(world)


def _return(world: World) -> None:
    """The state in which the page of an overview has most to tell."""
    overview = world.assignment_of(world.corporation)
    Assignment.objects.filter(pk=overview.pk).update(state="returned", answer_before=date(2026, 7, 10))
    overview.events.create(kind="return_for_changes", actor=world.secretary, message="Graag nog één getal.")


def _agreement(world: World, partner: Partner, **fields: int) -> Agreement:
    code = f"1.1-{Agreement.objects.count() + 10}"
    parties = [world.corporation, world.other, world.municipality]
    return factories.AgreementFactory(covenant=world.covenant, code=code, led_by=[partner], joined_by=parties, **fields)


def _contributions(activity: Activity, other: Partner, agreement: Agreement) -> None:
    """One asked and not answered, one promised, and one offered at an agreement of the other."""
    for state in ("sent", "promised"):
        factories.ContributionFactory(activity=activity, partner=other, state=state, sent_at=doors.NOW)
    factories.ContributionFactory(
        overview=activity.overview,
        activity=None,
        agreement=agreement,
        partner=activity.overview.partner,
        origin="offered",
        state="sent",
        sent_at=doors.NOW,
    )


def _attached_and_spoken_of(world: World, activity: Activity, agreement: Agreement) -> None:
    """Two files and an unread remark at the activity, one at the agreement, and more at the first ones of each."""
    for _ in range(2):
        factories.AttachmentFactory(activity=activity)
    firsts = Activity.objects.order_by("pk").first(), Agreement.objects.order_by("pk").first()
    for thing in ({"activity": activity}, {"agreement": agreement}, {"activity": firsts[0]}, {"agreement": firsts[1]}):
        remark = factories.RemarkFactory(
            covenant=world.covenant, partner=world.other, by=world.other_submitter, moved_by=None, **thing
        )
        remark.replies.create(text="Ja.", by=world.editor)


def _in_results(results: Assignment, activity: Activity, led: Agreement) -> None:
    results.results.create(activity=activity, state="on_track", text="Begonnen.")
    results.results.create(agreement=led, state="delayed", text="Wacht.")


def _figure(results: Assignment, agreement: Agreement) -> None:
    indicator = Indicator.objects.create(
        covenant=results.covenant,
        key=f"cijfer-{agreement.pk}",
        agreement=agreement,
        name="Huizen",
        unit="huizen",
        kind="count",
        over_partners="sum",
        over_years="sum",
    )
    Target.objects.create(indicator=indicator, kind="at_least", from_year=2025, to_year=2028, value=10)
    for year in (2024, 2025):
        Measurement.objects.create(
            indicator=indicator, partner=results.partner, assignment=results, year=year, value=year - 2020
        )


def _answered(assignment: Assignment) -> None:
    question = factories.QuestionFactory(milestone=assignment.milestone, required=True)
    Answer.objects.create(assignment=assignment, question=question, text="Ja.")


def _hand_in(assignment: Assignment) -> None:
    """A next submission, as the door would freeze it."""
    assignment.submissions.create(
        number=assignment.submissions.count() + 1,
        content={**content.of(assignment).freeze(assignment), "answers": questions.freeze(assignment)},
        accepted_at=doors.NOW,
    )


def _publish(world: World) -> None:
    """The next version of 2027; `doors` asks for version 1, which must stay the small one."""
    frozen = bundling.as_json(bundling.build(world.covenant, 2027))
    Publication.objects.create(
        covenant=world.covenant,
        kind="overview",
        subject_year=2027,
        version=Publication.objects.count() + 1,
        content=frozen,
        sha256=bundling.hash_of(frozen),
        pdf=b"%PDF-1.7",
    )
