"""How does a page become a PDF, the same on every machine, with nothing fetched and no warning passed over?"""

import hashlib
import logging
import os
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse
from urllib.request import url2pathname, urlopen

from milepost.errors import MilepostError
from milepost.templates.folders import TemplateFolders

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

_NO_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir></fontconfig>
"""


class RenderWarningError(MilepostError):
    """The renderer wrote a warning: something on the page is not as the templates ask."""

    def __init__(self, records: Sequence[str]) -> None:
        """List what the renderer said, each thing once."""
        self.records = tuple(dict.fromkeys(records))
        said = "; ".join(self.records)
        super().__init__(f"pdf: the renderer warned: {said}. Correct the template or style sheet that causes it.")

    def __reduce__(self) -> tuple[type["RenderWarningError"], tuple[tuple[str, ...]]]:
        """Travel between processes by what it was made of."""
        return type(self), (self.records,)


class RendererEndedError(MilepostError):
    """The process that rendered a page ended without an answer."""

    def __init__(self, what: str, how: str) -> None:
        """Name the document and how the process ended, e.g. ``"signal 11"``."""
        self.what, self.how = what, how
        super().__init__(
            f"pdf: the renderer of {what} ended with {how}. A damaged face in templates/fonts/ does this, or too "
            "little memory: compare the faces with SHA256SUMS, and try again."
        )

    def __reduce__(self) -> tuple[type["RendererEndedError"], tuple[str, str]]:
        """Travel between processes by what it was made of."""
        return type(self), (self.what, self.how)


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What was written.

    Attributes:
        pages: Number of pages.
        bookmarks: (level, title) of the outline, in order; chapters are level 1.
    """

    pages: int
    bookmarks: tuple[tuple[int, str], ...]


class _Collector(logging.Handler):
    """Keeps what the renderer logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record.getMessage())


class _Fetcher:
    """Reads files of the template folders and what is written in the page itself; refuses all else."""

    def __init__(self, folders: TemplateFolders) -> None:
        self._folders = folders

    def __call__(self, address: str) -> "URLFetcherResponse":
        from weasyprint.urls import URLFetcherResponse

        parts = urlparse(address)
        if parts.scheme == "data":
            with urlopen(address) as response:  # the address itself holds the bytes: nothing is fetched
                kind = {"Content-Type": response.headers.get_content_type()}
                return URLFetcherResponse(address, response.read(), kind)
        path = Path(url2pathname(parts.path))
        if parts.scheme != "file" or parts.netloc or not self._folders.holds(path):
            raise ValueError("not a file of the template folders")  # the renderer logs it, and so the build stops
        return URLFetcherResponse(address, path.read_bytes())


def render_pdf(markup: str, folders: TemplateFolders, out: Path, day: date) -> PdfFacts:
    """Write a PDF from a page made by ``print_page``; to be run in a process of its own.

    The process's fontconfig is set here, so that only the shipped faces exist. Without a usable face the renderer ends
    with a signal; whoever sees its child end that way raises ``RendererEndedError``.

    Args:
        markup: The page.
        folders: The only places from which files are read.
        out: The file to write.
        day: Date of the report, for the dates inside the file.

    Raises:
        RenderWarningError: If the renderer logged a warning; no file is written.
    """
    with tempfile.TemporaryDirectory(prefix="milepost-") as scratch:
        config = Path(scratch) / "fonts.conf"
        config.write_text(_NO_FONTS.format(folder=scratch), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(config)
        os.environ["SOURCE_DATE_EPOCH"] = str((day - date(1970, 1, 1)).days * 86400)
        return _write(markup, folders, out)


def _write(markup: str, folders: TemplateFolders, out: Path) -> PdfFacts:
    from weasyprint import HTML  # loads Pango: only in the process that renders, and after fontconfig is set

    options = {"pdf_variant": "pdf/ua-1", "pdf_identifier": hashlib.sha256(markup.encode()).digest()[:16]}
    collector = _Collector()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(collector)
    kept, logger.propagate = logger.propagate, False
    warnings.filterwarnings("ignore", "No fonts configured", UserWarning)  # none but the page's own is what we want
    try:
        document = HTML(string=markup, url_fetcher=_Fetcher(folders)).render(**options)
        pdf = document.write_pdf(**options)
    finally:
        logger.removeHandler(collector)
        logger.propagate = kept
    if collector.records:
        raise RenderWarningError(collector.records)
    out.write_bytes(pdf)
    return PdfFacts(len(document.pages), tuple(_flat(document.make_bookmark_tree(), 1)))


def _flat(tree: Sequence[Any], level: int) -> list[tuple[int, str]]:
    """List an outline in reading order."""
    listed: list[tuple[int, str]] = []
    for entry in tree:
        listed.append((level, entry[0]))
        listed += _flat(entry[2], level + 1)
    return listed
