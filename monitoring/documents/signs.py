"""The signs that the fonts of our documents have; PDF/UA refuses a document with one that they lack."""

import unicodedata
from functools import cache
from pathlib import Path

# Code points and ranges, found by setting every sign of Unicode with the fonts that come with typst; a test holds it.
LIST = Path(__file__).with_name("signs.txt")
MISSING = "□"
# Signs without a picture: they steer others, and alone they have no font.
INVISIBLE = ("Cc", "Cf")
VARIATIONS = range(0xFE00, 0xFE10)


def printable(text: str) -> str:
    """`text` with "□" for every sign that no font has ("Buurtfeest 🎉" → "Buurtfeest □"), without control signs."""
    return "".join(_printed(sign) for sign in text)


def _printed(sign: str) -> str:
    if ord(sign) in known() or sign in "\n\t":
        return sign
    if unicodedata.category(sign) in INVISIBLE or ord(sign) in VARIATIONS:
        return ""
    return " " if sign.isspace() else MISSING


@cache
def known() -> frozenset[int]:
    """The code points that can be printed."""
    found: set[int] = set()
    for part in LIST.read_text("ascii").split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)
