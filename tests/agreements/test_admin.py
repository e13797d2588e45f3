"""The admin pages of what was agreed: open to the working group, for its own covenants, and no further."""

import pytest
from django.contrib import admin
from django.urls import reverse

from agreements.admin.base import MADE_UP, WorkingGroupAdmin
from agreements.models import Decision, Meeting, PartnerGroup, Principle, Term, Village
from tests import factories

MODELS = ["agreement", "covenant", "partner", "party", "partnergroup", "theme", "topic", "village", "principle", "term"]


def make_rows(world) -> dict:
    covenant = world.covenant
    topic = factories.TopicFactory(covenant=covenant, title=f"Onderwerp {covenant.slug}")
    factories.AmbitionFactory(topic=topic)
    return {
        "agreement": factories.AgreementFactory(
            covenant=covenant, topic=topic, code="1.1-01", led_by=[world.corporation], title=f"Van {covenant.slug}"
        ),
        "covenant": covenant,
        "partner": world.tenants,
        "party": covenant.parties.first(),
        "partnergroup": PartnerGroup.objects.create(covenant=covenant, name="Bouwers"),
        "theme": topic.theme,
        "topic": topic,
        "village": Village.objects.create(covenant=covenant, name=f"Kern {covenant.slug}"),
        "principle": Principle.objects.create(covenant=covenant, position=1, title="Openheid", text="Open."),
        "term": Term.objects.create(covenant=covenant, term="Huis", explanation="Een huis."),
        "meeting": factories.MeetingFactory(covenant=covenant),
    }


@pytest.fixture
def mine(world) -> dict:
    return make_rows(world)


@pytest.fixture
def theirs(elsewhere) -> dict:
    return make_rows(elsewhere)


def change(model: str, row) -> str:
    return reverse(f"admin:agreements_{model}_change", args=[row.pk])


@pytest.mark.parametrize("model", [*MODELS, "meeting"])
def test_the_working_group_reads_its_own_rows_and_no_others(client, world, mine, theirs, model):
    client.force_login(world.secretary)

    assert client.get(reverse(f"admin:agreements_{model}_changelist")).status_code == 200
    assert client.get(change(model, mine[model])).status_code == 200
    assert client.get(change(model, theirs[model])).status_code == 302
    page = client.get(reverse(f"admin:agreements_{model}_changelist")).content.decode()
    assert change(model, mine[model]) in page
    assert change(model, theirs[model]) not in page


@pytest.mark.parametrize("model", ["agreement", "covenant", "party", "principle"])
def test_history_is_only_of_the_own_covenants(client, world, mine, theirs, model):
    client.force_login(world.secretary)

    assert client.get(reverse(f"admin:agreements_{model}_history", args=[mine[model].pk])).status_code == 200
    assert client.get(reverse(f"admin:agreements_{model}_history", args=[theirs[model].pk])).status_code == 404
    version = theirs[model].history.first().pk
    address = reverse(f"admin:agreements_{model}_simple_history", args=[theirs[model].pk, version])
    assert client.get(address).status_code == 404


def test_history_puts_nothing_back(client, world, mine):
    client.force_login(world.secretary)
    row = mine["agreement"]
    address = reverse("admin:agreements_agreement_simple_history", args=[row.pk, row.history.first().pk])

    assert client.get(address).status_code == 200
    assert client.post(address, {"title": "Terug"}).status_code == 404


@pytest.mark.parametrize("model", ["membership", "covenantrole"])
def test_memberships_and_roles_are_for_the_administrator(client, world, model):
    client.force_login(world.secretary)
    assert client.get(reverse(f"admin:agreements_{model}_changelist")).status_code == 403
    client.force_login(world.administrator)
    assert client.get(reverse(f"admin:agreements_{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:agreements_{model}_add")).status_code == 200


@pytest.mark.parametrize("person", ["submitter", "board"])
def test_who_is_in_no_working_group_does_not_come_in(client, world, mine, person):
    client.force_login(getattr(world, person))

    assert client.get(reverse("admin:agreements_agreement_changelist")).status_code == 302


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_added_or_removed_by_the_working_group(client, world, mine, model):
    client.force_login(world.secretary)

    assert client.get(reverse(f"admin:agreements_{model}_add")).status_code == 403
    assert client.post(reverse(f"admin:agreements_{model}_delete", args=[mine[model].pk])).status_code == 403


def agreement_form(client, row, **fields) -> dict:
    """The page as it is read now, with other words in it."""
    inline = {f"responsibilities-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    version = client.get(change("agreement", row)).context["adminform"].form["version"].value()
    typed = {"title": "Anders", "text": "Tekst.", "note": "", "end_year": 2028, "effort_note": "", "version": version}
    return typed | inline | fields


def test_wording_is_corrected_and_remembered(client, world, mine):
    client.force_login(world.secretary)
    row = mine["agreement"]

    client.post(change("agreement", row), agreement_form(client, row))

    row.refresh_from_db()
    assert row.title == "Anders"
    assert row.history.count() == 2
    assert row.history.first().history_user == world.secretary


def test_the_second_of_two_hears_who_was_first_and_chooses(client, world, mine):
    row = mine["agreement"]
    row.villages.clear()
    client.force_login(world.secretary)
    seen_by_both = agreement_form(client, row, title="Van de een")
    client.post(change("agreement", row), seen_by_both)
    client.force_login(world.second_secretary)

    answer = client.post(change("agreement", row), seen_by_both | {"title": "Van de ander"})
    page = answer.content.decode()
    row.refresh_from_db()
    assert (answer.status_code, row.title) == (200, "Van de een")
    assert f"{world.secretary} heeft dit intussen veranderd" in page
    assert "Daar staat nu: “Van de een”." in page
    assert 'value="Van de ander"' in page
    assert page.count("Daar staat nu") == 1

    chosen = seen_by_both | {"title": "Van de ander", "version": answer.context["adminform"].form["version"].value()}
    assert client.post(change("agreement", row), chosen).status_code == 302
    row.refresh_from_db()
    assert row.title == "Van de ander"


def test_without_a_version_nothing_is_saved(client, world, mine):
    client.force_login(world.secretary)
    form = agreement_form(client, mine["agreement"]) | {"version": ""}

    assert client.post(change("agreement", mine["agreement"]), form).status_code == 200
    mine["agreement"].refresh_from_db()
    assert mine["agreement"].title != "Anders"


def test_a_relation_to_another_covenant_is_refused(client, world, mine, theirs):
    client.force_login(world.administrator)

    row = mine["agreement"]
    response = client.post(change("agreement", row), agreement_form(client, row, villages=[theirs["village"].pk]))

    assert response.status_code == 200
    assert mine["agreement"].villages.count() == 0
    page = client.get(change("agreement", mine["agreement"])).content.decode()
    assert "Kern druten-2025-2028" in page
    assert "Kern elders-2025-2028" not in page


def test_a_meeting_is_written_down_with_its_decisions_in_the_own_covenant_only(client, world, elsewhere):
    client.force_login(world.secretary)
    form = {"kind": "board", "held_on": "2026-03-20", "decisions-INITIAL_FORMS": 0, "decisions-TOTAL_FORMS": 1}
    form |= {"decisions-0-number": 1, "decisions-0-text": "Wij gaan door."}
    address = reverse("admin:agreements_meeting_add")

    client.post(address, form | {"covenant": elsewhere.covenant.pk})
    assert not Meeting.objects.exists()
    client.post(address, form | {"covenant": world.covenant.pk})
    assert Decision.objects.get().meeting.covenant == world.covenant


def test_the_export_holds_the_own_covenants_only(client, world, mine, theirs):
    client.force_login(world.secretary)
    form = {"format": "0", "resource": "0"}
    form |= {f"agreementresource_{name}": "on" for name in ("code", "title", "topic", "theme")}

    response = client.post(reverse("admin:agreements_agreement_export"), form)

    text = response.content.decode()
    assert "Van druten-2025-2028" in text
    assert "Van elders-2025-2028" not in text


def test_no_page_carries_the_scripts_that_make_up_a_field(client, world) -> None:
    """They are left away because no field needs them; the day that one does, this says so."""
    ours = [it for it in admin.site._registry.values() if isinstance(it, WorkingGroupAdmin)]
    assert len(ours) > 20
    assert [str(it) for it in ours if it.prepopulated_fields] == []
    client.force_login(world.administrator)
    page = client.get(reverse("admin:agreements_meeting_add")).content.decode()
    assert "RelatedObjectLookups.js" in page
    assert [script for script in MADE_UP if script in page] == []
