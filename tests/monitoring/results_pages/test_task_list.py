"""The first page of our results: what there is to do, how far it is, and what is still missing."""

import re
from typing import Any

import pytest
from django.test import Client

from calendar_cycle.models import Assignment
from monitoring.models import Contribution, Measurement
from tests import factories
from tests.monitoring.results_pages import PATH
from tests.monitoring.results_pages.plans import indicator
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def steps(client: Client) -> list[str]:
    """Each step of the list as its reader hears it."""
    page = client.get(PATH).content.decode()
    return [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in re.findall(r"<li><span>.*?</li>", page, re.S)]


def test_at_first_nothing_has_begun(editor: Client, assignment: Assignment) -> None:
    assert steps(editor) == [
        "1. Activiteiten en afspraken 0 van 1 ingevuld nog niet begonnen",
        "2. Cijfers Er zijn geen cijfers van u nodig niet nodig",
        "3. Vragen Er zijn geen vragen niet nodig",
        "4. Wat u was toegezegd U was niets toegezegd niet nodig",
        "5. Controleren en indienen Er ontbreekt nog iets nog niet",
    ]


def test_halfway_it_counts_and_says_what_is_missing(editor: Client, assignment: Assignment, world: World) -> None:
    factories.AgreementFactory.create_batch(2, covenant=world.covenant, led_by=[world.corporation])
    editor.get(PATH)
    assignment.results.filter(pk=assignment.results.first().pk).update(state="delayed")
    one, _ = indicator(world, "een"), indicator(world, "twee")
    Measurement.objects.create(
        indicator=one, partner=world.corporation, assignment=assignment, year=2025, value=0, by=world.editor
    )
    asked = factories.QuestionFactory(milestone=assignment.milestone, required=True, text="Hoe ging het?")
    factories.QuestionFactory(milestone=assignment.milestone)
    assert steps(editor)[:3] == [
        "1. Activiteiten en afspraken 1 van 3 ingevuld; bij 1 ontbreekt wat er nu anders gaat mee bezig",
        "2. Cijfers 1 van 2 ingevuld; leeg mag mee bezig",
        "3. Vragen 0 van 2 beantwoord nog niet begonnen",
    ]
    page = editor.get(PATH).content.decode()
    aside = page.split("<aside")[1].split("</aside>")[0]
    assert f'<a href="{PATH}vragen/">Beantwoord de vraag “{asked.text}”</a>' in aside
    for row in assignment.results.filter(state=""):
        assert f'<a href="{PATH}rij/{row.pk}/">Kies een stand bij' in aside
    assert "Verder met" in page


def test_when_all_is_there_it_says_so(editor: Client, assignment: Assignment, world: World) -> None:
    editor.get(PATH)
    assignment.results.update(state="done")
    assert steps(editor)[0] == "1. Activiteiten en afspraken 1 van 1 ingevuld klaar"
    assert steps(editor)[4] == "5. Controleren en indienen Lees na wat anderen zullen lezen kan"
    assert "Er ontbreekt niets." in editor.get(PATH).content.decode()


def test_of_a_long_list_the_first_are_named_and_the_rest_is_a_link(
    editor: Client, assignment: Assignment, world: World
) -> None:
    factories.AgreementFactory.create_batch(10, covenant=world.covenant, led_by=[world.corporation])
    page = editor.get(PATH).content.decode()
    assert page.count("Kies een stand bij") == 8
    assert "En nog 3 meer." in page


def test_the_deadline_stands_in_words_and_who_saved_last(
    editor: Client, assignment: Assignment, world: World, january: Any
) -> None:
    editor.get(PATH)
    row = assignment.results.get()
    editor.post(f"{PATH}rij/{row.pk}/", {"state": "done", "version": row.version})
    page = editor.get(PATH).content.decode()
    assert "vóór <strong>1 maart 2026</strong> (nog 45 dagen)" in page
    assert f"Laatst bewaard op 15 januari 2026 om 12:00 door {world.editor.name}." in page


def test_what_was_returned_has_its_message_in_sight(editor: Client, assignment: Assignment, world: World) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(state="returned", answer_before="2026-03-10")
    assignment.events.create(kind="return_for_changes", actor=world.secretary, message="Noem het aantal huizen.")
    page = editor.get(PATH).content.decode()
    assert "Noem het aantal huizen." in page
    assert "10 maart 2026" in page


def test_past_the_deadline_it_says_why_and_offers_to_ask_for_more_time(
    editor: Client, assignment: Assignment, world: World, january: Any
) -> None:
    january.move_to(moment(2026, 3, 1))
    editor.force_login(world.editor)
    page = editor.get(PATH).content.decode()
    assert "vóór 1 maart 2026" in page
    assert f'href="{PATH}uitstel/">Uitstel vragen' in page
    assert assignment.results.count() == 0
    assert steps(editor)[0] == "1. Activiteiten en afspraken Er is niets ingevuld nog niet begonnen"


def test_what_the_working_group_handed_in_is_confirmed(client: Client, assignment: Assignment, world: World) -> None:
    assignment.submissions.create(number=1, content={"results": []}, on_behalf=True, submitted_at=moment(2026, 1, 14))
    Assignment.objects.filter(pk=assignment.pk).update(state="submitted")
    client.force_login(world.reader)
    assert "Bevestigen" not in client.get(PATH).content.decode()
    client.force_login(world.submitter)
    assert "Klopt het?" in client.get(PATH).content.decode()
    assert client.post(f"{PATH}bevestigen/").url == PATH
    assert assignment.submissions.get().confirmed_by == world.submitter
    assert "Klopt het?" not in client.get(PATH).content.decode()
    assert "niets te bevestigen" in client.post(f"{PATH}bevestigen/", follow=True).content.decode()


def test_promises_are_counted(editor: Client, assignment: Assignment, world: World) -> None:
    step = world.milestone("overview", subject_year=2025, opens_on="2024-04-01", before="2024-07-01", year=2024)
    activity = factories.ActivityFactory(overview=world.assignment(milestone=step).overview)
    for kept in ("", "partly"):
        row = factories.ContributionFactory(activity=activity, partner=world.tenants)
        Contribution.objects.filter(pk=row.pk).update(state="promised", kept=kept, sent_at=moment(2025, 4, 1))
    assert steps(editor)[3] == "4. Wat u was toegezegd 1 van 2 beoordeeld mee bezig"
    page = editor.get(f"{PATH}toezeggingen/").content.decode()
    assert "deels nagekomen" in page
    assert "nog geen oordeel" in page


@pytest.mark.parametrize("step", ["", "rijen/", "toezeggingen/", "controleren/"])
def test_who_works_for_two_partners_goes_to_the_same_page_of_the_other(
    editor: Client, assignment: Assignment, world: World, step: str, django_assert_max_num_queries: Any
) -> None:
    ours = assignment.get_absolute_url()
    editor.get(ours)  # which makes the rows
    with django_assert_max_num_queries(15) as one:
        assert "Ook van u" not in editor.get(ours + step).content.decode()
    theirs = world.assignment(world.other, milestone=assignment.milestone).get_absolute_url()
    factories.MembershipFactory(user=world.editor, partner=world.other, role="reader")
    with django_assert_max_num_queries(15) as two:
        page = editor.get(ours + step).content.decode()
    assert f'href="{theirs}{step}">{world.other.name}</a>' in page
    assert len(one) == len(two)
