"""Which form does a workbook say that it is, in any of the three places of its stamp?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from milepost.inputs.form import STAMP_NAME
from milepost.model.places import CellRef
from milepost.model.submission import Remark, Stamp
from milepost.model.workbook import RawWorkbook

_LONGEST = 400


def read_stamps(book: RawWorkbook) -> dict[str, Stamp | None]:
    """The stamp in each of its places; None where it is lost there."""
    name = next((one for one in book.defined_names if one.name.casefold() == STAMP_NAME), None)
    return {
        "property": Stamp.parse(book.properties.custom.get(STAMP_NAME, "")),
        "name": Stamp.parse(name.refers_to.strip().strip('"')) if name else None,
        "sheet": next(_on_sheets(book), None),
    }


def _on_sheets(book: RawWorkbook) -> Iterator[Stamp]:
    """The stamp of the hidden sheet, whatever it is called now: it stands in the first cell."""
    for sheet in book.sheets:
        cell = sheet.cell(1, 1)
        if cell is not None and cell.text and len(cell.text) <= _LONGEST:
            stamp = Stamp.parse(cell.text)
            if stamp is not None:
                yield stamp


def judged_stamp(book: RawWorkbook, content: str) -> tuple[Stamp | None, list[Remark]]:
    """The one stamp that counts; a remark where some or all of its places lost it, or contradict each other.

    Args:
        book: What the workbook says.
        content: The unit that the content alone tells; ``""`` where it tells none. It decides between contradicting
            stamps, else their number does.
    """
    stamps, whole = read_stamps(book), CellRef(book.file)
    found = [stamp for stamp in stamps.values() if stamp is not None]
    if not found:
        return None, [Remark("stamp_lost", whole)]
    lost = [place for place, stamp in stamps.items() if stamp is None]
    remarks = [Remark("stamp_partly_lost", whole, {"places": ", ".join(lost)})] if lost else []
    if len(set(found)) > 1:
        remarks.append(Remark("stamps_differ", whole))
    fitting = [stamp for stamp in found if stamp.unit == content] or found
    return Counter(fitting).most_common(1)[0][0], remarks
