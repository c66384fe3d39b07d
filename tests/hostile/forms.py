"""Which real forms were blown up until whoever reads the form itself has too much to do?"""

from __future__ import annotations

import random
from collections.abc import Callable

from milepost.model.workbook import RawWorkbook
from tests.hostile.case import Case, noise
from tests.hostile.inbox import FORM
from tests.inputs.packages import members, zipped

TASKS, FIGURES, CASES_SHEET = (f"xl/worksheets/sheet{number}.xml" for number in (2, 3, 5))


def form() -> dict[str, bytes]:
    return members(FORM.read_bytes())


def grown(part: str, rows: str = "", after: str = "") -> bytes:
    """The form with more rows at the end of a sheet, and more behind them."""
    parts = form()
    head, end, tail = parts[part].decode().rpartition("</sheetData>")
    parts[part] = f"{head}{rows}{end}{after}{tail}".encode()
    return zipped(parts)


def rows(first: int, count: int, cells: str, attributes: str = "") -> str:
    """Rows of the same cells; ``@`` stands for the row's number."""
    return "".join(
        f'<row r="{n}"{attributes if n % 2 else ""}>{cells.replace("@", str(n))}</row>'
        for n in range(first, first + count)
    )


def cells(letters: str, text: str) -> str:
    return "".join(f'<c r="{letter}@" t="str"><v>{text}</v></c>' for letter in letters)


def copied(count: int) -> bytes:
    """The sheet of tasks once more, under many names."""
    parts = form()
    book, rels = parts["xl/workbook.xml"].decode(), parts["xl/_rels/workbook.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    tabs = links = ""
    for n in range(count):
        tabs += f'<sheet xmlns:k="{kind}" name="copy {n}" sheetId="{900 + n}" k:id="copy{n}"/>'
        links += f'<Relationship Id="copy{n}" Type="{kind}/worksheet" Target="worksheets/copy{n}.xml"/>'
        parts[f"xl/worksheets/copy{n}.xml"] = parts[TASKS]
    parts["xl/workbook.xml"] = book.replace("</sheets>", f"{tabs}</sheets>").encode()
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", f"{links}</Relationships>").encode()
    return zipped(parts)


def merged(areas: str) -> bytes:
    return grown(TASKS, after=f"<mergeCells>{areas}</mergeCells>")


def long_texts(alphabet: str, letter: str) -> bytes:
    chance = random.Random(1)
    more = ""
    for n in range(1000, 1060):
        text = "".join(chance.choices(alphabet, k=60_000))
        more += f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="{letter}{n}" t="str"><v>{text}</v></c></row>'
    return grown(TASKS, more)


KEYS = ("id", "state", "completed_on", "percent", "text", "evidence", "difficulties", "next_step", "remarks")
HAN = "".join(map(chr, range(0x4E00, 0x5E00)))
WHOLE = '<mergeCell ref="A1:XFD1048576"/>'


def many_merges(count: int) -> str:
    return "".join(f'<mergeCell ref="A{n}:N{n + 1}"/>' for n in range(1, 2 * count, 2))


def keyed_rows() -> str:
    one = "".join(f'<c r="{chr(65 + at)}@" t="str"><v>{key}</v></c>' for at, key in enumerate(KEYS))
    return rows(1000, 6000, one)


def key_row_of_all_columns() -> str:
    one = "".join(f'<c t="str"><v>{key}</v></c>' for key in KEYS)
    return f'<row r="1000">{one * 1800}</row>'


def is_form(book: RawWorkbook) -> bool:
    return any(sheet.part == TASKS for sheet in book.sheets)


def blown(name: str, make: Callable[[], bytes]) -> Case:
    return Case(f"a form with {name}", make, reads=is_form)


CASES = (
    blown(
        "11,700 more rows, every second one hidden",
        lambda: grown(TASKS, rows(1000, 11_700, cells("D", "a"), ' hidden="1"')),
    ),
    blown("7,000 more rows that are full", lambda: grown(TASKS, rows(1000, 7_000, cells("ABCDEFGHIJKLMN", "zz")))),
    blown("7,000 rows of one task", lambda: grown(TASKS, rows(1000, 7_000, cells("ABCDEFGHIJKLMN", "1a")))),
    blown("7,000 more rows of figures", lambda: grown(FIGURES, rows(1000, 7_000, cells("ABCDEF", "3.2亿")))),
    blown("11,000 keys of cards", lambda: grown(CASES_SHEET, rows(1000, 11_000, cells("DE", "cards[@].title")))),
    blown("6,000 rows of keys", lambda: grown(TASKS, keyed_rows())),
    blown("a row of 16,200 keys", lambda: grown(TASKS, key_row_of_all_columns())),
    blown("60 texts of 60,000 characters", lambda: long_texts(HAN, "I")),
    blown("60 texts of 60,000 digits and signs", lambda: long_texts("0123456789 ,.%亿-—年月日", "I")),
    blown("60 numbers of 60,000 digits and signs", lambda: long_texts("0123456789 ,.%亿-—年月日", "H")),
    blown("a cell in the far corner", lambda: grown(TASKS, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    blown("a sheet of tasks that is merged into one cell", lambda: merged(WHOLE)),
    blown("20,000 merged areas", lambda: merged(many_merges(20_000))),
    blown("200 more sheets of tasks", lambda: copied(200)),
    blown("1,900 rows of noise beside it", lambda: grown(TASKS, rows(1000, 1900, cells("QRSTUVWXYZ", noise(40))))),
)
