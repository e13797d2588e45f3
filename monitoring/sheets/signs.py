"""Text in a cell, there and back: whatever was typed comes back as it was, and no cell begins as a formula.

Two things can not stand in a cell as they are. What a spreadsheet would run gets a "'" in front (as in
`agreements.resources`), and so does what would look as if it had got one. A sign that no sheet can hold, such as a
vertical tab, is shown by another (␋) behind an escape (␛), and what reading programs take for an escape of their
own (x005F_) is broken the same way. Neither makes a text more than twice as long, so that the longest still fits.
"""

import re
from typing import Any

from agreements.resources import RUNS

ESCAPE = "␛"
# Where what stands for a control sign begins: the pictures of Unicode for the first 32 (␀ and on), and for those
# from 7F to 9F and the last two of every plane, which odfpy does not write, signs that say nothing by themselves.
_PICTURES, _BRAILLE, _PRIVATE = 0x2400, 0x2800, 0xE000
_OWN = {ESCAPE: "=", "x": "k"}
_STAND_IN = (
    _OWN
    | {chr(code): chr(_PICTURES + code) for code in range(0x20) if chr(code) not in "\t\n\r"}
    | {chr(code): chr(_BRAILLE + code) for code in range(0x7F, 0xA0)}
    | {
        chr(plane << 16 | last): chr(_PRIVATE + plane * 2 + last - 0xFFFE)
        for plane in range(17)
        for last in (0xFFFE, 0xFFFF)
    }
)
_BACK = {value: key for key, value in _STAND_IN.items()}
_IMPOSSIBLE = re.compile(f"[{re.escape(''.join(_STAND_IN.keys() - {'x'}))}]|x(?=[0-9A-Fa-f]{{4}}_)")
_ESCAPED = re.compile(f"{ESCAPE}(.)", re.DOTALL)
_RUNS = "".join(re.escape(sign) for sign in RUNS)
_LOOKS_RUN = re.compile(f"'*[{_RUNS}]")
_WAS_RUN = re.compile(f"'+[{_RUNS}]")


def plain(text: str) -> str:
    """As a form would take it: one kind of line end, nothing around it. What is equal so, did not change.

    A tab is a space: LibreOffice leaves it out of a cell, which would make one word of two.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()


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
    return ESCAPE + _STAND_IN[found[0]]


def _sign(found: re.Match[str]) -> str:
    """The sign behind an escape; what is no escape of ours stays as it is."""
    return _BACK.get(found[1], found[0])
