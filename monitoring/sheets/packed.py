"""What an xlsx or ods file is packed of, looked through before anything in it is read as a sheet.

A few kilobytes can unpack into gigabytes, and one megabyte of tags into hundreds of megabytes of objects. Hence
limits on both, so that reading stays under 300 MB whatever is sent.
"""

import io
import re
import zipfile
import zlib

MOST_UNPACKED = 25 * 1024 * 1024
# Of a full sheet of 5,000 lines about 330,000 and 220,000.
MOST_TAGS = 340_000
MOST_ATTRIBUTES = 300_000

# How a document of before the packed kinds begins; a packed one with a password is wrapped in it.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WITH_PASSWORD = "EncryptedPackage".encode("utf-16-le")

_KEY_PART = {"xlsx": "[Content_Types].xml", "ods": "content.xml"}
_MANIFEST = "META-INF/manifest.xml"
_MACROS = re.compile(r"vbaproject|(^|/)macrosheets/|^basic/|^scripts/", re.I)
_IS_XML = (".xml", ".rels")


class WrongFile(Exception):
    """A file that can not be read. `sentence` says in Dutch what is wrong and what now."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


PASSWORD = "Dit bestand heeft een wachtwoord. Bewaar het zonder wachtwoord."  # noqa: S105
NOT_THIS_KIND = "Dit bestand is niet wat de naam zegt. Open het en bewaar het opnieuw."
BROKEN = "Dit bestand is beschadigd. Open het en bewaar het opnieuw."
TOO_MUCH = "Dit bestand is uitgepakt te groot. Bewaar alleen het blad dat u wilt laden."
MACROS = "In dit bestand staan macro's. Bewaar het zonder macro's."
ELSEWHERE = "In dit bestand staat iets dat niet in een werkblad hoort. Bewaar het opnieuw."


def check(content: bytes, kind: str) -> None:
    """Refuses a bomb, macros, a password, and documents that point elsewhere.

    Raises:
        WrongFile: with a Dutch sentence.
    """
    if content.startswith(OLD_OFFICE):
        raise WrongFile(PASSWORD if _WITH_PASSWORD in content else NOT_THIS_KIND)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check_parts(packed, kind)
    except zipfile.BadZipFile as error:
        raise WrongFile(NOT_THIS_KIND) from error
    except (NotImplementedError, EOFError, ValueError, OSError, zlib.error) as error:
        raise WrongFile(BROKEN) from error


def _check_parts(packed: zipfile.ZipFile, kind: str) -> None:
    _check_list(packed.infolist())
    _check_password(packed)
    if _KEY_PART[kind] not in packed.namelist():
        raise WrongFile(NOT_THIS_KIND)
    tags = attributes = 0
    for part in packed.infolist():
        text = packed.read(part)
        tags, attributes = tags + text.count(b"<"), attributes + text.count(b"=")
        if tags > MOST_TAGS or attributes > MOST_ATTRIBUTES:
            raise WrongFile(TOO_MUCH)
        _check_text(part.filename, text)


def _check_list(parts: list[zipfile.ZipInfo]) -> None:
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise WrongFile(TOO_MUCH)
    if any(part.flag_bits & 1 for part in parts):
        raise WrongFile(PASSWORD)
    if any(_MACROS.search(part.filename) for part in parts):
        raise WrongFile(MACROS)


def _check_password(packed: zipfile.ZipFile) -> None:
    """Looked at first: what is locked, is no text, and may stand in one part with a name of its own."""
    if _MANIFEST in packed.namelist() and b"encryption-data" in packed.read(_MANIFEST):
        raise WrongFile(PASSWORD)


def _check_text(name: str, text: bytes) -> None:
    if name == _KEY_PART["xlsx"] and b"macroenabled" in text.lower():
        raise WrongFile(MACROS)
    # Other letters than UTF-8 would hide what is looked for here.
    if name.endswith(_IS_XML) and (b"<!DOCTYPE" in text or b"\0" in text):
        raise WrongFile(ELSEWHERE)
