"""What a file adds: plans, results and joint overviews, frozen, accepted and marked (domain.md §3)."""

from datetime import date
from decimal import Decimal

import pytest

from agreements.models import Covenant
from calendar_cycle.models import Assignment, AssignmentEvent, Mail, Notice, Submission
from calendar_cycle.workflow import NotAllowed
from druten import clock
from monitoring import bundling, dashboard, progress, results
from monitoring.models import Activity, Overview, Publication, Result
from monitoring.past.storing import WrongRows
from tests.monitoring.past.conftest import GOOD
from tests.world import World

pytestmark = pytest.mark.django_db


def share(world: World, kind: str, year: int) -> Assignment:
    return Assignment.objects.get(partner=world.corporation, milestone__kind=kind, milestone__subject_year=year)


def everything() -> list[int]:
    return [row.objects.count() for row in (Overview, Activity, Result, Submission, Publication, AssignmentEvent)]


def test_plans_become_activities_in_an_accepted_submission(late_start: World, load) -> None:
    load(*GOOD)

    taken = share(late_start, "overview", 2026)
    submission = taken.submissions.get()
    first, second = submission.content["activities"]
    assert taken.state == "accepted"
    assert (submission.taken_over, submission.accepted_by, submission.on_behalf) == (True, late_start.secretary, False)
    assert (first["code"], first["title"], first["text"]) == ("WW-2026-1", "Tien huizen", "In Deest")
    assert (first["first_quarter"], first["last_quarter"]) == (1, 3)
    assert (Decimal(first["planned_quantity"]), Decimal(first["budget"])) == (10, 20000)
    assert second["agreements"] == ["1.1-01", "1.1-02"]
    assert Decimal(
        share(late_start, "overview", 2027).submissions.get().content["activities"][0]["planned_quantity"]
    ) == Decimal("7.5")


def test_results_become_rows_of_the_activities_and_the_agreements(late_start: World, load) -> None:
    load(*GOOD)

    rows = share(late_start, "results", 2026).submissions.get().content["results"]
    assert [(row["activity"], row["agreement"], row["state"]) for row in rows] == [
        ("WW-2026-1", None, "done"),
        ("WW-2026-2", None, "delayed"),
        (None, "1.1-02", "on_track"),
    ]
    assert (rows[0]["text"], rows[1]["adjustment"], Decimal(rows[0]["realised_quantity"])) == ("Gebouwd.", "Later.", 10)


def test_the_door_tells_the_story_and_nobody_is_mailed(late_start: World, load) -> None:
    load(*GOOD, joint_years=[2026])

    event = share(late_start, "overview", 2026).events.get()
    assert (event.kind, event.actor, event.message) == ("take_over", late_start.secretary, "Overgenomen uit toen.csv")
    assert not Notice.objects.exists()
    assert not Mail.objects.exists()


def test_the_joint_overview_is_version_1_of_what_was_taken_over(late_start: World, load) -> None:
    load(*GOOD, joint_years=[2026])

    publication = Publication.objects.get()
    assert (publication.subject_year, publication.version, publication.taken_over) == (2026, 1, True)
    assert [row["title"] for row in bundling.activities_of(publication, late_start.corporation.slug)] == [
        "Tien huizen",
        "Praten",
    ]
    assert bytes(publication.pdf).startswith(b"%PDF-")
    step = late_start.covenant.cycles.get(year=2025).milestones.get(kind="bundle")
    assert step.done_at is not None
    assert step.events.get().kind == "take_over"


def test_a_document_of_then_is_kept_as_it_was(load) -> None:
    load(*GOOD, joint_years=[2026], pdfs={2026: b"%PDF-1.7 van toen"})
    assert bytes(Publication.objects.get().pdf) == b"%PDF-1.7 van toen"


def test_the_same_file_again_changes_nothing_and_says_so(load) -> None:
    load(*GOOD, joint_years=[2026])
    before = everything()

    said = load(*GOOD, joint_years=[2026]).lines()

    assert said == ["Alles uit dit bestand was al overgenomen. Er is niets veranderd."]
    assert everything() == before


def test_more_years_may_follow_later(late_start: World, load) -> None:
    load(GOOD[0].replace(";klaar;10;Gebouwd.;", ";;;;"))
    assert load(GOOD[0]).lines() == [
        "Resultaten 2026, Partner" if False else f"{share(late_start, 'results', 2026)}: 1 resultaat"
    ]
    assert Result.objects.get().activity == Activity.objects.get()


def test_a_file_that_says_otherwise_of_what_was_taken_over_is_refused(load) -> None:
    load(*GOOD)
    before = everything()
    with pytest.raises(WrongRows, match="al overgenomen, met een andere inhoud"):
        load(GOOD[0].replace("Tien", "Elf"), *GOOD[1:])
    assert everything() == before


@pytest.mark.parametrize("state", ["in_progress", "submitted", "accepted", "returned", "missed"])
def test_what_someone_typed_or_handed_in_is_not_touched(late_start: World, load, state: str) -> None:
    Assignment.objects.filter(pk=share(late_start, "overview", 2027).pk).update(state=state)
    with pytest.raises(WrongRows, match="al ingevuld of ingediend"):
        load(*GOOD)
    assert everything() == [0] * 6


def test_nothing_is_written_when_one_line_is_wrong(load) -> None:
    with pytest.raises(WrongRows) as wrong:
        load(*GOOD, "2026;Woon;Meer;;9.9-99;;;;;;;;")
    assert [str(fault) for fault in wrong.value.faults] == [
        "Rij 7, kolom afspraken: Afspraak “9.9-99” is niet gevonden."
    ]
    assert everything() == [0] * 6


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("2024;Woon;Toen;;1.1-01;;;;;;;;", "2024 hoort niet bij deze prestatieafspraken"),
        ("2025;Woon;Toen;;1.1-01;;;;;;;;", "Over 2025 is geen overzicht gevraagd"),
        ("2026;Wie;Toen;;1.1-01;;;;;;;;", "“Wie” is niet gevonden"),
        ("2027;Woon;;;1.1-01;;;;;klaar;;;", "Resultaten 2027 liep niet af vóór de ingebruikname"),
        (f"{GOOD[2]}\n{GOOD[2]}", "Over 1.1-02 staat er al een resultaat van 2026"),
    ],
)
def test_a_line_that_has_no_place_is_named(load, line: str, sentence: str) -> None:
    with pytest.raises(WrongRows, match=sentence):
        load(*line.split("\n"))
    assert everything() == [0] * 6


def test_only_of_what_ended_before_taking_into_use(load) -> None:
    with pytest.raises(WrongRows, match="liep niet af vóór de ingebruikname, op 1 april 2027"):
        load("2028;Woon;Straks;;1.1-01;;;;;;;;")


def test_not_where_the_covenant_is_in_use_from_the_start(late_start: World, load) -> None:
    Covenant.objects.update(in_use_from=None)
    late_start.covenant.refresh_from_db()
    with pytest.raises(NotAllowed, match="vanaf het begin in gebruik"):
        load(*GOOD)


@pytest.mark.parametrize("who", ["submitter", "board", "administrator"])
def test_only_the_working_group_does_it(late_start: World, load, who: str) -> None:
    with pytest.raises(NotAllowed, match="lid van de werkgroep"):
        load(*GOOD, by=getattr(late_start, who))


def test_afterwards_it_counts_as_any_other(late_start: World, load) -> None:
    """What slipped, the rows of the results and the dashboard look at it without knowing where it came from."""
    late_start.covenant.agreements.update(start_year=2025, end_year=2026)
    load(*GOOD, joint_years=[2026, 2027])

    due = progress.due_in(late_start.covenant, 2027, clock.today())
    assert [row.agreement.code for row in due] == ["1.1-01", "1.1-02"]
    board = dashboard.build(late_start.covenant, 2026, reader=late_start.board, on=clock.today())
    assert board.count("delayed") == 2
    of_2027 = share(late_start, "results", 2027)
    results.sync(of_2027)
    assert [row.activity.code for row in of_2027.results.filter(activity__isnull=False)] == ["WW-2027-1"]


def test_what_was_taken_over_may_be_opened_again(late_start: World, load) -> None:
    load(GOOD[3])
    taken = share(late_start, "overview", 2027)
    taken.perform("reopen", by=late_start.secretary, message="Klopt niet.", answer_before=date(2027, 6, 1))
    assert taken.state == "returned"
