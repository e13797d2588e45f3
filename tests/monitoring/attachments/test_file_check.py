"""What a file is, is told from its content; a photo loses its place and keeps how it is turned."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from druten.dutch import file_size
from monitoring import file_check
from monitoring.file_check import NotTaken, check, safe_name
from tests.monitoring.attachments import making

KINDS = {
    "pdf": making.pdf,
    "odt": lambda: making.open_document("odt"),
    "ods": lambda: making.sheet("ods"),
    "odp": lambda: making.open_document("odp"),
    "docx": lambda: making.office("docx"),
    "xlsx": lambda: making.sheet("xlsx"),
    "pptx": lambda: making.office("pptx"),
    "jpg": lambda: making.photo("JPEG"),
    "png": lambda: making.photo("PNG"),
    "webp": lambda: making.photo("WEBP"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_knows_what_a_file_is_whatever_its_name(kind):
    found = check(KINDS[kind](), "foto.exe")
    assert found.kind == kind
    assert kind in file_check.CONTENT_TYPES


@pytest.mark.parametrize("kind", ["pdf", "odt", "ods", "docx", "xlsx"])
def test_a_document_is_kept_as_it_is(kind):
    content = KINDS[kind]()
    assert check(content).content == content


REFUSED = {
    "empty": (b"", file_check.EMPTY),
    "a program": (b"MZ\x90\0" + b"\0" * 400, file_check.NOT_TAKEN),
    "a page with a script": (b"<html><script>alert(1)</script></html>", file_check.NOT_TAKEN),
    "a drawing with a script": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', file_check.NOT_TAKEN),
    "words only": (b"Beste werkgroep", file_check.NOT_TAKEN),
    "a plain zip": (making.packed({"a.txt": b"a"}), file_check.NOT_TAKEN),
    "a zip that is cut off": (making.office("docx")[:200], file_check.NOT_TAKEN),
    "a zip with a broken list of parts": (
        making.office("docx").replace(b"<Types", b"<Ty?es", 1),
        file_check.NOT_TAKEN,
    ),
    "the first words of a PDF": (b"%PDF-1.7 en dan niets", file_check.NOT_TAKEN),
    "an old Word document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, file_check.NOT_TAKEN),
    "a docm as docx": (making.office("docx", macros=True), file_check.MACROS),
    "an xlsm as xlsx": (making.office("xlsx", macros=True), file_check.MACROS),
    "a docx with macros within": (making.office("docx", {"word/vbaProject.bin": b"x"}), file_check.MACROS),
    "an odt with macros": (making.open_document("odt", {"Basic/Standard/Module1.xml": b"x"}), file_check.MACROS),
    "half a photo": (making.photo("JPEG")[:-60][:500] + b"\0", file_check.DAMAGED),
    "half a picture": (making.photo("PNG")[:-40], file_check.DAMAGED),
    "a bomb": (making.bomb(), file_check.TOO_MANY_PIXELS),
    "a moving picture": (making.moving(), file_check.MOVING),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_refuses_with_a_sentence(what):
    content, reason = REFUSED[what]
    with pytest.raises(NotTaken) as refusal:
        check(content, "verslag.docx" if "zip" in what else "verslag.pdf")
    assert refusal.value.reason == reason


def test_ten_megabytes_is_taken_and_a_byte_more_is_not():
    content = making.pdf()
    filled = content + b"\n" * (file_check.LARGEST_FILE - len(content))
    assert check(filled).kind == "pdf"
    with pytest.raises(NotTaken, match="hoogstens 10 MB"):
        check(filled + b"\n")


def test_a_document_with_a_password_is_taken_by_the_name_it_has():
    assert check(making.locked_office(), "Begroting.XLSX").kind == "xlsx"
    with pytest.raises(NotTaken):
        check(making.locked_office(), "begroting.doc")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_loses_its_place_and_its_maker(kind):
    with_place = making.photo(kind)
    assert making.PLACE in with_place
    kept = check(with_place).content
    assert making.PLACE not in kept
    assert b"Jansen" not in kept
    exif = Image.open(BytesIO(kept)).getexif()
    assert dict(exif) == {0x0112: 6}
    assert not exif.get_ifd(0x8825)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_looks_the_same(kind):
    before, after = (
        Image.open(BytesIO(it)).convert("RGB") for it in (making.photo(kind), check(making.photo(kind)).content)
    )
    assert before.size == after.size
    for place in ((3, 3), (36, 16)):
        far = max(abs(a - b) for a, b in zip(before.getpixel(place), after.getpixel(place), strict=True))
        assert far <= 6


def test_a_picture_keeps_what_can_be_seen_through():
    made = BytesIO()
    Image.new("RGBA", (4, 4), (10, 20, 30, 0)).save(made, "PNG")
    assert Image.open(BytesIO(check(made.getvalue()).content)).getpixel((0, 0)) == (10, 20, 30, 0)


def test_a_photo_of_a_phone_with_a_second_one_inside_keeps_the_first_only():
    made = BytesIO()
    first, second = (Image.new("RGB", (16, 8), colour) for colour in ("red", "blue"))
    first.save(made, "MPO", save_all=True, append_images=[second])
    kept = Image.open(BytesIO(check(made.getvalue()).content))
    assert (kept.format, getattr(kept, "n_frames", 1)) == ("JPEG", 1)


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("Offerte.pdf", "pdf", "Offerte.pdf"),
        ("../../etc/passwd.pdf", "pdf", "passwd.pdf"),
        (r"C:\Documenten\foto.JPEG", "jpg", "foto.jpeg"),
        ("foto.pdf", "png", "foto.png"),
        ("verslag 1.2", "docx", "verslag 1.2.docx"),
        ("kwaad\u202efdp.exe", "pdf", "kwaadfdp.exe.pdf"),
        ("nul\0.pdf", "pdf", "nul.pdf"),
        ('aanhaling".pdf', "pdf", "aanhaling-.pdf"),
        ("", "pdf", "bijlage.pdf"),
        (".pdf", "pdf", "bijlage.pdf"),
        ("é" * 300 + ".pdf", "pdf", "é" * 120 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(name, kind, safe):
    assert safe_name(name, kind) == safe


@given(st.text(), st.sampled_from(sorted(file_check.CONTENT_TYPES)))
def test_whatever_the_name_it_is_a_name_and_nothing_else(name, kind):
    safe = safe_name(name, kind)
    assert 0 < len(safe) <= 130
    assert safe.endswith((f".{kind}", ".jpeg"))
    assert not set(safe) & set('/\\\0\r\n"<>')


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"]))
def test_whatever_the_bytes_there_is_an_answer(content, first):
    assert _answer(first + content) in {*file_check.CONTENT_TYPES, "refused"}


def _answer(content: bytes) -> str:
    try:
        return check(content).kind
    except NotTaken:
        return "refused"


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 kB"), (340 * 1024, "340 kB"), (1258291, "1,2 MB"), (10 * 1024 * 1024, "10 MB")]
)
def test_a_size_is_said_in_words(size, words):
    assert file_size(size) == words
