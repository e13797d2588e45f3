"""load_covenant: checks the whole file, writes all of it or nothing, and doubles nothing."""

from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.core.management import CommandError, call_command

from agreements.models import Agreement, Ambition, Covenant, Effort, Partner, Responsibility, Theme, Topic
from calendar_cycle.models import StandardQuestion
from monitoring.models import Indicator, Target
from tests import factories

SMALL = Path(__file__).parent / "small.yaml"
DRUTEN = Path(__file__).parents[2] / "fixtures" / "druten-2025-2028.yaml"
pytestmark = pytest.mark.django_db


@pytest.fixture
def content() -> dict:
    return yaml.safe_load(SMALL.read_text())


@pytest.fixture
def load(tmp_path):
    def run(what) -> str:
        path = tmp_path / "afspraken.yaml"
        path.write_bytes(what if isinstance(what, bytes) else yaml.safe_dump(what, allow_unicode=True).encode())
        out = StringIO()
        call_command("load_covenant", str(path), stdout=out)
        return out.getvalue()

    return run


def first_topic(content) -> dict:
    return content["themes"][0]["topics"][0]


def everything() -> dict[str, int]:
    names = ("agreements", "calendar_cycle", "monitoring")
    return {model.__name__: model.objects.count() for name in names for model in apps.get_app_config(name).get_models()}


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


def break_trekker(content):
    first_topic(content)["agreements"][1]["trekker"] = "Corporatis"


def break_effort(content):
    first_topic(content)["agreements"][0]["effort"] = 9


def break_ambition(content):
    first_topic(content)["agreements"][0]["ambitions"] = [3]


def break_village(content):
    first_topic(content)["agreements"][0]["villages"] = ["Nergenshuizen"]


def break_code(content):
    first_topic(content)["agreements"][1]["code"] = "1.1-01"


def break_years(content):
    first_topic(content)["agreements"][0].update(start_year=2028, end_year=2025)


def break_slug(content):
    content["covenant"]["slug"] = "hulpvragen"


def break_topic_of_indicator(content):
    content["indicators"][0]["topic"] = "7.7"


def break_target(content):
    content["indicators"][0]["targets"][0].update(partner="niemand", value=float("nan"))


def break_day(content):
    content["covenant"]["signed_on"] = "2024-02-31"


def break_name(content):
    content["partners"][1]["aliases"] = ["Huurproef"]


def break_field(content):
    del first_topic(content)["agreements"][0]["trekker"]


def break_kind(content):
    content["partners"][0]["kind"] = "gemeente"


@pytest.mark.parametrize(
    ("damage", "sentences"),
    [
        (break_trekker, ["onderwerp 1.1, afspraak 2: trekker 'Corporatis' niet gevonden"]),
        (break_effort, ["onderwerp 1.1, afspraak 1: inzet 9 bestaat niet"]),
        (break_ambition, ["onderwerp 1.1, afspraak 1: ambitie 3 bestaat niet"]),
        (break_village, ["onderwerp 1.1, afspraak 1: kern 'Nergenshuizen' niet gevonden"]),
        (break_code, ["afspraken, code: '1.1-01' staat er 2 keer"]),
        (break_years, ["onderwerp 1.1, afspraak 1: end_year 2025 ligt vóór start_year 2028"]),
        (break_slug, ["“hulpvragen” is het adres van een pagina"]),
        (break_topic_of_indicator, ["indicator 'huizen': onderwerp '7.7' niet gevonden"]),
        (break_target, ["doel 1: partner 'niemand' niet gevonden", "doel 1: value is geen getal dat hier past"]),
        (break_day, ["covenant: signed_on '2024-02-31' is geen bestaande dag"]),
        (break_name, ["partner 'huurproef': de naam 'Huurproef' is ook een naam van partner 'woonproef'"]),
        (break_field, ["onderwerp 1.1, afspraak 1: trekker ontbreekt"]),
        (break_kind, ["partner 1, kind: 'gemeente' kan niet; kies uit municipality, corporation, tenants, external"]),
    ],
)
def test_it_names_the_fault_with_its_place_and_writes_nothing(load, content, damage, sentences):
    damage(content)

    with pytest.raises(CommandError) as refused:
        load(content)

    assert all(sentence in str(refused.value) for sentence in sentences), str(refused.value)
    assert set(everything().values()) == {0}


def test_it_names_every_fault_at_once(load, content):
    for damage in (break_trekker, break_effort, break_village, break_topic_of_indicator):
        damage(content)

    with pytest.raises(CommandError) as refused:
        load(content)

    assert str(refused.value).count("\n- ") == 4


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"covenant: [", "geen geldige YAML"),
        (b"", "Het bestand is leeg"),
        (b"- een\n- lijst\n", "begint niet met velden"),
        ("gemeente: Één".encode("latin-1"), "geen UTF-8"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "verwijzingen met * mogen niet"),
        (b"a: 1\na: 2\n", "Regel 2: 'a' staat er twee keer"),
        (b"a: !!python/object/apply:os.system [ls]\n", "geen geldige YAML"),
        (b"a: \x00\n", "geen geldige YAML"),
        (b"? [a, b]\n: c\n", "geen geldige YAML"),
        (b"[" * 5000, "te diep genest"),
        (b"a: " + b"x" * 2_100_000, "groter dan 2 MB"),
    ],
)
def test_a_file_that_is_none_gets_one_clear_sentence(load, text, sentence):
    with pytest.raises(CommandError) as refused:
        load(text)

    assert sentence in str(refused.value)
    assert str(refused.value).count("\n- ") == 1


def test_a_missing_file_is_named():
    with pytest.raises(CommandError, match="is er niet"):
        call_command("load_covenant", "bestaat-niet.yaml")


def test_druten_comes_to_the_counts_of_the_signed_document():
    call_command("load_covenant", str(DRUTEN), verbosity=0)

    assert [model.objects.count() for model in (Theme, Topic, Ambition, Effort, Agreement)] == [5, 12, 48, 59, 47]
    rows = {
        topic.number: (topic.ambitions.count(), topic.efforts.count(), topic.agreements.count())
        for topic in Topic.objects.all()
    }
    assert rows == {
        "1.1": (5, 8, 8),
        "1.2": (3, 4, 3),
        "1.3": (6, 3, 2),
        "2.1": (3, 1, 3),
        "2.2": (5, 8, 2),
        "3": (7, 9, 9),
        "4.1": (5, 7, 5),
        "4.2": (5, 6, 2),
        "4.3": (2, 2, 2),
        "5.1": (3, 3, 4),
        "5.2": (2, 3, 4),
        "5.3": (2, 5, 3),
    }
    assert Indicator.objects.exists()


def test_druten_places_the_rows_that_are_traps():
    call_command("load_covenant", str(DRUTEN), verbosity=0)

    def parts(code: str) -> set[tuple[str, str]]:
        rows = Responsibility.objects.filter(agreement__code=code)
        return set(rows.values_list("role", "partner__slug"))

    assert {("trekker", "gemeente-druten"), ("betrokkene", "gemeente-druten")} <= parts("1.3-01")
    assert {("trekker", "de-kernen"), ("betrokkene", "de-kernen")} <= parts("2.1-01")
    assert {("trekker", "woonwaarts"), ("betrokkene", "woonwaarts")} <= parts("2.1-03")
    assert ("betrokkene", "bewonersraad-de-kernen") in parts("3-04")
    assert ("betrokkene", "de-kernen") not in parts("3-04")
    notes = Responsibility.objects.filter(agreement__code="4.2-02", partner__kind="tenants")
    assert {row.note for row in notes} == {"in een later stadium"}
    assert Agreement.objects.get(code="1.1-08").start_year is None
