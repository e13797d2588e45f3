"""A remark is seen as the thing it is on, and as far as its author wished."""

import pytest

from monitoring import bundling, remarks
from monitoring.models import Publication, Remark
from tests.world import moment

pytestmark = pytest.mark.django_db
OWN = {"submitter", "editor", "reader", "second_secretary"}
# second_secretary is of the corporation and in the working group; secretary is of the municipality.
GROUP = {"secretary", "second_secretary", "administrator"}
MUNICIPALITY = {"municipality_submitter", "secretary"}
TENANTS = {"tenants_submitter"}
PARTIES = {"other_submitter"} | TENANTS | MUNICIPALITY
EVERYBODY = OWN | GROUP | PARTIES | {"board", "stranger"}
ALL_IN = EVERYBODY - {"stranger"}


@pytest.fixture
def seen_by(world, elsewhere):
    world.people["stranger"] = elsewhere.submitter

    def of(row: Remark) -> set[str]:
        return {who for who in EVERYBODY if row in Remark.objects.visible_to(world.people[who])}

    return of


ON_AN_AGREEMENT = [
    ("editor", "own_partner", OWN),
    ("editor", "working_group", OWN | GROUP),
    ("editor", "all", ALL_IN),
    # of the tenants, who lead nothing: the trekker reads along unless it stays within their own organisation
    ("tenants_submitter", "own_partner", TENANTS),
    ("tenants_submitter", "working_group", TENANTS | OWN | GROUP),
    ("tenants_submitter", "all", ALL_IN),
    ("secretary", "own_partner", MUNICIPALITY),
    ("secretary", "working_group", MUNICIPALITY | OWN | GROUP),
]


@pytest.mark.parametrize(("who", "visibility", "expected"), ON_AN_AGREEMENT)
def test_on_an_agreement(world, agreement, seen_by, who, visibility, expected):
    assert seen_by(remarks.make(agreement, "Let op.", visibility, by=world.people[who])) == expected


@pytest.mark.parametrize("visibility", ["own_partner", "working_group", "all"])
@pytest.mark.parametrize("thing", ["activity", "result"])
def test_on_a_draft_it_never_leaks(request, world, seen_by, thing, visibility):
    row = remarks.make(request.getfixturevalue(thing), "Nog niet zeggen.", visibility, by=world.editor)
    assert seen_by(row) == OWN


HANDED_IN = [("own_partner", OWN), ("working_group", OWN | GROUP), ("all", OWN | GROUP)]


@pytest.mark.parametrize(("visibility", "expected"), HANDED_IN)
def test_on_what_was_handed_in_the_working_group_reads_along(world, activity, overview, seen_by, visibility, expected):
    row = remarks.make(activity, "Let op.", visibility, by=world.editor)
    overview.perform("submit", by=world.submitter)
    assert seen_by(row) == expected
    overview.perform("withdraw", by=world.submitter)
    assert seen_by(row) == OWN


def test_from_1_july_the_parties_and_from_publication_the_board(world, activity, overview, seen_by, in_may):
    row = remarks.make(activity, "Let op.", "all", by=world.editor)
    overview.perform("submit", by=world.submitter)
    in_may.move_to(moment(2026, 7, 1))
    assert seen_by(row) == OWN | GROUP | PARTIES
    content = bundling.as_json(bundling.build(world.covenant, 2027))
    Publication.objects.create(
        covenant=world.covenant, kind="overview", subject_year=2027, version=1, content=content, sha256="0", pdf=b""
    )
    assert seen_by(row) == ALL_IN


def test_of_another_on_what_it_reads(world, activity, overview, seen_by, in_may):
    overview.perform("submit", by=world.submitter)
    in_may.move_to(moment(2026, 7, 1))
    expected = {"own_partner": TENANTS, "working_group": TENANTS | OWN | GROUP, "all": OWN | GROUP | PARTIES}
    for visibility, who in expected.items():
        assert seen_by(remarks.make(activity, "Wij doen mee.", visibility, by=world.tenants_submitter)) == who


def test_on_results_from_acceptance(world, result, seen_by, in_may):
    type(result.assignment.milestone).objects.filter(kind="results").update(before="2026-06-01")
    row = remarks.make(result, "Goed gedaan.", "all", by=world.editor)
    result.assignment.perform("submit", by=world.submitter)
    assert seen_by(row) == OWN | GROUP
    result.assignment.perform("accept", by=world.secretary)
    assert seen_by(row) == ALL_IN


def test_what_a_person_may_speak_of(world, elsewhere, activity, result, overview, in_may):
    strangers = [world.secretary, world.tenants_submitter, world.board, world.administrator, elsewhere.submitter]
    for user in strangers:
        assert not remarks.activities(user).exists()
        assert not remarks.results(user).exists()
    for user in (world.editor, world.reader):
        assert list(remarks.activities(user)) == [activity]
        assert list(remarks.results(user)) == [result]
    overview.perform("submit", by=world.submitter)
    result.assignment.perform("submit", by=world.submitter)
    assert list(remarks.activities(world.secretary)) == [activity]
    assert list(remarks.results(world.secretary)) == [result]
    assert not remarks.activities(world.tenants_submitter).exists()
    in_may.move_to(moment(2026, 7, 1))
    assert list(remarks.activities(world.tenants_submitter)) == [activity]
    assert not remarks.activities(world.board).exists()
    assert not remarks.activities(elsewhere.submitter).exists()


def test_an_activity_added_later_is_not_read_with_the_rest(world, activity, overview, in_may):
    from tests import factories

    overview.perform("submit", by=world.submitter)
    later = factories.ActivityFactory(overview=overview.overview, code="WW-2027-11")
    shorter = factories.ActivityFactory(overview=overview.overview, code="WW-2027-")
    assert not {later, shorter} & set(remarks.activities(world.secretary))
    assert activity in remarks.activities(world.secretary)
