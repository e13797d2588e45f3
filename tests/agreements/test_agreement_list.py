"""All agreements by theme and topic, and the filters in the address."""

import pytest
from django.urls import reverse

from agreements import agreement_list
from agreements.models import Agreement, Term
from tests import factories


@pytest.fixture
def rows(world):
    topic = factories.TopicFactory(covenant=world.covenant)
    theme = factories.ThemeFactory(covenant=world.covenant, number=2, title="Betaalbaarheid")
    second = factories.TopicFactory(covenant=world.covenant, theme=theme, number="2.1", position=2, title="Huurprijzen")
    make = factories.AgreementFactory
    found = [
        make(covenant=world.covenant, topic=topic, code="1.1-01", title="Bouwen in Deest", led_by=[world.corporation]),
        make(
            covenant=world.covenant,
            topic=topic,
            code="1.1-02",
            title="Fonds",
            text="Een nultredenwoning.",
            led_by=[world.municipality],
            joined_by=[world.corporation],
            start_year=2025,
            end_year=2025,
        ),
        make(covenant=world.covenant, topic=second, code="2.1-01", title="Huur", led_by=[world.municipality]),
    ]
    found[0].villages.create(covenant=world.covenant, name="Deest")
    return found


@pytest.fixture
def read(client, world):
    client.force_login(world.reader)

    def get(**wanted: str) -> str:
        return client.get(reverse("agreements:list", args=[world.covenant.slug]), wanted).content.decode()

    return get


def codes(page: str) -> list[str]:
    return [code for code in ("1.1-01", "1.1-02", "2.1-01") if f"/afspraken/{code}/" in page]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["1.1-01", "1.1-02", "2.1-01"]),
        ({"partner": "woonstichting-druten"}, ["1.1-01", "1.1-02"]),
        ({"partner": "woonstichting-druten", "rol": "betrokkene"}, ["1.1-02"]),
        ({"rol": "betrokkene"}, ["1.1-01", "1.1-02", "2.1-01"]),
        ({"jaar": "2026"}, ["1.1-01", "2.1-01"]),
        ({"thema": "2"}, ["2.1-01"]),
        ({"kern": "Deest"}, ["1.1-01"]),
        ({"kern": "Elders"}, ["1.1-01", "1.1-02", "2.1-01"]),
        ({"woorden": "deest BOUWEN"}, ["1.1-01"]),
        ({"woorden": "2.1-01"}, ["2.1-01"]),
        ({"woorden": "%"}, []),
    ],
)
def test_it_finds_what_the_filter_asks(read, rows, wanted, found):
    page = read(**wanted)

    assert codes(page) == found
    assert f"{len(found)} afspra" in page


def test_it_says_so_when_nothing_fits(read, rows):
    assert "Er is geen afspraak die hierbij past" in read(woorden="zwembad")


@pytest.mark.parametrize("wanted", [{"jaar": "1999"}, {"partner": "niemand"}, {"woorden": "a\x00b"}])
def test_a_filter_that_cannot_be_is_named_and_the_page_still_comes(read, rows, wanted):
    page = read(**wanted)

    assert "<title>Fout: Afspraken" in page
    assert codes(page) == ["1.1-01", "1.1-02", "2.1-01"]


def test_it_explains_the_terms_that_stand_in_it(read, world, rows):
    Term.objects.create(covenant=world.covenant, term="Nultredenwoningen", explanation="Zonder trap.")
    Term.objects.create(covenant=world.covenant, term="Vereveningsfonds", explanation="Een spaarpot.")

    page = read()

    assert "Zonder trap." in page
    assert "Een spaarpot." not in page


def test_it_names_who_leads_and_who_takes_part(read, rows):
    page = read(woorden="Fonds")

    assert "Trekker: Gemeente Druten" in page
    assert "Betrokken: Woonstichting Druten" in page


def test_it_does_not_exist_for_another_municipality(client, world, elsewhere):
    client.force_login(elsewhere.submitter)

    assert client.get(reverse("agreements:list", args=[world.covenant.slug])).status_code == 404


def test_it_asks_to_log_in_and_is_only_read(client, world):
    address = reverse("agreements:list", args=[world.covenant.slug])
    assert client.get(address).status_code == 302
    client.force_login(world.reader)
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("count", [1, 60])
def test_the_number_of_queries_does_not_grow(client, world, django_assert_max_num_queries, count):
    topic = factories.TopicFactory(covenant=world.covenant)
    for _ in range(count):
        factories.AgreementFactory(
            covenant=world.covenant, topic=topic, led_by=[world.corporation], joined_by=[world.tenants]
        )
    client.force_login(world.reader)

    with django_assert_max_num_queries(12):
        response = client.get(reverse("agreements:list", args=[world.covenant.slug]))

    assert f"{count} afspra" in response.content.decode()


def test_the_short_path_goes_to_the_only_covenant(client, world):
    client.force_login(world.reader)

    assert client.get("/afspraken/").headers["Location"] == f"/{world.covenant.slug}/afspraken/"


def test_the_short_path_asks_which_covenant(client, world, elsewhere):
    factories.CovenantRoleFactory(user=world.reader, covenant=elsewhere.covenant, role="board")
    client.force_login(world.reader)

    page = client.get("/afspraken/").content.decode()

    assert f'href="/{world.covenant.slug}/afspraken/"' in page
    assert f'href="/{elsewhere.covenant.slug}/afspraken/"' in page


@pytest.mark.parametrize("page", ["afspraken", "gezamenlijk", "resultaten", "voortgang"])
def test_every_short_path_keeps_its_page(client, world, page):
    client.force_login(world.reader)

    assert client.get(f"/{page}/").headers["Location"] == f"/{world.covenant.slug}/{page}/"


def test_the_dots_of_a_shortened_text_stay_with_its_last_word() -> None:
    text = " ".join(str(number) for number in range(40))
    assert agreement_list.Line(Agreement(text=text), [], []).opening.endswith("28 29\u00a0…")
    assert agreement_list.Line(Agreement(text="Kort."), [], []).opening == "Kort."
