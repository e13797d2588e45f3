"""Reads the file of a covenant, and holds it against its schema. Nothing is written here."""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from django.conf import settings

from agreements.tally import FileFault

LARGEST = 2_000_000  # bytes; the file of Druten is some 80,000

TYPES = {
    "string": "een tekst (zet een getal of datum tussen aanhalingstekens)",
    "integer": "een heel getal",
    "number": "een getal",
    "boolean": "true of false",
    "array": "een lijst",
    "object": "een groep velden",
    "null": "leeg",
}
KINDS = {
    "partners": "partner",
    "groups": "groep",
    "villages": "kern",
    "principles": "uitgangspunt",
    "terms": "begrip",
    "themes": "thema",
    "topics": "onderwerp",
    "agreements": "afspraak",
    "indicators": "indicator",
    "targets": "doel",
    "questions": "vraag",
}


class PlainLoader(yaml.SafeLoader):
    """YAML without aliases (a small file could grow without end), double keys, or guessed dates."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1
            raise FileFault(f"Regel {line}: verwijzingen met * mogen niet in dit bestand. Schrijf de tekst voluit.")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise FileFault(f"Regel {key.start_mark.line + 1}: '{key.value}' staat er twee keer.")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


PlainLoader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in rows if tag != "tag:yaml.org,2002:timestamp"]
    for sign, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> dict[str, Any]:
    """The content of the file; FileFault with one sentence when it is no readable YAML, or with every place
    where it does not keep to the schema."""
    content = parse(_text(path))
    faults = schema_faults(content) or sign_faults(content)
    if faults:
        raise FileFault(*faults)
    return content


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise FileFault(f"Het bestand {path.name} is groter dan 2 MB. Dat kan geen bestand met afspraken zijn.")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as missing:
        raise FileFault(f"Het bestand {path} is er niet. Controleer de naam en de map.") from missing
    except OSError as closed:
        raise FileFault(f"Het bestand {path} kan niet gelezen worden. Controleer de rechten.") from closed
    except UnicodeDecodeError as other:
        raise FileFault(f"Het bestand {path.name} is geen UTF-8. Sla het opnieuw op met codering UTF-8.") from other


def parse(text: str) -> Any:
    """YAML as plain data; FileFault when it is not YAML."""
    try:
        return yaml.load(text, PlainLoader)  # noqa: S506 - PlainLoader is a SafeLoader
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        raise FileFault(
            f"Regel {line}: dit is geen geldige YAML. Let op inspringen, dubbele punten en aanhalingstekens."
        ) from broken
    except (yaml.YAMLError, ValueError, TypeError, OverflowError) as broken:
        raise FileFault("Dit is geen geldige YAML: er staat een teken of waarde in die niet kan.") from broken
    except RecursionError as deep:
        raise FileFault("Dit bestand is te diep genest om een bestand met afspraken te zijn.") from deep


@cache
def _validator() -> jsonschema.Draft202012Validator:
    schema = json.loads((Path(settings.BASE_DIR) / "fixtures" / "covenant.schema.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(schema)


def schema_faults(content: Any) -> list[str]:
    """Every place where the content does not keep to the schema, as a Dutch sentence."""
    if not isinstance(content, dict):
        return ["Het bestand is leeg, of begint niet met velden zoals 'covenant:'."]
    errors = sorted(_validator().iter_errors(content), key=lambda error: [str(step) for step in error.absolute_path])
    return list(dict.fromkeys(f"{place(content, list(error.absolute_path))}: {_words(error)}" for error in errors))


def sign_faults(content: Any) -> list[str]:
    """Every place with a control sign in it, as a Dutch sentence: a database or a document can not hold those."""
    return [
        f"{place(content, path)}: er staat een teken in dat niet kan (zoals een NUL); typ de tekst opnieuw"
        for path, text in _texts(content, [])
        if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in text)
    ]


def _texts(row: Any, path: list[str | int]) -> Iterator[tuple[list[str | int], str]]:
    if isinstance(row, str):
        yield path, row
    steps: Iterable[tuple[str | int, Any]] = row.items() if isinstance(row, dict) else ()
    for step, below in enumerate(row) if isinstance(row, list) else steps:
        yield from _texts(below, [*path, step])


def place(content: Any, path: Sequence[str | int]) -> str:
    """Where it is, as a reader of the document would say it: "onderwerp 2.1, afspraak 3, trekker"."""
    words: list[str] = []
    row = content
    for number, step in enumerate(path):
        row = row[step]
        if isinstance(step, str):
            words += [] if step in KINDS and number + 1 < len(path) else [step]
            continue
        kind = KINDS.get(str(path[number - 1]))
        if kind is None:
            words.append(str(step + 1))
        elif kind == "onderwerp":
            words = [f"onderwerp {row.get('number', step + 1) if isinstance(row, dict) else step + 1}"]
        else:
            words.append(f"{kind} {step + 1}")
    return ", ".join(words) or "bestand"


def _words(error: jsonschema.ValidationError) -> str:
    """What is wrong, in Dutch."""
    value = error.validator_value
    if error.validator == "required":
        missing = [name for name in value if name not in error.instance]  # type: ignore[operator, union-attr]
        return f"{', '.join(missing)} ontbreekt"
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {})  # type: ignore[union-attr]
        return f"{', '.join(str(name) for name in error.instance if name not in known)} is geen bekend veld"  # type: ignore[union-attr]
    if error.validator == "type":
        kinds = value if isinstance(value, list) else [value]
        return f"moet {' of '.join(TYPES.get(str(kind), str(kind)) for kind in kinds)} zijn"
    if error.validator == "enum":
        return (
            f"'{error.instance}' kan niet; kies uit {', '.join('leeg' if one is None else str(one) for one in value)}"  # type: ignore[union-attr]
        )
    return _limit(str(error.validator), value, error.instance)


def _limit(validator: str, value: Any, instance: Any) -> str:
    sentences = {
        "minItems": f"moet minstens {value} regels hebben",
        "maxItems": "hier hoort geen lijst",
        "maxLength": f"is langer dan {value} tekens",
        "minimum": f"moet {value} of meer zijn",
        "maximum": f"moet {value} of minder zijn",
        "uniqueItems": "noemt iets twee keer",
        "oneOf": "heeft van twee velden die elkaar uitsluiten er geen of allebei",
    }
    if validator in sentences:
        return sentences[validator]
    return "mag niet leeg zijn" if instance in ("", None) else f"'{str(instance)[:60]}' heeft niet de goede vorm"


def as_date(text: str | None) -> date | None:
    """A day as the file writes it; ValueError when there is no such day."""
    return date.fromisoformat(text) if text else None
