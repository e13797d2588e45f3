"""Mijn taken: whose each task is, what a partner's own people agreed, and all steps of the working group."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from calendar_cycle import approval
from calendar_cycle.models import OwnApproval
from monitoring import tasks
from tests import factories
from tests.monitoring.test_home import _request, page
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_1_june() -> object:
    with time_machine.travel(moment(2026, 6, 1, 14), tick=False):
        yield


def test_who_works_for_one_partner_is_not_told_whose_each_task_is(client: Client, world: World) -> None:
    world.assignment()
    assert f"{world.corporation}, {world.covenant}" not in page(client, world.submitter)


def test_who_works_for_two_partners_sees_whose_each_task_is(client: Client, world: World) -> None:
    world.assignment()
    world.assignment(world.other)
    _request(world, "sent", asked=world.other, by=world.tenants)
    factories.MembershipFactory(user=world.submitter, partner=world.other)
    html = page(client, world.submitter)
    assert html.count(f'<p class="soft">{world.corporation}, {world.covenant}</p>') == 1
    assert html.count(f'<p class="soft">{world.other}, {world.covenant}</p>') == 2
    assert f"Voor {world.corporation}." not in html


def test_who_works_in_two_municipalities_sees_of_which_each_task_is(
    client: Client, world: World, elsewhere: World
) -> None:
    world.assignment()
    elsewhere.assignment()
    factories.MembershipFactory(user=world.submitter, partner=elsewhere.corporation)
    html = page(client, world.submitter)
    assert f"{world.corporation}, {world.covenant}" in html
    assert f"{elsewhere.corporation}, {elsewhere.covenant}" in html


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("evaluation", "Tussenevaluatie: advies en besluit vastleggen"),
        ("alignment", "Overzichten 2027 afstemmen"),
        ("closing", "Prestatieafspraken afronden"),
    ],
)
def test_the_working_group_sees_each_of_its_steps_that_is_open(
    client: Client, world: World, kind: str, title: str
) -> None:
    step = world.milestone(kind)
    with time_machine.travel(moment(step.opens_on.year, step.opens_on.month, 2), tick=False):
        assert title in page(client, world.secretary)
        assert title not in page(client, world.submitter)


def test_an_own_date_is_named_and_makes_a_task_urgent_for_own_people_only(client: Client, world: World) -> None:
    row = world.assignment(state="in_progress")
    assert "task--urgent" not in page(client, world.editor)
    OwnApproval.objects.create(assignment=row, own_before=date(2026, 6, 12))
    html = page(client, world.editor)
    assert "Eigen datum: vóór 12 juni 2026 (nog 11 dagen)." in html
    assert "task--urgent" in html
    for other in (world.secretary, world.board, world.administrator, world.other_submitter):
        assert "12 juni" not in page(client, other)


def test_what_is_ready_is_the_submitters_to_hand_in(client: Client, world: World) -> None:
    row = world.assignment(state="in_progress")
    approval.set_ready(row, by=world.editor)
    html = page(client, world.submitter)
    assert "Klaar om in te dienen: Activiteitenoverzicht 2027" in html
    assert f"{world.editor} zette dit klaar op 1 juni 2026." in html
    for other in (world.editor, world.reader, world.secretary, world.administrator, world.other_submitter):
        assert "Klaar om in te dienen" not in page(client, other)


def test_past_the_deadline_it_is_late_and_not_ready(client: Client, world: World) -> None:
    row = world.assignment(state="in_progress")
    approval.set_ready(row, by=world.editor)
    with time_machine.travel(moment(2026, 7, 1), tick=False):
        html = page(client, world.submitter)
    assert "Klaar om in te dienen" not in html
    assert "Uitstel vragen" in html


def test_what_is_late_comes_first_then_what_is_near_then_by_date() -> None:
    rows = [
        tasks.Task("later", "/", before=date(2026, 9, 1)),
        tasks.Task("dichtbij", "/", before=date(2026, 7, 1), urgency="urgent"),
        tasks.Task("te laat", "/", before=date(2026, 6, 1), urgency="late"),
        tasks.Task("eerder", "/", before=date(2026, 8, 1)),
    ]
    assert [row.title for row in sorted(rows, key=lambda row: row.order)] == ["te laat", "dichtbij", "eerder", "later"]
