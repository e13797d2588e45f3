"""The demo: a story up to today, after which the calendar goes on from today."""

from datetime import datetime
from hashlib import sha256
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from calendar_cycle import running
from calendar_cycle.models import Milestone, Notice
from druten.accounts.models import User
from monitoring.models import Attachment, Remark
from tests.world import moment

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def demo_on(now: datetime) -> None:
    """As `make run` does it, on a day."""
    with time_machine.travel(now, tick=False):
        call_command("load_covenant", "fixtures/druten-2025-2028.yaml", stdout=StringIO())
        call_command("plan_cycles", stdout=StringIO())
        call_command("demo", really=True, stdout=StringIO())
        assert not Notice.objects.exists()
        running.run()


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (moment(2026, 4, 1, 9), {"opens", "old_questions"}),
        (moment(2026, 4, 21, 9), set()),
        (moment(2026, 4, 2, 6), {"opens", "old_questions"}),  # before seven it is still the day before
        (moment(2025, 12, 11, 9), set()),
    ],
)
def test_the_first_round_tells_only_what_is_of_that_day(now: datetime, told: set[str]) -> None:
    demo_on(now)
    assert set(Notice.objects.values_list("kind", flat=True)) == told
    assert set(Notice.objects.filter(kind="opens").values_list("title", flat=True)) <= {
        "Activiteitenoverzicht 2027: vóór 1 juli 2026"
    }


def test_what_opened_before_was_told_on_its_own_day() -> None:
    demo_on(moment(2026, 4, 20, 9))
    days = dict(Milestone.objects.exclude(announced_on=None).values_list("pk", "announced_on"))
    results = Milestone.objects.get(kind="results", subject_year=2025)
    overview = Milestone.objects.get(kind="overview", subject_year=2027)
    assert days[results.pk] == moment(2025, 12, 10).date()
    assert days[overview.pk] == overview.opens_on
    assert not Milestone.objects.filter(announced_on=None, opens_on__lt=overview.opens_on).exists()
    # On a Monday the working group hears who is where.
    assert set(Notice.objects.values_list("kind", flat=True)) == {"monday"}


def test_a_new_user_sees_attachments_and_remarks_at_once(client: Client) -> None:
    """Each file is what its name says; what is said inside one organisation stays there."""
    demo_on(moment(2026, 7, 20, 9))
    files = {row.name: row for row in Attachment.objects.present()}
    assert set(files) == {"planning-druten-zuid.pdf", "planning-deest-zuid.pdf", "bouwplan-per-kwartaal.png"}
    starts = {"pdf": b"%PDF-", "png": b"\x89PNG"}
    for row in files.values():
        with row.file.open() as stored:
            content = stored.read()
        assert content.startswith(starts[row.kind])
        assert sha256(content).hexdigest() == row.sha256
    assert Remark.objects.filter(closed_at__isnull=False).count() == 1
    with time_machine.travel(moment(2026, 7, 20, 10), tick=False):
        page = f"/druten-2025-2028/opmerkingen/activiteit/{files['planning-deest-zuid.pdf'].activity_id}/"
        client.force_login(User.objects.get(email="invuller@gemeente-druten.example"))
        seen = client.get(page).content.decode()
        assert "Ja. Wij beginnen in april." in seen
        assert "Het bestuur wil in mei eerst de begroting zien." not in seen
        client.force_login(User.objects.get(email="invuller@woonwaarts.example"))
        assert "Het bestuur wil in mei eerst de begroting zien." in client.get(page).content.decode()


def test_told_twice_nothing_is_added() -> None:
    demo_on(moment(2026, 7, 20, 9))
    before = (Attachment.objects.count(), Remark.objects.count())
    with time_machine.travel(moment(2026, 7, 21, 9), tick=False):
        call_command("demo", really=True, stdout=StringIO())
    assert (Attachment.objects.count(), Remark.objects.count()) == before
