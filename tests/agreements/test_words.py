"""A word of the trade is explained where it stands: the first time on a page, without script."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client

from agreements.glossary import WORDS
from tests import factories
from tests.world import World

TEMPLATES = Path(settings.BASE_DIR) / "templates"
IN_USE = re.compile(r'{% word "([^"]+)"')


def shown(text: str) -> str:
    return Template(text).render(Context({}))


def test_the_first_time_it_is_a_button_and_then_a_word() -> None:
    page = shown('De {% word "trekker" %}, en nog een {% word "trekker" "trekkers" %}.')
    assert page.startswith('De <button type="button" class="word" popovertarget="woord-trekker" aria-label')
    assert page.endswith("</span>, en nog een trekkers.")
    assert page.count("<button") == page.count(" popover>") == 1


def test_another_form_of_the_word_has_the_same_meaning() -> None:
    page = shown('{% word "bestuurlijk overleg" "bestuur" %}')
    assert ">bestuur</button>" in page
    assert 'id="woord-bestuurlijk-overleg"' in page
    assert 'href="/hulp/woorden/#bestuurlijk-overleg"' in page
    assert "wethouder" in page


def test_two_pages_each_explain_it() -> None:
    assert shown('{% word "inzet" %}') == shown('{% word "inzet" %}')
    assert "<button" in shown('{% word "inzet" %}')


def test_a_word_that_nobody_explained_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        shown('{% word "verzinsel" %}')


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_every_template_explains_words_that_there_are(path: Path) -> None:
    assert set(IN_USE.findall(path.read_text("utf-8"))) <= set(WORDS)


def test_every_word_has_a_short_sentence_and_a_place_of_its_own() -> None:
    assert len({row.key for row in WORDS.values()}) == len(WORDS)
    assert list(WORDS) == sorted(WORDS)
    for row in WORDS.values():
        assert row.short.endswith(".")
        assert len(row.short) < 110, row.word
        assert re.fullmatch(r"[a-z-]+", row.key)


@pytest.mark.django_db
def test_in_included_parts_it_counts_for_the_whole_page(client: Client, world: World) -> None:
    for number in range(3):
        factories.AgreementFactory(covenant=world.covenant, code=f"1.1-0{number}", led_by=[world.corporation])
    client.force_login(world.reader)
    page = client.get(f"/{world.covenant.slug}/afspraken/").content.decode()
    assert page.count('id="woord-trekker"') == 1
    assert page.count("Trekker") >= 3
    page = client.get(f"/{world.covenant.slug}/afspraken/1.1-01/").content.decode()
    for word in ("trekker", "uitvoering"):
        assert page.count(f'id="woord-{word}"') <= 1
    assert 'id="woord-trekker"' in page


def test_the_note_itself_is_text() -> None:
    row = WORDS["trekker"]
    page = render_to_string("components/word.html", {"found": row, "shown": "<b>"})
    assert "<b>" not in page
    assert row.short in page
