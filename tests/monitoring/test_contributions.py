"""What partners ask of and offer each other: the door, who may do what, and the screens."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Membership
from calendar_cycle.models import Submission
from calendar_cycle.workflow import NotAllowed
from monitoring.models import Contribution
from tests import factories
from tests.told import told
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may():
    with time_machine.travel(moment(2026, 5, 10), tick=False):
        yield


@pytest.fixture
def activity(world: World):
    return factories.ActivityFactory(overview=world.assignment(state="in_progress").overview, title="Zonnepanelen")


@pytest.fixture
def concept(world: World, activity) -> Contribution:
    return factories.ContributionFactory(activity=activity, partner=world.tenants)


@pytest.fixture
def sent(world: World, concept) -> Contribution:
    concept.perform("send", by=world.editor)
    return concept


@pytest.fixture
def offered(world: World, activity) -> Contribution:
    """By the corporation, at an agreement that `other` leads."""
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.other])
    row = factories.ContributionFactory(
        activity=None, overview=activity.overview, agreement=agreement, partner=world.corporation, origin="offered"
    )
    row.perform("send", by=world.editor)
    return row


def refused(contribution, name, by, words, **given):
    with pytest.raises(NotAllowed, match=words):
        contribution.perform(name, by=by, **given)
    event = contribution.events.filter(refused=True).last()
    assert (event.kind, event.actor) == (name, by)


def test_it_is_sent_once_and_said(world, concept):
    concept.perform("send", by=world.editor)
    assert (concept.state, concept.events.get().kind) == ("sent", "send")
    assert concept.sent_at is not None
    assert told("contribution_sent") == {world.tenants_submitter.email}
    refused(concept, "send", world.editor, "wacht op antwoord")


def test_it_is_not_sent_before_the_round_opens(world, concept):
    with time_machine.travel(moment(2026, 3, 31, 23, 59), tick=False):
        refused(concept, "send", world.editor, "1 april 2026")


@pytest.mark.parametrize("person", ["reader", "tenants_submitter", "other_submitter", "secretary", "board"])
def test_only_its_own_editors_send_it(world, concept, person):
    refused(concept, "send", getattr(world, person), "alleen een invuller")


@pytest.mark.parametrize(
    ("deed", "state"), [("promise", "promised"), ("promise_partly", "partly"), ("decline", "declined")]
)
def test_the_partner_asked_answers(world, sent, deed, state):
    more = {"left_out": "Niet in juni."} if deed == "promise_partly" else {}
    sent.perform(deed, by=world.tenants_submitter, message="In mei.", **more)
    assert (sent.state, sent.answer) == (state, "In mei.")
    assert told("contribution_answered") == {world.submitter.email, world.editor.email}


def test_no_needs_words(world, sent):
    refused(sent, "decline", world.tenants_submitter, "toelichting", message="   ")


@pytest.mark.parametrize(("does", "does_not"), [("Wij bellen.", " "), ("", "Niet in juni."), ("  ", "")])
def test_a_part_needs_both_what_is_done_and_what_is_not(world, sent, does, does_not):
    refused(sent, "promise_partly", world.tenants_submitter, "wel doet en wat u niet", message=does, left_out=does_not)


def test_another_answer_leaves_nothing_of_the_part(world, sent):
    sent.perform("promise_partly", by=world.tenants_submitter, message="Wij bellen.", left_out="Niet in juni.")
    assert (sent.answer, sent.left_out) == ("Wij bellen.", "Niet in juni.")
    assert sent.events.last().text == "Wel: Wij bellen.\nNiet: Niet in juni."
    sent.perform("promise", by=world.tenants_submitter, left_out="Blijft dit staan?")
    assert (sent.answer, sent.left_out) == ("", "")


@pytest.mark.parametrize("person", ["submitter", "other_submitter", "secretary", "board", "administrator"])
def test_nobody_else_answers(world, sent, person):
    refused(sent, "promise", getattr(world, person), "Antwoorden kan alleen")


def test_a_concept_is_not_answered(world, concept):
    refused(concept, "promise", world.tenants_submitter, "concept")


def test_an_answer_may_change_but_not_into_itself(world, sent):
    sent.perform("promise", by=world.tenants_submitter)
    refused(sent, "promise", world.tenants_submitter, "toegezegd")
    sent.perform("decline", by=world.tenants_submitter, message="Toch niet.")
    assert sent.state == "declined"


def test_an_external_is_answered_for_by_who_asks(world, activity):
    external = factories.PartnerFactory(slug="zorg", kind="external")
    factories.PartyFactory(covenant=world.covenant, partner=external, signed=False)
    row = factories.ContributionFactory(activity=activity, partner=external)
    row.perform("send", by=world.editor)
    row.perform("promise", by=world.editor, message="Gebeld.")
    assert row.state == "promised"


def test_an_offer_is_answered_by_a_trekker(world, offered):
    refused(offered, "promise", world.editor, "Antwoorden kan alleen")
    refused(offered, "promise", world.tenants_submitter, "Antwoorden kan alleen")
    offered.perform("promise", by=world.other_submitter)
    assert offered.state == "promised"


def test_an_offer_at_an_activity_is_answered_by_its_owner(world, activity):
    theirs = world.assignment(partner=world.tenants).overview
    row = factories.ContributionFactory(activity=activity, overview=theirs, partner=world.tenants, origin="offered")
    row.perform("send", by=world.tenants_submitter)
    row.perform("promise", by=world.editor)
    assert row.state == "promised"


def test_the_one_who_asked_takes_it_back(world, sent):
    refused(sent, "withdraw", world.tenants_submitter, "alleen een invuller")
    sent.perform("withdraw", by=world.editor)
    assert sent.state == "withdrawn"
    refused(sent, "promise", world.tenants_submitter, "ingetrokken")


def test_it_ends_when_the_results_of_that_year_are_in(world, sent):
    step = world.milestone("results", subject_year=2027)
    results = factories.AssignmentFactory(milestone=step, partner=world.corporation, state="submitted")
    Submission.objects.create(assignment=results, number=1, content={})
    refused(sent, "promise", world.tenants_submitter, "resultaten over 2027")


def test_it_ends_when_the_covenant_is_closed(world, sent):
    world.covenant.state = "closed"
    world.covenant.save()
    refused(Contribution.objects.get(pk=sent.pk), "promise", world.tenants_submitter, "afgesloten")


def test_concepts_go_out_with_the_hand_in(world, concept):
    concept.overview.assignment.perform(
        "submit", by=world.submitter
    ) if not concept.overview.activities.exists() else None
    agreement = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    concept.activity.agreements.add(agreement)
    concept.overview.assignment.perform("submit", by=world.submitter)
    concept.refresh_from_db()
    assert concept.state == "sent"
    assert concept.events.get().actor == world.submitter


def test_kept_is_written_with_the_results_of_the_receiver(world, sent):
    sent.perform("promise", by=world.tenants_submitter)
    refused(sent, "judge_kept", world.tenants_submitter, "partner die het kreeg", kept="yes")
    refused(sent, "judge_kept", world.editor, "nog geen resultaten", kept="yes")
    step = world.milestone("results", subject_year=2027)
    factories.AssignmentFactory(milestone=step, partner=world.corporation, state="in_progress")
    with time_machine.travel(moment(2026, 2, 10), tick=False):
        refused(sent, "judge_kept", world.editor, "ja, deels, nee", kept="perhaps")
        sent.perform("judge_kept", by=world.editor, kept="partly", kept_text="Half.")
    assert (sent.kept, sent.kept_text, sent.state) == ("partly", "Half.", "promised")


def test_a_trekker_elsewhere_is_no_trekker_here(world, elsewhere, offered):
    """A membership that holds in one covenant says nothing about another in which the partner leads too."""
    person = factories.UserFactory()
    Membership.objects.create(user=person, partner=world.other, covenant=elsewhere.covenant, role="submitter")
    assert not Contribution.objects.editable_by(person).exists()
    assert Contribution.objects.editable_by(world.other_submitter).get() == offered


# The screens


def shown(client, which, choice=""):
    return [line.contribution for line in getattr(client.get(f"/hulpvragen/{choice}").context["lists"], which)]


def test_each_side_finds_it_in_its_list(client, world, sent):
    client.force_login(world.tenants_submitter)
    assert shown(client, "to_us") == [sent]
    client.force_login(world.editor)
    assert shown(client, "asked") == [sent]
    assert client.get("/hulpvragen/?stand=declined").context["lists"].is_empty
    client.force_login(world.other_submitter)
    assert client.get("/hulpvragen/").context["lists"].is_empty


def test_a_concept_does_not_exist_for_the_other(client, world, concept):
    client.force_login(world.tenants_submitter)
    assert client.get(f"/hulpvragen/{concept.pk}/").status_code == 404
    assert client.post(f"/hulpvragen/{concept.pk}/", {"deed": "promise"}).status_code == 404


def test_it_is_answered_on_its_page(client, world, sent):
    client.force_login(world.tenants_submitter)
    page = f"/hulpvragen/{sent.pk}/"
    assert "Antwoord versturen" in client.get(page).content.decode()
    wrong = client.post(page, {"deed": "decline", "message": " "})
    assert "<title>Fout: " in wrong.content.decode()
    right = {"deed": "decline", "message": "<b>Nee</b>", "version": sent.version}
    assert client.post(page, right).status_code == 302
    sent.refresh_from_db()
    assert sent.state == "declined"
    assert "<b>Nee" not in client.get(page).content.decode()


def test_it_is_sent_and_taken_back_on_its_page(client, world, concept):
    client.force_login(world.editor)
    client.post(f"/hulpvragen/{concept.pk}/", {"send": "1", "version": concept.version})
    concept.refresh_from_db()
    assert concept.state == "sent"
    client.post(f"/hulpvragen/{concept.pk}/", {"withdraw": "1", "version": concept.version})
    concept.refresh_from_db()
    assert concept.state == "withdrawn"


def test_a_reader_and_a_stranger_post_in_vain(client, world, elsewhere, sent):
    for person in (world.reader, elsewhere.submitter, world.secretary, world.board):
        client.force_login(person)
        assert client.post(f"/hulpvragen/{sent.pk}/", {"deed": "promise"}).status_code == 404


def test_the_queries_of_the_list_do_not_grow(client, world, sent):
    client.force_login(world.tenants_submitter)
    with CaptureQueriesContext(connection) as one:
        client.get("/hulpvragen/")
    for _ in range(49):
        factories.ContributionFactory(activity=sent.activity, partner=world.tenants).perform("send", by=world.editor)
    with CaptureQueriesContext(connection) as fifty:
        client.get("/hulpvragen/")
    assert len(fifty) == len(one) <= 15
