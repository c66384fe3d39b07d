"""How much of a foreign file is looked at, and how does a refusal travel up from where it is met?"""

from __future__ import annotations

from dataclasses import dataclass

from milepost.model.intake import RefusalKind

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What is counted while a file is read; the same file meets the same limit on every machine.

    The values leave a form of 300 rows (0.3 MB unpacked, 4,000 cells) more than tenfold room in everything.

    Attributes:
        file_bytes: Size of the file.
        members: Number of members in the zip.
        member_bytes: Size of one member unpacked.
        total_bytes: Sum over the members that are read.
        ratio: Unpacked to packed size of one member ...
        ratio_from: ... if it unpacks to more than this.
        depth: Elements inside each other in one XML part.
        run_bytes: Bytes without ``<`` in an XML part: one tag with its attributes, or one text.
        tags: Times that ``<`` stands in the XML parts that are read: opening and closing tags, comments.
        namespace: Characters in the name of an XML namespace; it is repeated with every element.
        sheets: Number of sheets.
        cells: Cells that hold something, in all sheets.
        rows: Rows with such a cell, in all sheets.
        text: Characters in one cell.
        characters: Characters in all cells together; cells that share a text count it each time.
        strings: Entries of the shared strings.
        styles: Cell formats.
        items: Merged areas, defined names, properties, relationships; of each.
    """

    file_bytes: int = 20 * MIB
    members: int = 2_000
    member_bytes: int = 48 * MIB
    total_bytes: int = 96 * MIB
    ratio: int = 250
    ratio_from: int = 2 * MIB
    depth: int = 64
    run_bytes: int = 1 * MIB
    tags: int = 600_000
    namespace: int = 255
    sheets: int = 250
    cells: int = 100_000
    rows: int = 12_000
    text: int = 65_536
    characters: int = 4_000_000
    strings: int = 100_000
    styles: int = 65_000
    items: int = 50_000


DEFAULT_LIMITS = Limits()
_LONGEST_FACT = 200


class Refused(Exception):  # noqa: N818 - it is a verdict on the file, not an error of the program
    """The file cannot be accepted; caught where the file was opened and turned into a ``Refusal``."""

    def __init__(self, kind: RefusalKind, **facts: str | int) -> None:
        super().__init__(kind.value, facts)
        self.kind = kind
        # They come from the file and go into a sentence.
        self.facts = {key: fact[:_LONGEST_FACT] if isinstance(fact, str) else fact for key, fact in facts.items()}
