"""load_covenant writes all of a file or nothing, and doubles nothing."""

import pytest
from django.core.management import CommandError

from agreements.models import Agreement, Covenant, Partner, Topic
from calendar_cycle.models import StandardQuestion
from monitoring.models import Target
from tests import factories
from tests.monitoring.load_covenant import everything, first_topic

pytestmark = pytest.mark.django_db


def test_it_writes_the_covenant_with_who_leads_and_who_takes_part(load, content):
    load(content)

    covenant = Covenant.objects.get()
    assert covenant.state == "running"
    agreement = covenant.agreements.get(code="1.1-01")
    assert agreement.effort.text == "Wij bouwen."
    assert agreement.ambitions.count() == 2
    assert [row.name for row in agreement.villages.all()] == ["Proefdorp"]
    parts = {(row.role, row.partner.slug, row.note) for row in agreement.responsibilities.all()}
    assert parts == {
        ("trekker", "woonproef", ""),
        ("trekker", "bouwproef", ""),
        ("betrokkene", "gemeente-proefdorp", "later"),
    }
    assert Target.objects.get().about is True
    assert list(StandardQuestion.objects.values_list("milestone_kind", "position", "partner_kind")) == [
        ("overview", 1, ""),
        ("results", 1, "tenants"),
    ]


def test_a_second_time_changes_nothing(load, content):
    load(content)
    before = everything()

    assert "0 wijzigingen" in load(content)
    assert everything() == before


def test_it_updates_what_changed_and_says_so(load, content):
    load(content)
    row = first_topic(content)["agreements"][1]
    row.update(title="Overleggen", trekker="Bouwers")
    content["indicators"][0]["targets"][0]["to_year"] = 2027
    content["questions"].pop()

    said = load(content)

    assert "1 afspraak gewijzigd" in said
    assert "1 doel verwijderd" in said
    assert [part.partner.slug for part in Agreement.objects.get(code="1.1-02").responsibilities.all()] == ["bouwproef"]
    assert Target.objects.get().to_year == 2027
    assert StandardQuestion.objects.count() == 1


def test_a_change_of_villages_alone_is_named(load, content):
    load(content)
    first_topic(content)["agreements"][0]["villages"] = []

    assert "1 afspraak gewijzigd" in load(content)


def test_topics_may_change_places(load, content):
    empty = {"challenge": "", "ambitions": [], "efforts": [], "agreements": []}
    second = {"number": "1.2", "title": "Ouderen", **empty}
    content["themes"][0]["topics"].append(second)
    load(content)
    content["themes"][0]["topics"].reverse()

    load(content)

    assert list(Topic.objects.values_list("number", "position")) == [("1.2", 1), ("1.1", 2)]


def test_it_keeps_what_is_no_longer_in_the_file_and_says_so(load, content):
    load(content)
    first_topic(content)["agreements"].pop()

    assert "afspraak 1.1-02 staat niet in het bestand" in load(content)
    assert Agreement.objects.filter(code="1.1-02").exists()


def test_it_leaves_alone_what_a_decision_ended(load, content):
    load(content)
    agreement = Agreement.objects.get(code="1.1-01")
    agreement.closed_by = factories.DecisionFactory(meeting__covenant=agreement.covenant)
    agreement.end_year = 2026
    agreement.save()

    assert "afspraak 1.1-01 is door een besluit beëindigd of vervangen" in load(content)
    agreement.refresh_from_db()
    assert agreement.end_year == 2026


def test_it_leaves_alone_what_has_a_successor(load, content):
    load(content)
    agreement = Agreement.objects.get(code="1.1-01")
    later = factories.AgreementFactory(covenant=agreement.covenant, topic=agreement.topic, code="1.1-01b")
    later.replaces.add(agreement)
    first_topic(content)["agreements"][0]["title"] = "Anders"

    load(content)

    agreement.refresh_from_db()
    assert agreement.title == "Huizen"
    assert Agreement.objects.filter(code="1.1-01b").exists()


def test_without_a_signature_it_is_a_draft_until_there_is_one(load, content):
    content["covenant"]["signed_on"] = None
    load(content)
    assert Covenant.objects.get().state == "draft"

    content["covenant"]["signed_on"] = "2024-12-01"
    load(content)
    assert Covenant.objects.get().state == "running"


def test_it_never_pulls_a_closed_covenant_back(load, content):
    load(content)
    Covenant.objects.update(state="closed")

    load(content)

    assert Covenant.objects.get().state == "closed"


def test_a_partner_of_another_covenant_keeps_its_name_and_may_not_change_kind(load, content):
    partner = factories.PartyFactory(partner__slug="woonproef", partner__name="Stichting Woonproef").partner
    load(content)
    partner.refresh_from_db()
    assert partner.name == "Stichting Woonproef"

    Partner.objects.filter(pk=partner.pk).update(kind="tenants")
    with pytest.raises(CommandError, match="staat bij andere prestatieafspraken als huurdersorganisatie"):
        load(content)


def test_it_writes_nothing_when_the_last_row_is_refused(load, content, monkeypatch):
    def refuse(*_):
        raise RuntimeError("the machine stopped")

    monkeypatch.setattr("monitoring.loading.load_indicators", refuse)
    with pytest.raises(RuntimeError):
        load(content)

    assert set(everything().values()) == {0}
