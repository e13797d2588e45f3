"""What came in, sent round to all parties as one document, with who is late (domain.md §4)."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from calendar_cycle import workflow
from calendar_cycle.models import Distribution, Milestone, Notice
from calendar_cycle.workflow import NotAllowed
from monitoring import distributing
from tests.told import told
from tests.world import World, moment

pytestmark = pytest.mark.django_db
JULY = moment(2026, 7, 3)


@pytest.fixture
def step(world: World) -> Milestone:
    """The corporation handed in, the other has longer, the tenants are late; the municipality has no share."""
    milestone = world.milestone("overview")
    handed_in = {"nothing_to_report": "Wij bouwen niet.", "activities": [], "no_activities": [], "answers": []}
    world.assignment(world.corporation, milestone, state="submitted").submissions.create(number=1, content=handed_in)
    other = world.assignment(world.other, milestone, state="in_progress")
    other.extensions.create(
        asked_by=world.other_submitter, wished_before=date(2026, 7, 8), before=date(2026, 7, 8), state="granted"
    )
    world.assignment(world.tenants, milestone)
    return milestone


@pytest.fixture
def in_july() -> Iterator[None]:
    with time_machine.travel(JULY, tick=False):
        yield


LATE = ["Bouwstichting Druten (heeft uitstel tot 8 juli 2026)", "Huurders Druten"]


@pytest.mark.usefixtures("in_july")
def test_all_parties_get_one_document_with_who_is_late(
    world: World, step: Milestone, django_capture_on_commit_callbacks, mailoutbox
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = distributing.distribute(step, by=world.secretary)
    assert (row.number, row.late, row.by, bytes(row.pdf[:4])) == (1, LATE, world.secretary, b"%PDF")
    assert told("distributed") == {
        world.submitter.email,
        world.municipality_submitter.email,
        world.other_submitter.email,
        world.tenants_submitter.email,
    }
    mail = mailoutbox[0]
    assert mail.subject == "Activiteitenoverzicht 2027: wat er binnenkwam, rondgestuurd op 3 juli 2026"
    assert all(f"- {name}" in mail.body for name in LATE)
    assert f"/{world.covenant.slug}/gezamenlijk/2027/rondgestuurd/1.pdf" in mail.body


@pytest.mark.usefixtures("in_july")
def test_the_document_says_who_is_late(world: World, step: Milestone, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(distributing.document, "pdf", lambda bundle, **about: seen.append((bundle, about)) or b"%PDF")
    distributing.distribute(step, by=world.secretary)
    bundle, about = seen[0]
    assert about["round_sent"] == (1, date(2026, 7, 3), LATE)
    assert [part.standing for part in bundle.parts] == ["submitted", "missing", "missing"]


@pytest.mark.usefixtures("in_july")
def test_it_may_be_done_again_and_the_first_stays(world: World, step: Milestone) -> None:
    first = distributing.distribute(step, by=world.secretary)
    before = bytes(first.pdf)
    late = world.assignment_of(world.other)
    with workflow.editing(late, by=world.other_submitter):
        pass
    late.perform("submit", by=world.other_submitter)
    second = distributing.distribute(step, by=world.second_secretary)
    assert (second.number, second.late) == (2, ["Huurders Druten"])
    assert bytes(Distribution.objects.get(number=1).pdf) == before
    assert Notice.objects.filter(kind="distributed", user=world.submitter).count() == 2
    assert Milestone.objects.get(pk=step.pk).done_at is None
    assert [row.kind for row in step.events.all()] == ["distribute", "distribute"]


def test_not_before_the_deadline(world: World, step: Milestone) -> None:
    with time_machine.travel(moment(2026, 6, 30, 23, 59), tick=False), pytest.raises(NotAllowed, match="1 juli 2026"):
        distributing.distribute(step, by=world.secretary)
    event = step.events.get()
    assert (event.kind, event.refused) == ("distribute", True)
    assert not Distribution.objects.exists()
    assert not Notice.objects.exists()
    with time_machine.travel(moment(2026, 7, 1, 0), tick=False):
        distributing.distribute(step, by=world.secretary)


@pytest.mark.usefixtures("in_july")
@pytest.mark.parametrize("role", ["submitter", "board", "administrator"])
def test_only_the_working_group_sends_it_round(world: World, step: Milestone, role: str) -> None:
    with pytest.raises(NotAllowed, match="alleen een lid van de werkgroep"):
        distributing.distribute(step, by=getattr(world, role))


@pytest.mark.usefixtures("in_july")
@pytest.mark.parametrize("kind", ["results", "alignment", "evaluation_input"])
def test_only_overviews_are_sent_round(world: World, kind: str) -> None:
    with pytest.raises(NotAllowed, match="hoort niet bij deze mijlpaal"):
        world.milestone(kind).perform("distribute", by=world.secretary, document=b"%PDF")


@pytest.mark.usefixtures("in_july")
def test_parties_read_it_and_the_board_from_publication(
    client: Client, world: World, elsewhere: World, step: Milestone
) -> None:
    row = distributing.distribute(step, by=world.secretary)

    def status(user: object) -> int:
        client.force_login(user)  # type: ignore[arg-type]
        return client.get(distributing.address(row)).status_code

    people = (world.reader, world.tenants_submitter, world.secretary, world.administrator)
    assert [status(person) for person in people] == [200] * 4
    assert (status(world.board), status(elsewhere.secretary)) == (404, 404)
    world.milestone("bundle", done_at=moment(2026, 11, 20))
    assert status(world.board) == 200


@pytest.mark.usefixtures("in_july")
def test_the_joint_page_lists_it(client: Client, world: World, step: Milestone) -> None:
    row = distributing.distribute(step, by=world.secretary)
    client.force_login(world.tenants_submitter)
    page = client.get(reverse("monitoring:joint", args=[world.covenant.slug, 2027])).content.decode()
    assert distributing.address(row) in page
    client.force_login(world.board)
    page = client.get(reverse("monitoring:joint", args=[world.covenant.slug, 2027])).content.decode()
    assert distributing.address(row) not in page


@pytest.mark.usefixtures("in_july")
def test_the_page_shows_who_is_in_and_sends(client: Client, world: World, step: Milestone) -> None:
    client.force_login(world.secretary)
    url = reverse("work:distribution", args=[step.pk])
    page = client.get(url).content.decode()
    assert LATE[0] in page
    assert "Wij bouwen niet." in page
    assert '<input type="hidden" name="number" value="1"' in page
    page = client.post(url, {"number": 1}, follow=True).content.decode()
    assert "Het document is rondgestuurd." in page
    assert "Opnieuw rondsturen" in page
    assert '<input type="hidden" name="number" value="2"' in page
    client.force_login(world.administrator)
    assert "alleen een lid van de werkgroep" in client.post(url, {"number": 2}, follow=True).content.decode()
    assert Distribution.objects.count() == 1


@pytest.mark.usefixtures("in_july")
def test_a_second_click_sends_nothing_and_says_that_it_was_sent(client: Client, world: World, step: Milestone) -> None:
    client.force_login(world.secretary)
    url = reverse("work:distribution", args=[step.pk])
    client.post(url, {"number": 1})
    page = client.post(url, {"number": 1}, follow=True).content.decode()
    said = (
        f"Dit is al rondgestuurd, op 3 juli 2026 door {world.secretary}: nummer 1. Het is niet nog een keer verstuurd."
    )
    assert said in page
    assert Distribution.objects.count() == 1
    assert Notice.objects.filter(kind="distributed", user=world.submitter).count() == 1
    assert [(row.kind, row.refused) for row in step.events.all()] == [("distribute", False), ("distribute", True)]
    client.post(url, {"number": 2})
    assert Distribution.objects.count() == 2


@pytest.mark.usefixtures("in_july")
@pytest.mark.parametrize("number", ["", "abc", "7", "1" * 40])
def test_a_number_that_is_none_sends_nothing(client: Client, world: World, step: Milestone, number: str) -> None:
    client.force_login(world.secretary)
    url = reverse("work:distribution", args=[step.pk])
    page = client.post(url, {"number": number}, follow=True).content.decode()
    assert "Er is niets rondgestuurd: de pagina was niet meer actueel." in page
    assert not Distribution.objects.exists()


def test_before_the_deadline_the_page_says_when(client: Client, world: World, step: Milestone) -> None:
    with time_machine.travel(moment(2026, 6, 20), tick=False):
        client.force_login(world.secretary)
        page = client.get(reverse("work:distribution", args=[step.pk])).content.decode()
    assert "Rondsturen kan nog niet: de partijen hebben de tijd tot 1 juli 2026." in page
    assert "Aan alle partijen rondsturen" not in page
