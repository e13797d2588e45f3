"""What a file really is, told from its content and never from its name; and photos without their place.

Taken are PDF, OpenDocument, Office without macros, and images. A document that asks for a password is taken as
it is. Nothing here touches the database.
"""

import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, JpegImagePlugin, UnidentifiedImageError

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
# Fifty million dots of four bytes stay well under the memory of a small server; no phone's photo of 10 MB has more.
MOST_PIXELS = 50_000_000
# No document has a part list of more than this.
LARGEST_PART_LIST = 2 * MEGABYTE

OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
OFFICE = {"wordprocessingml.document": "docx", "spreadsheetml.sheet": "xlsx", "presentationml.presentation": "pptx"}
IMAGES = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    **{kind: content_type for content_type, kind in OPEN_DOCUMENT.items()},
    **{kind: f"application/vnd.openxmlformats-officedocument.{name}" for name, kind in OFFICE.items()},
}

EMPTY = "Dit bestand is leeg. Kies een ander bestand."
TOO_LARGE = "Dit bestand is te groot: een bijlage is hoogstens 10 MB. Maak het kleiner of deel het op."
NOT_TAKEN = (
    "Dit soort bestand kan geen bijlage zijn. Kies een pdf, een document (odt, docx), een rekenblad (ods, xlsx),"
    " een presentatie (odp, pptx) of een afbeelding (jpg, png, webp)."
)
MACROS = "In dit bestand zitten macro's, en die nemen wij niet aan. Bewaar het zonder macro's en kies het opnieuw."
DAMAGED = "Deze afbeelding is beschadigd. Bewaar haar opnieuw, of kies een andere."
TOO_MANY_PIXELS = "Deze afbeelding heeft meer dan 50 miljoen beeldpunten. Verklein haar en kies haar opnieuw."
MOVING = "Een bewegende afbeelding kan geen bijlage zijn. Kies een gewone afbeelding."

_PART_LIST = "[Content_Types].xml"
_MAIN_PART = re.compile(
    rb'ContentType\s*=\s*"application/vnd\.openxmlformats-officedocument\.([a-z.]+)\.(?:main|template\.main)\+xml"'
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_ORIENTATION = 0x0112


class NotTaken(Exception):
    """A file that can not be an attachment. `reason` is one Dutch sentence or two: what, and what now."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Checked:
    """What will be kept: the kind ("pdf", "jpg") and the bytes, of a photo without its place."""

    kind: str
    content: bytes


def check(content: bytes, name: str = "") -> Checked:
    """Says what a file is, and gives what may be kept of it.

    Args:
        content: all of the file.
        name: only looked at for an Office document with a password, whose kind can not be read.

    Raises:
        NotTaken: with a Dutch sentence.
    """
    if not content:
        raise NotTaken(EMPTY)
    if len(content) > LARGEST_FILE:
        raise NotTaken(TOO_LARGE)
    if content.startswith(b"%PDF-") and b"%%EOF" in content:
        return Checked("pdf", content)
    if content.startswith(b"PK\x03\x04"):
        return Checked(_kind_of_zip(content), content)
    if content.startswith(_OLE):
        return Checked(_kind_of_locked(content, name), content)
    return _image(content)


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return _kind_of_open_document(packed) or _kind_of_office(packed)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError) as error:
        raise NotTaken(NOT_TAKEN) from error


def _kind_of_open_document(packed: zipfile.ZipFile) -> str:
    """The kind, or nothing when it is not one. Its type is the first thing in it, and not compressed."""
    first = packed.infolist()[0] if packed.infolist() else None
    if first is None or first.filename != "mimetype" or first.file_size > 100:
        return ""
    kind = OPEN_DOCUMENT.get(packed.read(first).decode("ascii", "replace").strip(), "")
    if kind and any(name.startswith(("Basic/", "Scripts/")) for name in packed.namelist()):
        raise NotTaken(MACROS)
    return kind


def _kind_of_office(packed: zipfile.ZipFile) -> str:
    if _PART_LIST not in packed.namelist() or packed.getinfo(_PART_LIST).file_size > LARGEST_PART_LIST:
        raise NotTaken(NOT_TAKEN)
    parts = packed.read(_PART_LIST)
    macros_inside = any(name.lower().endswith("vbaproject.bin") for name in packed.namelist())
    if macros_inside or b"macroenabled" in parts.lower() or b"vbaproject" in parts.lower():
        raise NotTaken(MACROS)
    found = _MAIN_PART.search(parts)
    kind = OFFICE.get(found[1].decode("ascii"), "") if found else ""
    if not kind:
        raise NotTaken(NOT_TAKEN)
    return kind


def _kind_of_locked(content: bytes, name: str) -> str:
    """Of an Office document with a password only the envelope can be read: then the name says which it is.
    The envelope of an old .doc or .xls looks the same, but holds no locked package."""
    ending = name.lower().rpartition(".")[2]
    if _LOCKED_OFFICE not in content or ending not in OFFICE.values():
        raise NotTaken(NOT_TAKEN)
    return ending


# Images


def _image(content: bytes) -> Checked:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
                return _written_anew(image, content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotTaken(TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        raise NotTaken(NOT_TAKEN) from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise NotTaken(DAMAGED) from error


def _written_anew(image: Image.Image, content: bytes) -> Checked:
    """The picture alone: what a camera or a program wrote beside it (place, maker, a smaller picture) is left out,
    but for how it must be turned and its colours."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise NotTaken(TOO_MANY_PIXELS)
    kind = IMAGES[image.format or ""]
    if kind != "jpg" and getattr(image, "n_frames", 1) > 1:
        raise NotTaken(MOVING)
    turned = image.getexif().get(_ORIENTATION)
    how = _how_to_write(image, content)
    image.load()
    image.info = {key: image.info[key] for key in ("transparency",) if key in image.info}
    if turned in range(2, 9):
        exif = Image.Exif()
        exif[_ORIENTATION] = turned
        how["exif"] = exif.tobytes()
    written = BytesIO()
    image.save(written, **how)
    return Checked(kind, written.getvalue())


def _how_to_write(image: Image.Image, content: bytes) -> dict:
    """As it was written, so that it looks the same."""
    profile = image.info.get("icc_profile")
    how = {"icc_profile": profile} if profile else {}
    if image.format in ("JPEG", "MPO"):
        tables, sampling = image.quantization, JpegImagePlugin.get_sampling(image)  # type: ignore[attr-defined]
        return {**how, "format": "JPEG", "qtables": tables, "subsampling": sampling}
    if image.format == "WEBP":
        return {**how, "format": "WEBP", "lossless": b"VP8L" in content[:4096], "quality": 95}
    return {**how, "format": "PNG"}


# Names


_LONGEST_NAME = 120
# What can not be seen, or turns the reading direction round ("gnp.exe" for "exe.png").
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_NOT_IN_A_NAME = re.compile(r'[<>:"|?*]')


def safe_name(name: str, kind: str) -> str:
    """The name under which a file is offered: no folder, nothing unseen, not too long, and the ending of what it is."""
    bare = _NOT_IN_A_NAME.sub("-", _UNSEEN.sub("", re.split(r"[\\/]", name)[-1])).strip().rstrip(".")
    stem, dot, ending = bare.rpartition(".")
    ending = ending.lower() if dot else ""
    same = ending == kind or (kind == "jpg" and ending == "jpeg")
    known = ending in CONTENT_TYPES or ending == "jpeg"
    kept = (stem if known else bare).strip(" .")[:_LONGEST_NAME] or "bijlage"
    return f"{kept}.{ending if same else kind}"
