"""One assignment from the other side: read, decide, see the story."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_cycle.models import Assignment
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

JULY = moment(2026, 7, 10)


@pytest.fixture(autouse=True)
def july() -> object:
    with time_machine.travel(JULY, tick=False):
        yield


@pytest.fixture
def handed_in(world: World) -> Assignment:
    """An overview of the corporation with one activity, at one of its two agreements."""
    first = factories.AgreementFactory(covenant=world.covenant, code="1.1-01", led_by=[world.corporation])
    factories.AgreementFactory(covenant=world.covenant, code="1.1-02", title="Vergeten", led_by=[world.corporation])
    assignment = world.assignment(world.corporation, state="submitted")
    activity = {
        "code": "WW-2027-1",
        "title": "36 huurwoningen <b>",
        "text": "In Deest.",
        "agreements": [first.code],
        "ambitions": [],
        "accents": [],
        "first_quarter": 1,
        "last_quarter": 4,
        "budget": None,
        "planned_quantity": None,
        "villages": [],
    }
    assignment.submissions.create(
        number=1, content={"activities": [activity], "no_activities": [], "contributions": [], "answers": []}
    )
    return assignment


def url(assignment: Assignment, deed: str = "") -> str:
    page = reverse("work:assignment", args=[assignment.pk])
    return f"{page}{deed}/" if deed else page


def test_it_shows_the_hand_in_beside_its_agreements(client: Client, world: World, handed_in: Assignment) -> None:
    client.force_login(world.secretary)
    page = client.get(url(handed_in)).content.decode()
    assert "36 huurwoningen &lt;b&gt;" in page
    assert "1.1-01" in page
    assert "Vergeten" in page.split("Afspraken waarvoor niets is opgegeven")[1]


def test_it_never_shows_a_draft(client: Client, world: World) -> None:
    assignment = world.assignment(world.corporation, state="in_progress")
    overview = factories.OverviewFactory(assignment=assignment)
    factories.ActivityFactory(overview=overview, title="Nog geheim")
    client.force_login(world.secretary)
    page = client.get(url(assignment)).content.decode()
    assert "Nog geheim" not in page
    assert "mee bezig" in page


def test_why_a_hand_in_was_refused_is_for_the_own_partner_only(client: Client, world: World) -> None:
    assignment = world.assignment(world.corporation, state="in_progress")
    secret = "Dit ontbreekt: Kies een stand bij “WW-2026-2 Geheim plan”."
    for kind in ("submit", "save"):
        assignment.events.create(kind=kind, refused=True, actor=world.submitter, message=secret)
    assignment.events.create(kind="withdraw", refused=True, actor=world.submitter, message="De termijn is voorbij.")
    admin = reverse("admin:calendar_cycle_assignment_change", args=[assignment.pk])
    for person in (world.secretary, world.administrator):
        client.force_login(person)
        for address in (url(assignment), admin):
            page = client.get(address).content.decode()
            assert "Geheim plan" not in page
            assert "De termijn is voorbij." in page
        assert "Geweigerd: indienen" in client.get(url(assignment)).content.decode()
    client.force_login(world.second_secretary)
    assert "Geheim plan" in client.get(url(assignment)).content.decode()


def test_accepting_is_one_post(client: Client, world: World, handed_in: Assignment) -> None:
    client.force_login(world.secretary)
    response = client.post(url(handed_in, "accept"), {"submission_number": "1"}, follow=True)
    handed_in.refresh_from_db()
    assert handed_in.state == "accepted"
    assert "geaccepteerd" in response.content.decode()


@pytest.mark.parametrize("read", ["1", "", "0", "x", "9" * 30])
@pytest.mark.parametrize(
    ("deed", "given"),
    [("accept", {}), ("return_for_changes", {"message": "Graag kwartalen.", "answer_before": "2026-07-20"})],
)
def test_a_deed_is_about_the_hand_in_that_was_read(
    client: Client, world: World, handed_in: Assignment, deed: str, given: dict, read: str
) -> None:
    client.force_login(world.secretary)
    assert 'name="submission_number" value="1"' in client.get(url(handed_in)).content.decode()
    handed_in.submissions.update(withdrawn_at=JULY)
    handed_in.submissions.create(number=2, content=handed_in.submissions.get().content)
    page = client.post(url(handed_in, deed), given | {"submission_number": read}, follow=True).content.decode()
    assert "Er is intussen opnieuw ingediend. Lees eerst inzending 2" in page
    handed_in.refresh_from_db()
    assert handed_in.state == "submitted"
    assert not handed_in.submissions.filter(accepted_at__isnull=False).exists()
    client.post(url(handed_in, deed), given | {"submission_number": "2"})
    handed_in.refresh_from_db()
    assert handed_in.state != "submitted"


def test_what_was_read_is_what_stands(client: Client, world: World, handed_in: Assignment) -> None:
    Assignment.objects.filter(pk=handed_in.pk).update(state="returned")
    handed_in.submissions.create(number=2, content=handed_in.submissions.get().content)
    client.force_login(world.secretary)
    given = {"message": "Er kwam niets nieuws.", "submission_number": "1"}
    page = client.post(url(handed_in, "let_stand"), given, follow=True).content.decode()
    assert "Lees eerst inzending 2" in page
    client.post(url(handed_in, "let_stand"), given | {"submission_number": "2"})
    handed_in.refresh_from_db()
    assert handed_in.state == "submitted"


def test_it_rejects_get_on_a_deed(client: Client, world: World, handed_in: Assignment) -> None:
    client.force_login(world.secretary)
    assert client.get(url(handed_in, "accept")).status_code == 405


def test_an_unknown_deed_is_not_there(client: Client, world: World, handed_in: Assignment) -> None:
    client.force_login(world.secretary)
    assert client.post(url(handed_in, "submit")).status_code == 404


def test_returning_asks_for_words_and_a_day(client: Client, world: World, handed_in: Assignment) -> None:
    client.force_login(world.secretary)
    response = client.post(url(handed_in, "return_for_changes"), {"message": "Graag het aantal erbij."})
    page = response.content.decode()
    assert "<title>Fout: " in page
    assert "Kies een datum." in page
    assert "Graag het aantal erbij." in page
    handed_in.refresh_from_db()
    assert handed_in.state == "submitted"


def test_returning_goes_through_the_door(client: Client, world: World, handed_in: Assignment) -> None:
    client.force_login(world.secretary)
    given = {"message": "Graag het aantal erbij.", "answer_before": "2026-07-20", "submission_number": "1"}
    page = client.post(url(handed_in, "return_for_changes"), given, follow=True).content.decode()
    handed_in.refresh_from_db()
    assert handed_in.state == "returned"
    assert "Graag het aantal erbij." in page


def test_the_own_organisation_gets_the_reason_and_no_button(
    client: Client, world: World, handed_in: Assignment
) -> None:
    client.force_login(world.second_secretary)
    page = client.get(url(handed_in)).content.decode()
    assert "Over de eigen organisatie beslist een ander lid" in page
    assert "Inzending accepteren" not in page
    page = client.post(url(handed_in, "accept"), follow=True).content.decode()
    assert "Over de eigen organisatie beslist een ander lid" in page
    handed_in.refresh_from_db()
    assert handed_in.state == "submitted"


def test_an_administrator_reads_and_is_refused(client: Client, world: World, handed_in: Assignment) -> None:
    client.force_login(world.administrator)
    page = client.post(url(handed_in, "accept"), follow=True).content.decode()
    assert "36 huurwoningen" in page
    assert "Dit kan alleen een lid van de werkgroep." in page
    handed_in.refresh_from_db()
    assert handed_in.state == "submitted"


def test_it_does_not_exist_for_another_working_group(
    client: Client, world: World, elsewhere: World, handed_in: Assignment
) -> None:
    client.force_login(elsewhere.secretary)
    assert client.get(url(handed_in)).status_code == 404
    assert client.post(url(handed_in, "accept")).status_code == 404


def test_it_is_forbidden_without_the_role(client: Client, world: World, handed_in: Assignment) -> None:
    for person in (world.submitter, world.board):
        client.force_login(person)
        assert client.get(url(handed_in)).status_code == 403
    client.logout()
    assert client.get(url(handed_in)).status_code == 302


@pytest.mark.parametrize("state", ["todo", "in_progress", "submitted", "returned", "accepted", "missed"])
def test_it_needs_few_queries_in_every_state(client: Client, world: World, handed_in: Assignment, state: str) -> None:
    Assignment.objects.filter(pk=handed_in.pk).update(state=state)
    client.force_login(world.secretary)
    with CaptureQueriesContext(connection) as made:
        client.get(url(handed_in))
    assert len(made) <= 15


def asked(assignment: Assignment) -> Assignment:
    Assignment.objects.filter(pk=assignment.pk).update(state="in_progress")
    assignment.extensions.create(wished_before=date(2026, 7, 20), reason="Ziekte.")
    return assignment


def test_an_extension_is_granted_with_a_date(client: Client, world: World, handed_in: Assignment) -> None:
    asked(handed_in)
    client.force_login(world.secretary)
    assert "Ziekte." in client.get(url(handed_in)).content.decode()
    client.post(reverse("work:extension", args=[handed_in.pk, "grant"]), {"before": "2026-07-25"})
    row = handed_in.extensions.get()
    assert (row.state, row.before) == ("granted", date(2026, 7, 25))


def test_an_extension_is_declined_with_a_reason(client: Client, world: World, handed_in: Assignment) -> None:
    asked(handed_in)
    client.force_login(world.secretary)
    page = client.post(reverse("work:extension", args=[handed_in.pk, "decline"]), {}).content.decode()
    assert "Schrijf erbij waarom" in page
    client.post(reverse("work:extension", args=[handed_in.pk, "decline"]), {"message": "Te laat gevraagd."})
    assert handed_in.extensions.get().state == "declined"


def test_an_extension_of_the_own_organisation_is_a_colleagues(
    client: Client, world: World, handed_in: Assignment
) -> None:
    asked(handed_in)
    client.force_login(world.second_secretary)
    assert "Uitstel geven" not in client.get(url(handed_in)).content.decode()
    client.post(reverse("work:extension", args=[handed_in.pk, "grant"]), {"before": "2026-07-25"})
    assert handed_in.extensions.get().state == "asked"
