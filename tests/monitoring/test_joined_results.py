"""A betrokkene may add a row to its results, and is not asked (domain.md §3, `Result`)."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from agreements.models import Agreement
from calendar_cycle.models import Assignment
from monitoring import results
from monitoring.models import Result
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

PATH = "/druten-2025-2028/resultaten/2025/woonstichting-druten/"
WORDS = {"state": "done", "text": "Wij vroegen het de bewoners.", "adjustment": ""}


@pytest.fixture(autouse=True)
def january() -> Iterator[Any]:
    with time_machine.travel(moment(2026, 1, 15), tick=False) as travelled:
        yield travelled


@pytest.fixture
def assignment(world: World) -> Assignment:
    return world.assignment(milestone=world.milestone("results"))


@pytest.fixture
def joined(world: World) -> Agreement:
    return factories.AgreementFactory(
        covenant=world.covenant, led_by=[world.municipality], joined_by=[world.corporation], title="Wijkschouw"
    )


@pytest.fixture
def editor(world: World, assignment: Assignment, client: Client) -> Client:
    client.force_login(world.editor)
    return client


def add(client: Client, agreement: Agreement, **words: str) -> Any:
    return client.post(f"{PATH}rij/", {"agreement": agreement.pk, **WORDS, **words})


def test_nobody_asks_for_it(editor: Client, assignment: Assignment, joined: Agreement) -> None:
    page = editor.get(f"{PATH}rijen/").content.decode()
    assert "Wijkschouw" not in page
    assert "Regel toevoegen als betrokkene" in page
    assert results.ResultsContent().missing(assignment) == []


def test_it_is_added_and_frozen_like_the_others(
    editor: Client, assignment: Assignment, joined: Agreement, world: World
) -> None:
    assert "Wijkschouw" in editor.get(f"{PATH}rij/").content.decode()
    assert add(editor, joined).status_code == 302
    assert "Wijkschouw" in editor.get(f"{PATH}rijen/").content.decode()
    editor.force_login(world.submitter)
    editor.post(f"{PATH}indienen/")
    assignment.refresh_from_db()
    assert assignment.state == "submitted"
    (frozen,) = assignment.latest_submission.content["results"]
    assert (frozen["agreement"], frozen["agreements"], frozen["state"]) == (joined.code, [joined.code], "done")
    assert frozen["text"] == WORDS["text"]


def test_a_row_with_words_stays_and_an_empty_one_goes(
    editor: Client, assignment: Assignment, joined: Agreement
) -> None:
    add(editor, joined)
    results.sync(Assignment.objects.get())
    row = assignment.results.get()
    editor.post(f"{PATH}rij/{row.pk}/", {"state": "", "text": "", "adjustment": "", "version": row.version})
    results.sync(Assignment.objects.get())
    assert not assignment.results.exists()


def test_it_is_taken_away_again_after_asking(editor: Client, assignment: Assignment, joined: Agreement) -> None:
    add(editor, joined)
    row = assignment.results.get()
    assert f"{PATH}rij/{row.pk}/weg/" in editor.get(f"{PATH}rij/{row.pk}/").content.decode()
    assert WORDS["text"] in editor.get(f"{PATH}rij/{row.pk}/weg/").content.decode()
    assert editor.post(f"{PATH}rij/{row.pk}/weg/", {"version": row.version}).status_code == 302
    assert not assignment.results.exists()


def test_what_a_colleague_changed_is_not_taken_away_unread(
    editor: Client, assignment: Assignment, joined: Agreement
) -> None:
    add(editor, joined)
    row = assignment.results.get()
    seen = row.version
    editor.post(f"{PATH}rij/{row.pk}/", {**WORDS, "text": "Nu beter.", "version": seen})
    page = editor.post(f"{PATH}rij/{row.pk}/weg/", {"version": seen}).content.decode()
    assert "heeft dit intussen veranderd" in page
    assert "Nu beter." in page
    assert assignment.results.get().text == "Nu beter."


def test_a_row_that_is_asked_can_not_be_taken_away(editor: Client, assignment: Assignment, world: World) -> None:
    factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation], joined_by=[world.corporation])
    editor.get(PATH)
    row = assignment.results.get()
    assert "weg/" not in editor.get(f"{PATH}rij/{row.pk}/").content.decode()
    for ask in (editor.get, editor.post):
        assert ask(f"{PATH}rij/{row.pk}/weg/").status_code == 404
    assert assignment.results.exists()


@pytest.mark.parametrize("part", ["none", "leads", "twice", "other_year", "elsewhere"])
def test_only_an_agreement_of_the_year_in_which_it_takes_part(
    editor: Client, assignment: Assignment, world: World, elsewhere: World, joined: Agreement, part: str
) -> None:
    ours = [world.corporation]
    if part == "twice":
        add(editor, joined)
    agreement = {
        "none": lambda: factories.AgreementFactory(covenant=world.covenant, led_by=[world.other]),
        "leads": lambda: factories.AgreementFactory(covenant=world.covenant, led_by=ours, joined_by=ours),
        "twice": lambda: joined,
        "other_year": lambda: factories.AgreementFactory(covenant=world.covenant, start_year=2026, joined_by=ours),
        "elsewhere": lambda: factories.AgreementFactory(covenant=elsewhere.covenant, joined_by=ours),
    }[part]()
    before = Result.objects.count()
    answer = add(editor, agreement)
    assert answer.status_code == 200
    assert "<title>Fout: " in answer.content.decode()
    assert WORDS["text"] in answer.content.decode()
    assert Result.objects.count() == before


def test_without_a_state_it_is_refused_and_kept(editor: Client, assignment: Assignment, joined: Agreement) -> None:
    answer = add(editor, joined, state="")
    assert answer.status_code == 200
    assert WORDS["text"] in answer.content.decode()
    assert not assignment.results.exists()


def test_an_empty_row_hears_what_to_choose(editor: Client, assignment: Assignment, joined: Agreement) -> None:
    page = editor.post(f"{PATH}rij/", {}).content.decode()
    assert "Dit veld is verplicht" not in page
    assert "Kies bij welke afspraak dit hoort." in page
    assert "Kies hoe het ervoor staat." in page


def test_a_reader_adds_and_removes_nothing(
    client: Client, assignment: Assignment, joined: Agreement, world: World
) -> None:
    row = Result.objects.create(assignment=assignment, agreement=joined, state="done")
    client.force_login(world.reader)
    assert client.post(f"{PATH}rij/{row.pk}/weg/", {"version": row.version}).status_code == 409
    assert assignment.results.exists()
    row.delete()
    assert add(client, joined).status_code == 409
    assert not assignment.results.exists()


def test_after_the_deadline_nothing_is_added(
    editor: Client, assignment: Assignment, joined: Agreement, world: World, january: Any
) -> None:
    january.move_to(moment(2026, 3, 1))
    editor.force_login(world.editor)
    page = add(editor, joined).content.decode()
    assert "vóór 1 maart 2026" in page
    assert not assignment.results.exists()


def test_another_partner_finds_no_such_page(
    client: Client, assignment: Assignment, joined: Agreement, world: World
) -> None:
    row = Result.objects.create(assignment=assignment, agreement=joined)
    client.force_login(world.other_submitter)
    for path in ("rij/", f"rij/{row.pk}/weg/"):
        assert client.get(PATH + path).status_code == 404
        assert client.post(PATH + path).status_code == 404
