"""Everything that holds the words and that this person may read, the best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from monitoring.searching import engine, marks, sources
from monitoring.searching.hits import Hit, Wish

if TYPE_CHECKING:
    from agreements.access import Access


@dataclass(frozen=True)
class Found:
    """The hits, the best first. `is_cut`: there is more than is looked through at once."""

    hits: list[Hit]
    is_cut: bool = False


@dataclass(frozen=True)
class Shown:
    """A hit for the screen, with the words marked."""

    hit: Hit
    title: SafeString
    text: SafeString


def find(access: "Access", wish: Wish) -> Found:
    """What there is for this person. A fixed number of queries, none without words."""
    if not wish.words:
        return Found([])
    candidates: list[Hit] = []
    is_cut = False
    for source in sources.ALL:
        rows, cut = source(access, wish)
        candidates += rows
        is_cut = is_cut or cut
    ranks = engine.ranked([hit.searched for hit in candidates], wish.words)
    places = sorted(ranks, key=lambda place: (-ranks[place], place))
    return Found([candidates[place] for place in places], is_cut)


def shown(hits: Sequence[Hit], wish: Wish) -> list[Shown]:
    """Those of one page, marked; one query for all."""
    words = marks.words_of(text for hit in hits for text in (hit.title, hit.text))
    found = engine.matching(words, wish.words)
    return [
        Shown(hit, marks.marked(hit.title, found), marks.marked(marks.piece(hit.text, found), found)) for hit in hits
    ]
