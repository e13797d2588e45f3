"""With `in_use_from` set nothing from before is late, mailed or red, anywhere (domain.md §3)."""

from datetime import date

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from agreements.access import Access
from calendar_cycle.agenda import collecting
from calendar_cycle.models import Assignment, Mail, Notice
from calendar_cycle.taking_part import end_what_is_open
from calendar_cycle.workflow import NotAllowed
from monitoring import attention, contribution_news, dashboard, distributing
from monitoring.models import Accent
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

TODAY = date(2026, 10, 1)
RED = ("te laat", "state--bad", "urgent", "verlopen", "herinnering")
PAGES = (
    "/",
    "/kalender/",
    "/hulpvragen/",
    "/druten-2025-2028/overzichten/?alle",
    "/druten-2025-2028/overzichten/2027/woonstichting-druten/",
    "/druten-2025-2028/resultaten/",
    "/druten-2025-2028/resultaten/2025/woonstichting-druten/",
    "/druten-2025-2028/gezamenlijk/2027/",
    "/druten-2025-2028/voortgang/?jaar=2027",
    "/druten-2025-2028/voortgang/?jaar=2025",
)


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(moment(2026, 10, 1, 9), tick=False):
        yield


@pytest.fixture
def halfway(world: World) -> World:
    """In use from 1 September 2026; of what ended before nobody ever filled in anything."""
    for kind in ("accents", "overview", "results", "alignment", "results_request", "evaluation", "evaluation_input"):
        step = world.milestone(kind)
        for partner in (world.corporation, world.tenants) if step.is_of_parties else ():
            world.assignment(partner, step)
    world.milestone("bundle")
    world.covenant.in_use_from = date(2026, 9, 1)
    world.covenant.save()
    return world


@pytest.mark.parametrize("reader", ["submitter", "tenants_submitter", "secretary", "board"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_shows_it_as_late(client: Client, halfway: World, path: str, reader: str) -> None:
    client.force_login(getattr(halfway, reader))
    page = client.get(path, follow=True).content.decode()
    assert [word for word in RED if word in page.split("<main")[-1]] == []
    assert "Uitstel vragen" not in page


def test_the_same_world_is_late_when_it_was_in_use_from_the_start(client: Client, halfway: World) -> None:
    halfway.covenant.in_use_from = None
    halfway.covenant.save()
    client.force_login(halfway.submitter)
    assert all("te laat" in client.get(path).content.decode() for path in ("/", "/kalender/"))


def test_the_work_page_asks_nothing_of_it(client: Client, halfway: World) -> None:
    client.force_login(halfway.secretary)
    page = client.get("/admin/").content.decode()
    assert "te laat" not in page
    assert "Er staat nu geen stap open." in page
    share = Assignment.objects.get(milestone__kind="overview", partner=halfway.corporation)
    assert "verlopen" not in client.get(f"/admin/werk/opdracht/{share.pk}/").content.decode()


@pytest.mark.parametrize("day", [date(2026, 9, 2), date(2026, 10, 5), date(2027, 1, 4)])
def test_a_round_mails_nothing_of_it(halfway: World, day: date) -> None:
    halfway.covenant.cycles.get(year=2026).milestones.filter(kind="bundle").delete()
    with time_machine.travel(moment(day.year, day.month, day.day, 8), tick=False):
        call_command("run_calendar", verbosity=0)
    assert not Notice.objects.exists()
    assert not Mail.objects.exists()


def test_it_stands_in_no_agenda(halfway: World) -> None:
    for person in (halfway.submitter, halfway.secretary):
        days = {row.day for row in collecting.entries(Access.of(person))}
        assert [day for day in days if day < date(2026, 9, 1)] == []


def test_it_gives_no_attention_points_and_no_box_is_red(halfway: World) -> None:
    topic = factories.TopicFactory(covenant=halfway.covenant)
    agreement = factories.AgreementFactory(covenant=halfway.covenant, topic=topic)
    agreement.responsibilities.create(partner=halfway.corporation, role="trekker")
    share = Assignment.objects.get(milestone__kind="overview", partner=halfway.corporation)
    share.submissions.create(number=1, content={"activities": [], "no_activities": []})
    for year in (2025, 2026, 2027):
        board = dashboard.build(halfway.covenant, year, reader=halfway.secretary, on=TODAY)
        assert attention.points(halfway.covenant, year, reader=halfway.secretary, on=TODAY) == []
        assert board.count("not_picked_up") == 0


def test_accents_that_nobody_decided_then_are_not_asked_of_the_board(halfway: World) -> None:
    step = halfway.milestone("accents")
    Accent.objects.create(milestone=step, year=2027, title="Bouwen", text="Eerst bouwen.")
    assert dashboard.build(halfway.covenant, 2027, reader=halfway.board, on=TODAY).asked == []


def test_a_request_from_then_is_not_urgent_and_nobody_is_reminded_of_it(client: Client, halfway: World) -> None:
    overview = Assignment.objects.get(milestone__kind="overview", partner=halfway.tenants).overview
    activity = factories.ActivityFactory(overview=overview)
    asked = factories.ContributionFactory(
        overview=overview, activity=activity, partner=halfway.corporation, state="sent", sent_at=moment(2026, 5, 1)
    )
    assert asked.is_from_before_use
    assert contribution_news._unanswered(halfway.milestone("alignment")) == {}
    client.force_login(halfway.submitter)
    assert "task--urgent" not in client.get("/").content.decode()
    type(asked).objects.filter(pk=asked.pk).update(sent_at=moment(2026, 9, 10))
    assert list(contribution_news._unanswered(halfway.milestone("alignment"))) == [halfway.corporation]


def test_nobody_is_closed_as_not_received(halfway: World) -> None:
    share = Assignment.objects.get(milestone__kind="overview", partner=halfway.corporation)
    with pytest.raises(NotAllowed, match="van vóór 1 september 2026, toen dit systeem"):
        share.perform("close", by=halfway.secretary, message="Er kwam niets.")


def test_a_party_that_leaves_is_not_marked_for_it(halfway: World) -> None:
    party = halfway.covenant.parties.get(partner=halfway.corporation)
    party.left_on = date(2026, 9, 20)
    party.save()
    end_what_is_open(party, by=halfway.secretary)
    assert set(Assignment.objects.values_list("state", flat=True)) == {"todo"}


def test_who_still_opens_it_reads_why_nothing_is_asked(client: Client, halfway: World) -> None:
    client.force_login(halfway.submitter)
    page = client.get("/druten-2025-2028/overzichten/2027/woonstichting-druten/").content.decode()
    assert "Dit is van vóór 1 september 2026, toen dit systeem in gebruik kwam." in page
    assert "ingebruikname" not in page


def test_sending_it_round_mails_nobody(halfway: World) -> None:
    distributing.distribute(halfway.milestone("overview"), by=halfway.secretary)
    assert not Notice.objects.exists()


def test_a_step_from_before_is_not_what_comes_next(client: Client, halfway: World) -> None:
    halfway.covenant.in_use_from = date(2027, 1, 1)
    halfway.covenant.save()
    client.force_login(halfway.submitter)
    assert "Hierna: " not in client.get("/").content.decode()
