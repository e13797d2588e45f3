"""A search finds what one may read, and nothing else (the table of domain.md §5)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import pytest
import time_machine
from django.test import Client

from agreements.access import Access, remembered
from calendar_cycle import content
from calendar_cycle.models import Assignment
from monitoring import bundling
from monitoring.models import Publication, Result
from monitoring.searching import finding
from monitoring.searching.hits import Wish, words_in
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db
PEOPLE = ("reader", "submitter", "other_submitter", "tenants_submitter", "secretary", "board", "administrator")
EVERYBODY = frozenset([*PEOPLE])
OWN = frozenset(["reader", "submitter"])
# `secretary` is the working group, of the municipality.
BEFORE, AFTER = moment(2026, 6, 25), moment(2026, 7, 2)


@pytest.fixture
def full(world: World) -> Iterator[World]:
    """Of the corporation a plan handed in and a newer draft, results handed in, requests; a decision to come."""
    with time_machine.travel(moment(2026, 6, 1), tick=False):
        agreement = factories.AgreementFactory(
            covenant=world.covenant, code="1.1-01", title="Warmtenet", led_by=[world.corporation]
        )
        assignment = world.assignment(state="submitted")
        activity = factories.ActivityFactory(
            overview=assignment.overview, code="WW-2027-1", title="Zonnepanelen", agreements=[agreement]
        )
        _hand_in(assignment)
        factories.ActivityFactory(
            overview=assignment.overview, code="WW-2027-2", title="Vleermuizen", agreements=[agreement]
        )
        factories.ContributionFactory(activity=activity, partner=world.tenants, text="Flyers bezorgen?")
        factories.ContributionFactory(
            activity=activity, partner=world.tenants, text="Koffie zetten?", answer="Appeltaart ook.", state="promised"
        )
        results = world.assignment(milestone=world.milestone("results", before=date(2026, 7, 1)), state="submitted")
        row = Result.objects.create(assignment=results, agreement=agreement, state="done", text="Isolatie gedaan.")
        _hand_in(results)
        row.text = "Ventilatie gedaan."
        row.save()
        meeting = factories.MeetingFactory(covenant=world.covenant, held_on=date(2026, 7, 1))
        factories.DecisionFactory(meeting=meeting, text="Het zwembad blijft open.")
        yield world


def _hand_in(assignment: Assignment) -> None:
    frozen = {**content.of(assignment).freeze(assignment), "answers": []}
    assignment.submissions.create(number=assignment.submissions.count() + 1, content=frozen)


def _publish(world: World) -> None:
    frozen = bundling.as_json(bundling.build(world.covenant, 2027))
    Publication.objects.create(
        covenant=world.covenant,
        kind="overview",
        subject_year=2027,
        version=1,
        content=frozen,
        sha256=bundling.hash_of(frozen),
        pdf=b"%PDF-1.7",
    )


def who_find(world: World, word: str, people: Iterable[str] = PEOPLE) -> frozenset[str]:
    """Those of these people to whom a search for the word gives something."""
    return frozenset(person for person in people if _finds(world, person, word))


def _finds(world: World, person: str, word: str) -> bool:
    access = Access.read(world.people[person])
    with remembered(access):
        return bool(finding.find(access, Wish(words_in(word))).hits)


TABLE = [
    # An agreement and its text: everybody in the covenant.
    ("warmtenet", BEFORE, EVERYBODY),
    # What was handed in: working group at once, others from 1 July on, the board not before publication.
    ("zonnepanelen", BEFORE, OWN | {"secretary", "administrator"}),
    ("zonnepanelen", AFTER, EVERYBODY - {"board"}),
    # The draft after the hand-in: nobody but the own partner, on no day.
    ("vleermuizen", BEFORE, OWN),
    ("vleermuizen", AFTER, OWN),
    # A concept of a request: the asker. One that was sent, and its answer: who was asked and the working group too.
    ("flyers", AFTER, OWN),
    ("koffie", BEFORE, OWN | {"tenants_submitter", "secretary", "administrator"}),
    ("appeltaart", BEFORE, OWN | {"tenants_submitter", "secretary", "administrator"}),
    ("koffie", AFTER, EVERYBODY - {"board"}),
    # Results as handed in: others and the board from that day; the own partner reads what stands there now.
    ("isolatie", BEFORE, {"secretary", "administrator"}),
    ("isolatie", AFTER, EVERYBODY - OWN),
    ("ventilatie", AFTER, OWN),
    # A decision of a meeting that is still to be held: working group and board.
    ("zwembad", BEFORE, {"secretary", "board", "administrator"}),
    ("zwembad", AFTER, EVERYBODY),
]


@pytest.mark.parametrize(("word", "at", "people"), TABLE)
def test_who_finds_what_when(full: World, word: str, at: datetime, people: frozenset[str]) -> None:
    with time_machine.travel(at, tick=False):
        assert who_find(full, word) == people


def test_results_are_everybodys_from_acceptance(full: World) -> None:
    full.assignment_of(full.corporation, "results").submissions.update(accepted_at=BEFORE)
    with time_machine.travel(BEFORE, tick=False):
        assert who_find(full, "isolatie") == EVERYBODY - OWN


def test_the_board_finds_plans_from_publication_on(full: World) -> None:
    _publish(full)
    with time_machine.travel(AFTER, tick=False):
        assert who_find(full, "zonnepanelen") == EVERYBODY
        assert who_find(full, "koffie") == EVERYBODY
        assert who_find(full, "vleermuizen") == OWN


def test_a_withdrawn_hand_in_is_found_by_nobody_else(full: World) -> None:
    full.assignment_of(full.corporation).submissions.update(withdrawn_at=BEFORE)
    with time_machine.travel(AFTER, tick=False):
        assert who_find(full, "zonnepanelen") == OWN


def test_what_was_said_before_the_latest_hand_in_is_not_found(full: World) -> None:
    assignment = full.assignment_of(full.corporation)
    # The working group may read the one that was accepted as well.
    assignment.submissions.update(accepted_at=BEFORE)
    assignment.overview.activities.filter(code="WW-2027-1").update(title="Laadpalen")
    _hand_in(assignment)
    with time_machine.travel(AFTER, tick=False):
        assert who_find(full, "zonnepanelen") == frozenset()
        assert who_find(full, "laadpalen") == EVERYBODY - {"board"}


def test_whether_a_promise_was_kept_is_not_found_before_it_is_handed_in(full: World) -> None:
    full.assignment_of(full.corporation).overview.contributions.update(kept="no", kept_text="Ziekenhuis")
    with time_machine.travel(AFTER, tick=False):
        assert who_find(full, "ziekenhuis") == frozenset()


def test_an_activity_that_was_dropped_is_not_in_the_plan(full: World) -> None:
    full.assignment_of(full.corporation).overview.activities.update(dropped_on=date(2026, 6, 2))
    assert who_find(full, "vleermuizen") == frozenset()


def test_people_of_another_municipality_find_nothing_of_it(full: World, elsewhere: World) -> None:
    _publish(full)
    full.people |= {"stranger": elsewhere.submitter, "foreign_secretary": elsewhere.secretary}
    full.people["foreign_board"] = elsewhere.board
    foreign = {"stranger", "foreign_secretary", "foreign_board"}
    with time_machine.travel(AFTER, tick=False):
        for word in sorted({word for word, _, _ in TABLE}):
            assert who_find(full, word, foreign) == frozenset(), word


def test_a_draft_covenant_is_found_by_its_working_group_only(full: World) -> None:
    full.covenant.state = "draft"
    full.covenant.save()
    assert who_find(full, "warmtenet") == {"secretary", "administrator"}


def test_each_hit_goes_to_its_page(full: World) -> None:
    with time_machine.travel(AFTER, tick=False):
        for person, word, begins in (
            ("submitter", "warmtenet", "/druten-2025-2028/afspraken/1.1-01/"),
            ("submitter", "zonnepanelen", "/druten-2025-2028/overzichten/2027/woonstichting-druten/#WW-2027-1"),
            ("other_submitter", "zonnepanelen", "/druten-2025-2028/overzichten/2027/woonstichting-druten/#WW-2027-1"),
            ("tenants_submitter", "appeltaart", "/hulpvragen/"),
            ("submitter", "ventilatie", "/druten-2025-2028/resultaten/2025/woonstichting-druten/rij/"),
            ("other_submitter", "isolatie", "/druten-2025-2028/resultaten/2025/woonstichting-druten/#1.1-01"),
        ):
            _goes_to(full, person, word, begins)
        _publish(full)
        _goes_to(full, "board", "zonnepanelen", "/druten-2025-2028/gezamenlijk/2027/versie/1/#WW-2027-1")


def _goes_to(world: World, person: str, word: str, begins: str) -> None:
    """The page is there, and so is the place on it."""
    client = Client()
    client.force_login(world.people[person])
    hits = client.get("/zoeken/", {"woorden": word}).context["found"].hits
    address = next(hit.address for hit in hits if word in f"{hit.title} {hit.text}".casefold())
    assert address.startswith(begins)
    page, _, place = address.partition("#")
    answer = client.get(page)
    assert answer.status_code == 200
    assert not place or f'id="{place}"' in answer.content.decode()


def test_what_a_decision_ended_is_a_click_away(full: World) -> None:
    agreement = full.covenant.agreements.get()
    agreement.closed_by = full.covenant.meetings.get().decisions.get()
    agreement.save()
    _goes_to(full, "board", "zwembad", "/druten-2025-2028/afspraken/1.1-01/")
