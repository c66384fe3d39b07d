"""Do the shipped faces have what reports need, and are they cut alike every time?"""

import hashlib
import io
from pathlib import Path

from fontTools.ttLib import TTFont

from milepost.templates import TemplateFolders, engine_templates
from milepost.templates.fonts import FACES, cut_woff2, printable

FOLDERS = TemplateFolders((engine_templates(),))
FONTS = engine_templates() / "fonts"


def test_the_list_of_checksums_is_true() -> None:
    listed = dict(reversed(line.split("  ")) for line in (FONTS / "SHA256SUMS").read_text().splitlines())
    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")}


def test_every_face_has_its_licence_beside_it() -> None:
    for face in FACES:
        family = face.file.split("-")[0]
        assert "SIL OPEN FONT LICENSE" in (FONTS / f"OFL-{family}.txt").read_text(encoding="utf-8")


def test_one_file_for_a_family_weight_and_style() -> None:
    named = [(face.family, face.weight, face.italic) for face in FACES]
    assert len(set(named)) == len(named)


def test_all_of_gb_2312_can_be_printed() -> None:
    codes = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    wanted = {char for code in codes if (char := code.decode("gb2312", errors="ignore"))}
    assert len(wanted) > 7400
    assert sorted(wanted - printable(FOLDERS)) == []


def test_what_english_numbers_and_dates_need_can_be_printed() -> None:
    assert set("1\u202f200.5\u00a0% – “ ” ‘ ’ − + ± × ÷ m² m³ ° ● → □") <= printable(FOLDERS)


def test_a_cut_holds_what_is_printed_and_no_reserved_name(tmp_path: Path) -> None:
    cuts = cut_woff2(FACES[3:4], "水网 2030", FOLDERS, tmp_path)
    latin = next(face for face in cuts if face.file == "SourceSans3-400Regular.ttf")
    font = TTFont(io.BytesIO(cuts[latin]))
    assert set(font.getBestCmap()) == {ord(char) for char in " 2030"}
    assert all(font["name"].getDebugName(kind) is None for kind in (1, 4, 6, 16))
    assert "Reserved Font Name" in str(font["name"].getDebugName(0)) or font["name"].getDebugName(13)


def test_a_face_that_prints_nothing_is_left_out() -> None:
    assert not any(face.points for face in cut_woff2((FACES[3], FACES[-1]), "abc", FOLDERS, None))


def test_a_cut_is_the_same_every_time_and_kept(tmp_path: Path) -> None:
    face = FACES[6:7]
    first = cut_woff2(face, "水网建设规划", FOLDERS, tmp_path)
    kept = list(tmp_path.rglob("*.woff2"))
    assert len(kept) == 1
    kept[0].write_bytes(b"kept")
    assert cut_woff2(face, "划规设建网水", FOLDERS, tmp_path) == {face[0]: b"kept"}
    assert cut_woff2(face, "水网建设规划", FOLDERS, None) == first
