"""The page of searching: odd words, narrowing, marks, pages, and how many queries it takes."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from monitoring.searching import sources
from tests import factories
from tests.druten.test_no_english import ALSO_DUTCH, ENGLISH, words_of
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client, world: World) -> Iterator[Client]:
    with time_machine.travel(moment(2026, 6, 20), tick=False):
        client.force_login(world.reader)
        yield client


def agreement(world: World, title: str, **fields: object) -> Agreement:
    return factories.AgreementFactory(covenant=world.covenant, title=title, **fields)


def titles(client: Client, **asked: object) -> list[str]:
    return [hit.title for hit in client.get("/zoeken/", asked).context["found"].hits]


@pytest.mark.parametrize("typed", ["", "   ", "a", "ab", "é", "x" * 500, "woord " * 90, "\0", "won\0ing"])
@pytest.mark.parametrize("more", [{}, {"jaar": "x", "soort": "x", "pagina": "x"}, {"pagina": "99999999999999999999"}])
def test_odd_words_are_no_error(reader: Client, world: World, typed: str, more: dict[str, str]) -> None:
    agreement(world, "Zonnepanelen")
    answer = reader.get("/zoeken/", {"woorden": typed, **more})
    assert answer.status_code == 200
    assert answer.context["found"].hits == []


@pytest.mark.parametrize("typed", ['"zonnepanelen', "zonnepanelen' OR 1=1 --", "zonnepanelen & !(", "\\zonnepanelen:*"])
def test_quotes_and_operators_are_no_words(reader: Client, world: World, typed: str) -> None:
    agreement(world, "Zonnepanelen OR 1")
    assert len(titles(reader, woorden=typed)) == 1


def test_a_nul_is_a_space(reader: Client, world: World) -> None:
    agreement(world, "Zonnepanelen op het dak", code="1")
    assert titles(reader, woorden="zonnepanelen\0dak") == ["1 Zonnepanelen op het dak"]


def test_too_long_is_said_at_the_field(reader: Client) -> None:
    page = reader.get("/zoeken/", {"woorden": "x" * 500}).content.decode()
    assert page.count("Gebruik hoogstens 200 tekens.") == 2
    assert "<title>Fout: " in page


def test_one_letter_is_answered_in_words(reader: Client) -> None:
    assert "Typ een woord van twee letters of meer" in reader.get("/zoeken/", {"woorden": "a"}).content.decode()


def test_nothing_found_says_what_to_try(reader: Client) -> None:
    page = reader.get("/zoeken/", {"woorden": "zwembad"}).content.decode()
    assert "<strong>0 gevonden</strong>" in page
    assert "Zoek op minder woorden" in page


def test_every_word_must_be_there(reader: Client, world: World) -> None:
    agreement(world, "Zonnepanelen op het dak")
    agreement(world, "Zonnepanelen in de wei")
    assert [title.split()[-1] for title in titles(reader, woorden="dak zonnepanelen")] == ["dak"]


def test_a_number_finds_its_agreement(reader: Client, world: World) -> None:
    agreement(world, "Eerste", code="1.1-03")
    agreement(world, "Tweede", code="1.1-04")
    assert titles(reader, woorden="1.1-03") == ["1.1-03 Eerste"]


def test_a_word_in_the_title_comes_first(reader: Client, world: World) -> None:
    agreement(world, "Iets anders", code="1", text="Wij leggen zonnepanelen op het dak.")
    agreement(world, "Zonnepanelen", code="2", text="Op het dak.")
    agreement(world, "Nog iets anders", code="3", text="Ook hier zonnepanelen.")
    assert titles(reader, woorden="zonnepanelen")[0] == "2 Zonnepanelen"


def test_two_words_with_a_slash_are_two_words(reader: Client, world: World) -> None:
    agreement(world, "Huur/koop", code="1")
    assert titles(reader, woorden="koop") == ["1 Huur/koop"]


def test_it_narrows_by_kind_and_year(reader: Client, world: World) -> None:
    agreement(world, "Zonnepanelen", code="1", start_year=2025, end_year=2026)
    assignment = world.assignment()
    factories.ActivityFactory(overview=assignment.overview, code="WW-2027-1", title="Zonnepanelen")
    assert titles(reader, woorden="zonnepanelen") == ["1 Zonnepanelen", "WW-2027-1 Zonnepanelen"]
    assert titles(reader, woorden="zonnepanelen", soort="activiteit") == ["WW-2027-1 Zonnepanelen"]
    assert titles(reader, woorden="zonnepanelen", soort="afspraak") == ["1 Zonnepanelen"]
    assert titles(reader, woorden="zonnepanelen", jaar="2027") == ["WW-2027-1 Zonnepanelen"]
    assert titles(reader, woorden="zonnepanelen", jaar="2026") == ["1 Zonnepanelen"]


def test_it_narrows_to_one_municipality(reader: Client, world: World, elsewhere: World) -> None:
    agreement(world, "Zonnepanelen", code="1")
    agreement(elsewhere, "Zonnepanelen", code="2")
    assert "gemeente" not in reader.get("/zoeken/").context["form"].fields
    reader.force_login(world.administrator)
    assert len(titles(reader, woorden="zonnepanelen")) == 2
    assert titles(reader, woorden="zonnepanelen", gemeente=elsewhere.covenant.slug) == ["2 Zonnepanelen"]
    factories.MembershipFactory(user=world.reader, partner=elsewhere.other)
    reader.force_login(world.reader)
    page = reader.get("/zoeken/", {"woorden": "zonnepanelen"})
    assert [hit.title for hit in page.context["found"].hits] == ["2 Zonnepanelen", "1 Zonnepanelen"]
    assert "Prestatieafspraken Elders</p>" in page.content.decode()


def test_another_municipality_can_not_be_asked_for(reader: Client, world: World, elsewhere: World) -> None:
    agreement(elsewhere, "Zonnepanelen")
    factories.MembershipFactory(user=world.reader, partner=factories.PartnerFactory())
    assert titles(reader, woorden="zonnepanelen", gemeente=elsewhere.covenant.slug) == []


def test_what_people_wrote_is_shown_as_text_with_the_word_marked(reader: Client, world: World) -> None:
    agreement(world, "<b>Zonnepanelen</b>", text='<script>alert("zonnepanelen")</script> <mark>dak</mark>')
    page = reader.get("/zoeken/", {"woorden": "zonnepanelen"}).content.decode()
    assert "&lt;b&gt;<mark>Zonnepanelen</mark>&lt;/b&gt;" in page
    assert (
        "&lt;script&gt;alert(&quot;<mark>zonnepanelen</mark>&quot;)&lt;/script&gt; &lt;mark&gt;dak&lt;/mark&gt;" in page
    )
    assert "<script>" not in page


def test_what_was_typed_stays_in_the_box_as_text(reader: Client) -> None:
    page = reader.get("/zoeken/", {"woorden": '"><script>'}).content.decode()
    assert 'value="&quot;&gt;&lt;script&gt;"' in page
    assert "<script>" not in page


def test_twenty_on_a_page_and_the_question_goes_along(reader: Client, world: World) -> None:
    for _ in range(45):
        agreement(world, "Zonnepanelen & daken")
    first = reader.get("/zoeken/", {"woorden": "zonnepanelen & dak", "jaar": "2026"})
    assert "45 gevonden</strong>, hier staan 1 tot en met 20" in first.content.decode()
    link = "?woorden=zonnepanelen+%26+dak&amp;jaar=2026&amp;pagina=2"
    assert link in first.content.decode()
    last = reader.get("/zoeken/", {"woorden": "zonnepanelen & dak", "jaar": "2026", "pagina": "9"})
    assert len(last.context["shown"]) == 5
    assert "Volgende" not in last.content.decode()


def test_too_much_to_look_through_is_said(reader: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST", 3)
    for _ in range(4):
        agreement(world, "Zonnepanelen")
    page = reader.get("/zoeken/", {"woorden": "zonnepanelen"}).content.decode()
    assert "3 gevonden" in page
    assert "Er is meer dan we in één keer doorzoeken." in page


def test_a_very_long_text_is_no_error(reader: Client, world: World) -> None:
    long = " ".join(f"w{number}" for number in range(250_000))
    agreement(world, "Zonnepanelen", text=long)
    assert len(titles(reader, woorden="zonnepanelen")) == 1


def test_every_page_has_the_box_and_the_search_page_has_one(reader: Client) -> None:
    home = reader.get("/").content.decode()
    assert '<label class="visually-hidden" for="zoek">' in home
    assert 'action="/zoeken/"' in home
    assert reader.get("/zoeken/").content.decode().count('name="woorden"') == 1
    reader.logout()
    assert 'action="/zoeken/"' not in reader.get("/accounts/login/").content.decode()


def test_it_speaks_dutch(reader: Client, world: World) -> None:
    agreement(world, "Zonnepanelen")
    for asked in ({}, {"woorden": "zonnepanelen"}, {"woorden": "x" * 500, "soort": "x", "jaar": "x"}):
        page = reader.get("/zoeken/", asked).content.decode()
        assert set(ENGLISH.findall(words_of(page))) - ALSO_DUTCH == set()


@pytest.mark.parametrize("role", ["submitter", "secretary", "board", "administrator"])
def test_as_few_queries_with_many_as_with_one(world: World, role: str, client: Client) -> None:
    client.force_login(world.people[role])
    few = _queries(client, world)
    for _ in range(30):
        agreement(world, "Zonnepanelen")
        meeting = factories.MeetingFactory(covenant=world.covenant)
        factories.DecisionFactory(meeting=meeting, text="Zonnepanelen gaan door.")
    assert _queries(client, world) == few <= 15


def _queries(client: Client, world: World) -> int:
    """With one of everything."""
    overview = world.assignment(world.corporation) if not world.covenant.agreements.exists() else None
    if overview is not None:
        activity = factories.ActivityFactory(
            overview=overview.overview, title="Zonnepanelen", agreements=[agreement(world, "Zonnepanelen")]
        )
        factories.ContributionFactory(activity=activity, text="Zonnepanelen?", state="sent")
        overview.submissions.create(number=1, content={"activities": [], "contributions": [{"text": "zonnepanelen"}]})
        factories.DecisionFactory(meeting=factories.MeetingFactory(covenant=world.covenant), text="Zonnepanelen.")
    with CaptureQueriesContext(connection) as made:
        assert client.get("/zoeken/", {"woorden": "zonnepanelen"}).status_code == 200
    return len(made)
