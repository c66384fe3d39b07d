"""Which faces print the report, do they have every character, and how small can they be made?"""

import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from milepost.templates.folders import TemplateFolders


@dataclass(frozen=True, slots=True)
class Face:
    """One file of one family, weight and style.

    Attributes:
        family: Name by which the style sheets ask for it; the part that the face plays, not the designer's name.
        file: File name below ``fonts/``.
        weight: CSS weight.
        italic: True for the italic.
        points: True for a cut that holds only Chinese punctuation.
    """

    family: str
    file: str
    weight: int = 400
    italic: bool = False
    points: bool = False


FACES: tuple[Face, ...] = (
    Face("Milepost Serif", "SourceSerif4-400Regular.ttf"),
    Face("Milepost Serif", "SourceSerif4-400Italic.ttf", italic=True),
    Face("Milepost Serif", "SourceSerif4-600SemiBold.ttf", weight=600),
    Face("Milepost Sans", "SourceSans3-400Regular.ttf"),
    Face("Milepost Sans", "SourceSans3-600SemiBold.ttf", weight=600),
    Face("Milepost Sans", "SourceSans3-700Bold.ttf", weight=700),
    Face("Milepost Song", "NotoSerifSC-400Regular.ttf"),
    Face("Milepost Hei", "NotoSansSC-400Regular.ttf"),
    Face("Milepost Hei", "NotoSansSC-700Bold.ttf", weight=700),
    Face("Milepost Song Points", "NotoSerifSC-400Regular-points.ttf", points=True),
    Face("Milepost Hei Points", "NotoSansSC-400Regular-points.ttf", points=True),
    Face("Milepost Hei Points", "NotoSansSC-700Bold-points.ttf", weight=700, points=True),
)

STACKS: Mapping[str, tuple[str, ...]] = {
    "text": ("SourceSerif4-400Regular.ttf", "NotoSerifSC-400Regular.ttf"),
    "labels": ("SourceSans3-400Regular.ttf", "NotoSansSC-400Regular.ttf"),
}
"""What a character of the text, and of headings and tables, may be printed from."""

_UNSEEN = frozenset("\n\r\t\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Characters that need no glyph: white space of the source, soft hyphen, zero-width marks."""


def printable(folders: TemplateFolders) -> frozenset[str]:
    """Give every character that both the text and the label faces can print."""
    have = [
        {char for file in files for char in _characters(folders.find(f"fonts/{file}"))} for files in STACKS.values()
    ]
    return frozenset(set.intersection(*have)) | _UNSEEN


def _characters(path: Path) -> Iterable[str]:
    with TTFont(path, lazy=True) as font:
        return [chr(code) for code in font.getBestCmap()]


def cut_woff2(faces: Sequence[Face], text: str, folders: TemplateFolders, cache: Path | None) -> dict[Face, bytes]:
    """Cut the faces to the characters of a text, as WOFF2; a face that prints none of them is left out.

    Args:
        faces: Which faces.
        text: What is to be printed.
        folders: Where the faces are found.
        cache: Folder that keeps the cuts, by SHA-256 of what they were made from; None keeps nothing.
    """
    wanted = frozenset(text) - _UNSEEN
    cuts: dict[Face, bytes] = {}
    for face in faces:
        path = folders.find(f"fonts/{face.file}")
        held = wanted & set(_characters(path))
        if held:
            cuts[face] = _kept_cut(path, "".join(sorted(held)), cache)
    return cuts


def _kept_cut(path: Path, characters: str, cache: Path | None) -> bytes:
    """Take a cut from the cache, or make it and keep it there."""
    digest = hashlib.sha256()
    for part in (b"woff2 1", path.read_bytes(), characters.encode()):
        digest.update(hashlib.sha256(part).digest())
    kept = cache / "fonts" / f"{digest.hexdigest()}.woff2" if cache is not None else None
    if kept is not None and kept.is_file():
        return kept.read_bytes()
    made = _cut(path, characters)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(".new")
        fresh.write_bytes(made)
        fresh.replace(kept)
    return made


def _cut(path: Path, characters: str) -> bytes:
    """Cut one face to WOFF2; copyright and licence stay in it, the reserved name does not."""
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=["ccmp", "locl", "mark", "mkmk", "kern", "liga", "chws", "tnum", "lnum", "case"],
        name_IDs=[0, 13, 14],
        name_legacy=True,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    font = TTFont(path, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
