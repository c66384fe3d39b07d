"""How does a page become a PDF, the same on every machine, with nothing fetched and no warning passed over?"""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from milepost.errors import MilepostError
from milepost.templates.folders import TemplateFolders

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
        tempfile.tempdir = scratch  # the renderer leaves files behind; they go with the folder
        os.environ["SOURCE_DATE_EPOCH"] = str((day - date(1970, 1, 1)).days * 86400)
        from milepost.render import weasy  # loads Pango: only in the process that renders, and after fontconfig is set

        try:
            written = weasy.write(markup, folders)
        finally:
            tempfile.tempdir = None
    if written.records:
        raise RenderWarningError(written.records)
    out.write_bytes(written.pdf)
    return PdfFacts(written.pages, written.bookmarks)
