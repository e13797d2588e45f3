"""PostgreSQL knows Dutch: a word is found by another form of it; and it has indexes for that."""

import pytest
from django.db import connection
from django.test import Client

from agreements.models import Agreement
from calendar_cycle.models import Submission
from monitoring.models import Contribution
from monitoring.searching import engine
from tests import factories
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.mark.parametrize(
    ("typed", "written", "is_found"),
    [
        ("woning", "Twintig woningen in Deest", True),
        ("woningen", "Een woning in Deest", True),
        ("woning", "Woningbouw in Deest", True),
        ("bouwen", "Wij bouwden in Deest", True),
        ("huurders", "Iedere huurder", True),
        ("woning", "Wonen in Deest", False),
        ("ho", "Horssen", False),
        ("3-30-300", "De 3-30-300-regel", True),
        ("CO2-neutraal", "Wij zijn CO2-neutraal", True),
        ("neutraal", "Wij zijn CO2-neutraal", True),
        ("één", "Eén huis", True),
        ("de het een", "De woning", False),
        ("regel", "De regel\nvan Deest", True),
    ],
)
def test_a_word_in_another_form(client: Client, world: World, typed: str, written: str, is_found: bool) -> None:
    factories.AgreementFactory(covenant=world.covenant, title="Afspraak", text=written)
    assignment = world.assignment(world.other, world.milestone("results"))
    row = {"activity": None, "agreement": "1", "title": "Iets", "state": "done", "text": written, "adjustment": ""}
    assignment.submissions.create(number=1, content={"results": [row]})
    client.force_login(world.secretary)
    page = client.get("/zoeken/", {"woorden": typed})
    assert [str(hit.kind) for hit in page.context["found"].hits] == (["afspraak", "resultaat"] if is_found else [])
    assert ("<mark>" in page.content.decode()) is is_found


def test_only_the_word_is_marked(client: Client, world: World) -> None:
    factories.AgreementFactory(covenant=world.covenant, title="Wonen", text="Woningen om in te wonen; een woning.")
    client.force_login(world.reader)
    page = client.get("/zoeken/", {"woorden": "woning"}).content.decode()
    assert "<mark>Woningen</mark> om in te wonen; een <mark>woning</mark>." in page


@pytest.mark.parametrize(
    ("index", "rows"),
    [
        ("agreement_words", engine.narrow(Agreement.objects.order_by(), ("code", "title", "text"), ["woning"])),
        ("contribution_words", engine.narrow(Contribution.objects.order_by(), ("text", "answer"), ["woning"])),
        ("submission_words", engine.narrow_frozen(Submission.objects.order_by(), ["woning"])),
    ],
)
def test_the_index_is_used(world: World, index: str, rows: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert index in rows.explain()  # type: ignore[attr-defined]
