"""Hulp: every chapter of the handleiding is a page of the site, with its pictures and links; and all words."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from agreements.glossary import WORDS
from agreements.models import Term
from monitoring import handbook
from tests.druten.test_no_english import ALSO_DUTCH, ENGLISH, words_of
from tests.world import World

pytestmark = pytest.mark.django_db
CHAPTERS = sorted(path.stem for path in (Path(settings.BASE_DIR) / "docs" / "handleiding").glob("*.md"))
PAGES = ["/hulp/", "/hulp/woorden/", *(f"/hulp/{slug}/" for slug in CHAPTERS)]
MOST_BYTES = 2_500_000


@pytest.fixture
def reader(client: Client, world: World) -> Client:
    client.force_login(world.reader)
    return client


def test_every_file_is_a_chapter_and_the_order_names_no_other() -> None:
    assert sorted(row.slug for row in handbook.chapters()) == CHAPTERS
    assert set(handbook.ORDER) <= set(CHAPTERS)
    assert handbook.chapters()[0].slug == handbook.ORDER[0]


@pytest.mark.parametrize("address", PAGES)
def test_it_is_there_in_dutch_for_who_is_logged_in(reader: Client, address: str) -> None:
    page = reader.get(address).content.decode()
    assert set(ENGLISH.findall(words_of(page))) - ALSO_DUTCH == set()
    assert page.count("<h1>") == 1
    assert 'aria-current="page">Resultaten' not in page
    reader.logout()
    assert reader.get(address).status_code == 302


@pytest.mark.parametrize("address", PAGES)
def test_every_picture_and_every_link_goes_somewhere(reader: Client, address: str) -> None:
    main = reader.get(address).content.decode().split("<main", 1)[1]
    for picture in re.findall(r'<img src="/static/([^"]+)"', main):
        assert finders.find(picture), picture
    for link in re.findall(r'href="([^"]+)"', main):
        page, _, place = link.partition("#")
        answer = reader.get(page or address)
        assert answer.status_code == 200, link
        assert not place or f'id="{place}"' in answer.content.decode(), link


@pytest.mark.parametrize("slug", CHAPTERS)
def test_a_chapter_has_a_title_an_opening_and_pictures_that_say_what_they_show(slug: str) -> None:
    chapter = handbook.chapter(slug)
    assert chapter is not None
    assert chapter.title
    assert chapter.lead.endswith(".")
    assert "**" not in chapter.lead
    assert "<h1" not in chapter.body
    assert 'alt=""' not in chapter.body


def test_a_table_has_heads_and_a_caption() -> None:
    chapter = handbook.chapter("resultaten-invullen")
    assert chapter is not None
    assert '<caption class="visually-hidden">Een regel invullen</caption>' in chapter.body
    assert chapter.body.count('<th scope="col">') == 2


def test_what_looks_like_a_tag_in_a_file_stays_text(tmp_path: Path) -> None:
    found = handbook._read("x", "# Kop\n\nEerste <b>zin</b>.\n\n## Deel <i>\n\n| a |\n|---|\n| <script> |\n")
    assert "<b>" not in found.body
    assert "<script>" not in found.body
    assert found.parts == [("deel-i", "Deel <i>")]


def test_a_chapter_that_is_not_there_is_not_found(reader: Client) -> None:
    assert reader.get("/hulp/bestaat-niet/").status_code == 404


def test_all_words_stand_on_one_page_with_those_of_the_own_covenant(
    reader: Client, world: World, elsewhere: World
) -> None:
    Term.objects.create(covenant=world.covenant, term="Nultredenwoning", explanation="Zonder <b>trap</b>.")
    Term.objects.create(covenant=elsewhere.covenant, term="Vereveningsfonds", explanation="Geld.")
    page = reader.get("/hulp/woorden/").content.decode()
    for word in WORDS.values():
        assert f'<dt id="{word.key}">{word.word}</dt><dd>{word.short}' in page
    assert "Begrippen uit Prestatieafspraken Druten" in page
    assert "Zonder &lt;b&gt;trap&lt;/b&gt;." in page
    assert "Vereveningsfonds" not in page


def test_everybody_has_a_way_to_it_on_every_page(reader: Client) -> None:
    assert '<a href="/hulp/">Hulp</a>' in reader.get("/").content.decode()


def test_the_pictures_are_not_too_many() -> None:
    pictures = (Path(settings.BASE_DIR) / "docs" / "pictures").glob("*")
    assert sum(path.stat().st_size for path in pictures) < MOST_BYTES
