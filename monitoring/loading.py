"""Loads a whole covenant out of its file: checks first, then writes all of it or nothing."""

import math
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import DataError, IntegrityError, transaction

import agreements.loading
import calendar_cycle.loading
from agreements import covenant_checks, covenant_file
from agreements.models import Agreement, Covenant, Partner, Topic
from agreements.tally import FileFault, Tally
from monitoring.models import Indicator, Target

Content = dict[str, Any]
COLUMNS = ("name", "unit", "kind", "over_partners", "over_years", "from_results", "source", "note")
LARGEST = 10**10  # ten digits before the comma, as the columns hold


def load_file(path: Path) -> tuple[Covenant, Tally]:
    """The covenant of this file, and what was added and changed. FileFault names every fault, and then
    nothing was written."""
    content = covenant_file.read(path)
    faults = [*covenant_checks.faults(content), *indicator_faults(content)]
    if faults:
        raise FileFault(*faults)
    tally = Tally()
    try:
        with transaction.atomic():
            covenant = agreements.loading.load(content, tally)
            calendar_cycle.loading.load(covenant, content, tally)
            load_indicators(covenant, content, tally)
    except (DataError, IntegrityError) as refused:
        raise FileFault(
            "De database weigert dit bestand: iets erin botst met wat er al staat. Er is niets veranderd."
        ) from refused
    return covenant, tally


def indicator_faults(content: Content) -> list[str]:
    """What the indicators refer to and is not there, and figures that cannot be."""
    topics = {topic["number"] for _, topic in covenant_checks.topics_of(content)}
    codes = {row["code"] for _, row in covenant_checks.agreements_of(content)}
    slugs = {row["slug"] for row in content["partners"]}
    keys = Counter(row["key"] for row in content["indicators"])
    found = [f"indicators: key '{key}' staat er {count} keer" for key, count in keys.items() if count > 1]
    for row in content["indicators"]:
        where = f"indicator '{row['key']}'"
        if "topic" in row and row["topic"] not in topics:
            found.append(f"{where}: onderwerp '{row['topic']}' niet gevonden")
        if "agreement" in row and row["agreement"] not in codes:
            found.append(f"{where}: afspraak '{row['agreement']}' niet gevonden")
        found += [f"{where}: {fault}" for fault in _figure_faults(row["baseline"], "baseline")]
        seen = Counter(_target_key(target) for target in row["targets"])
        found += [
            f"{where}: een doel staat er twee keer ({key[1]}, {key[2]}–{key[3]})" for key in seen if seen[key] > 1
        ]
        for number, target in enumerate(row["targets"], start=1):
            found += [f"{where}, doel {number}: {fault}" for fault in _target_faults(target, slugs)]
    return found


def _target_key(row: Content) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("partner", "kind", "from_year", "to_year"))


def _target_faults(row: Content, slugs: set[str]) -> Iterator[str]:
    if row["partner"] is not None and row["partner"] not in slugs:
        yield f"partner '{row['partner']}' niet gevonden"
    if row["to_year"] < row["from_year"]:
        yield f"to_year {row['to_year']} ligt vóór from_year {row['from_year']}"
    yield from _figure_faults(row["value"], "value")
    yield from _figure_faults(row["value_max"], "value_max")
    if row["value_max"] is not None and row["value_max"] < row["value"]:
        yield "value_max is kleiner dan value"


def _figure_faults(value: float | None, name: str) -> Iterator[str]:
    if value is None:
        return
    if not math.isfinite(value) or abs(value) >= LARGEST:
        yield f"{name} is geen getal dat hier past"
    elif round(value, 2) != value:
        yield f"{name} '{value}' heeft meer dan twee cijfers achter de komma"


def load_indicators(covenant: Covenant, content: Content, tally: Tally) -> None:
    """The indicators with their targets. A target that the file no longer has is removed; an indicator is not,
    for measurements point at it."""
    topics = {row.number: row for row in Topic.objects.filter(covenant=covenant)}
    agreements_by_code = {row.code: row for row in Agreement.objects.filter(covenant=covenant)}
    partners = {row.slug: row for row in Partner.objects.filter(parties__covenant=covenant)}
    for row in content["indicators"]:
        values: Content = {name: row[name] for name in COLUMNS}
        values["topic"] = topics.get(row.get("topic", ""))
        values["agreement"] = agreements_by_code.get(row.get("agreement", ""))
        values["baseline"] = _figure(row["baseline"])
        indicator = tally.put(Indicator, {"covenant": covenant, "key": row["key"]}, values)
        kept = [_target(indicator, target, partners, tally).pk for target in row["targets"]]
        tally.remove(Target.objects.filter(indicator=indicator).exclude(pk__in=kept))


def _target(indicator: Indicator, row: Content, partners: dict[str, Partner], tally: Tally) -> Target:
    lookup = {name: row[name] for name in ("kind", "from_year", "to_year")}
    lookup |= {"indicator": indicator, "partner": partners.get(row["partner"] or "")}
    values = {"value": _figure(row["value"]), "value_max": _figure(row["value_max"]), "about": row["about"]}
    return tally.put(Target, lookup, values)


def _figure(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
