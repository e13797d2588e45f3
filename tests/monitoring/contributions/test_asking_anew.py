"""Asking in other words, the chain of it, and the history."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from calendar_cycle.models import Notice, Submission
from calendar_cycle.workflow import NotAllowed
from monitoring import contribution_making
from monitoring.models import Contribution
from tests import factories
from tests.monitoring.contributions.pages import by, page_of, text
from tests.told import told
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def test_it_is_asked_anew_and_what_was_asked_first_stays(world: World, partly: Contribution) -> None:
    made = contribution_making.ask_anew(partly, by=world.editor, text="Alleen Druten?", by_quarter=3)
    partly.refresh_from_db()
    assert (partly.state, partly.answer) == ("withdrawn", "Wij bellen.")
    assert (made.state, made.replaces, made.partner, made.activity) == (
        "sent",
        partly,
        world.tenants,
        partly.activity,
    )
    assert not told("contribution_withdrawn")
    assert Notice.objects.filter(kind="contribution_sent", user=world.tenants_submitter).count() == 2


def test_another_partner_may_be_asked(world: World, sent: Contribution) -> None:
    sent.perform("decline", by=world.tenants_submitter, message="Geen tijd.")
    made = contribution_making.ask_anew(sent, by=world.editor, text="Kunt u dit?", partner=world.other)
    assert made.partner == world.other


def test_a_promise_is_not_asked_anew(world: World, sent: Contribution) -> None:
    sent.perform("promise", by=world.tenants_submitter)
    with pytest.raises(NotAllowed, match="toegezegd"):
        contribution_making.ask_anew(sent, by=world.editor, text="Anders")
    assert Contribution.objects.count() == 1


def test_who_asks_one_that_left_anew_loses_nothing(world: World, sent: Contribution) -> None:
    """The new one is refused, so the old one is not withdrawn either."""
    world.covenant.parties.filter(partner=world.tenants).update(left_on=date(2026, 5, 1))
    with pytest.raises(NotAllowed, match="doet sinds"):
        contribution_making.ask_anew(sent, by=world.editor, text="Anders")
    sent.refresh_from_db()
    assert (sent.state, Contribution.objects.count()) == ("sent", 1)


@pytest.mark.parametrize("deed", ["promise", "decline"])
def test_who_answered_hears_that_it_is_withdrawn(world: World, sent: Contribution, deed: str) -> None:
    sent.perform(deed, by=world.tenants_submitter, message="Zo is het.")
    sent.perform("withdraw", by=world.editor)
    assert told("contribution_withdrawn") == {world.tenants_submitter.email}


def test_who_did_not_answer_yet_hears_nothing(world: World, sent: Contribution) -> None:
    sent.perform("withdraw", by=world.editor)
    assert not told("contribution_withdrawn")


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
