"""Our results in a spreadsheet: the rows that are asked, and one of our own accord."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from calendar_cycle.models import Assignment
from monitoring.models import Result
from tests.monitoring.sheets.conftest import FIRST, RESULTS, bring, confirm, edited, fetched, put
from tests.world import World

pytestmark = pytest.mark.django_db


def here(client: Client, edit: Any) -> Any:
    return bring(client, edited(fetched(client, RESULTS), edit), RESULTS)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_untouched_it_changes_nothing(editor: Client, results: Assignment, kind: str) -> None:
    page = bring(editor, fetched(editor, RESULTS, kind), RESULTS, f"resultaten.{kind}")
    assert "<h1>0 wijzigingen</h1>" in page.content.decode()
    assert not Result.objects.get().state


def test_a_state_and_words_are_shown_and_saved(editor: Client, results: Assignment) -> None:
    page = here(editor, put(FIRST, **{"Hoe staat het ervoor?": "vertraagd", "Wat is er gedaan?": "Gepraat."}))
    changes = [(it.heading, it.old, it.new) for it in page.context["plan"].changed[0].fields]
    assert changes == [("Hoe staat het ervoor?", "", "vertraagd"), ("Wat is er gedaan?", "", "Gepraat.")]
    assert "1 regel veranderd" in confirm(editor, page, RESULTS).content.decode()
    row = Result.objects.get()
    assert (row.state, row.text) == ("delayed", "Gepraat.")


def test_what_is_told_is_not_taken_in(editor: Client, results: Assignment) -> None:
    page = here(editor, put(FIRST, **{"Waar het over gaat": "Iets anders", "Gepland aantal": 400}))
    assert "<h1>0 wijzigingen</h1>" in page.content.decode()


def test_a_quantity_where_none_is_asked_is_told(editor: Client, results: Assignment) -> None:
    editor.get(RESULTS)
    joined = results.covenant.agreements.get(code="1.1-02")
    Result.objects.create(assignment=results, agreement=joined, state="done", realised_quantity=1)
    page = here(editor, put(FIRST, **{"Gehaald aantal": 3})).content.decode()
    assert "Rij 5, kolom Gehaald aantal: Dit wordt bij deze rij niet gevraagd." in page


def test_a_row_that_is_asked_stays_when_it_is_not_in_the_file(editor: Client, results: Assignment) -> None:
    editor.get(RESULTS)
    Result.objects.create(assignment=results, agreement=results.covenant.agreements.get(code="1.1-02"), state="done")
    page = here(editor, lambda sheet: sheet.delete_rows(FIRST))
    assert "niet in het bestand, maar deze regel wordt gevraagd" in page.content.decode()


def test_a_row_of_our_own_accord_comes_and_goes(editor: Client, results: Assignment) -> None:
    new = {"Nieuwe regel bij afspraak": "1.1-02", "Hoe staat het ervoor?": "klaar", "Wat is er gedaan?": "Geholpen."}
    page = here(editor, put(FIRST + 1, **new))
    assert "1 regel toegevoegd" in confirm(editor, page, RESULTS).content.decode()
    added = Result.objects.get(agreement__code="1.1-02")
    assert (added.state, added.text) == ("done", "Geholpen.")
    page = here(editor, lambda sheet: sheet.delete_rows(FIRST + 1))
    assert "1 regel weggehaald" in confirm(editor, page, RESULTS, drop=[added.pk]).content.decode()
    assert Result.objects.get().agreement.code == "1.1-01"


def test_two_new_rows_at_one_agreement_are_refused_whole(editor: Client, results: Assignment) -> None:
    new = {"Nieuwe regel bij afspraak": "1.1-02", "Hoe staat het ervoor?": "klaar"}

    def twice(sheet: Any) -> None:
        put(FIRST + 1, **new)(sheet)
        put(FIRST + 2, **new)(sheet)

    said = confirm(editor, here(editor, twice), RESULTS).content.decode()
    assert "Bij deze afspraak staat al een regel." in said
    assert Result.objects.count() == 1


def test_without_an_agreement_to_join_there_is_no_column_for_it(
    editor: Client, world: World, results: Assignment
) -> None:
    world.covenant.agreements.get(code="1.1-02").delete()
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(editor, RESULTS))).worksheets[0]
    headings = [cell.value for cell in sheet[FIRST - 2]]
    assert "Nieuwe regel bij afspraak" not in headings
    page = here(editor, put(FIRST + 1, **{"Wat is er gedaan?": "Zomaar."})).content.decode()
    assert "Rij 6: Er is geen afspraak waarbij u een regel kunt toevoegen." in page


def test_an_emptied_row_of_results_is_emptied_and_not_dropped(editor: Client, results: Assignment) -> None:
    editor.get(RESULTS)
    Result.objects.update(state="done", text="Klaar.", version=3)
    page = here(editor, put(FIRST, **{"Hoe staat het ervoor?": None, "Wat is er gedaan?": None}))
    assert [it.new for it in page.context["plan"].changed[0].fields] == ["", ""]
    assert not page.context["plan"].missing
