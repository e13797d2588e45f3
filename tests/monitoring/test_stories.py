"""The story of a share: for the own partner and the working group, refusals too; the draft stays closed."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_cycle import workflow
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User
from monitoring import stories
from tests.world import World, moment

REFUSED = "Indienen kan nog niet. Dit ontbreekt: Beantwoord de vraag “Hoeveel huizen?”"


@pytest.fixture(autouse=True)
def on_20_june() -> object:
    with time_machine.travel(moment(2026, 6, 20, 14, 5), tick=False):
        yield


@pytest.fixture
def row(world: World) -> Assignment:
    """An overview that was refused once, handed in, and returned."""
    row = world.assignment(state="in_progress")
    row.events.create(kind="submit", refused=True, actor=world.submitter, message=REFUSED, at=moment(2026, 6, 1, 9))
    row.perform("submit", by=world.submitter)
    row.perform(
        "return_for_changes", by=world.secretary, message="Noem de kern <erbij>.", answer_before=date(2026, 7, 9)
    )
    return row


def address(row: Assignment) -> str:
    name = {"overview": "monitoring:overview_story", "results": "monitoring:results_story"}[row.milestone.kind]
    return reverse(name, args=[row.covenant.slug, row.milestone.subject_year, row.partner.slug])


def page(client: Client, user: User, row: Assignment) -> str:
    client.force_login(user)
    answer = client.get(address(row))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("who", ["submitter", "editor", "reader", "secretary", "second_secretary", "administrator"])
def test_it_says_who_did_what_when_with_the_words_the_newest_first(
    client: Client, world: World, row: Assignment, who: str
) -> None:
    html = page(client, getattr(world, who), row)
    assert html.index("Teruggegeven") < html.index("Ingediend") < html.index("Geweigerd: indienen")
    assert "Noem de kern &lt;erbij&gt;." in html
    assert f"20 juni 2026 om 14:05, {world.secretary}" in html


@pytest.mark.parametrize("who", ["other_submitter", "tenants_submitter", "board"])
def test_for_others_it_is_not_there(client: Client, world: World, row: Assignment, who: str) -> None:
    client.force_login(getattr(world, who))
    assert client.get(address(row)).status_code == 404


def test_people_of_another_covenant_do_not_see_it(
    client: Client, world: World, elsewhere: World, row: Assignment
) -> None:
    for person in (elsewhere.secretary, elsewhere.submitter):
        client.force_login(person)
        assert client.get(address(row)).status_code == 404


def test_why_a_hand_in_was_refused_is_for_the_own_partner_only(client: Client, world: World, row: Assignment) -> None:
    assert "Hoeveel huizen?" in page(client, world.submitter, row)
    assert "Hoeveel huizen?" in page(client, world.second_secretary, row)
    review = reverse("work:assignment", args=[row.pk])
    for person in (world.secretary, world.administrator):
        client.force_login(person)
        for html in (page(client, person, row), client.get(review).content.decode()):
            assert "Geweigerd: indienen" in html
            assert "Hoeveel huizen?" not in html


def test_a_refused_save_is_likewise_without_its_words(client: Client, world: World, row: Assignment) -> None:
    row.events.create(kind="save", refused=True, actor=world.editor, message="Over het concept.")
    assert "Over het concept." in page(client, world.editor, row)
    assert "Over het concept." not in page(client, world.secretary, row)


def test_a_refused_deed_of_the_working_group_is_read_by_both(client: Client, world: World, row: Assignment) -> None:
    with pytest.raises(NotAllowed) as refusal:
        row.perform("accept", by=world.secretary)
    for person in (world.submitter, world.secretary):
        html = page(client, person, row)
        assert "Geweigerd: accepteren" in html
        assert refusal.value.reason in html


def test_the_results_have_theirs(client: Client, world: World) -> None:
    row = world.assignment(milestone=world.milestone("results"), state="in_progress")
    row.events.create(kind="start", actor=world.editor)
    assert "Begonnen" in page(client, world.reader, row)


def test_nothing_happened_yet_is_said(client: Client, world: World) -> None:
    assert "Er is nog niets gebeurd." in page(client, world.submitter, world.assignment())


@pytest.mark.parametrize("kind", ["overview", "results"])
def test_the_pages_lead_to_it_for_who_may_read_it(client: Client, world: World, kind: str) -> None:
    row = world.assignment(milestone=world.milestone(kind))
    link = f'href="{address(row)}"'
    for person, sees in ((world.submitter, True), (world.secretary, True), (world.tenants_submitter, False)):
        client.force_login(person)
        assert (link in client.get(row.get_absolute_url()).content.decode()) is sees


def test_it_takes_as_many_queries_after_a_hundred_deeds(client: Client, world: World, row: Assignment) -> None:
    client.force_login(world.submitter)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(address(row))
        return len(found)

    count()
    few = count()
    for number in range(100):
        row.events.create(kind="save", refused=True, actor=world.editor, message=str(number))
    assert count() == few <= 10


def test_every_deed_has_its_words() -> None:
    extension = {f"{name}_extension" for name in ("ask", "grant", "decline", "give")}
    assert set(stories.WORDS) == {*workflow.DEEDS, *extension, "save"}
