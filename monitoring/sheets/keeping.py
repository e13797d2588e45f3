"""The lines of an uploaded file, kept between the page that shows what they would do and the deed.

They wait in the session: on the server, seen by no other, and gone with it.
"""

import json
import zlib
from base64 import b64decode, b64encode

from django.contrib.sessions.backends.base import SessionBase

from monitoring.sheets.reading import Line


def keep(session: SessionBase, key: str, name: str, lines: list[Line]) -> None:
    """Keeps the lines of the file `name`; an earlier one under this key makes way."""
    packed = zlib.compress(json.dumps([[line.number, line.cells] for line in lines], ensure_ascii=False).encode())
    session[key] = [name, b64encode(packed).decode()]


def kept(session: SessionBase, key: str) -> tuple[str, list[Line]]:
    """(name of the file, its lines); empty when there is none."""
    name, packed = session.get(key, ("", ""))
    rows = json.loads(zlib.decompress(b64decode(packed))) if packed else []
    return name, [Line(number, cells) for number, cells in rows]


def forget(session: SessionBase, key: str) -> None:
    """It was done, or is not wanted any more."""
    session.pop(key, None)
