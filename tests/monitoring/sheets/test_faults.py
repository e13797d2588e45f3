"""What is wrong in a sheet is said at its row and column, in Dutch; one fault, and nothing is saved."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from agreements.models import Agreement
from calendar_cycle.models import Assignment
from monitoring import serving
from monitoring.forms.activity import ActivityForm
from monitoring.models import Activity
from tests.monitoring.sheets.conftest import FIRST, bring, column, confirm, edited, fetched, put, titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"Wat gaat u doen?": None}, "kolom Wat gaat u doen?: Schrijf op wat u gaat doen."),
        ({"Wat gaat u doen?": "x" * 201}, "kolom Wat gaat u doen?: Zorg dat deze waarde niet meer dan 200"),
        ({"Toelichting": "x" * 10001}, "kolom Toelichting: Zorg dat deze waarde niet meer dan 10000"),
        ({"Afspraak 1": "9.9-99"}, "kolom Afspraak: “9.9-99” staat niet in de lijst. Kies uit de lijst"),
        ({"Afspraak 1": datetime(2003, 1, 1)}, "kolom Afspraak: De spreadsheet maakte hier een datum van."),
        ({"Van": "mei"}, "kolom Van: “mei” staat niet in de lijst."),
        ({"Van": "2027-04-01"}, "kolom Van: De spreadsheet maakte hier een datum van."),
        ({"Tot en met": "1e kwartaal (januari tot en met maart)"}, "kolom Tot en met: Het laatste kwartaal ligt vóór"),
        ({"Budget in euro": -5}, "kolom Budget in euro: Vul een getal in van 0 of hoger."),
        ({"Budget in euro": "20,000"}, "kolom Budget in euro: “20,000”: gebruik hoogstens twee cijfers"),
        ({"Budget in euro": 1e15}, "kolom Budget in euro: Dit getal is te groot."),
        ({"Aantal": "veel"}, "kolom Aantal: “veel” is geen duidelijk getal."),
        ({"Kern 2": "Parijs"}, "kolom Kern: “Parijs” staat niet in de lijst."),
        ({"Telt mee voor cijfer": "Bomen"}, "kolom Telt mee voor cijfer: “Bomen” staat niet in de lijst."),
    ],
)
def test_a_fault_is_told_at_row_and_column(editor: Client, plan: Assignment, cells: dict, fault: str) -> None:
    both = put(FIRST, **cells)

    def edit(sheet: Any) -> None:
        both(sheet)
        put(FIRST + 1, **{"Wat gaat u doen?": "Iets goeds"})(sheet)

    page = bring(editor, edited(fetched(editor), edit))
    assert f"Rij 5, {fault}" in page.content.decode().replace("&#x27;", "'")
    assert "<title>Fout: " in page.content.decode()
    assert "Alles bewaren" not in page.content.decode()
    confirm(editor, page)
    assert titles() == ["Tien huizen", "=1+1"]


def test_an_activity_for_nothing_is_told_as_on_the_screen(editor: Client, plan: Assignment) -> None:
    empty = {"Afspraak 1": None, "Afspraak 2": None, "Ambitie 1": None}
    page = bring(editor, edited(fetched(editor), put(FIRST, **empty)))
    told = "Rij 5, kolom Afspraak: Kies minstens één afspraak of ambitie waar dit bij hoort."
    assert told in page.content.decode()


def test_a_corporation_is_asked_for_an_ambition_as_on_the_screen(editor: Client, plan: Assignment) -> None:
    Agreement.ambitions.through.objects.all().delete()
    page = bring(editor, edited(fetched(editor), put(FIRST, **{"Ambitie 1": None})))
    assert f"Rij 5, kolom Ambitie: {serving.NO_AMBITION}" in page.content.decode()


def test_screen_and_sheet_have_one_definition(editor: Client, plan: Assignment, monkeypatch: Any) -> None:
    """A rule that is added to the form of the screen holds for the sheet at once."""

    def clean(self: Any) -> dict[str, Any]:
        self.add_error("title", "Geen elf.")
        return self.cleaned_data

    monkeypatch.setattr(ActivityForm, "clean", clean)
    page = bring(editor, edited(fetched(editor), put(FIRST, **{"Wat gaat u doen?": "Elf huizen"})))
    assert "Rij 5, kolom Wat gaat u doen?: Geen elf." in page.content.decode()


def test_an_agreement_of_another_covenant_has_no_place(editor: Client, plan: Assignment, elsewhere: Any) -> None:
    from tests import factories

    theirs = factories.AgreementFactory(covenant=elsewhere.covenant, code="7.7-07", title="Elders")
    page = bring(editor, edited(fetched(editor), put(FIRST, **{"Afspraak 1": str(theirs)})))
    assert "“7.7-07 Elders” staat niet in de lijst." in page.content.decode()
    assert not Activity.objects.filter(agreements=theirs).exists()
    assert Agreement.objects.filter(pk=theirs.pk).exists()


def drop_column(heading: str) -> Any:
    return lambda sheet: sheet.delete_cols(column(sheet, heading))


def rename(heading: str, to: str) -> Any:
    def edit(sheet: Any) -> None:
        sheet.cell(FIRST - 2, column(sheet, heading)).value = to

    return edit


def add(heading: str) -> Any:
    def edit(sheet: Any) -> None:
        sheet.cell(FIRST - 2, sheet.max_column + 1).value = heading

    return edit


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (drop_column("Toelichting"), "Er ontbreekt een kolom: “Toelichting”."),
        (add("Toelichting"), "De kolom “Toelichting” staat er twee keer."),
        (add("Afspraak 1"), "De kolom “Afspraak 1” staat er twee keer."),
        (add("Kleur"), "De kolom “Kleur” is niet bekend."),
        (rename("Van", "Vanaf"), "De kolom “Vanaf” is niet bekend."),
        (lambda sheet: sheet.delete_rows(FIRST - 2), "De rij met kopjes ontbreekt"),
        (lambda sheet: sheet.merge_cells("B5:C5"), "In dit bestand zijn cellen samengevoegd."),
        (put(FIRST, Toelichting="=1+1"), "In rij 5, kolom C staat een formule."),
        (put(1100, Toelichting="x"), None),
    ],
)
def test_wrong_columns_and_cells_get_one_sentence(
    editor: Client, plan: Assignment, edit: Any, sentence: str | None
) -> None:
    content = fetched(editor)
    page = bring(editor, edited(content, edit))
    if sentence is None:  # a lone text far down is a row like any other
        assert "Rij 1100, kolom Wat gaat u doen?: Schrijf op wat u gaat doen." in page.content.decode()
    else:
        assert len(page.context["form"].errors["file"]) == 1
        assert sentence in page.content.decode()
    assert titles() == ["Tien huizen", "=1+1"]


def test_a_removed_number_column_is_refused_even_with_the_mark_elsewhere(editor: Client, plan: Assignment) -> None:
    def moved(sheet: Any) -> None:
        mark = sheet.cell(2, 1).value
        sheet.delete_cols(1)
        sheet.cell(2, 3).value = mark

    page = bring(editor, edited(fetched(editor), moved))
    assert "De rij met kopjes ontbreekt" in page.content.decode()
