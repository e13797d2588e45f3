"""Text in a cell, there and back: whatever was typed comes back as it was, and no cell begins as a formula.

Two things can not stand in a cell as they are. What a spreadsheet would run gets a "'" in front (as in
`agreements.resources`), and so does what would look as if it had got one. A sign that no sheet can hold, such as a
vertical tab, is shown by its picture (␋) behind an escape (␛), and what reading programs take for an escape of their
own (x005F_) is broken the same way. Neither makes a text more than twice as long, so that the longest still fits.
"""

import re
from typing import Any

from agreements.resources import RUNS

ESCAPE = "␛"
_PICTURES = 0x2400
_OWN = {ESCAPE: "=", "\ufffe": "E", "\uffff": "F", "x": "k"}
_BACK = {value: key for key, value in _OWN.items()}
_IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f␛\ufffe\uffff]|x(?=[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(f"{ESCAPE}(.)", re.DOTALL)
_RUNS = "".join(re.escape(sign) for sign in RUNS)
_LOOKS_RUN = re.compile(f"'*[{_RUNS}]")
_WAS_RUN = re.compile(f"'+[{_RUNS}]")


def plain(text: str) -> str:
    """As a form would take it: one kind of line end, nothing around it. What is equal so, did not change."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def to_cell(text: str) -> str:
    """What is written in a cell: "=1+1" → "'=1+1"."""
    shown = _IMPOSSIBLE.sub(_picture, plain(text))
    return f"'{shown}" if _LOOKS_RUN.match(shown) else shown


def from_cell(cell: Any) -> str:
    """What was typed; a number as it would be typed in words: 2027 → "2027", 7.5 → "7,5"."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    text = plain(str(cell))
    return _ESCAPED.sub(_sign, text[1:] if _WAS_RUN.match(text) else text)


def _picture(found: re.Match[str]) -> str:
    sign = found[0]
    return ESCAPE + (_OWN.get(sign) or chr(_PICTURES + ord(sign)))


def _sign(found: re.Match[str]) -> str:
    """The sign behind an escape; what is no escape of ours stays as it is."""
    shown = found[1]
    if shown in _BACK:
        return _BACK[shown]
    code = ord(shown) - _PICTURES
    return chr(code) if 0 <= code < 0x20 else found[0]
