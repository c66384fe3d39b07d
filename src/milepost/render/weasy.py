"""How is WeasyPrint asked for a document, and what did it say?"""

import gc
import hashlib
import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from urllib.request import url2pathname

from milepost.templates.folders import TemplateFolders

warnings.filterwarnings("ignore", "No fonts configured", UserWarning)  # none but the page's own is what we want
from weasyprint import HTML  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402


@dataclass(frozen=True, slots=True)
class Written:
    """A document and what was logged on the way.

    Attributes:
        pdf: The file's bytes.
        pages: Number of pages.
        bookmarks: (level, title) of the outline, in order.
        records: Warnings and errors of the renderer; empty if all went well.
    """

    pdf: bytes
    pages: int
    bookmarks: tuple[tuple[int, str], ...]
    records: tuple[str, ...]


class _Collector(logging.Handler):
    """Keeps what the renderer logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record.getMessage())


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Reads files of the template folders and what is written in the page itself; refuses all else."""

    def __init__(self, folders: TemplateFolders) -> None:
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False)
        self._folders = folders

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        parts = urlparse(url)
        if parts.scheme != "data":
            path = Path(url2pathname(parts.path))
            if parts.scheme != "file" or parts.netloc or not self._folders.holds(path):
                raise ValueError("not a file of the template folders")  # logged by the renderer, and so the build stops
        return super().fetch(url, headers)


def write(markup: str, folders: TemplateFolders) -> Written:
    """Lay a page out and write it as a tagged PDF.

    Args:
        markup: The page, its style inside.
        folders: The only places from which files are read.
    """
    options = {"pdf_variant": "pdf/ua-1", "pdf_identifier": hashlib.sha256(markup.encode()).digest()[:16]}
    gc.set_threshold(
        100_000, 20, 100
    )  # a document is one large tree of boxes: collecting it again and again costs a sixth
    collector = _Collector()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(collector)
    kept, logger.propagate = logger.propagate, False
    try:
        document = HTML(string=markup, url_fetcher=_Fetcher(folders)).render(**options)
        pdf = document.write_pdf(**options)
    finally:
        logger.removeHandler(collector)
        logger.propagate = kept
    outline = tuple(_flat(document.make_bookmark_tree(), 1))
    return Written(pdf, len(document.pages), outline, tuple(collector.records))


def _flat(tree: Sequence[Any], level: int) -> list[tuple[int, str]]:
    """List an outline in reading order."""
    listed: list[tuple[int, str]] = []
    for entry in tree:
        listed.append((level, entry[0]))
        listed += _flat(entry[2], level + 1)
    return listed
