"""Why could a file that was sent in not be read at all?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RefusalKind(StrEnum):
    """What the file is, or what is wrong with it; the sentences belong to the checks."""

    # Not a file that a person filled in.
    EMPTY_FILE = "empty_file"
    LOCK_FILE = "lock_file"  # Office's own "~$..." beside an open workbook
    UNREADABLE_FILE = "unreadable_file"  # the system would not let it be read
    FILE_NAME = "file_name"  # no text could hold it
    TOO_LARGE = "too_large"

    # Something else than an .xlsx, whatever its name says.
    NOT_A_ZIP = "not_a_zip"
    LEGACY_XLS = "legacy_xls"
    BINARY_XLSB = "binary_xlsb"
    XML_SPREADSHEET = "xml_spreadsheet"  # Excel 2003 XML in one file
    ODS = "ods"
    CSV = "csv"  # any plain text
    HTML = "html"
    PDF = "pdf"
    PICTURE = "picture"
    DOCUMENT = "document"  # of a word processor
    PRESENTATION = "presentation"
    OTHER_OFFICE = "other_office"  # an old Office file of another kind
    ARCHIVE = "archive"  # rar, 7z, gzip
    OTHER_ZIP = "other_zip"

    # An .xlsx whose wrapping is locked, damaged or dangerous.
    ENCRYPTED = "encrypted"
    CUT_OFF = "cut_off"
    ZIP_BROKEN = "zip_broken"
    DUPLICATE_MEMBERS = "duplicate_members"
    PATH_TRAVERSAL = "path_traversal"
    SYMLINK = "symlink"
    OVERLAPPING_MEMBERS = "overlapping_members"
    TOO_MANY_MEMBERS = "too_many_members"
    MEMBER_TOO_LARGE = "member_too_large"
    TOTAL_TOO_LARGE = "total_too_large"
    RATIO = "ratio"

    # An .xlsx whose contents cannot be trusted to say one thing.
    DTD = "dtd"
    XML_BROKEN = "xml_broken"
    XML_TOO_DEEP = "xml_too_deep"
    XML_TOO_LONG = "xml_too_long"  # one tag or one text of absurd length
    MISSING_PART = "missing_part"
    BROKEN_REFERENCE = "broken_reference"  # a cell's address or the number of a text is impossible
    REPEATED_CELL = "repeated_cell"
    REPEATED_SHEET = "repeated_sheet"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_MANY_STRINGS = "too_many_strings"
    TOO_MANY_SHEETS = "too_many_sheets"
    TOO_MANY_STYLES = "too_many_styles"
    TOO_MANY_ITEMS = "too_many_items"  # merges, names, properties, relationships

    # What slipped through and broke the process that read it.
    WORKER_FAILED = "worker_failed"
    WORKER_DIED = "worker_died"
    WORKER_TIMEOUT = "worker_timeout"
    WORKER_MEMORY = "worker_memory"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read, and why.

    Attributes:
        file: Name of the file, without folders.
        kind: What it is or what is wrong.
        facts: What a sentence may need: ``member``, ``sheet``, ``cell``, ``found``, ``limit``; texts, whole numbers.
        sha256: Of the file's bytes, hexadecimal; ``""`` where they were not read.
    """

    file: str
    kind: RefusalKind
    facts: Mapping[str, str | int] = field(default_factory=dict)
    sha256: str = ""
