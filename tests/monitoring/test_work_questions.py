"""The pages on which the working group puts the questions together."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from calendar_cycle.models import Milestone, Question
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db
ASKED = {"text": "Doet u mee?", "answer_kind": "text", "partner_kind": ""}


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(moment(2026, 3, 20), tick=False):
        yield


@pytest.fixture
def overview(world: World) -> Milestone:
    milestone = world.milestone("overview")
    factories.QuestionFactory(milestone=milestone, text="Wat gaat u doen?", position=1)
    factories.QuestionFactory(milestone=milestone, text="Hoeveel huizen?", position=2, partner_kind="corporation")
    return milestone


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.secretary)
    return client


def url(milestone: Milestone, deed: str = "") -> str:
    return reverse("work:questions_deed", args=[milestone.pk, deed]) if deed else f"/admin/werk/vragen/{milestone.pk}/"


def test_it_shows_the_questions_and_how_many_each_kind_gets(desk: Client, overview: Milestone) -> None:
    shown = desk.get(url(overview)).content.decode()
    assert "Dit zijn de vragen van vorig jaar." in shown
    assert "open met de vragen van vorig jaar" in shown
    assert "Voorbeeld voor corporaties</a> (2 vragen)" in shown
    assert "Voorbeeld voor huurdersorganisaties</a> (1 vraag)" in shown
    assert "Weghalen" not in shown


def test_questions_are_written_moved_and_removed_there(desk: Client, overview: Milestone) -> None:
    desk.post(url(overview, "opnieuw"))
    desk.post(f"{url(overview)}nieuw/", ASKED)
    added = overview.questions.get(text="Doet u mee?")
    desk.post(reverse("work:question_deed", args=[added.pk, "omhoog"]))
    changed = {**ASKED, "text": "Doet u ook mee?", "required": "on", "version": added.version}
    desk.post(reverse("work:question_edit", args=[added.pk]), changed)
    first = overview.questions.get(position=1)
    desk.post(reverse("work:question_deed", args=[first.pk, "weg"]))
    rows = [(row.text, row.required) for row in overview.questions.order_by("position")]
    assert rows == [("Doet u ook mee?", True), ("Hoeveel huizen?", False)]


@pytest.mark.parametrize(
    ("typed", "sentence", "field"),
    [
        ({"text": "  "}, "Schrijf de vraag op.", "id_text"),
        ({"answer_kind": "choice", "choices": "Ja"}, "Geef twee of meer keuzes", "id_choices"),
        ({"answer_kind": "choice", "choices": "Ja\n Ja "}, "De keuze “Ja” staat er twee keer.", "id_choices"),
    ],
)
def test_what_is_wrong_stands_at_the_field(
    desk: Client, overview: Milestone, typed: dict[str, str], sentence: str, field: str
) -> None:
    shown = desk.post(f"{url(overview)}nieuw/", ASKED | typed).content.decode()
    assert "<title>Fout: " in shown
    assert f'href="#{field}"' in shown
    assert shown.count(sentence) == 2
    assert overview.questions.count() == 2


def test_choices_are_kept_only_for_a_choice(desk: Client, overview: Milestone) -> None:
    desk.post(f"{url(overview)}nieuw/", ASKED | {"answer_kind": "choice", "choices": "Ja\n\n Nee \n"})
    row = Question.objects.get(text="Doet u mee?")
    assert row.choices == ["Ja", "Nee"]
    changed = ASKED | {"answer_kind": "number", "choices": "Ja\nNee", "version": row.version}
    desk.post(reverse("work:question_edit", args=[row.pk]), changed)
    row.refresh_from_db()
    assert row.choices == []


def test_an_external_is_never_asked(desk: Client, overview: Milestone) -> None:
    desk.post(f"{url(overview)}nieuw/", ASKED | {"partner_kind": "external"})
    assert overview.questions.count() == 2
    assert desk.get(f"{url(overview)}voorbeeld/external/").status_code == 404


def test_each_kind_of_partner_is_shown_its_own_form(desk: Client, overview: Milestone) -> None:
    corporation = desk.get(f"{url(overview)}voorbeeld/corporation/").content.decode()
    tenants = desk.get(f"{url(overview)}voorbeeld/tenants/").content.decode()
    assert ("Hoeveel huizen?" in corporation, "Hoeveel huizen?" in tenants) == (True, False)
    assert "Wat gaat u doen? (mag leeg blijven)" in tenants
    assert corporation.count("<textarea") == len(re.findall(r"<textarea[^>]* disabled", corporation)) == 2
    assert "Antwoorden bewaren" not in corporation


def test_the_example_of_results_is_their_form(desk: Client, world: World) -> None:
    results = world.milestone("results", year=2027, subject_year=2026)
    Milestone.objects.filter(pk=results.pk).update(opens_on="2026-12-01", before="2027-03-01")
    factories.QuestionFactory(milestone=results, answer_kind="choice", choices=["Ja", "Nee"], text="Gelukt?")
    shown = desk.get(f"/admin/werk/vragen/{results.pk}/voorbeeld/tenants/").content.decode()
    assert "Vragen bij de resultaten van 2026" in shown
    assert len(re.findall(r"<select[^>]* disabled", shown)) == 1


def test_they_are_fixed_and_released_there(desk: Client, overview: Milestone) -> None:
    shown = desk.post(url(overview, "vaststellen"), follow=True).content.decode()
    assert "De vragen zijn vastgesteld op 20 maart 2026" in shown
    refused = desk.get(f"{url(overview)}nieuw/", follow=True).content.decode()
    assert "Ze veranderen niet meer." in refused
    desk.post(url(overview, "terugnemen"))
    overview.refresh_from_db()
    assert overview.questions_sent_at is None


def test_once_open_nothing_changes(client: Client, world: World, overview: Milestone) -> None:
    row = overview.questions.get(position=1)
    with time_machine.travel(moment(2026, 4, 1, 0), tick=False):
        client.force_login(world.secretary)
        shown = client.post(reverse("work:question_deed", args=[row.pk, "weg"]), follow=True).content.decode()
        client.post(reverse("work:question_edit", args=[row.pk]), ASKED)
    assert "De vragen staan vast: de partijen kunnen ze al beantwoorden." in shown
    row.refresh_from_db()
    assert row.text == "Wat gaat u doen?"


def test_an_administrator_reads_and_changes_nothing(client: Client, world: World, overview: Milestone) -> None:
    client.force_login(world.administrator)
    assert client.get(url(overview)).status_code == 200
    shown = client.post(url(overview, "vaststellen"), follow=True).content.decode()
    assert "alleen een lid van de werkgroep" in shown


def test_no_page_for_others(client: Client, world: World, elsewhere: World, overview: Milestone) -> None:
    row = overview.questions.get(position=1)
    pages = [
        url(overview),
        f"{url(overview)}nieuw/",
        f"{url(overview)}voorbeeld/corporation/",
        reverse("work:question_edit", args=[row.pk]),
    ]
    client.force_login(elsewhere.secretary)
    assert [client.get(address).status_code for address in pages] == [404] * 4
    assert client.post(reverse("work:question_deed", args=[row.pk, "weg"])).status_code == 404
    client.force_login(world.submitter)
    assert [client.get(address).status_code for address in pages] == [403] * 4


def test_what_has_no_questions_and_unknown_deeds_are_404(desk: Client, world: World, overview: Milestone) -> None:
    row = overview.questions.get(position=1)
    assert desk.get(url(world.milestone("accents"))).status_code == 404
    assert desk.post(url(overview, "iets")).status_code == 404
    assert desk.post(reverse("work:question_deed", args=[row.pk, "iets"])).status_code == 404


def test_the_uitvraag_leads_to_its_questions(desk: Client, world: World) -> None:
    request, results = world.milestone("results_request"), world.milestone("results")
    shown = desk.get(reverse("work:request", args=[request.pk])).content.decode()
    assert url(results) in shown


def filled_in(client: Client, path: str) -> dict[str, str]:
    """The fields of the form as this reader sees them."""
    return {field.html_name: field.value() or "" for field in client.get(path).context["form"]}


@pytest.fixture
def colleague(world: World) -> Client:
    """Of the working group too: opened the page at the same time, and saves later."""
    client = Client()
    client.force_login(world.second_secretary)
    return client


def test_the_second_to_change_a_question_hears_it_and_chooses(
    desk: Client, colleague: Client, world: World, overview: Milestone
) -> None:
    row = overview.questions.get(position=1)
    path = reverse("work:question_edit", args=[row.pk])
    first, second = filled_in(desk, path), filled_in(colleague, path)
    assert desk.post(path, first | {"text": "Van de een?"}).status_code == 302
    answer = colleague.post(path, second | {"text": "Van de ander?"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Fout: " in page
    assert f"{world.secretary} heeft dit intussen veranderd" in page
    assert "Van de een?" in page
    assert "Van de ander?" in page
    row.refresh_from_db()
    assert row.text == "Van de een?"
    chosen = {field.html_name: field.value() or "" for field in answer.context["form"]}
    assert colleague.post(path, chosen).status_code == 302
    row.refresh_from_db()
    assert row.text == "Van de ander?"


def test_moving_a_question_hinders_nobody_who_changes_it(desk: Client, colleague: Client, overview: Milestone) -> None:
    row = overview.questions.get(position=1)
    path = reverse("work:question_edit", args=[row.pk])
    typed = filled_in(colleague, path)
    desk.post(reverse("work:question_deed", args=[row.pk, "omlaag"]))
    assert colleague.post(path, typed | {"text": "Van de ander?"}).status_code == 302
    row.refresh_from_db()
    assert (row.text, row.position) == ("Van de ander?", 2)


def test_what_was_typed_at_a_question_that_went_meanwhile_becomes_a_new_one(
    desk: Client, colleague: Client, overview: Milestone, elsewhere: World
) -> None:
    row = overview.questions.get(position=1)
    path = reverse("work:question_edit", args=[row.pk])
    typed = filled_in(colleague, path) | {"text": "Van de ander?"}
    desk.post(reverse("work:question_deed", args=[row.pk, "weg"]))
    answer = colleague.post(path, typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Een collega haalde deze vraag intussen weg." in page
    assert "Van de ander?" in page
    added = reverse("work:question_add", args=[overview.pk])
    assert f'action="{added}"' in page
    assert colleague.post(added, typed).status_code == 302
    assert [row.text for row in overview.questions.order_by("position")] == ["Hoeveel huizen?", "Van de ander?"]
    assert colleague.get(path).status_code == 404
    assert colleague.post(path, typed | {"step": elsewhere.milestone("overview").pk}).status_code == 404
