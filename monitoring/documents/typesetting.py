"""Making a tagged PDF (PDF/UA-1) with typst. Text that people typed goes in as data: typst never reads it as code."""

import json
import tempfile
from pathlib import Path
from typing import Any

import typst

from monitoring.documents.signs import printable


def pdf(template: Path, data: dict[str, Any]) -> bytes:
    """The document of `template` with `data`, which it reads as data.json.

    Raises:
        typst.TypstError: when the template itself is wrong; never because of what people typed.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "data.json").write_text(json.dumps(_clean(data)), "utf-8")
        copy = place / template.name
        copy.write_text(template.read_text("utf-8"), "utf-8")
        return typst.compile(copy, root=place, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)


def _clean(value: Any) -> Any:
    """With signs only that the document can show."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_clean(row) for row in value]
    if isinstance(value, dict):
        return {key: _clean(row) for key, row in value.items()}
    return value
