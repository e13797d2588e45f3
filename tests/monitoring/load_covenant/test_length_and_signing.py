"""Covenants of any length, and one that was signed when its first year had begun."""

from datetime import date

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from agreements.models import Covenant
from calendar_cycle.models import Mail, Milestone
from monitoring import attention
from tests import factories
from tests.world import moment

pytestmark = pytest.mark.django_db


def kinds(year: int) -> list[str]:
    rows = Milestone.objects.filter(cycle__year=year).order_by("before", "kind")
    return list(rows.values_list("kind", flat=True))


def of_years(content: dict, first: int, last: int, signed_on: str = "") -> dict:
    content["covenant"] |= {"start_year": first, "end_year": last, "signed_on": signed_on or f"{first - 1}-12-01"}
    return content


def go_round(day: date) -> None:
    with time_machine.travel(moment(day.year, day.month, day.day, 8), tick=False):
        call_command("run_calendar", verbosity=0)


@pytest.fixture
def started(load, content, capsys):
    """The covenant of these years, loaded and planned, with someone in its working group."""

    def begin(first: int, last: int, signed_on: str = "") -> Covenant:
        load(of_years(content, first, last, signed_on))
        call_command("plan_cycles", verbosity=0)
        covenant = Covenant.objects.get()
        factories.CovenantRoleFactory(user=factories.UserFactory(email="w@proef.example"), covenant=covenant)
        return covenant

    return begin


def test_of_one_year_it_looks_back_and_ahead_and_has_no_evaluation(started) -> None:
    covenant = started(2026, 2026)

    assert kinds(2026) == ["accents", "results_request"]
    assert kinds(2027) == ["results", "closing"]
    assert not Milestone.objects.filter(kind__startswith="evaluation").exists()
    assert Milestone.objects.get(kind="accents").subject_year == 2027
    go_round(date(2026, 1, 1))
    assert [row.to for row in Mail.objects.all()] == ["w@proef.example"]
    go_round(date(2027, 1, 1))
    covenant.refresh_from_db()
    assert covenant.state == "closing"


def test_of_two_years_it_plans_once_and_has_no_evaluation(started) -> None:
    started(2026, 2027)

    assert list(Milestone.objects.filter(kind="overview").values_list("subject_year", flat=True)) == [2027]
    assert not Milestone.objects.filter(kind__startswith="evaluation").exists()
    go_round(date(2026, 4, 1))
    assert Milestone.objects.get(kind="overview").announced_on == date(2026, 4, 1)


def test_of_ten_years_it_is_looked_at_halfway(started) -> None:
    started(2026, 2035)

    assert Milestone.objects.get(kind="evaluation").before == date(2031, 7, 1)
    assert Milestone.objects.get(kind="evaluation_input").before == date(2031, 5, 1)
    assert Milestone.objects.filter(kind="overview").count() == 9
    assert Milestone.objects.get(kind="closing").before == date(2036, 4, 1)
    go_round(date(2031, 3, 1))
    assert Milestone.objects.get(kind="evaluation_input").announced_on == date(2031, 3, 1)


def test_signed_in_july_it_is_in_use_from_the_signing_on(started, client: Client) -> None:
    covenant = started(2025, 2028, "2025-07-10")

    assert covenant.in_use_from == date(2025, 7, 10)
    go_round(date(2025, 7, 11))
    assert not Mail.objects.exists()
    user = factories.UserFactory(email="lid@proef.example")
    factories.MembershipFactory(user=user, partner=covenant.parties.get(code="WP").partner, role="submitter")
    with time_machine.travel(moment(2025, 7, 11), tick=False):
        assert attention.points(covenant, 2026, reader=user, on=date(2025, 7, 11)) == []
        client.force_login(user)
        page = client.get("/").content.decode()
    assert "te laat" not in page
    assert "van vóór dit systeem" in page
    assert "ingebruikname" not in page.casefold()


def test_what_comes_after_the_signing_is_asked(started) -> None:
    started(2025, 2028, "2025-07-10")

    go_round(date(2025, 8, 1))

    assert Milestone.objects.get(kind="alignment", subject_year=2026).announced_on == date(2025, 8, 1)
    assert Mail.objects.filter(to="w@proef.example", subject__icontains="afstemming").exists()


def test_a_day_that_the_file_names_is_kept(load, content) -> None:
    of_years(content, 2025, 2028, "2025-07-10")["covenant"]["in_use_from"] = "2025-10-01"

    load(content)

    assert Covenant.objects.get().in_use_from == date(2025, 10, 1)


@pytest.mark.parametrize("signed_on", ["2024-12-01", "2025-01-01"])
def test_signed_before_its_first_year_it_is_in_use_from_the_start(load, content, signed_on: str) -> None:
    load(of_years(content, 2025, 2028, signed_on))

    assert Covenant.objects.get().in_use_from is None


def test_loading_again_does_not_move_the_day(load, content) -> None:
    load(of_years(content, 2025, 2028, "2025-07-10"))
    Covenant.objects.update(in_use_from=date(2026, 1, 1))

    assert "0 wijzigingen" in load(content)
    assert Covenant.objects.get().in_use_from == date(2026, 1, 1)
