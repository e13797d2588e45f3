"""Real files of every kind, made on the spot."""

import zipfile
from functools import cache
from io import BytesIO

import tablib
import typst
from PIL import Image
from PIL.PngImagePlugin import PngInfo

PLACE = b"Druten-51.8899N"
_OFFICE = {
    "docx": ("wordprocessingml.document", "word/document.xml"),
    "xlsx": ("spreadsheetml.sheet", "xl/workbook.xml"),
    "pptx": ("presentationml.presentation", "ppt/presentation.xml"),
}


@cache
def pdf() -> bytes:
    return typst.compile(b"Offerte voor zonnepanelen")


def sheet(kind: str = "xlsx") -> bytes:
    """A spreadsheet as a library writes it: xlsx or ods."""
    rows = tablib.Dataset(["Deest", 12], headers=["Kern", "Huizen"])
    return rows.export(kind)


def office(kind: str, more: dict[str, bytes] | None = None, *, macros: bool = False) -> bytes:
    """The smallest Office document; `more` are parts besides."""
    name, part = _OFFICE[kind]
    word = "vnd.openxmlformats-officedocument." + name
    if macros:
        word = {"docx": "vnd.ms-word.document.macroEnabled", "xlsx": "vnd.ms-excel.sheet.macroEnabled"}[kind]
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="application/{word}.main+xml"/></Types>'
    )
    return packed({"[Content_Types].xml": types.encode(), part: b"<x/>", **(more or {})})


def open_document(kind: str, more: dict[str, bytes] | None = None) -> bytes:
    name = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}[kind]
    first = f"application/vnd.oasis.opendocument.{name}".encode()
    return packed({"mimetype": first, "content.xml": b"<x/>", **(more or {})})


def packed(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def locked_office() -> bytes:
    """The envelope of an Office document with a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500


def photo(kind: str = "JPEG", *, orientation: int = 6, size: tuple[int, int] = (40, 20)) -> bytes:
    """A photo with a place and a maker written in it, in EXIF and in XMP, and turned a quarter."""
    image = Image.new("RGB", size, (200, 30, 30))
    image.paste((20, 40, 200), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera van Jansen"
    exif.get_ifd(0x8825)[2] = (51.0, 53.0, 24.0)
    exif.get_ifd(0x8825)[0x1B] = PLACE.decode()
    made = BytesIO()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + PLACE + b"</x:xmpmeta>"
    more = {"comment": PLACE} if kind == "JPEG" else {}
    if kind == "PNG":
        more = {"pnginfo": _png_text(xmp)}
    else:
        more |= {"xmp": xmp, "quality": 90}
    image.save(made, kind, exif=exif.tobytes(), **more)
    return made.getvalue()


def _png_text(xmp: bytes) -> PngInfo:
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", xmp.decode())
    info.add_text("Comment", PLACE.decode())
    return info


@cache
def bomb() -> bytes:
    """A small PNG of very many dots: 20.000 by 20.000 in one colour."""
    made = BytesIO()
    Image.new("1", (20_000, 20_000)).save(made, "PNG")
    return made.getvalue()


def moving() -> bytes:
    made = BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(made, "WEBP", save_all=True, append_images=frames[1:])
    return made.getvalue()
