"""The demo: a story up to today, after which the calendar goes on from today."""

from datetime import datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from calendar_cycle import running
from calendar_cycle.models import Milestone, Notice
from tests.world import moment

pytestmark = pytest.mark.django_db


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
