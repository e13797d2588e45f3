"""load_covenant checks the whole file first, and names every fault with its place."""

import pytest
from django.core.management import CommandError, call_command

from tests.monitoring.load_covenant import everything, first_topic

pytestmark = pytest.mark.django_db


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


def break_sign(content):
    first_topic(content)["agreements"][0]["title"] = "Bouwen\x00"


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
        (break_sign, ["onderwerp 1.1, afspraak 1, title: er staat een teken in dat niet kan"]),
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
