"""What is this file, before any parser sees it, and may it be opened?"""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

from milepost.inputs.container import Container
from milepost.inputs.limits import DEFAULT_LIMITS, Limits, Refused
from milepost.inputs.package import CONTENT_TYPES, Package
from milepost.model.intake import Refusal, RefusalKind

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF", RefusalKind.PDF),
    (b"\x89PNG\r\n\x1a\n", RefusalKind.PICTURE),
    (b"\xff\xd8\xff", RefusalKind.PICTURE),
    (b"GIF8", RefusalKind.PICTURE),
    (b"II*\x00", RefusalKind.PICTURE),
    (b"MM\x00*", RefusalKind.PICTURE),
    (b"{\\rtf", RefusalKind.DOCUMENT),
    (b"Rar!\x1a\x07", RefusalKind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", RefusalKind.ARCHIVE),
    (b"\x1f\x8b", RefusalKind.ARCHIVE),
    (b"PK", RefusalKind.OTHER_ZIP),  # an empty or a split zip
)
_HTML = re.compile(rb"(?i)<(!doctype\s+html|html|head|meta|style|body|table|div)\b")
_LOCK_NAMES = ("~$", ".~")
_HEAD = 4096


def load(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes | Refusal:
    """Read a file, at most one byte more than may be accepted."""
    try:
        if path.exists() and not path.is_file():  # a pipe would keep the reader waiting for ever
            return Refusal(path.name, RefusalKind.UNREADABLE_FILE, {"found": "not a regular file"})
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        return Refusal(path.name, RefusalKind.UNREADABLE_FILE, {"found": error.strerror or type(error).__name__})
    if len(data) > limits.file_bytes:
        return Refusal(path.name, RefusalKind.TOO_LARGE, {"limit": limits.file_bytes})
    return data


def open_package(file: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Package | Refusal:
    """Open a workbook's package if it is one and is safe to look into.

    Args:
        file: Name of the file; only lock files are known by it.
        data: Its bytes.
        limits: What is counted.
    """
    try:
        return _open(file, data, limits)
    except Refused as verdict:
        return refusal(file, data, verdict)


def refusal(file: str, data: bytes, verdict: Refused) -> Refusal:
    """The verdict as a value."""
    return Refusal(file, verdict.kind, verdict.facts, hashlib.sha256(data).hexdigest())


def _open(file: str, data: bytes, limits: Limits) -> Package:
    if len(data) > limits.file_bytes:
        raise Refused(RefusalKind.TOO_LARGE, limit=limits.file_bytes)
    if not data.startswith(_ZIP):
        if file.startswith(_LOCK_NAMES):
            raise Refused(RefusalKind.LOCK_FILE)
        raise Refused(_kind_of_other_file(data))
    container = Container(data, limits)
    _refuse_other_zips(container)
    package = Package(container)
    _refuse_other_packages(package)
    return package


def _kind_of_other_file(data: bytes) -> RefusalKind:
    """Say what a file that is no zip is, by its first bytes."""
    if not data.strip(b"\x00"):
        return RefusalKind.EMPTY_FILE
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            # Of a workbook whose first bytes are damaged the names of the parts are still there.
            return RefusalKind.ZIP_BROKEN if kind is RefusalKind.OTHER_ZIP and _names_parts(data) else kind
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or (data[:2] == b"BM" and data[6:10] == bytes(4)):
        return RefusalKind.PICTURE
    head = data[:_HEAD].replace(b"\x00", b"")  # of UTF-16 the letters stay
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return RefusalKind.XML_SPREADSHEET
    if b"urn:oasis:names:tc:opendocument" in head:
        return RefusalKind.ODS
    if _HTML.search(head) or head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(b"mime-version:"):
        return RefusalKind.HTML
    if _is_plain_text(data):
        return RefusalKind.CSV
    return RefusalKind.ZIP_BROKEN if _names_parts(data) else RefusalKind.NOT_A_ZIP


def _names_parts(data: bytes) -> bool:
    return CONTENT_TYPES.encode() in data


def _kind_of_ole(data: bytes) -> RefusalKind:
    """Say what an old Office container holds, by the names in its directory."""

    def has(stream: str) -> bool:
        name = stream.encode("utf-16-le")
        entry = name.ljust(64, b"\x00") + (len(name) + 2).to_bytes(2, "little")
        return entry in data

    if has("EncryptionInfo") or has("EncryptedPackage"):
        return RefusalKind.ENCRYPTED
    if has("Workbook") or has("Book"):
        return RefusalKind.LEGACY_XLS
    if has("WordDocument"):
        return RefusalKind.DOCUMENT
    if has("PowerPoint Document"):
        return RefusalKind.PRESENTATION
    return RefusalKind.OTHER_OFFICE


def _is_plain_text(data: bytes) -> bool:
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(data)  # the last character may be cut
        except UnicodeDecodeError:
            continue
        return not any(char < " " and char not in "\t\r\n\f" for char in text[:_HEAD])
    return False


def _refuse_other_zips(container: Container) -> None:
    """Refuse OpenDocument and zips that are no Office package."""
    mimetype = container.find("mimetype")
    declared = container.read(mimetype) if mimetype is not None and mimetype.size < 200 else b""
    if b"opendocument.spreadsheet" in declared:
        raise Refused(RefusalKind.ODS)
    if b"opendocument.presentation" in declared:
        raise Refused(RefusalKind.PRESENTATION)
    if b"opendocument" in declared:
        raise Refused(RefusalKind.DOCUMENT)
    if container.find(CONTENT_TYPES) is None:
        if container.find("xl/workbook.xml") is not None:
            raise Refused(RefusalKind.MISSING_PART, member=CONTENT_TYPES)
        raise Refused(RefusalKind.OTHER_ZIP)


def _refuse_other_packages(package: Package) -> None:
    """Refuse Office packages that are no workbook, and binary workbooks."""
    main = main_part(package)
    declared = package.content_type(main)
    if "wordprocessingml" in declared or "ms-word" in declared:
        raise Refused(RefusalKind.DOCUMENT)
    if "presentationml" in declared or "ms-powerpoint" in declared:
        raise Refused(RefusalKind.PRESENTATION)
    if "binary" in declared or main.endswith(".bin"):
        raise Refused(RefusalKind.BINARY_XLSB)
    if declared.startswith("application/vnd.") and "spreadsheetml" not in declared and "ms-excel" not in declared:
        raise Refused(RefusalKind.OTHER_OFFICE)
    if not package.has(main):
        raise Refused(RefusalKind.MISSING_PART, member=main)


def main_part(package: Package) -> str:
    """Name of the workbook part, as the package itself points at it.

    Raises:
        Refused: If the package points at none.
    """
    relation = package.related("", "officeDocument")
    if relation is None or relation.external:
        raise Refused(RefusalKind.MISSING_PART, member="_rels/.rels")
    return relation.target
