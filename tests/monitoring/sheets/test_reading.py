"""Files that people really bring: of three kinds, right ones and wrong ones; each wrong one gets one sentence."""

import io
import zipfile

import openpyxl
import pytest
import tablib

from monitoring.past import columns
from monitoring.sheets import ods, reading
from monitoring.sheets.reading import WrongFile

ROWS = [["jaar", "partner", "titel", "afspraken", "aantal"], [2026, "Woon", "Bouwen", "1.1-01", 7.5]]
ELSEWHERE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def as_xlsx(rows: list[list]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def as_ods(rows: list[list]) -> bytes:
    return tablib.Dataset(*rows[1:], headers=rows[0]).export("ods")


def ods_with(cells: str) -> bytes:
    """A sheet with these cells, as LibreOffice writes them."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text"))
    sheet = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    xml = f"<office:document-content {names}>{body}</office:document-content>"
    return packed({"content.xml": xml})


def packed(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("toen.xlsx", as_xlsx(ROWS)),
        ("toen.ods", as_ods(ROWS)),
        ("toen.csv", b"jaar;partner;titel;afspraken;aantal\n2026;Woon;Bouwen;1.1-01;7,5\n"),
        ("TOEN.CSV", '\ufeffjaar,partner,titel,afspraken,aantal\r\n2026,Woon,Bouwen,1.1-01,"7,5"\r\n'.encode()),
    ],
)
def test_three_kinds_say_the_same(name: str, content: bytes) -> None:
    given, faults = columns.read(reading.read(name, content))
    row = given[0]
    assert faults == []
    assert (row.year, row.partner, row.title, row.agreements) == (2026, "Woon", "Bouwen", ["1.1-01"])
    assert str(row.planned_quantity) in ("7.5", "7.50")


def test_empty_and_equal_neighbours_keep_their_columns_in_ods() -> None:
    text = "<text:p>{}</text:p>"
    cells = (
        f"<table:table-cell>{text.format('jaar')}</table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2"/>'
        f'<table:table-cell table:number-columns-repeated="2">{text.format("4")}</table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16000"/>'
    )
    assert list(ods.rows(ods_with(cells), 8, 100)) == [(1, ["jaar", "", "", "4", "4", "", "", ""])]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("toen.pdf", b"%PDF-1.7", "Dit soort bestand kan niet"),
        ("toen.xls", b"\xd0\xcf\x11\xe0", "Dit soort bestand kan niet"),
        ("toen.xlsm", as_xlsx(ROWS), "Dit soort bestand kan niet"),
        ("toen.csv", b"", "Dit bestand is leeg"),
        ("toen.csv", b"jaar;partner;titel;afspraken\n\n", "staan geen regels"),
        ("toen.csv", "jaar;één".encode("cp1252"), "CSV UTF-8"),
        ("toen.csv", b"jaar;partner\n2026;a\x00b\n", "een teken dat niet kan"),
        ("toen.csv", b"jaar\n" + b"2026\n" * 5001, "meer dan 5.000 regels"),
        ("toen.csv", b"x" * (5 * 1024 * 1024 + 1), "groter dan 5 MB"),
        ("toen.csv", b"jaar\n" + b";" * 60 + b"x\n", "meer dan 40 kolommen"),
        ("toen.xlsx", b"jaar;partner", "niet wat de naam zegt"),
        ("toen.ods", b"PK\x03\x04kapot", "niet wat de naam zegt"),
        ("toen.xlsx", packed({"hallo.txt": "niets"}), "niet wat de naam zegt"),
        ("toen.ods", packed({"hallo.txt": "niets"}), "niet wat de naam zegt"),
        ("toen.xlsx", packed({"xl/vbaProject.bin": "x"}), "staan macro's"),
        ("toen.xlsx", packed({"bom.xml": "0" * (61 * 1024 * 1024)}), "uitgepakt te groot"),
        (
            "toen.ods",
            packed({"content.xml": ELSEWHERE}),
            "niet in een werkblad",
        ),
        ("toen.xlsx", as_xlsx([*ROWS, [2026, "Woon", "Twee", "1.1-01", "=1+1"]]), "rij 3, kolom E staat een formule"),
        ("toen.ods", ods_with('<table:table-cell table:formula="of:=1+1"/>'), "rij 1, kolom A staat een formule"),
    ],
)
def test_a_wrong_file_gets_one_sentence(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(WrongFile, match=sentence):
        reading.read(name, content)


@pytest.mark.parametrize(
    ("headings", "sentence"),
    [
        ("jaar;partner;titel", "ontbreekt een kolom: “afspraken”"),
        ("jaar;partner;titel;afspraken;titel", "“titel” staat er twee keer"),
        ("jaar;partner;titel;afspraken;kleur", "“kleur” is niet bekend"),
    ],
)
def test_wrong_headings_get_one_sentence(headings: str, sentence: str) -> None:
    with pytest.raises(WrongFile, match=sentence):
        columns.read(reading.read("toen.csv", f"{headings}\n2026;Woon;Bouwen;1.1-01".encode()))


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("jaar", "dit jaar", "Vul een jaar in"),
        ("jaar", "", "Vul een jaar in"),
        ("partner", "", "Vul de partner in"),
        ("titel", "x" * 201, "langer dan 200 tekens"),
        ("toelichting", "x" * 10001, "langer dan 10.000 tekens"),
        ("afspraken", "", "minstens één afspraak"),
        ("afspraken", "2026-01-03T00:00:00", "maakte hier een datum van"),
        ("kwartaal van", "5", "Vul 1, 2, 3 of 4 in"),
        ("aantal", "7.5", "geen duidelijk getal"),
        ("aantal", "-3", "0 of hoger"),
        ("budget", "99.999.999.999", "te groot"),
        ("budget", "veel", "geen duidelijk getal"),
        ("stand", "bijna klaar", "“bijna klaar” is geen stand"),
        ("gerealiseerd", "3", "Vul de stand in"),
        ("wat er gedaan is", "Gebouwd.", "Vul de stand in"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(column: str, cell: str, sentence: str) -> None:
    row = {"jaar": "2026", "partner": "Woon", "titel": "Bouwen", "afspraken": "1.1-01"} | {column: cell}
    lines = reading.read("toen.csv", f"{';'.join(row)}\n{';'.join(row.values())}".encode())
    _, faults = columns.read(lines)
    assert len(faults) == 1
    assert str(faults[0]).startswith("Rij 2, kolom ")
    assert sentence in str(faults[0])


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("2026;Woon;Bouwen;1.1-01;3;2;", "kolom kwartaal tot: Dit kwartaal ligt vóór"),
        ("2026;Woon;;1.1-01, 1.1-02;;;klaar", "kolom afspraken: Noem bij een resultaat zonder titel één afspraak"),
        ("2026;Woon;;1.1-01;;;", "kolom stand: Vul de stand in"),
    ],
)
def test_cells_that_do_not_go_together_are_named(cells: str, sentence: str) -> None:
    headings = "jaar;partner;titel;afspraken;kwartaal van;kwartaal tot;stand"
    _, faults = columns.read(reading.read("toen.csv", f"{headings}\n{cells}".encode()))
    assert [sentence in str(fault) for fault in faults] == [True]
