"""What do a form, a returned workbook and the report look like? Makes the pictures of ``docs/pictures/``.

Makes a starter workspace, checks it, and lets LibreOffice print a form and the same unit's returned workbook, in which
one note is shown as a spreadsheet program shows it under the mouse. Two pages come from the embedded report, which must
have been built. Needs soffice, pdftoppm, pdftotext and Pillow:

    python tools/take_pictures.py
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from milepost.pipeline.gather import gather  # noqa: E402
from milepost.pipeline.judging import judge  # noqa: E402
from milepost.pipeline.progress import Progress  # noqa: E402
from milepost.pipeline.returning import write_returned  # noqa: E402
from milepost.pipeline.starting import start  # noqa: E402
from milepost.pipeline.workspace import Workspace  # noqa: E402

YEAR = 2031
UNIT = "ROADS"
PICTURES = ROOT / "docs" / "pictures"
EMBEDDED = ROOT / "reports" / "2024"
DOTS_PER_INCH = 110
MARGIN = 12
GUIDE_PAGE, TASKS_PAGE = 1, 3
TODO_PAGES = 1
"""Pages of the To do sheet, which stands before all others in the returned workbook."""
NOTE_AT = (5, 7)
"""Row and column, counted from 0, of the note that is shown: the day on which task 1a was completed."""


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        start(folder / "trees", YEAR, Progress())
        setting = gather(Workspace(folder / "trees"), YEAR)
        write_returned(setting, judge(setting, Progress()), Progress())
        inputs = setting.workspace.inputs(YEAR)
        form = printed(inputs / "issued" / f"{UNIT}-{YEAR}.xlsx", folder / "form")
        show_note(inputs / "returned" / f"{UNIT}-1.xlsx", folder / f"{UNIT}.xlsx")
        returned = printed(folder / f"{UNIT}.xlsx", folder / "returned")
        PICTURES.mkdir(parents=True, exist_ok=True)
        take(form, GUIDE_PAGE, PICTURES / "form-guide.png")
        take(form, TASKS_PAGE, PICTURES / "form-tasks.png")
        take(returned, TODO_PAGES, PICTURES / "returned-todo.png")
        take(returned, TODO_PAGES + TASKS_PAGE, PICTURES / "returned-tasks.png")
    if (EMBEDDED / "report.en.pdf").is_file():
        two_pages(EMBEDDED, PICTURES / "report-page.png")


def two_pages(reports: Path, picture: Path) -> None:
    """Put a page of the English report and one of the Chinese beside each other, each found by its running head."""
    pages = []
    for name, head in (("report.en.pdf", "Summary"), ("report.zh.pdf", "一、")):
        number = page_with_head(reports / name, head)
        with tempfile.TemporaryDirectory() as scratch:
            target = Path(scratch) / "page"
            one = ["-r", "62", "-f", str(number), "-l", str(number), "-singlefile", "-png"]
            subprocess.run(["pdftoppm", *one, str(reports / name), str(target)], check=True)
            with Image.open(target.with_suffix(".png")) as page:
                pages.append(page.convert("RGB"))
    width, height = sum(page.width for page in pages) + 3 * MARGIN, max(page.height for page in pages) + 2 * MARGIN
    sheet = Image.new("RGB", (width, height), "#c9d0d8")
    left = MARGIN
    for page in pages:
        sheet.paste(page, (left, MARGIN))
        left += page.width + MARGIN
    sheet.quantize(96, dither=Image.Dither.NONE).save(picture, optimize=True)
    print(picture.relative_to(ROOT), f"{picture.stat().st_size // 1000} kB")


def page_with_head(document: Path, head: str) -> int:
    """The number of the first page whose text begins so."""
    said = subprocess.run(["pdftotext", str(document), "-"], check=True, capture_output=True, text=True).stdout
    return next(number for number, text in enumerate(said.split("\f"), 1) if text.lstrip().startswith(head))


def show_note(source: Path, target: Path) -> None:
    """Copy a workbook with one note shown, and let notes be printed as they are shown."""
    row, column = NOTE_AT
    shape = re.compile(
        rb"<v:shape (?:(?!</v:shape>).)*<x:Row>%d</x:Row><x:Column>%d</x:Column>.*?</v:shape>" % (row, column), re.S
    )
    shown = 0
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "xl/drawings/vmlDrawing1.vml":
                content, shown = shape.subn(lambda found: _shown(found[0]), content)
            if name.startswith("xl/worksheets/sheet"):
                content = content.replace(b"<pageSetup ", b'<pageSetup cellComments="asDisplayed" ')
            after.writestr(name, content)
    assert shown == 1, "the note stands elsewhere"


def _shown(note: bytes) -> bytes:
    return note.replace(b"visibility:hidden", b"visibility:visible").replace(
        b"</x:ClientData>", b"<x:Visible/></x:ClientData>"
    )


def printed(workbook: Path, folder: Path) -> Path:
    """Let LibreOffice print a workbook as PDF."""
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{workbook.stem}.pdf"


def take(document: Path, page: int, picture: Path) -> None:
    """Save what stands on a page, between its head and its foot, as a small picture."""
    one = ["-r", str(DOTS_PER_INCH), "-f", str(page), "-l", str(page), "-singlefile", "-png"]
    subprocess.run(["pdftoppm", *one, str(document), str(document.with_suffix(""))], check=True)
    with Image.open(document.with_suffix(".png")) as whole:
        head, foot = int(whole.height * 0.065), int(whole.height * 0.93)
        seen = whole.convert("RGB").crop((0, head, whole.width, foot))
    box = ImageChops.difference(seen, Image.new("RGB", seen.size, "white")).getbbox()
    assert box is not None
    left, top, right, bottom = box
    grown = (max(0, left - MARGIN), max(0, top - MARGIN), right + MARGIN, bottom + MARGIN)
    seen.crop(grown).quantize(48, dither=Image.Dither.NONE).save(picture, optimize=True)
    print(picture.relative_to(ROOT), f"{picture.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
