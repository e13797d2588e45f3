"""A covenant that was taken into use on 1 April 2027, and files about the years before."""

from datetime import date

import pytest
import time_machine

from agreements.models import Covenant
from calendar_cycle import planning
from monitoring.past import storing
from monitoring.sheets import reading
from monitoring.sheets.reading import Line
from tests import factories
from tests.world import World, moment

HEADINGS = (
    "Jaar;Partner;Titel;Toelichting;Afspraken;Kwartaal van;Kwartaal tot;Aantal;Budget;Stand;Gerealiseerd;"
    "Wat is er gedaan?;Bijstelling"
)
GOOD = (
    "2026;Woon;Tien huizen;In Deest;1.1-01;1;3;10;€ 20.000;klaar;10;Gebouwd.;",
    "2026;Woon;Praten;;1.1-01, 1.1-02;;;;;vertraagd;;;Later.",
    "2026;Woon;;;1.1-02;;;;;op schema;;Loopt.;",
    "2027;woonstichting-druten;Nog tien;;1.1-01;2;;7,5;;;;;",
    "2025;Woon;;;1.1-01;;;;;klaar;;Af.;",
)


@pytest.fixture(autouse=True)
def may():
    with time_machine.travel(moment(2027, 5, 1), tick=False):
        yield


@pytest.fixture
def late_start(world: World) -> World:
    topic = factories.TopicFactory(covenant=world.covenant)
    for code in ("1.1-01", "1.1-02"):
        row = factories.AgreementFactory(covenant=world.covenant, topic=topic, code=code)
        row.responsibilities.create(partner=world.corporation, role="trekker")
    party = world.covenant.parties.get(partner=world.corporation)
    party.aliases = ["Woon"]
    party.save()
    Covenant.objects.filter(pk=world.covenant.pk).update(in_use_from=date(2027, 4, 1))
    world.covenant.refresh_from_db()
    planning.plan(world.covenant)
    return world


def lines_of(*rows: str, headings: str = HEADINGS) -> list[Line]:
    return reading.read("toen.csv", "\n".join([headings, *rows]).encode())


@pytest.fixture
def load(late_start: World):
    """Takes over lines, as the secretary unless told otherwise."""

    def run(*rows: str, **given) -> storing.Taken:
        given = {"by": late_start.secretary, "source": "toen.csv"} | given
        return storing.take_over(late_start.covenant, lines_of(*rows), **given)

    return run
