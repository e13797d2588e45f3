"""Whether everything a covenant's file refers to is there. Works on the plain content; knows no database."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError

from agreements import covenant_file
from agreements.models.covenant import not_reserved
from agreements.parties import Directory, place, plain

Content = dict[str, Any]


def topics_of(content: Content) -> Iterator[tuple[Content, Content]]:
    """Each topic with its theme, in the order of the document."""
    for theme in content["themes"]:
        for topic in theme["topics"]:
            yield theme, topic


def agreements_of(content: Content) -> Iterator[tuple[Content, Content]]:
    """Each agreement with its topic."""
    for _, topic in topics_of(content):
        for agreement in topic["agreements"]:
            yield topic, agreement


def faults(content: Content) -> list[str]:
    """A Dutch sentence for every fault, with its place. The content keeps to the schema already."""
    found = [*_of_the_covenant(content), *_of_the_parties(content), *_of_what_is_double(content)]
    for theme, topic in topics_of(content):
        number = topic["number"]
        if number.split(".")[0] != str(theme["number"]):
            found.append(f"onderwerp {number}: het nummer begint niet met dat van thema {theme['number']}")
    directory = directory_of(content)
    villages = {village["name"] for village in content["villages"]}
    for topic in (topic for _, topic in topics_of(content)):
        for row, agreement in enumerate(topic["agreements"], start=1):
            where = f"onderwerp {topic['number']}, afspraak {row}"
            found += [f"{where}: {fault}" for fault in _of_an_agreement(agreement, topic, directory, villages)]
    return found


def directory_of(content: Content) -> Directory[str]:
    """The names in the file, each with the slugs it stands for. A group of a kind holds who signed."""
    directory: Directory[str] = Directory()
    for partner in content["partners"]:
        directory.add(_names(partner), [partner["slug"]])
    for group in content["groups"]:
        directory.add([group["name"], *group["aliases"]], _slugs_of(group, content))
    return directory


def _names(partner: Content) -> list[str]:
    return [partner["name"], partner["short_name"], *partner["aliases"]]


def _slugs_of(group: Content, content: Content) -> list[str]:
    if "partners" in group:
        return list(group["partners"])
    return [row["slug"] for row in content["partners"] if row["signed"] and row["kind"] == group["kind"]]


def _of_the_covenant(content: Content) -> Iterator[str]:
    covenant = content["covenant"]
    if covenant["end_year"] < covenant["start_year"]:
        yield "covenant: end_year ligt vóór start_year"
    for name in ("signed_on", "in_use_from"):
        try:
            covenant_file.as_date(covenant[name])
        except ValueError:
            yield f"covenant: {name} '{covenant[name]}' is geen bestaande dag"
    try:
        not_reserved(covenant["slug"])
    except ValidationError as reserved:
        yield f"covenant: slug {reserved.messages[0]}"
    municipality = {row["slug"]: row for row in content["partners"]}.get(covenant["municipality"])
    if municipality is None:
        yield f"covenant: municipality '{covenant['municipality']}' niet gevonden bij partners"
    elif municipality["kind"] != "municipality" or not municipality["signed"]:
        yield f"covenant: municipality '{covenant['municipality']}' is geen gemeente die getekend heeft"


def _of_the_parties(content: Content) -> Iterator[str]:
    slugs = {row["slug"] for row in content["partners"]}
    for group in content["groups"]:
        for slug in group.get("partners", []):
            if slug not in slugs:
                yield f"groep '{group['name']}': partner '{slug}' niet gevonden"
        if not _slugs_of(group, content):
            yield f"groep '{group['name']}': er is geen partner van deze soort die getekend heeft"
    taken: dict[str, str] = {}
    owners = [(f"partner '{row['slug']}'", _names(row)) for row in content["partners"]]
    owners += [(f"groep '{row['name']}'", [row["name"], *row["aliases"]]) for row in content["groups"]]
    for owner, names in owners:
        for name in names:
            other = taken.setdefault(plain(name), owner)
            if other != owner:
                yield f"{owner}: de naam '{name}' is ook een naam van {other}"


def _of_what_is_double(content: Content) -> Iterator[str]:
    lists: list[tuple[str, Iterable[Any]]] = [
        ("partners, slug", (row["slug"] for row in content["partners"])),
        ("partners, code", (row["code"] for row in content["partners"])),
        ("groups, name", (row["name"] for row in content["groups"])),
        ("villages, name", (row["name"] for row in content["villages"])),
        ("terms, term", (row["term"] for row in content["terms"])),
        ("themes, number", (row["number"] for row in content["themes"])),
        ("onderwerpen, number", (topic["number"] for _, topic in topics_of(content))),
        ("afspraken, code", (row["code"] for _, row in agreements_of(content))),
    ]
    for where, values in lists:
        for value, count in Counter(values).items():
            if count > 1:
                yield f"{where}: '{value}' staat er {count} keer"


def _of_an_agreement(row: Content, topic: Content, directory: Directory[str], villages: set[str]) -> Iterator[str]:
    if not row["code"].startswith(f"{topic['number']}-"):
        yield f"code '{row['code']}' begint niet met het nummer van het onderwerp"
    for column in ("trekker", "betrokkenen"):
        for word in place(directory, row[column]).unknown:
            yield f"{column} '{word}' niet gevonden"
    placed = place(directory, row["trekker"])
    if not placed.partners and not placed.unknown:
        yield "trekker noemt geen partner"
    yield from _not_bound(row, set(placed.partners))
    if row["start_year"] and row["end_year"] and row["end_year"] < row["start_year"]:
        yield f"end_year {row['end_year']} ligt vóór start_year {row['start_year']}"
    yield from _references(row, topic, villages)


def _not_bound(row: Content, trekkers: set[str]) -> Iterator[str]:
    """Only a trekker can be let off, and one must stay bound."""
    named = {it["partner"] for it in row.get("not_bound", [])}
    for slug in sorted(named - trekkers):
        yield f"not_bound: '{slug}' is geen trekker van deze afspraak"
    if trekkers and not trekkers - named:
        yield "not_bound: dan is geen trekker gebonden; laat er minstens één over"


def _references(row: Content, topic: Content, villages: set[str]) -> Iterator[str]:
    if row["effort"] is not None and row["effort"] > len(topic["efforts"]):
        yield f"inzet {row['effort']} bestaat niet; onderwerp {topic['number']} heeft er {len(topic['efforts'])}"
    for position in row["ambitions"]:
        if position > len(topic["ambitions"]):
            yield f"ambitie {position} bestaat niet; onderwerp {topic['number']} heeft er {len(topic['ambitions'])}"
    for village in row["villages"]:
        if village not in villages:
            yield f"kern '{village}' niet gevonden"
