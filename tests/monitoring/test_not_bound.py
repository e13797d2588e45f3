"""A cell may name more trekkers than the text binds: they stay trekker, and nothing is asked of them (domain.md §7)."""

from pathlib import Path

import pytest
import time_machine
import yaml
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client

from agreements.models import Agreement, Covenant
from monitoring import attention, progress, results
from monitoring.models import Indicator
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture
def agreement(world: World) -> Agreement:
    """Two corporations lead it; the text binds one."""
    row = factories.AgreementFactory(
        covenant=world.covenant, led_by=[world.corporation, world.other], note="Let op de tekst."
    )
    row.responsibilities.filter(partner=world.other).update(binds=False, note="De tekst noemt alleen de ander.")
    return row


def test_nothing_is_expected_of_who_is_not_bound(world: World, agreement: Agreement) -> None:
    (due,) = progress.due_in(world.covenant, 2026, moment(2026, 1, 15).date())
    assert due.trekkers == [world.corporation]
    assert list(Agreement.objects.led_by(world.other)) == [agreement]


@time_machine.travel(moment(2026, 7, 10), tick=False)
def test_rule_1_does_not_chase_it(world: World, agreement: Agreement) -> None:
    for partner in (world.corporation, world.other):
        assignment = world.assignment(partner, state="submitted")
        content = {"activities": [], "no_activities": [], "contributions": [], "answers": []}
        assignment.submissions.create(number=1, content=content)
    found = attention.points(world.covenant, 2027, reader=world.secretary, on=moment(2026, 7, 10).date())
    assert [(row.rule, row.partner) for row in found] == [(1, world.corporation)]


@time_machine.travel(moment(2026, 1, 15), tick=False)
def test_it_gets_no_row_and_no_figure_among_its_results(world: World, agreement: Agreement) -> None:
    about = {"kind": "count", "over_partners": "sum", "over_years": "sum", "unit": "woningen"}
    Indicator.objects.create(covenant=world.covenant, key="huizen", name="Huizen", agreement=agreement, **about)
    step = world.milestone("results")
    found = {}
    for partner in (world.corporation, world.other):
        assignment = world.assignment(partner, step)
        results.sync(assignment)
        found[partner] = (assignment.results.count(), results.indicators_of(assignment).count())
    assert found == {world.corporation: (1, 1), world.other: (0, 0)}


def test_the_working_group_reads_why_on_the_page_of_the_agreement(
    client: Client, world: World, agreement: Agreement
) -> None:
    for person, sees in ((world.secretary, True), (world.administrator, True), (world.board, False)):
        client.force_login(person)
        page = client.get(agreement.get_absolute_url()).content.decode()
        assert ("Let op de tekst." in page) is sees
        assert (f"Dit bindt {world.other} niet. De tekst noemt alleen de ander." in page) is sees


def test_who_only_takes_part_is_not_let_off(world: World) -> None:
    row = factories.AgreementFactory(covenant=world.covenant, joined_by=[world.tenants])
    with pytest.raises(IntegrityError):
        row.responsibilities.update(binds=False)


# The file


def loaded(path: Path) -> Agreement:
    call_command("load_covenant", str(path), verbosity=0)
    return Covenant.objects.get().agreements.get(code="2.1-03")


def test_the_file_of_druten_leaves_de_kernen_alone_at_2_1_03() -> None:
    row = loaded(FIXTURES / "druten-2025-2028.yaml")
    led = {(it.partner.slug, it.binds) for it in row.responsibilities.filter(role="trekker")}
    assert led == {("woonwaarts", True), ("de-kernen", False)}
    assert not row.covenant.agreements.exclude(pk=row.pk).filter(responsibilities__binds=False).exists()
    again = loaded(FIXTURES / "druten-2025-2028.yaml")
    assert again.responsibilities.filter(binds=False).count() == 1


@pytest.mark.parametrize(
    ("named", "fault"),
    [
        (["hbd"], "onderwerp 2.1, afspraak 3: not_bound: 'hbd' is geen trekker van deze afspraak"),
        (["de-kernen", "woonwaarts"], "dan is geen trekker gebonden"),
    ],
)
def test_the_file_may_only_let_off_some_trekkers(tmp_path: Path, named: list[str], fault: str) -> None:
    content = yaml.safe_load((FIXTURES / "druten-2025-2028.yaml").read_text("utf-8"))
    topics = [topic for theme in content["themes"] for topic in theme["topics"]]
    row = next(it for topic in topics for it in topic["agreements"] if it["code"] == "2.1-03")
    row["not_bound"] = [{"partner": slug, "note": "Zomaar."} for slug in named]
    path = tmp_path / "afspraken.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    with pytest.raises(CommandError, match=fault):
        call_command("load_covenant", str(path), verbosity=0)
