"""The pages of requests and offers: what is read first, what is never lost, and what each side finds."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from calendar_cycle.models import Submission
from monitoring.models import Activity, Contribution
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db
BASE = "/druten-2025-2028/overzichten/2027"

CONTRADICTIONS = [("promise", "left_out"), ("decline", "left_out"), ("decline", "as_activity")]


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(moment(2026, 5, 10), tick=False) as clock:
        yield clock


@pytest.fixture
def activity(world: World) -> Activity:
    return factories.ActivityFactory(overview=world.assignment(state="in_progress").overview, title="Zonnepanelen")


@pytest.fixture
def concept(world: World, activity: Activity) -> Contribution:
    return factories.ContributionFactory(activity=activity, partner=world.tenants)


@pytest.fixture
def sent(world: World, concept: Contribution) -> Contribution:
    concept.perform("send", by=world.editor)
    return concept


def page_of(row: Contribution) -> str:
    return f"/hulpvragen/{row.pk}/"


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def by(client: Client, person: Any) -> Client:
    client.force_login(person)
    return client


# Asking


def test_how_much_a_partner_has_open_is_read_before_anything_is_typed(
    world: World, client: Client, activity: Activity, sent: Contribution
) -> None:
    """What another partner asks counts too, but none of its words are shown."""
    other = factories.ActivityFactory(overview=world.assignment(world.other).overview, code="BS-2027-1")
    theirs = factories.ContributionFactory(activity=other, partner=world.tenants, text="Geheim plan")
    theirs.perform("send", by=world.other_submitter)
    factories.ContributionFactory(activity=other, partner=world.tenants, text="Concept")
    page = text(by(client, world.editor), f"{BASE}/woonstichting-druten/hulpvraag/{activity.pk}/")
    said = "2 hulpvragen voor 2027 wachten op antwoord. Dit zijn vrijwilligers"
    assert 0 < page.index(said) < page.index("<textarea")
    assert "Geen open hulpvragen voor 2027" in page
    assert "Bewaren tot het indienen" in page
    assert "Geheim plan" not in page


def test_a_refused_request_keeps_what_was_typed(world: World, client: Client, activity: Activity) -> None:
    world.covenant.state = "closed"
    world.covenant.save()
    address = f"{BASE}/woonstichting-druten/hulpvraag/{activity.pk}/"
    body = {"partner": world.tenants.pk, "text": "Belt u <b>mee</b>?", "nu": "1"}
    answer = by(client, world.editor).post(address, body).content.decode()
    assert "Belt u &lt;b&gt;mee&lt;/b&gt;?" in answer
    assert "Fout: " in answer


# A concept


def test_a_concept_is_changed_and_thrown_away(world: World, client: Client, concept: Contribution) -> None:
    address = f"{page_of(concept)}veranderen/"
    form = by(client, world.editor).get(address).context["form"]
    body = {field.html_name: field.value() for field in form if field.value() is not None}
    assert client.post(address, body | {"text": "Anders"}).status_code == 302
    concept.refresh_from_db()
    assert (concept.text, concept.state) == ("Anders", "concept")
    client.post(address, {"remove": "1"})
    assert not Contribution.objects.exists()


def test_who_saves_a_concept_that_was_sent_meanwhile_keeps_the_text(
    world: World, client: Client, concept: Contribution
) -> None:
    address = f"{page_of(concept)}veranderen/"
    form = by(client, world.editor).get(address).context["form"]
    body = {field.html_name: field.value() for field in form if field.value() is not None}
    concept.perform("send", by=world.submitter)
    answer = client.post(address, body | {"text": "Te laat getypt"})
    assert answer.status_code == 409
    assert "Te laat getypt" in answer.content.decode()
    assert "al verstuurd" in answer.content.decode()
    concept.refresh_from_db()
    assert concept.text != "Te laat getypt"
    client.post(address, {"remove": "1"})
    assert Contribution.objects.exists()


@pytest.mark.parametrize("person", ["reader", "tenants_submitter", "secretary", "board", "administrator"])
@pytest.mark.parametrize("what", ["veranderen", "opnieuw"])
def test_nobody_else_changes_it_or_asks_it_anew(
    world: World, client: Client, sent: Contribution, what: str, person: str
) -> None:
    assert by(client, getattr(world, person)).get(f"{page_of(sent)}{what}/").status_code == 404
    assert client.post(f"{page_of(sent)}{what}/", {"text": "Anders"}).status_code == 404


# Answering


def test_a_part_has_two_texts_on_the_page(world: World, client: Client, sent: Contribution) -> None:
    body = {"deed": "promise_partly", "message": "Wij bellen.", "version": sent.version}
    wrong = by(client, world.tenants_submitter).post(page_of(sent), body)
    assert wrong.status_code == 200
    assert "Schrijf wat u niet doet" in wrong.content.decode()
    assert "Wij bellen." in wrong.content.decode()
    client.post(page_of(sent), body | {"left_out": "Niet in Deest."})
    page = text(by(client, world.editor), page_of(sent))
    assert "Dit gebeurt wel" in page
    assert "Niet in Deest." in page
    assert "Dit deel is genoeg" in page
    assert "In andere woorden vragen" in page


@pytest.mark.parametrize(
    ("deed", "field"), [("promise", "left_out"), ("decline", "left_out"), ("decline", "as_activity")]
)
def test_an_answer_does_not_contradict_itself(
    world: World, client: Client, sent: Contribution, deed: str, field: str
) -> None:
    world.assignment(world.tenants)
    body = {"deed": deed, "message": "Zo.", field: "on", "version": sent.version}
    answer = by(client, world.tenants_submitter).post(page_of(sent), body)
    assert field in answer.context["form"].errors
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_of_two_colleagues_the_second_hears_and_keeps_the_text(
    world: World, client: Client, sent: Contribution
) -> None:
    seen = sent.version
    sent.perform("promise", by=world.tenants_submitter)
    body = {"deed": "decline", "message": "Wij hebben geen tijd.", "version": seen}
    answer = by(client, world.tenants_submitter).post(page_of(sent), body)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "was u voor: de stand is nu “toegezegd”" in page
    assert "Wij hebben geen tijd." in page
    sent.refresh_from_db()
    assert sent.state == "promised"
    again = answer.context["form"]["version"].value()
    assert client.post(page_of(sent), body | {"version": again}).status_code == 302


def test_an_answer_to_what_was_withdrawn_is_shown_to_who_typed_it(
    world: World, client: Client, sent: Contribution
) -> None:
    seen = sent.version
    sent.perform("withdraw", by=world.editor)
    answer = by(client, world.tenants_submitter).post(
        page_of(sent), {"deed": "decline", "message": "Lange uitleg", "version": seen}
    )
    assert answer.status_code == 409
    assert "Lange uitleg" in answer.content.decode()


def test_it_becomes_an_activity_with_one_box(world: World, client: Client, sent: Contribution) -> None:
    theirs = world.assignment(world.tenants)
    assert "Zet dit ook als activiteit" in text(by(client, world.tenants_submitter), page_of(sent))
    client.post(page_of(sent), {"deed": "promise", "as_activity": "on", "version": sent.version})
    made = theirs.overview.activities.get()
    page = text(client, f"{BASE}/huurders-druten/activiteit/{made.pk}/")
    assert f'href="/hulpvragen/{sent.pk}/"' in page
    assert made.code in text(client, page_of(sent))


def test_after_the_hand_in_the_box_is_not_there_and_why_is_said(
    world: World, client: Client, sent: Contribution
) -> None:
    theirs = world.assignment(world.tenants, state="in_progress")
    theirs.perform("submit", by=world.tenants_submitter)
    assert "Zet dit ook als activiteit" not in text(by(client, world.tenants_submitter), page_of(sent))
    sent.perform("promise", by=world.tenants_submitter)
    page = text(client, page_of(sent))
    assert "Hier een activiteit van maken kan nu niet. Dit is al ingediend." in page
    assert "Er een activiteit van ons van maken" not in page


# Asking anew, and the history


def test_the_chain_is_read_at_both_ends(world: World, client: Client, sent: Contribution) -> None:
    sent.perform("decline", by=world.tenants_submitter, message="Te veel.")
    address = f"{page_of(sent)}opnieuw/"
    form = by(client, world.editor).get(address).context["form"]
    assert form["text"].value() == sent.text
    body = {"partner": world.tenants.pk, "text": "Alleen in Druten?", "version": sent.version}
    assert client.post(address, body).status_code == 302
    made = Contribution.objects.get(replaces=sent)
    assert f'href="/hulpvragen/{made.pk}/"' in text(client, page_of(sent))
    client.force_login(world.tenants_submitter)
    page = text(client, page_of(made))
    assert f'href="/hulpvragen/{sent.pk}/"' in page
    assert "Antwoord: Te veel." in page


def test_another_partner_asked_anew_reads_nothing_of_the_first(
    world: World, client: Client, sent: Contribution
) -> None:
    sent.perform("decline", by=world.tenants_submitter, message="Onder ons gezegd.")
    body = {"partner": world.other.pk, "text": "Kunt u dit?", "version": sent.version}
    by(client, world.editor).post(f"{page_of(sent)}opnieuw/", body)
    made = Contribution.objects.get(replaces=sent)
    assert "Onder ons gezegd." not in text(by(client, world.other_submitter), page_of(made))


def test_asking_anew_what_was_answered_meanwhile_is_refused_with_the_text(
    world: World, client: Client, sent: Contribution
) -> None:
    seen = sent.version
    sent.perform("decline", by=world.tenants_submitter, message="Nee.")
    body = {"partner": world.tenants.pk, "text": "In andere woorden", "version": seen}
    answer = by(client, world.editor).post(f"{page_of(sent)}opnieuw/", body)
    assert answer.status_code == 409
    assert "In andere woorden" in answer.content.decode()
    assert not Contribution.objects.filter(replaces=sent).exists()


def test_all_that_happened_is_read_with_who_and_when(world: World, client: Client, sent: Contribution) -> None:
    sent.perform("decline", by=world.tenants_submitter, message="Eerst nee.")
    sent.perform("promise", by=world.tenants_submitter, message="Toch ja.")
    page = text(by(client, world.editor), page_of(sent))
    for words in ("Verstuurd", "Afgewezen", "Eerst nee.", "Toegezegd", "Toch ja.", "10 mei 2026 om 12:00"):
        assert words in page
    assert f"{world.tenants_submitter}, {world.tenants.short_name}" in page


def test_a_draft_judgement_is_not_in_the_history(world: World, client: Client, sent: Contribution) -> None:
    sent.perform("promise", by=world.tenants_submitter)
    step = world.milestone("results", subject_year=2027)
    results = factories.AssignmentFactory(milestone=step, partner=world.corporation, state="in_progress")
    with time_machine.travel(moment(2026, 2, 10), tick=False):
        sent.perform("judge_kept", by=world.editor, kept="no", kept_text="Er kwam niemand.")
    by(client, world.tenants_submitter)
    assert "Er kwam niemand." not in text(client, page_of(sent))
    kept = [{"contribution": sent.pk, "kept": "no", "kept_text": "Er kwam niemand."}]
    Submission.objects.create(assignment=results, number=1, content={"kept": kept})
    page = text(client, page_of(sent))
    assert page.count("Er kwam niemand.") == 2
    sent.refresh_from_db()
    client.post(page_of(sent), {"reply": "Wij waren er.", "version": sent.version})
    assert "Wij waren er." in text(by(client, world.editor), page_of(sent))


# Offering at an activity of another


def handed_in(world: World, activity: Activity) -> None:
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    activity.agreements.add(agreement)
    activity.overview.assignment.perform("submit", by=world.submitter)


def test_something_is_offered_at_an_activity_that_one_may_read(
    world: World, client: Client, activity: Activity, in_may: Any
) -> None:
    address = f"{BASE}/huurders-druten/aanbod/{activity.pk}/"
    world.assignment(world.tenants)
    handed_in(world, activity)
    assert by(client, world.tenants_submitter).get(address).status_code == 404
    in_may.move_to(moment(2026, 7, 2))
    by(client, world.tenants_submitter)
    assert f'href="{address}"' in text(client, f"{BASE}/woonstichting-druten/")
    assert "Bewaren tot het indienen" not in text(client, address), "its own deadline is past"
    assert client.post(address, {"text": "Wij bellen.", "nu": "1"}).status_code == 302
    made = Contribution.objects.get()
    assert (made.origin, made.state, made.activity, made.partner) == ("offered", "sent", activity, world.tenants)
    client.force_login(world.editor)
    client.post(page_of(made), {"deed": "promise", "version": made.version})
    made.refresh_from_db()
    assert made.state == "promised"


def test_nothing_is_offered_at_an_own_activity_or_for_another(
    world: World, client: Client, activity: Activity, in_may: Any
) -> None:
    world.assignment(world.tenants)
    handed_in(world, activity)
    in_may.move_to(moment(2026, 7, 2))
    assert by(client, world.submitter).get(f"{BASE}/woonstichting-druten/aanbod/{activity.pk}/").status_code == 404
    assert client.get(f"{BASE}/huurders-druten/aanbod/{activity.pk}/").status_code == 404


# The lists


def test_what_waits_longest_for_us_comes_first(world: World, client: Client, sent: Contribution, in_may: Any) -> None:
    answered = factories.ContributionFactory(activity=sent.activity, partner=world.tenants, text="Klaar")
    answered.perform("send", by=world.editor)
    answered.perform("promise", by=world.tenants_submitter)
    in_may.move_to(moment(2026, 5, 26))
    late = factories.ContributionFactory(activity=sent.activity, partner=world.tenants, text="Nieuw")
    late.perform("send", by=world.editor)
    answer = by(client, world.tenants_submitter).get("/hulpvragen/")
    lists = answer.context["lists"]
    assert [line.contribution for line in lists.to_us] == [sent, late, answered]
    assert (lists.to_do, lists.several_partners) == (2, False)
    page = answer.content.decode()
    assert "Wacht op uw antwoord, 16 dagen open" in page
    assert "2 vragen en aanbiedingen vragen nu iets van u." in page
    some = client.get("/hulpvragen/?stand=open").context["lists"]
    assert [line.contribution for line in some.to_us] == [sent, late]


def test_with_nothing_to_do_it_says_so_and_what_comes(world: World, client: Client) -> None:
    world.milestone()
    by(client, world.tenants_submitter)
    assert "U hoeft nu niets te doen. In uw overzicht van 2027 kunt u nu hulp vragen" in text(client, "/hulpvragen/")
    with time_machine.travel(moment(2026, 3, 1), tick=False):
        client.force_login(world.tenants_submitter)
        assert "Vanaf 1 april 2026 vragen de partners elkaar om hulp voor 2027." in text(client, "/hulpvragen/")


def test_who_works_for_two_partners_sees_whose_and_chooses(world: World, client: Client, sent: Contribution) -> None:
    person = factories.UserFactory()
    for partner in (world.tenants, world.other):
        factories.MembershipFactory(user=person, partner=partner, role="editor")
    to_other = factories.ContributionFactory(activity=sent.activity, partner=world.other, text="Aan de ander")
    to_other.perform("send", by=world.editor)
    page = by(client, person).get("/hulpvragen/")
    assert page.context["lists"].several_partners
    assert f"Voor {world.other.short_name}" in page.content.decode()
    mine = client.get(f"/hulpvragen/?partner={world.other.slug}").context["lists"]
    assert [line.contribution for line in mine.to_us] == [to_other]
    assert client.get("/hulpvragen/?partner=onbekend&jaar=abc&stand=x").status_code == 200


def test_a_reader_is_asked_nothing(world: World, client: Client, sent: Contribution) -> None:
    sent.perform("decline", by=world.tenants_submitter, message="Nee.")
    assert by(client, world.reader).get("/hulpvragen/").context["lists"].to_do == 0
    assert by(client, world.editor).get("/hulpvragen/").context["lists"].to_do == 1


def test_the_queries_of_its_page_do_not_grow(world: World, client: Client, sent: Contribution) -> None:
    world.assignment(world.tenants)
    by(client, world.tenants_submitter)
    with CaptureQueriesContext(connection) as before:
        client.get(page_of(sent))
    for _ in range(20):
        sent.perform("promise", by=world.tenants_submitter)
        sent.perform("decline", by=world.tenants_submitter, message="Nee.")
    first: Contribution | None = None
    for _ in range(10):
        first = factories.ContributionFactory(activity=sent.activity, partner=world.tenants, replaces=first)
        first.perform("send", by=world.editor)
    with CaptureQueriesContext(connection) as after:
        client.get(page_of(sent))
    assert len(after) <= len(before) <= 15
