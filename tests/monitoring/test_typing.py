"""What somebody types is kept: by itself, past a refusal, and past the end of a session."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from agreements.models import Agreement
from calendar_cycle.models import Answer, Assignment, Question
from monitoring.models import Activity
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db
BASE = "/druten-2025-2028/overzichten/2027/woonstichting-druten/"
QUIETLY: Any = {"HTTP_X_AUTOSAVE": "1"}


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(moment(2026, 5, 1, 14, 3), tick=False) as clock:
        yield clock


@pytest.fixture
def agreement(world: World) -> Agreement:
    return factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])


@pytest.fixture
def assignment(world: World, agreement: Agreement) -> Assignment:
    return world.assignment(state="in_progress")


@pytest.fixture
def editor(client: Client, world: World) -> Client:
    client.force_login(world.editor)
    return client


def fields(client: Client, path: str) -> dict[str, Any]:
    """The form as the browser would send it."""
    form = client.get(path).context["form"]
    return {field.html_name: field.value() for field in form if field.value() not in (None, "")}


def activity_of(agreement: Agreement, **more: Any) -> dict[str, Any]:
    return {"title": "Daken", "agreements": [agreement.pk], "first_quarter": "1", "last_quarter": "4"} | more


def test_a_save_by_itself_says_when(editor: Client, assignment: Assignment, agreement: Agreement) -> None:
    row = factories.ActivityFactory(overview=assignment.overview, title="Zon", agreements=[agreement])
    path = f"{BASE}activiteit/{row.pk}/"
    answer = editor.post(path, fields(editor, path) | {"title": "Zon en wind"}, **QUIETLY).json()
    assert (answer["state"], answer["said"], answer["taken"]) == ("saved", "Bewaard om 14:03.", {})
    row.refresh_from_db()
    assert row.title == "Zon en wind"
    assert answer["hidden"]["version"] == str(row.version)
    again = editor.post(path, fields(editor, path) | answer["hidden"] | {"title": "Zon"}, **QUIETLY).json()
    assert again["state"] == "saved"


def test_what_is_not_whole_yet_waits_without_a_fault(editor: Client, assignment: Assignment) -> None:
    answer = editor.post(f"{BASE}activiteit/", {"title": ""}, **QUIETLY).json()
    assert answer["state"] == "incomplete"
    assert answer["said"].startswith("Nog niet bewaard. ")
    assert not Activity.objects.exists()


def test_the_same_new_form_makes_one_activity(editor: Client, assignment: Assignment, agreement: Agreement) -> None:
    path = f"{BASE}activiteit/"
    sent = fields(editor, path) | activity_of(agreement)
    first = editor.post(path, sent, **QUIETLY).json()
    row = Activity.objects.get()
    assert first["address"] == f"{BASE}activiteit/{row.pk}/"
    assert editor.post(path, sent | {"title": "Daken en gevels"}).status_code == 302
    assert [it.title for it in Activity.objects.all()] == ["Daken en gevels"]
    other = fields(editor, path) | activity_of(agreement, title="Iets anders")
    editor.post(path, other)
    assert Activity.objects.count() == 2


def test_a_save_after_the_hand_in_is_refused_and_said(
    editor: Client, assignment: Assignment, agreement: Agreement, world: World
) -> None:
    row = factories.ActivityFactory(overview=assignment.overview, title="Zon", agreements=[agreement])
    path = f"{BASE}activiteit/{row.pk}/"
    sent = fields(editor, path) | {"title": "Te laat getypt"}
    assignment.perform("submit", by=world.submitter)
    answer = editor.post(path, sent, **QUIETLY).json()
    assert (answer["state"], answer["said"][:23]) == ("refused", "Dit is al ingediend. Tr")
    page = editor.post(path, sent)
    assert page.status_code == 409
    assert "Te laat getypt" in page.content.decode()
    assert "Dit is al ingediend" in page.content.decode()
    row.refresh_from_db()
    assert row.title == "Zon"


def test_by_itself_nothing_of_a_colleague_disappears(
    editor: Client, assignment: Assignment, agreement: Agreement, world: World
) -> None:
    row = factories.ActivityFactory(overview=assignment.overview, title="Zon", text="", agreements=[agreement])
    path = f"{BASE}activiteit/{row.pk}/"
    mine, other = fields(editor, path), Client()
    other.force_login(world.submitter)
    other.post(path, fields(other, path) | {"title": "Zon van een ander", "text": "Toelichting"})
    both = editor.post(path, mine | {"title": "Zon van mij"}, **QUIETLY).json()
    assert both["state"] == "choose"
    assert f"{world.submitter} heeft dit intussen veranderd om 14:03." in both["said"]
    apart = editor.post(path, mine | {"budget": "500"}, **QUIETLY).json()
    assert apart["state"] == "saved"
    assert apart["taken"] == {"title": ["Zon van een ander"], "text": ["Toelichting"]}
    assert apart["told"].startswith(f"{world.submitter} veranderde intussen ook “Wat gaat u doen?”")
    row.refresh_from_db()
    assert (row.title, row.text, row.budget) == ("Zon van een ander", "Toelichting", 500)


@pytest.mark.parametrize(("keep", "stays"), [("mine", "Van mij"), ("theirs", "Van een ander")])
def test_per_field_one_chooses_which_text_stays(
    editor: Client, assignment: Assignment, world: World, keep: str, stays: str
) -> None:
    question: Question = factories.QuestionFactory(milestone=assignment.milestone)
    name, path, other = f"question_{question.pk}", f"{BASE}vragen/", Client()
    other.force_login(world.submitter)
    mine = fields(editor, path)
    other.post(path, fields(other, path) | {name: "Van een ander"})
    form = editor.post(path, mine | {name: "Van mij"}).context["form"]
    assert form[f"keep_{name}"].field.choices[1][1] == f"{world.submitter} schreef: “Van een ander”. Dat blijft staan."
    chosen = {field.html_name: field.value() for field in form} | {f"keep_{name}": keep}
    assert editor.post(path, chosen).status_code == 302
    assert Answer.objects.get().text == stays


def test_who_was_logged_out_finds_the_text_after_logging_in(
    editor: Client, assignment: Assignment, agreement: Agreement, world: World
) -> None:
    path = f"{BASE}activiteit/"
    page = editor.get(path)
    typist = page.content.decode().split('name="typist" value="')[1].split('"')[0]
    sent = fields(editor, path) | activity_of(agreement, title="Getypt na afloop", typist=typist)
    editor.cookies.clear()
    answer = editor.post(path, sent)
    assert answer.url == f"/accounts/login/?next={path}"
    login = {"login": world.editor.email, "password": "druten-demo", "next": path}
    assert editor.post("/accounts/login/", login).url == path
    shown = editor.get(path)
    assert "Getypt na afloop" in shown.content.decode()
    assert "nog niet bewaard" in shown.content.decode()
    assert not Activity.objects.exists()
    assert "Getypt na afloop" not in editor.get(path).content.decode()


def test_nobody_else_finds_it(editor: Client, assignment: Assignment, agreement: Agreement, world: World) -> None:
    path = f"{BASE}activiteit/"
    typist = editor.get(path).content.decode().split('name="typist" value="')[1].split('"')[0]
    editor.cookies.clear()
    editor.post(path, activity_of(agreement, title="Van de een", typist=typist))
    editor.post("/accounts/login/", {"login": world.submitter.email, "password": "druten-demo"})
    assert "Van de een" not in editor.get(path).content.decode()
    editor.cookies.clear()
    editor.post(path, activity_of(agreement, title="Van niemand", typist="verzonnen"))
    editor.post("/accounts/login/", {"login": world.editor.email, "password": "druten-demo"})
    assert "Van niemand" not in editor.get(path).content.decode()
