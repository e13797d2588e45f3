"""Turns the words of a cell ("Corporaties, gemeente, Huurdersorganisaties") into partners (domain.md §3).

`place` is pure: it knows a `Directory` of names and nothing else. `resolve` reads that directory from a covenant.
"""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from agreements.models import Covenant, Partner, PartnerGroup, Party

Key = TypeVar("Key", bound=Hashable)


@dataclass
class Directory(Generic[Key]):
    """Which partners a name stands for. Names are kept as `plain` gives them."""

    names: dict[str, tuple[Key, ...]] = field(default_factory=dict)

    def add(self, names: Iterable[str], partners: Iterable[Key]) -> None:
        """Lets each of `names` stand for `partners`. The first to take a name keeps it."""
        found = tuple(partners)
        for name in names:
            if plain(name):
                self.names.setdefault(plain(name), found)


@dataclass
class Placed(Generic[Key]):
    """What a cell came to: partners in the order of the text, each with the note on its words; and what is unknown."""

    partners: dict[Key, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def add(self, partners: Iterable[Key], note: str) -> None:
        for partner in partners:
            self.partners[partner] = self.partners.get(partner) or note


def plain(name: str) -> str:
    """A name without what printing does to it: case, line ends, hyphens (also those of a broken word) and spaces."""
    return re.sub(r"[\s\-\u00ad\u2010\u2011/()]+", "", name).casefold()


def place(directory: Directory[Key], text: str) -> Placed[Key]:
    """Finds the partners that `text` names. Words in brackets that are no part of a name become the note
    of the name before them; a word nobody knows is given back in `unknown`, as it stood."""
    placed: Placed[Key] = Placed()
    for part in _split(text, r"\s*[,;]\s*|\n\s*\n"):
        _place_part(directory, part, placed)
    return placed


def _place_part(directory: Directory[Key], part: str, placed: Placed[Key]) -> None:
    """One item of the list: a name, a name with a note, or names joined by "en" or a slash."""
    known = directory.names.get(plain(part))
    if known is not None:
        return placed.add(known, "")
    name, note = _without_note(part)
    known = directory.names.get(plain(name))
    if known is not None:
        return placed.add(known, note)
    for joint in (r"\s+en\s+", r"\s*/\s*"):
        pieces = _split(part, joint)
        if len(pieces) > 1:
            for piece in pieces:
                _place_part(directory, piece, placed)
            return None
    placed.unknown.append(re.sub(r"\s+", " ", name).strip())
    return None


def _without_note(part: str) -> tuple[str, str]:
    """ "Gemeente (aan de hand van …)" as the name and the words in its brackets."""
    found = re.match(r"^(.*?)\s*\(([^()]*)\)\s*$", part, re.DOTALL)
    if not found:
        return part, ""
    return found[1], re.sub(r"\s+", " ", re.sub(r"-\s+", "", found[2])).strip()


def _split(text: str, pattern: str) -> list[str]:
    """The pieces between the separators; brackets are kept whole."""
    covered = re.sub(r"\([^()]*\)", lambda found: "\x00" * len(found[0]), text)
    pieces, start = [], 0
    for found in re.finditer(pattern, covered, re.IGNORECASE):
        pieces.append(text[start : found.start()])
        start = found.end()
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces if piece.strip()]


def directory_of(covenant: Covenant) -> Directory[Partner]:
    """The names of the parties and groups of a covenant: three queries."""
    parties = list(Party.objects.filter(covenant=covenant).select_related("partner").order_by("pk"))
    groups = PartnerGroup.objects.filter(covenant=covenant).prefetch_related("partners").order_by("pk")
    directory: Directory[Partner] = Directory()
    for party in parties:
        directory.add([party.partner.name, party.partner.short_name, *party.aliases], [party.partner])
    for group in groups:
        # Who joined later stands in no word of the signed text: which agreements it takes part in, is decided.
        signed = [row for row in parties if row.signed and row.joined_on is None]
        of_kind = [row.partner for row in signed if group.kind and row.partner.kind == group.kind]
        directory.add([group.name, *group.aliases], of_kind or list(group.partners.all()))
    return directory


def resolve(covenant: Covenant, text: str) -> Placed[Partner]:
    """The partners of `covenant` that `text` names, with notes, and the words it could not place."""
    return place(directory_of(covenant), text)
