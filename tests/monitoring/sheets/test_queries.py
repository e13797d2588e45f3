"""The sheet's pages are read in as many queries with two hundred rows as with one, and speak Dutch in every state."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import Village
from calendar_cycle.models import Assignment
from monitoring.models import Activity
from tests import factories
from tests.druten.test_no_english import ENGLISH, words_of
from tests.monitoring.sheets.conftest import FIRST, PLAN, RESULTS, bring, column, edited, fetched, put
from tests.world import World

pytestmark = pytest.mark.django_db
MOST = 15
MANY = 200


def more_activities(plan: Assignment) -> None:
    agreements = list(plan.covenant.agreements.all())
    for at in range(MANY):
        row = factories.ActivityFactory(overview=plan.overview, code=f"WW-2027-1{at:03}", agreements=agreements)
        row.villages.set(Village.objects.filter(covenant=plan.covenant))


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(path).status_code == 200
    return len(made)


def every_row(heading: str, value: str) -> Any:
    """All rows changed, and one new."""

    def edit(sheet: Any) -> None:
        for row in range(FIRST, sheet.max_row + 1):
            if sheet.cell(row, 1).value:
                sheet.cell(row, column(sheet, heading)).value = value
        put(sheet.max_row + 1, **{"Wat gaat u doen?": "Nieuw", "Afspraak 1": "1.1-01"})(sheet)

    return edit


def slip(covenant: Any) -> None:
    """An agreement that should have ended and about which nobody said so: the accounts before are read for it."""
    topic = covenant.agreements.first().topic
    factories.AgreementFactory(covenant=covenant, topic=topic, code="9.9-09", end_year=2025)


def test_an_overview_takes_as_few_queries_with_many_rows(editor: Client, plan: Assignment) -> None:
    slip(plan.covenant)
    few = read_all(editor, "Toelichting")
    more_activities(plan)
    assert read_all(editor, "Toelichting") == few
    assert max(few) <= MOST


def test_an_overview_of_one_row_takes_as_few(editor: Client, plan: Assignment) -> None:
    slip(plan.covenant)
    Activity.objects.filter(code="WW-2027-2").delete()
    few = read_all(editor, "Toelichting")
    assert max(few) <= MOST
    more_activities(plan)
    assert read_all(editor, "Toelichting") == few


def read_all(client: Client, heading: str) -> tuple[int, int, int]:
    bring(client, edited(fetched(client), every_row(heading, "Iets anders.")))
    paths = ("", "bestand.xlsx", "controleren/")
    found = [queries(client, f"{PLAN}rekenblad/{path}") for path in paths]
    return found[0], found[1], found[2]


def test_results_take_as_few_queries_with_many_rows(editor: Client, world: World, results: Assignment) -> None:
    paths = [f"{RESULTS}rekenblad/{path}" for path in ("", "bestand.xlsx", "controleren/")]

    def read() -> list[int]:
        content = edited(fetched(editor, RESULTS), lambda sheet: put(FIRST, **{"Wat is er gedaan?": "Gepraat."})(sheet))
        bring(editor, content, RESULTS)
        return [queries(editor, path) for path in paths]

    few = read()
    assert max(few) <= MOST
    topic = world.covenant.agreements.first().topic
    for at in range(MANY):
        factories.AgreementFactory(
            covenant=world.covenant, topic=topic, code=f"1.1-1{at:03}", led_by=[world.corporation]
        )
    assert read() == few


def test_every_state_of_the_pages_is_in_dutch(editor: Client, plan: Assignment) -> None:
    first = fetched(editor)
    faulty = edited(first, put(FIRST, Van="mei", **{"Wat gaat u doen?": "x" * 300}))
    full = edited(first, every_row("Toelichting", "Iets anders."))
    gone = edited(first, lambda sheet: sheet.delete_rows(FIRST))
    Activity.objects.filter(code="WW-2027-2").update(version=99)
    pages = [editor.get(f"{PLAN}rekenblad/"), *(bring(editor, it) for it in (b"", b"PK", first, faulty, full, gone))]
    assert [page.status_code for page in pages] == [200] * 7
    for page in pages:
        words = words_of(page.content.decode().replace("Bouwen 1 ", ""))
        assert set(ENGLISH.findall(words)) == set(), page.request["PATH_INFO"]
