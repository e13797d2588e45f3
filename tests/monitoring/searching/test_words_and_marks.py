"""What counts as a word to look for, which piece of a text is shown, and how words are marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.searching.hits import MOST_WORDS, words_in
from monitoring.searching.marks import LENGTH, marked, piece, words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", []),
        ("   ", []),
        ("Woning", ["woning"]),
        ("woning WONING", ["woning"]),
        ("1.1-03", ["1.1-03"]),
        ("WW-2027-12: zonnepanelen", ["ww-2027-12", "zonnepanelen"]),
        ('"huur & koop" | !(\\:*)', ["huur", "koop"]),
        ("huur/koop", ["huur", "koop"]),
        ("a 3 b", ["3"]),
        ("'); DROP TABLE x; --", ["drop", "table"]),
        ("één", ["één"]),
        ("%_%", []),
    ],
)
def test_the_words_to_look_for(typed: str, words: list[str]) -> None:
    assert words_in(typed) == words


@given(st.text(max_size=500))
def test_a_word_holds_no_quote_space_or_operator(typed: str) -> None:
    words = words_in(typed)
    assert len(words) <= MOST_WORDS
    assert not set("".join(words)) & set("'\"\\&|!():*<> \0/%_")


def test_a_mark_stands_around_the_word_and_all_else_is_text() -> None:
    found = marked("<b>Woningen</b> & “huizen”", {"woningen"})
    assert found == "&lt;b&gt;<mark>Woningen</mark>&lt;/b&gt; &amp; “huizen”"


@given(st.text(max_size=200), st.lists(st.text(max_size=5)))
def test_nothing_that_people_wrote_becomes_a_tag(text: str, more: list[str]) -> None:
    found = marked(text, words_of([text]) | set(more))
    assert found.replace("<mark>", "").replace("</mark>", "").count("<") == 0


@given(st.text(alphabet="ab <&é\n", max_size=900), st.sets(st.sampled_from(["a", "b", "ab", "bé"])))
def test_a_piece_is_short_and_a_part_of_the_text(text: str, found: set[str]) -> None:
    shown = piece(text, found)
    assert len(shown) <= LENGTH + 4
    assert shown.removeprefix("… ").removesuffix(" …") in " ".join(text.split())


def test_a_piece_shows_the_first_word_that_was_found() -> None:
    text = "begin " * 200 + "zonnepanelen op het dak " + "einde " * 200
    shown = piece(text, {"zonnepanelen"})
    assert "zonnepanelen op het dak" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


@given(st.integers(0, 120), st.integers(0, 120))
def test_wherever_it_stands_the_word_is_in_the_piece(before: int, after: int) -> None:
    text = "begin " * before + "zonnepanelen" + " einde" * after
    assert "zonnepanelen" in piece(text, {"zonnepanelen"})


def test_a_short_text_is_shown_whole() -> None:
    assert piece("Wij bouwen\n\nhuizen.", set()) == "Wij bouwen huizen."
