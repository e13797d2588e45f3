"""Who reads what of an overview; what is asked and offered; the short address and the queries."""

import pytest
import time_machine

from calendar_cycle import workflow
from monitoring.models import Contribution
from tests import factories
from tests.monitoring.overview_pages import BASE
from tests.world import moment

pytestmark = pytest.mark.django_db


def test_a_reader_reads_and_changes_nothing(client, world, activity):
    client.force_login(world.reader)
    assert client.get(BASE).status_code == 200
    assert client.get(BASE + "controleren/").status_code == 200
    for path in ("activiteit/", f"activiteit/{activity.pk}/", "vragen/", "niets-te-melden/", "indienen/", "aanbod/"):
        assert client.post(BASE + path).status_code == 404, path


def test_a_reader_hears_who_does_fill_it_in(client, world, activity):
    client.force_login(world.reader)
    page = client.get(BASE).content.decode()
    assert f"dat doen de invullers en indieners van {world.corporation.name}." in page


def test_only_who_may_hand_in_is_told_to(client, world, activity):
    client.force_login(world.editor)
    page = client.get(BASE).content.decode()
    assert "Indienen doet een indiener van uw organisatie." in page
    assert "Controleer en dien in." not in page
    client.force_login(world.submitter)
    page = client.get(BASE).content.decode()
    assert "Indienen doet een indiener van uw organisatie." not in page
    assert "Controleer en dien in." in page


def test_the_step_of_help_says_what_is_there(client, world, activity):
    client.force_login(world.editor)
    answer = client.get(BASE)
    assert answer.context["page"].states["help"] == ("", "mag leeg blijven")
    factories.ContributionFactory(activity=activity, partner=world.tenants).perform("send", by=world.editor)
    answer = client.get(BASE)
    assert answer.context["page"].states["help"] == ("good", "ingevuld")
    assert "Gevraagd en aangeboden: 1, waarvan 1 zonder antwoord" in answer.content.decode()


def test_others_see_a_draft_only_as_a_state(client, world, activity):
    for person in (world.tenants_submitter, world.secretary, world.board):
        client.force_login(person)
        page = client.get(BASE).content.decode()
        assert "De stand is" in page
        assert "Zonnepanelen" not in page
        assert client.get(BASE + "controleren/").status_code == 404


def test_others_read_the_hand_in_from_the_day_on(client, world, activity):
    assignment = activity.overview.assignment
    with time_machine.travel(moment(2026, 5, 11), tick=False):
        client.force_login(world.submitter)
        with workflow.editing(assignment, by=world.submitter):
            pass
        client.post(BASE + "indienen/")
    activity.title = "Later veranderd"
    activity.save()
    client.force_login(world.tenants_submitter)
    assert "Zonnepanelen" not in client.get(BASE).content.decode()
    with time_machine.travel(moment(2026, 7, 1), tick=False):
        client.force_login(world.tenants_submitter)
        page = client.get(BASE).content.decode()
    assert "Zonnepanelen" in page
    assert "Later veranderd" not in page


def test_a_stranger_finds_nothing(client, elsewhere, activity):
    client.force_login(elsewhere.submitter)
    for path in ("", "controleren/", "activiteit/", "vragen/"):
        assert client.get(BASE + path).status_code == 404


def test_help_is_asked_as_a_concept_or_at_once(as_editor, world, activity):
    page = f"{BASE}hulpvraag/{activity.pk}/"
    words = {"partner": world.tenants.pk, "text": "Kunt u bewoners uitnodigen?", "by_quarter": "2"}
    assert as_editor.get(page).status_code == 200
    as_editor.post(page, {**words, "later": "1"})
    as_editor.post(page, {**words, "nu": "1"})
    assert sorted(Contribution.objects.values_list("state", flat=True)) == ["concept", "sent"]


def test_nobody_of_another_covenant_is_asked(as_editor, elsewhere, activity):
    answer = as_editor.post(
        f"{BASE}hulpvraag/{activity.pk}/", {"partner": elsewhere.tenants.pk, "text": "Help", "nu": "1"}
    )
    assert answer.status_code == 200
    assert not Contribution.objects.exists()


def test_an_offer_is_made_at_an_agreement_that_another_leads(as_editor, world, elsewhere, assignment):
    there = factories.AgreementFactory(covenant=elsewhere.covenant, led_by=[elsewhere.other])
    here = factories.AgreementFactory(covenant=world.covenant, led_by=[world.other])
    as_editor.post(BASE + "aanbod/", {"agreement": there.pk, "text": "Wij helpen.", "nu": "1"})
    assert not Contribution.objects.exists()
    as_editor.post(BASE + "aanbod/", {"agreement": here.pk, "text": "Wij helpen.", "nu": "1"})
    assert (Contribution.objects.get().partner, Contribution.objects.get().state) == (world.corporation, "sent")


def test_the_short_address_goes_to_the_own_overview(as_editor, assignment):
    assert as_editor.get("/overzichten/", follow=True).redirect_chain[-1][0] == BASE
    assert as_editor.get("/druten-2025-2028/overzichten/?alle").status_code == 200


def test_the_queries_of_the_page_do_not_grow(as_editor, world, activity, django_assert_max_num_queries):
    agreements = [factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation]) for _ in range(20)]
    for row in agreements:
        factories.ActivityFactory(overview=activity.overview, agreements=[row], code=f"X-{row.code}")
    with django_assert_max_num_queries(15):
        as_editor.get(BASE)
