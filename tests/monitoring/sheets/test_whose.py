"""A sheet says whose it is: that of another, of last year or of another step is refused, and an older one says so."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from calendar_cycle.models import Assignment, AssignmentEvent
from monitoring.models import Activity, Overview
from tests import factories
from tests.monitoring.sheets.conftest import (
    FIRST,
    PLAN,
    RESULTS,
    bring,
    confirm,
    edited,
    fetched,
    put,
    titles,
)
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def wrong(page: Any) -> str:
    """What is said at the field."""
    return " ".join(page.context["form"].errors["file"])


def other_client(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_file_of_another_partner_is_refused(editor: Client, world: World, plan: Assignment) -> None:
    Overview.objects.create(assignment=factories.AssignmentFactory(milestone=plan.milestone, partner=world.other))
    theirs = fetched(other_client(world.other_submitter), PLAN.replace("woonstichting", "bouwstichting"))
    assert "Dit is het bestand van Bouwstichting Druten." in wrong(bring(editor, theirs))


def test_the_file_of_another_year_is_refused(editor: Client, world: World, plan: Assignment) -> None:
    step = factories.MilestoneFactory(
        cycle=factories.CycleFactory(covenant=world.covenant, year=2025), kind="overview", subject_year=2026
    )
    factories.AssignmentFactory(milestone=step, partner=world.corporation)
    old = fetched(editor, PLAN.replace("/2027/", "/2026/"))
    assert "Dit bestand gaat over 2026, en hier gaat het over 2027." in wrong(bring(editor, old))


def test_the_file_of_another_covenant_is_refused(
    editor: Client, world: World, elsewhere: World, plan: Assignment
) -> None:
    elsewhere.assignment()
    slug, partner = elsewhere.covenant.slug, elsewhere.corporation.slug
    theirs = fetched(other_client(elsewhere.submitter), f"/{slug}/overzichten/2027/{partner}/")
    assert "hoort bij andere prestatieafspraken" in wrong(bring(editor, theirs))


def test_results_are_no_overview(editor: Client, world: World, plan: Assignment) -> None:
    world.assignment(milestone=world.milestone("results", subject_year=2027))
    content = fetched(editor, RESULTS.replace("/2025/", "/2027/"))
    assert "In dit bestand staan resultaten, en hier horen activiteiten." in wrong(bring(editor, content))


@pytest.mark.parametrize("mark", [None, "kenmerk", "kenmerk abc:def:ghi", "changed"])
def test_without_its_signature_it_is_refused(editor: Client, plan: Assignment, mark: str | None) -> None:
    def spoiled(sheet: Any) -> None:
        sheet.cell(2, 1).value = sheet.cell(2, 1).value[:-3] + "abc" if mark == "changed" else mark

    assert "het kenmerk in rij 2 is weg of veranderd" in wrong(bring(editor, edited(fetched(editor), spoiled)))


def test_who_writes_another_number_is_told(editor: Client, plan: Assignment) -> None:
    page = bring(editor, edited(fetched(editor), put(FIRST, Nummer="WW-2026-1")))
    assert "Rij 5, kolom Nummer: Dit nummer is er niet." in page.content.decode()
    page = bring(editor, edited(fetched(editor), put(FIRST, Nummer="WW-2027-2")))
    assert "Rij 6, kolom Nummer: Dit nummer staat ook in rij 5." in page.content.decode()


# Older than what is in the system


@pytest.fixture
def older(editor: Client, world: World, plan: Assignment, in_may: Any) -> bytes:
    """A file in which WW-2027-1 was changed, while a colleague changed it on the screen."""
    content = fetched(editor)
    in_may.shift(3600)
    activity = Activity.objects.get(code="WW-2027-1")
    fields = {"title": "Twaalf huizen", "first_quarter": 2, "last_quarter": 4, "version": activity.version}
    fields |= {"agreements": [it.pk for it in activity.agreements.all()]}
    answer = other_client(world.submitter).post(f"{PLAN}activiteit/{activity.pk}/", fields)
    assert answer.status_code == 302
    return edited(content, put(FIRST, **{"Wat gaat u doen?": "Elf huizen"}))


def test_it_says_that_it_is_older_who_was_later_and_when(editor: Client, world: World, older: bytes) -> None:
    page = bring(editor, older).content.decode()
    assert "Dit bestand is ouder dan wat in het systeem staat. Het is opgehaald op 10 mei 2026 om 12:00." in page
    assert f"Daarna bewaarde {world.submitter.name} nog iets, op 10 mei 2026 om 13:00." in page
    assert "Toch vervangen door wat in het bestand staat: WW-2027-1" in page
    assert "Twaalf huizen" in page
    assert "Elf huizen" in page


def test_without_a_tick_the_words_of_the_colleague_stay(editor: Client, older: bytes) -> None:
    assert "0 wijzigingen" in confirm(editor, bring(editor, older)).content.decode()
    assert titles()[0] == "Twaalf huizen"


def test_with_a_tick_those_of_the_file_come(editor: Client, older: bytes) -> None:
    row = Activity.objects.get(code="WW-2027-1")
    assert "1 activiteit veranderd" in confirm(editor, bring(editor, older), overwrite=[row.pk]).content.decode()
    assert titles()[0] == "Elf huizen"


def test_what_a_colleague_dropped_is_told_by_row(editor: Client, plan: Assignment) -> None:
    content = fetched(editor)
    Activity.objects.get(code="WW-2027-2").delete()
    page = bring(editor, content).content.decode()
    assert "Rij 6, kolom Nummer: Dit staat niet meer in het systeem: een collega haalde het weg." in page


def test_what_changed_after_it_was_read_is_shown_again_first(editor: Client, plan: Assignment) -> None:
    page = bring(editor, edited(fetched(editor), put(FIRST, **{"Wat gaat u doen?": "Elf huizen"})))
    Activity.objects.filter(code="WW-2027-1").update(title="Twaalf huizen", version=99)
    again = confirm(editor, page)
    assert "Er is intussen iets veranderd." in again.content.decode()
    assert titles()[0] == "Twaalf huizen"
    assert again.context["plan"].changed[0].fields[0].old == "Twaalf huizen"


@pytest.mark.parametrize("odd", ["", "abc", "9" * 5000, "-1", "²"])
def test_a_tick_that_means_nothing_does_nothing(editor: Client, plan: Assignment, odd: str) -> None:
    page = bring(editor, edited(fetched(editor), lambda sheet: sheet.delete_rows(FIRST)))
    assert "0 wijzigingen" in confirm(editor, page, drop=[odd], overwrite=[odd]).content.decode()
    assert titles() == ["Tien huizen", "=1+1"]


# The door


def test_after_the_deadline_it_is_refused_with_the_sentence_of_the_door(
    editor: Client, world: World, plan: Assignment, in_may: Any
) -> None:
    in_may.move_to(moment(2026, 6, 30, 23, 59))
    editor.force_login(world.editor)
    page = bring(editor, edited(fetched(editor), put(FIRST, **{"Wat gaat u doen?": "Elf huizen"})))
    in_may.move_to(moment(2026, 7, 1, 0))
    said = confirm(editor, page).content.decode()
    assert "de termijn" in said
    assert "vóór 1 juli 2026" in said
    assert titles()[0] == "Tien huizen"
    assert AssignmentEvent.objects.filter(kind__in=("start", "save"), refused=True).exists()


def test_after_the_hand_in_it_is_refused(editor: Client, world: World, plan: Assignment) -> None:
    page = bring(editor, edited(fetched(editor), put(FIRST, **{"Wat gaat u doen?": "Elf huizen"})))
    Assignment.objects.filter(pk=plan.pk).update(state="submitted")
    assert "Dit is al ingediend. Trek het eerst in" in confirm(editor, page).content.decode()
    assert titles()[0] == "Tien huizen"
    content = fetched(editor)
    assert "Dit is al ingediend." in bring(editor, content).content.decode()
    assert "Bestand nakijken" not in editor.get(f"{PLAN}rekenblad/").content.decode()


def test_a_reader_takes_it_along_and_brings_nothing_back(client: Client, world: World, plan: Assignment) -> None:
    client.force_login(world.reader)
    content = edited(fetched(client), put(FIRST, **{"Wat gaat u doen?": "Elf huizen"}))
    assert "U kunt hier niets invullen" in bring(client, content).content.decode()
    assert titles()[0] == "Tien huizen"


def test_another_partner_sees_nothing_of_it(client: Client, world: World, plan: Assignment) -> None:
    client.force_login(world.other_submitter)
    for path in ("", "bestand.xlsx", "bestand.ods", "controleren/"):
        assert client.get(f"{PLAN}rekenblad/{path}").status_code == 404


def test_a_file_waits_for_the_one_who_brought_it_only(editor: Client, world: World, plan: Assignment) -> None:
    bring(editor, fetched(editor))
    answer = other_client(world.submitter).get(f"{PLAN}rekenblad/controleren/")
    assert answer.status_code == 302
    assert answer.url == f"{PLAN}rekenblad/"


def test_a_column_that_came_later_is_not_missed(editor: Client, world: World, plan: Assignment) -> None:
    """Accents decided after the file was made are not in it: nothing to refuse."""
    from monitoring.models import Accent

    Accent.objects.all().delete()
    content = fetched(editor)
    Accent.objects.create(milestone=world.milestone("accents"), year=2027, title="Jongeren")
    assert "<h1>0 wijzigingen</h1>" in bring(editor, content).content.decode()


def test_the_first_save_starts_the_overview(editor: Client, world: World, in_may: Any) -> None:
    factories.AgreementFactory(covenant=world.covenant, code="1.1-01", led_by=[world.corporation])
    assignment = factories.AssignmentFactory(milestone=world.milestone(), partner=world.corporation)
    row = {"Wat gaat u doen?": "Praten", "Afspraak 1": "1.1-01"}
    page = bring(editor, edited(fetched(editor), put(FIRST, **row)))
    confirm(editor, page)
    assignment.refresh_from_db()
    assert (assignment.state, titles()) == ("in_progress", ["Praten"])
    assert assignment.milestone.before == date(2026, 7, 1)
