"""Files that were really made and are not what they should be, each out of a right one.

`python -m tests.monitoring.sheets.wrong_files FILE` reads one and says how much memory that took, in megabytes.
"""

import io
import os
import re
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import django
import openpyxl

from monitoring.sheets.reading import WrongFile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"
MILLION = 1_000_000


def right(kind: str) -> bytes:
    """A small file with two lines."""
    if kind == "ods":
        return _right_ods()
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (["Nummer", "Tekst"], ["a", "b"]):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def _right_ods() -> bytes:
    from monitoring.sheets import odf
    from monitoring.sheets.table import Place, Table

    places = [Place("Nummer", "Uitleg", 10), Place("Tekst", "Uitleg", 10)]
    return odf.write(Table("overzicht", "Titel", "kenmerk", places, [["a", "b"]]))


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """The same packed file with some parts changed or added; "__" stands for "/" and "_dot_" for "."."""
    out = io.BytesIO()
    changed = {name.replace("__", "/").replace("_dot_", "."): text for name, text in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, text in changed.items():
            new.writestr(name, text)
    return out.getvalue()


def part(name: str, text: str, kind: str = "xlsx") -> bytes:
    """A right file of which one part is this text."""
    return with_parts(right(kind), **{name.replace("/", "__").replace(".", "_dot_"): text.encode()})


def sheet(rows: str) -> bytes:
    return part(SHEET, f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>")


def text_in_ods(old: str, new: str) -> bytes:
    """The ods with something else in its content."""
    with zipfile.ZipFile(io.BytesIO(right("ods"))) as packed:
        text = packed.read("content.xml").decode()
    assert old in text
    return part("content.xml", text.replace(old, new, 1), "ods")


def bomb(kind: str) -> bytes:
    """Half a megabyte that unpacks into 512."""
    out, block = io.BytesIO(right(kind)), bytes(1024 * 1024)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("bom.xml", "w") as unpacked:
        for _ in range(512):
            unpacked.write(block)
    return out.getvalue()


def with_password() -> bytes:
    """What an xlsx with a password is: an old container, with the packed file encrypted in it."""
    names = ["Root Entry", "EncryptionInfo", "EncryptedPackage"]
    stream = bytes(range(256)) * 16
    entries = b"".join(_entry(name, at, len(stream)) for at, name in enumerate(names)) + bytes(128)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE, *range(11, 18), 0xFFFFFFFE]
    fat = struct.pack(f"<{len(table)}I", *table) + b"\xff" * (512 - 4 * len(table))
    return header + fat + entries + stream + stream


def _entry(name: str, at: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    kind, child = (5, 1) if at == 0 else (2, 0xFFFFFFFF)
    links = struct.pack("<III", 0xFFFFFFFF, 2 if at == 1 else 0xFFFFFFFF, child)
    start, length = (0xFFFFFFFE, 0) if at == 0 else (2 + 8 * (at - 1), size)
    return (
        letters.ljust(64, b"\0")
        + struct.pack("<HBB", len(letters) + 2, kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, length)
    )


def locked_zip() -> bytes:
    """A packed file of which the parts are said to be encrypted."""
    content = bytearray(right("xlsx"))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(sign)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(sign, place + 4)
    return bytes(content)


def locked_ods() -> bytes:
    """What LibreOffice writes with a password: encrypted content, and how in the manifest."""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data manifest:checksum="x"/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    parts = {"META-INF__manifest_dot_xml": manifest.encode(), "content_dot_xml": bytes(range(256)) * 8}
    return with_parts(right("ods"), **parts)


def really_locked(kind: str) -> bytes:
    """With the password "geheim", as an office program wrote it."""
    return (Path(__file__).parent / "locked" / f"locked.{kind}").read_bytes()


def xlsm() -> bytes:
    """One that says it may hold macros, and holds none."""
    with zipfile.ZipFile(io.BytesIO(right("xlsx"))) as packed:
        kinds = packed.read("[Content_Types].xml").decode()
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert plain in kinds
    return part("[Content_Types].xml", kinds.replace(plain, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"))


UTF_16 = '<?xml version="1.0" encoding="utf-16"?>'
ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
ONE_ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
SPACES = '<text:s text:c="1000000"/>'
NUMBERED = "<row><c><v>1</v></c></row>"

# What is wrong with it, its name, how it is made, and what is said.
FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "bomb": ("a.xlsx", lambda: bomb("xlsx"), "uitgepakt te groot"),
    "bomb-ods": ("a.ods", lambda: bomb("ods"), "uitgepakt te groot"),
    "cells-in-a-row": ("a.xlsx", lambda: sheet(f"<row>{'<c/>' * 339_000}</row>"), "niet te lezen|geen regels|kolommen"),
    "too-many-tags": ("a.xlsx", lambda: sheet(f"<row>{'<c/>' * 400_000}</row>"), "uitgepakt te groot"),
    "attributes": (
        "a.xlsx",
        lambda: sheet("<row><c " + " ".join(f'a{at:x}=""' for at in range(299_000)) + "/></row>"),
        "niet te lezen|geen regels",
    ),
    "styles": (
        "a.xlsx",
        lambda: part(STYLES, f"<styleSheet {MAIN}><cellXfs>{'<xf/>' * 339_000}</cellXfs></styleSheet>"),
        "",
    ),
    "strings": ("a.xlsx", lambda: part(STRINGS, f"<sst {MAIN}>{'<si><t>abc</t></si>' * 80_000}</sst>"), ""),
    "one-long-text": ("a.xlsx", lambda: sheet(ONE_ROW.format("x🏡" * 4_000_000)), "meer dan 32.767 tekens"),
    "million-rows": ("a.xlsx", lambda: sheet(NUMBERED * MILLION), "uitgepakt te groot"),
    "rows-far-down": ("a.xlsx", lambda: sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "regels"),
    "million-rows-ods": (
        "a.ods",
        lambda: text_in_ods("<table:table-row>", '<table:table-row table:number-rows-repeated="1000000">'),
        "meer dan 1.000 regels",
    ),
    "million-spaces-ods": (
        "a.ods",
        lambda: text_in_ods("<text:p>a</text:p>", f"<text:p>a{SPACES * 100_000}b</text:p>"),
        "meer dan 32.767 tekens",
    ),
    "cells-in-ods": ("a.ods", lambda: text_in_ods("<text:p>a</text:p>", "<text:p/>" * 290_000), "32.767 tekens"),
    "same-text-often": (
        "a.ods",
        lambda: text_in_ods(
            "<table:table-row>",
            '<table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="200">'
            f"<text:p>{'x' * 30_000}</text:p></table:table-cell>",
        ),
        "te veel tekst",
    ),
    "macros": ("a.xlsx", lambda: part("xl/vbaProject.bin", "x"), "staan macro's"),
    "old-macros": ("a.xlsx", lambda: part("xl/macrosheets/sheet1.xml", "<a/>"), "staan macro's"),
    "macros-ods": ("a.ods", lambda: part("Basic/Standard/Module1.xml", "<a/>", "ods"), "staan macro's"),
    "scripts-ods": ("a.ods", lambda: part("Scripts/python/a.py", "print()", "ods"), "staan macro's"),
    "xlsm": ("a.xlsm", lambda: right("xlsx"), "Dit soort bestand kan niet. Bewaar het als xlsx of ods."),
    "csv": ("a.csv", lambda: "Nummer;Tekst\na;é".encode("cp1252"), "Dit soort bestand kan niet"),
    "csv-renamed": ("a.xlsx", lambda: "Nummer;Tekst\na;é".encode("cp1252"), "niet wat de naam zegt"),
    "pdf-renamed": ("a.ods", lambda: b"%PDF-1.7 x", "niet wat de naam zegt"),
    "ods-as-xlsx": ("a.xlsx", lambda: right("ods"), "niet wat de naam zegt"),
    "xlsx-as-ods": ("a.ods", lambda: right("xlsx"), "niet wat de naam zegt"),
    "xls-renamed": ("a.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "niet wat de naam zegt"),
    "zip": ("a.xlsx", lambda: part("../../boven.txt", "x")[:200], "niet wat de naam zegt"),
    "broken": ("a.xlsx", lambda: right("xlsx")[:-400] + right("xlsx")[-300:], "niet wat de naam zegt|beschadigd"),
    "empty": ("a.xlsx", lambda: b"", "leeg"),
    "password": ("a.xlsx", with_password, "heeft een wachtwoord"),
    "password-zip": ("a.xlsx", locked_zip, "heeft een wachtwoord"),
    "password-ods": ("a.ods", locked_ods, "heeft een wachtwoord"),
    "password-written": ("a.xlsx", lambda: really_locked("xlsx"), "heeft een wachtwoord"),
    "password-written-ods": ("a.ods", lambda: really_locked("ods"), "heeft een wachtwoord"),
    "xlsm-renamed": ("a.xlsx", xlsm, "staan macro's"),
    "entity": (
        "a.xlsx",
        lambda: part(SHEET, f"{ENTITY}<worksheet {MAIN}><sheetData>{ONE_ROW.format('&b;')}</sheetData></worksheet>"),
        "niet in een werkblad",
    ),
    "entity-in-strings": (
        "a.xlsx",
        lambda: part(STRINGS, f"{ENTITY}<sst {MAIN}><si><t>&b;</t></si></sst>"),
        "niet in een werkblad",
    ),
    "entity-hidden": (
        "a.xlsx",
        lambda: with_parts(
            right("xlsx"),
            xl__worksheets__sheet1_dot_xml=f'<?xml version="1.0" encoding="utf-16"?>{ENTITY}<worksheet/>'.encode(
                "utf-16"
            ),
        ),
        "niet in een werkblad",
    ),
    "entity-ods": ("a.ods", lambda: part("content.xml", f"{ENTITY}<a>&b;</a>", "ods"), "niet in een werkblad"),
    "laughs": ("a.ods", lambda: part("content.xml", f"{LAUGHS}<a>&c;</a>", "ods"), "niet in een werkblad"),
    "formula": (
        "a.xlsx",
        lambda: sheet('<row r="1"><c r="B1"><f>1+1</f></c></row>'),
        "rij 1, kolom B staat een formule",
    ),
    "shared-formula": (
        "a.xlsx",
        lambda: sheet('<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'),
        "rij 2, kolom A staat een formule",
    ),
    "formula-ods": (
        "a.ods",
        lambda: text_in_ods("<table:table-row>", '<table:table-row><table:table-cell table:formula="of:=1+1"/>'),
        "staat een formule",
    ),
    "merged": (
        "a.xlsx",
        lambda: part(
            SHEET,
            f"<worksheet {MAIN}><sheetData>{ONE_ROW.format('a')}</sheetData>"
            '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>',
        ),
        "cellen samengevoegd",
    ),
    "merged-ods": (
        "a.ods",
        lambda: text_in_ods(
            "<table:table-row>", '<table:table-row><table:table-cell table:number-columns-spanned="2"/>'
        ),
        "cellen samengevoegd",
    ),
    "columns": ("a.xlsx", lambda: sheet(f"<row>{'<c><v>1</v></c>' * 300}</row>"), "meer dan 250 kolommen"),
}


def main(path: Path) -> None:
    """Reads it, and says what was said and the most memory there was, with Django and all of ours in it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from monitoring.sheets import reading, table

    said = ""
    try:
        reading.read(path.name, path.read_bytes(), table.LIMITS)
    except WrongFile as wrong:
        said = wrong.sentence
    print(f"{most_megabytes()} {said}")  # noqa: T201


def most_megabytes() -> int:
    """The most that this process held. `ru_maxrss` would count what the one that started it held, too."""
    status = Path("/proc/self/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) // 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
