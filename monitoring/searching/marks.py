"""Where the words stand: a piece of the text around the first, and every one of them marked."""

from collections.abc import Collection, Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from monitoring.searching.hits import WORD

# Signs of a piece of text: two or three lines.
LENGTH = 260
_BEFORE = 80


def words_of(texts: Iterable[str]) -> set[str]:
    """Every word in these texts once, in small letters."""
    return {word.casefold() for text in texts for word in WORD.findall(text)}


def piece(text: str, found: Collection[str], length: int = LENGTH) -> str:
    """At most about `length` signs of `text` around the first of the words `found`, cut between words."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    first = next((match.start() for match in WORD.finditer(text) if match[0].casefold() in found), 0)
    start = max(0, min(first - _BEFORE, len(text) - length))
    end = start + length
    cut = text[start:end] if end >= len(text) else text[start:end].rsplit(" ", 1)[0]
    # The first word of the piece is half a word, unless it is the one that was found.
    space = cut.find(" ", 0, first - start) if start else -1
    return f"{'… ' if start else ''}{cut[space + 1 :]}{' …' if end < len(text) else ''}"


def marked(text: str, found: Collection[str]) -> SafeString:
    """`text` as text, with a mark around each of the words `found` (in small letters)."""
    parts, here = [], 0
    for match in WORD.finditer(text):
        if match[0].casefold() in found:
            parts += [escape(text[here : match.start()]), "<mark>", escape(match[0]), "</mark>"]
            here = match.end()
    # All that people wrote is escaped.
    return mark_safe("".join([*parts, escape(text[here:])]))
