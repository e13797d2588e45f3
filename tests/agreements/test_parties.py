"""Every wording of the two columns of the source comes to the right partners."""

import pytest

from agreements.models import PartnerGroup
from agreements.parties import Directory, place, resolve
from tests import factories

CORPORATIONS = ["ww", "dk"]
TENANTS = ["hbd", "brdk"]


@pytest.fixture
def directory() -> Directory[str]:
    names: Directory[str] = Directory()
    names.add(["Gemeente Druten", "gemeente"], ["gd"])
    names.add(["Woonwaarts"], ["ww"])
    names.add(["De Kernen"], ["dk"])
    names.add(["Huurdersbelangen Beuningen Druten", "HBD"], ["hbd"])
    names.add(["Bewonersraad De Kernen", "Bewonersraad (De Kernen)", "Bewonersraad"], ["brdk"])
    names.add(["Marktpartijen"], ["mp"])
    names.add(["Zorg- en welzijnsinstellingen"], ["zw"])
    names.add(["partners/wijkorganisaties"], ["pw"])
    names.add(["Corporaties"], CORPORATIONS)
    names.add(["Huurdersorganisaties"], TENANTS)
    names.add(["Alle partijen"], ["gd", *CORPORATIONS, *TENANTS])
    return names


@pytest.mark.parametrize(
    ("words", "partners"),
    [
        ("Woonwaarts", ["ww"]),
        ("De Kernen", ["dk"]),
        ("HBD", ["hbd"]),
        ("Gemeente", ["gd"]),
        ("Gemeente ", ["gd"]),
        ("Corporaties", CORPORATIONS),
        ("Corporaties \n\n", CORPORATIONS),
        ("Huurders-\norganisaties", TENANTS),
        ("Huurdersorganisaties", TENANTS),
        ("Bewonersraad (De Kernen)", ["brdk"]),
        ("Bewonersraad \n(De Kernen)", ["brdk"]),
        ("Corporaties \nen Huurders-\norganisaties", [*CORPORATIONS, *TENANTS]),
        ("Corporaties en Huurders-organisaties", [*CORPORATIONS, *TENANTS]),
        ("Corporaties, \nHuurders-\norganisaties, \nmarktpartijen", [*CORPORATIONS, *TENANTS, "mp"]),
        ("Corporaties, Huurdersorganisaties, marktpartijen", [*CORPORATIONS, *TENANTS, "mp"]),
        ("Corporaties, Huurdersorganisaties", [*CORPORATIONS, *TENANTS]),
        ("Gemeente, \nHuurders-\norganisaties \nen De Kernen", ["gd", *TENANTS, "dk"]),
        ("Gemeente, Huurdersorganisaties", ["gd", *TENANTS]),
        ("Gemeente, Huurdersorganisaties en De Kernen", ["gd", *TENANTS, "dk"]),
        ("Gemeente, \nCorporaties", ["gd", *CORPORATIONS]),
        ("Corporaties, \ngemeente, \nHuurders-\norganisaties ", [*CORPORATIONS, "gd", *TENANTS]),
        ("Corporaties, \nZorg- en \nwelzijns-\ninstellingen", [*CORPORATIONS, "zw"]),
        ("Corporaties, Zorg- en welzijnsinstellingen", [*CORPORATIONS, "zw"]),
        (
            "Corporaties, \nHuurders-\norganisaties, \npartners/wijk-\norganisaties",
            [*CORPORATIONS, *TENANTS, "pw"],
        ),
        ("Corporaties, Huurdersorganisaties, partners/wijkorganisaties", [*CORPORATIONS, *TENANTS, "pw"]),
        ("Alle partijen", ["gd", *CORPORATIONS, *TENANTS]),
        ("", []),
    ],
)
def test_it_places_every_wording_of_the_source(directory, words, partners):
    placed = place(directory, words)

    assert list(placed.partners) == partners
    assert set(placed.partners.values()) <= {""}
    assert placed.unknown == []


def test_a_note_in_brackets_goes_to_the_name_before_it(directory):
    placed = place(
        directory, "Corporaties, Zorg- en \nwelzijnsinstellingen, \nHuurdersorganisaties \n(in een later \nstadium)"
    )

    assert placed.partners == {
        "ww": "",
        "dk": "",
        "zw": "",
        "hbd": "in een later stadium",
        "brdk": "in een later stadium",
    }
    assert placed.unknown == []


def test_a_note_broken_over_lines_is_put_together_again(directory):
    placed = place(directory, "Gemeente (aan \nde hand van \nuitvoerings-\nprogramma \nwoonzorgvisie)")

    assert placed.partners == {"gd": "aan de hand van uitvoeringsprogramma woonzorgvisie"}


def test_a_partner_named_twice_is_there_once_and_keeps_its_note(directory):
    assert place(directory, "Corporaties, Woonwaarts (voorop)").partners == {"ww": "voorop", "dk": ""}


def test_it_names_what_it_cannot_place(directory):
    placed = place(directory, "Corporatis, Gemeente en Provincie (later)")

    assert list(placed.partners) == ["gd"]
    assert placed.unknown == ["Corporatis", "Provincie"]


def test_resolve_knows_names_short_names_aliases_and_groups_of_the_covenant(world):
    alias = world.covenant.parties.get(partner=world.municipality)
    alias.aliases = ["gemeente"]
    alias.save()
    PartnerGroup.objects.create(covenant=world.covenant, name="Corporaties", kind="corporation")
    some = PartnerGroup.objects.create(covenant=world.covenant, name="Wie bouwt", aliases=["Bouwers"])
    some.partners.set([world.other])

    assert set(resolve(world.covenant, "Corporaties, gemeente").partners) == {
        world.corporation,
        world.other,
        world.municipality,
    }
    assert list(resolve(world.covenant, "bouwers").partners) == [world.other]


def test_resolve_does_not_know_the_parties_of_another_covenant(world, elsewhere):
    assert resolve(world.covenant, elsewhere.tenants.name).unknown == [elsewhere.tenants.name]


def test_a_group_of_a_kind_is_never_an_external_of_another_kind(world):
    factories.PartyFactory(covenant=world.covenant, partner__kind="external", code="MP", signed=False)
    PartnerGroup.objects.create(covenant=world.covenant, name="Corporaties", kind="corporation")

    assert all(partner.kind == "corporation" for partner in resolve(world.covenant, "Corporaties").partners)
