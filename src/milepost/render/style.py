"""Which style sheets does a medium have, with their pictures and faces?"""

import base64
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from milepost.templates.folders import TemplateFolders
from milepost.templates.fonts import FACES, Face

SHEETS: Mapping[str, tuple[str, ...]] = {
    "print": ("tokens.css", "report.css", "marks.css", "print.css"),
    "screen": ("tokens.css", "report.css", "marks.css", "charts.css", "screen.css"),
}
"""Style sheets of each medium, in their order; a workspace's file of the same name replaces the engine's."""

_URL = re.compile(r"url\(\s*[\"']?([^)\"'#:]+)[\"']?\s*\)")
_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


def style(folders: TemplateFolders, medium: str, face_url: Callable[[Face], str | None]) -> str:
    """Write the one style sheet of a medium, its pictures inside.

    Args:
        folders: Where the sheets are found. ``style/own.css`` of a workspace, if there is one, comes last.
        medium: ``"print"`` or ``"screen"``.
        face_url: Gives the address of a face; None leaves it out.
    """
    parts = [_font_faces(face_url)]
    for sheet in (*SHEETS[medium], "own.css"):
        if sheet == "own.css" and not any((folder / "style" / sheet).is_file() for folder in folders.paths):
            continue
        text = folders.find(f"style/{sheet}").read_text(encoding="utf-8")
        parts.append(_URL.sub(lambda found: f"url({_inline(folders, found[1])})", text))
    return "\n".join(parts)


def _font_faces(face_url: Callable[[Face], str | None]) -> str:
    rules = []
    for face in FACES:
        url = face_url(face)
        if url is not None:
            slant = "italic" if face.italic else "normal"
            rules.append(
                f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {slant}; '
                f"src: url({url}); }}"
            )
    return "\n".join(rules)


def data_address(data: bytes, kind: str) -> str:
    """Write bytes as a ``data:`` address."""
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _inline(folders: TemplateFolders, name: str) -> str:
    path = folders.find(f"style/{name}")
    return data_address(path.read_bytes(), _TYPES.get(Path(name).suffix, "application/octet-stream"))
